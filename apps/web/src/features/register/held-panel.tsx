import type { RegisterSheet } from '@cg/contract/register'
import { formatPeriod, formatState, formatValue } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { UseControl, useWords } from './use-dialog.tsx'

type Item = RegisterSheet['held']['items'][number]
type Pair = Item['units'][number]
type Row = { readonly code: string; readonly name: string; readonly pairs: readonly Pair[] }

/** What the records amount to beside what the form says, unit by unit; where they differ it is said. */
export function HeldPanel({ sheet, onSheet }: { sheet: RegisterSheet; onSheet: (sheet: RegisterSheet) => void }) {
  const { kind, units, held, records } = sheet
  const amounts = (
    <ul className="register-amounts">
      {held.items.map(({ name, words }) => (
        <li key={name}>
          {name} = {words}
        </li>
      ))}
    </ul>
  )
  // A register that nobody has begun is not held against forms that are kept without it.
  if (records.length === 0 && sheet.use === null)
    return (
      <Panel
        title="对应的数据项"
        subtitle="有了记录以后，这里与报表逐个区县核对。"
        actions={<UseControl sheet={sheet} onSheet={onSheet} />}
      >
        {amounts}
      </Panel>
    )
  const rows = units.map(({ code, name }, at): Row => ({
    code,
    name,
    pairs: held.items.flatMap((item) => item.units[at] ?? []),
  }))
  const apart = rows.filter(({ pairs }) => pairs.some(differs))
  const silent = rows.filter(({ pairs }) => !pairs.some(differs) && pairs.some(isUnsaid))
  return (
    <Panel
      title={`${formatPeriod(parsePeriod(held.period))}台账与报表${heldWords(apart.length, silent.length)}`}
      subtitle={useWords(sheet, apart.length > 0)}
      actions={<UseControl sheet={sheet} onSheet={onSheet} />}
    >
      {amounts}
      <div className="register-counts">
        <DataTable
          name="held"
          caption={`${kind.name}台账与报表的数`}
          columns={columnsOf(held.items)}
          rows={rows}
          rowKey={({ code }) => code}
          isDense
        />
      </div>
    </Panel>
  )
}

/** The form has not been filled yet: there is nothing to hold the records against. */
const isUnsaid = ({ records, state }: Pair): boolean => state === 'not_reported' && records !== 0

/** A form that says something else, or that there is nothing (不适用) where records count; 0 records and no figure do not. */
function differs(pair: Pair): boolean {
  const { records, value } = pair
  return value === null ? records !== 0 && !isUnsaid(pair) : value !== records
}

function heldWords(apart: number, silent: number): string {
  if (apart === 0 && silent === 0) return '一致'
  const parts = [...(apart === 0 ? [] : [`${apart}个区县不一致`]), ...(silent === 0 ? [] : [`${silent}个区县报表未报`])]
  return `：${parts.join('，')}`
}

function columnsOf(items: readonly Item[]): Column<Row>[] {
  const pairOf = ({ pairs }: Row, at: number) => pairs[at]
  return [
    { key: 'unit', header: '区县', isRowHeader: true, cell: ({ name }) => name },
    ...items.flatMap(({ name, decimals }, at): Column<Row>[] => {
      const text = (value: number) => formatValue(value, { unit: '', decimals })
      return [
        {
          key: `records${at}`,
          // Of one item the line above the table says which; a phone has no room for it twice.
          header: items.length === 1 ? '台账' : `${name} · 台账`,
          align: 'right',
          cell: (row) => text(pairOf(row, at)?.records ?? 0),
          sortValue: (row) => pairOf(row, at)?.records ?? null,
        },
        {
          key: `form${at}`,
          header: '报表',
          align: 'right',
          cell(row) {
            const pair = pairOf(row, at)
            if (pair === undefined) return null
            const said = pair.value === null ? formatState(pair.state) : text(pair.value)
            return differs(pair) ? <StatusChip tone="near">{`${said} 不一致`}</StatusChip> : said
          },
          sortValue: (row) => pairOf(row, at)?.value ?? null,
        },
      ]
    }),
  ]
}

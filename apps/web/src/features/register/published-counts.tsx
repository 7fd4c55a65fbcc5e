import type { RegisterFacts, RegisterFilter } from '@cg/contract/release/register'
import { formatState, formatValue } from '@cg/domain/number/number-format'
import { rangeText } from '@cg/domain/register/range'
import { useHighlight } from '../../shared/highlight.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { nameIn } from './published-words.ts'

type CountProps = { facts: RegisterFacts; filter: RegisterFilter; onFilter: (part: RegisterFilter) => void }
type UnitRow = RegisterFacts['units'][number] & { readonly at: number }

/** Per unit what the records amount to; where the accepted form said otherwise, that too. */
export function CountPanel({ facts, filter, onFilter }: CountProps) {
  const { units, items, ranges = [] } = facts
  const own = useHighlight()
  const columns: Column<UnitRow>[] = [
    {
      key: 'unit',
      header: '区县',
      isRowHeader: true,
      cell: ({ code, name, isApart, holder }) => {
        const called = code === own ? `${name}（本单位）` : name
        if (holder !== undefined) return `${called}（已含在${nameIn(units, holder)}）`
        return isApart ? `${called}（不计入全市）` : called
      },
    },
    ...items.map((item): Column<UnitRow> => ({
      key: item.item,
      // Of one item the heading of the page says which; a phone has no room for it twice.
      header: items.length === 1 ? '计数' : item.name,
      unit: item.unit,
      align: 'right',
      cell: ({ at }) => <Amount item={item} at={at} />,
      sortValue: ({ at }) => item.units[at]?.records ?? null,
    })),
  ]
  return (
    <Panel
      title="各区县"
      subtitle={[
        ...ranges.map((range) => `全市${range.name}${rangeText(range)}`),
        '点一行，下面只列这个区县的记录',
      ].join('。')}
    >
      <div className="register-counts">
        <DataTable
          name="register-counts"
          caption={`${facts.kind.name}分区县`}
          columns={columns}
          rows={units.map((one, at) => ({ ...one, at }))}
          rowKey={({ code }) => code}
          selectedKey={filter.unit ?? null}
          onSelect={({ code }) => onFilter({ unit: filter.unit === code ? undefined : code })}
          isDense
        />
      </div>
    </Panel>
  )
}

function Amount({ item, at }: { item: RegisterFacts['items'][number]; at: number }) {
  const found = item.units[at]
  if (found === undefined) return null
  const { records, value, state } = found
  if (records === null) return formatState(state)
  const text = (one: number) => formatValue(one, item)
  const isSame = value === null ? records === 0 : value === records
  if (isSame) return text(records)
  const said = value === null ? formatState(state) : text(value)
  return (
    <>
      {text(records)} <StatusChip tone="near">{`报表 ${said}`}</StatusChip>
    </>
  )
}

import { chosenRecords, countsInCity, filterWords, picksOf, picksText } from '@cg/contract/release/register'
import type { RegisterFacts, RegisterFilter } from '@cg/contract/release/register'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useState } from 'react'
import { takeRegister } from '../../shared/registers.ts'
import { useDownload } from '../../shared/use-download.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { valueText } from './words.ts'

type Record = RegisterFacts['records'][number]
type ListProps = { facts: RegisterFacts; filter: RegisterFilter; onFilter: (part: RegisterFilter) => void }

/** The records that the filter leaves, and their way into a file: what is shown is what is taken. */
export function ListPanel({ facts, filter, onFilter }: ListProps) {
  const take = useDownload(takeRegister)
  const { release, kind, units, items, records } = facts
  const rows = chosenRecords(facts, filter)
  const isOfUnit = filter.unit !== undefined
  const counted = rows.filter(({ unit, counts }) => counts.length > 0 && (isOfUnit || countsInCity(units, unit))).length
  const wanted = { code: release.code, kind: kind.code, ...filter }
  const chosen = filterWords(facts, filter)
  const among = chosen.length === 0 ? '' : `（全部${records.length}条）`
  const inCity = items.length === 0 ? '' : `，计入${isOfUnit ? '' : '全市'}${counted}条`
  return (
    <Panel
      title={`${formatPeriod(parsePeriod(release.period))}末的记录：${rows.length}条${among}${inCity}`}
      subtitle={
        chosen.length === 0
          ? '下载的文件含全部记录'
          : `${chosen.join('；')}。下载的文件只含这${rows.length}条，并写明筛选条件`
      }
      actions={
        <>
          <Button isBusy={take.isPending} onClick={() => take.mutate({ ...wanted, format: 'xlsx' })}>
            下载 Excel
          </Button>
          <Button isBusy={take.isPending} onClick={() => take.mutate({ ...wanted, format: 'csv' })}>
            下载 CSV
          </Button>
        </>
      }
    >
      <Filters facts={facts} filter={filter} onFilter={onFilter} isFiltered={chosen.length > 0} />
      <DataTable
        name="register-list"
        caption={`${kind.name}记录`}
        columns={columnsOf(facts, items.length > 0)}
        rows={rows}
        rowKey={({ id }) => String(id)}
        empty={<EmptyState title="没有这样的记录">换一个区县、年份、选项或文字，可以看到别的记录。</EmptyState>}
      />
    </Panel>
  )
}

const all = ''

function Filters({ facts, filter, onFilter, isFiltered }: ListProps & { isFiltered: boolean }) {
  const { units, fields, records } = facts
  const years = [...new Set(records.map(({ day }) => day.slice(0, 4)))].sort().reverse()
  const picks = picksOf(filter.picks)
  const anyOf = { value: all, label: '全部' }
  return (
    <div className="register-filter no-print">
      <Select
        caption="区县"
        value={filter.unit ?? all}
        options={[anyOf, ...units.map(({ code, name }) => ({ value: code, label: name }))]}
        onChange={(unit) => onFilter({ unit: unit || undefined })}
      />
      <Select
        caption="年份"
        value={filter.year ?? all}
        options={[anyOf, ...years.map((year) => ({ value: year, label: `${year}年` }))]}
        onChange={(year) => onFilter({ year: year || undefined })}
      />
      {fields
        .filter(({ type }) => type === 'choice')
        .map(({ code, name, choices = [] }) => (
          <Select
            key={code}
            caption={name}
            value={picks.get(code) ?? all}
            options={[anyOf, ...choices.map((value) => ({ value, label: value }))]}
            onChange={(value) => onFilter({ picks: picksText(new Map([...picks, [code, value]])) })}
          />
        ))}
      <TextFilter
        key={filter.text ?? ''}
        text={filter.text ?? ''}
        onText={(text) => onFilter({ text: text || undefined })}
      />
      {isFiltered && (
        <Button onClick={() => onFilter({ unit: undefined, year: undefined, picks: undefined, text: undefined })}>
          清除筛选
        </Button>
      )}
    </div>
  )
}

/** Words are looked for once they are written: with Enter, or when the field is left. */
function TextFilter({ text, onText }: { text: string; onText: (text: string) => void }) {
  const [typed, setTyped] = useState(text)
  const apply = () => {
    if (typed.trim() !== text) onText(typed.trim())
  }
  return (
    <label className="select-inline">
      文字
      <TextInput
        value={typed}
        maxLength={60}
        placeholder="名称、企业等"
        onChange={(event) => setTyped(event.target.value)}
        onBlur={apply}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply()
        }}
      />
    </label>
  )
}

function columnsOf({ units, fields }: RegisterFacts, hasItems: boolean): Column<Record>[] {
  const nameOf = new Map(units.map(({ code, name }) => [code, name]))
  return [
    { key: 'unit', header: '区县', isRowHeader: true, cell: ({ unit }) => nameOf.get(unit) ?? unit },
    ...fields.map((field, at): Column<Record> => ({
      key: field.code,
      header: field.name,
      ...(field.unit === undefined ? {} : { unit: field.unit }),
      align: field.type === 'number' ? 'right' : 'left',
      cell: ({ values }) => valueText(field, values[at] ?? null),
      sortValue: ({ values }) => values[at] ?? null,
    })),
    ...(hasItems
      ? [
          {
            key: 'counts',
            header: '计入',
            cell: ({ unit, counts }: Record) =>
              counts.length === 0 ? (
                <span className="register-counted muted">不计入</span>
              ) : (
                <span className="register-counted">{countsInCity(units, unit) ? '计入全市' : '只计入本单位'}</span>
              ),
          },
        ]
      : []),
  ]
}

import type { RankingFacts } from '@cg/contract/release/ranking'
import { formatResult } from '@cg/domain/number/number-format'
import { DataTable } from '../../ui/data-table.tsx'

type PlainListProps = { facts: RankingFacts; selected: string | null; onSelect: (unit: string) => void }

/** Units and values of what is not ranked, in protocol order: no place, no bar that would suggest one. */
export function PlainList({ facts, selected, onSelect }: PlainListProps) {
  const { measure, units, value, state } = facts
  const rows = units.code.map((code, at) => ({
    code,
    name: units.name[at] ?? code,
    value: value[at] ?? null,
    state: state[at] ?? 'not_reported',
  }))
  return (
    <DataTable
      name="list"
      caption={`${measure.name}，按行政区划顺序`}
      rows={rows}
      rowKey={(row) => row.code}
      selectedKey={selected}
      columns={[
        {
          key: 'name',
          header: '单位',
          isRowHeader: true,
          cell: (row) => (
            <button type="button" className="plain-unit" onClick={() => onSelect(row.code)}>
              {row.name}
            </button>
          ),
        },
        {
          key: 'value',
          header: measure.name,
          unit: measure.unit,
          align: 'right',
          sortValue: (row) => row.value,
          cell: (row) => <b>{formatResult(row, measure)}</b>,
        },
      ]}
    />
  )
}

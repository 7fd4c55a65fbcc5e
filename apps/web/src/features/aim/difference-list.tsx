import { aimText } from '@cg/contract/aim'
import type { AimDifference } from '@cg/contract/aim'
import { formatPeriod } from '@cg/domain/number/number-format'
import { isPeriod, parsePeriod } from '@cg/domain/period'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'

type ListProps = {
  differences: readonly AimDifference[]
  /** All of one indicator, whose name stands above. */
  isOfOne?: boolean
}

/** Old and new of every value that changes, with the document for it. */
export function DifferenceList({ differences, isOfOne = false }: ListProps) {
  return (
    <DataTable
      name="aim-differences"
      caption="变更内容"
      columns={isOfOne ? columns.slice(1) : columns}
      rows={differences}
      rowKey={({ kind, indicator, unit, year }) => `${kind} ${indicator} ${unit} ${year ?? ''}`}
      isDense
      maxHeight={320}
    />
  )
}

function valueWords(value: AimDifference['old'], measure: string): string {
  if (value === null) return '空'
  const when = isPeriod(value.when) ? `（${formatPeriod(parsePeriod(value.when))}）` : ''
  return `${aimText(value.value)}${measure}${when}`
}

const columns: readonly Column<AimDifference>[] = [
  { key: 'indicator', header: '指标', cell: ({ indicatorName }) => indicatorName },
  { key: 'unit', header: '单位', isRowHeader: true, cell: ({ unitName }) => unitName },
  { key: 'what', header: '项目', cell: ({ year }) => (year === null ? '基期' : `${year}年目标`) },
  { key: 'old', header: '原值', align: 'right', cell: ({ old, measure }) => valueWords(old, measure) },
  {
    key: 'now',
    header: '新值',
    align: 'right',
    cell: ({ now, measure }) => <b>{now === null ? '取消' : valueWords(now, measure)}</b>,
  },
  { key: 'source', header: '依据', cell: ({ source }) => source },
]

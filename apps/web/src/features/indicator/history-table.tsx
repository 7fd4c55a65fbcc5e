import { lackingWords, pastNotes } from '@cg/charts/models/trend-lines'
import { measuredOnly } from '@cg/charts/models/trend-measured'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { ResultState } from '@cg/domain/cell'
import { formatPeriod, formatResult } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { Link } from '@tanstack/react-router'
import { useHighlight } from '../../shared/highlight.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'

type Row = {
  key: string
  name: string
  value: readonly (number | null)[]
  state: readonly ResultState[]
  restated?: readonly boolean[]
  lacking?: readonly (readonly string[])[]
}

function rowsOf(facts: IndicatorFacts): Row[] {
  const units = facts.units.code.map((code, at): Row => {
    const series = facts.unitSeries[at]
    return {
      key: code,
      name: facts.units.shortName[at] ?? code,
      value: series?.value ?? [],
      state: series?.state ?? [],
      restated: series?.restated ?? [],
    }
  })
  const { value, state, lacking } = facts.citySeries
  const city = { key: 'city', name: '全市', value, state, lacking }
  return units.every(isNowhere) ? [city] : [city, ...units]
}

/** What is counted for the city alone applies to no unit; one unit to which it does not apply keeps its row. */
function isNowhere({ state }: Row): boolean {
  return state.every((one) => one === 'not_applicable')
}

function columnsOf(facts: IndicatorFacts): Column<Row>[] {
  const periods = facts.periods.map((period, at): Column<Row> => ({
    key: period,
    header: (
      <>
        {formatPeriod(parsePeriod(period), 'axis')}
        {facts.revised.includes(period) && <span title="该期数值经过修订">ʳ</span>}
        {facts.breaks.includes(period) && <span title="自该期起口径调整">*</span>}
      </>
    ),
    align: 'right',
    sortValue: (row) => row.value[at] ?? null,
    cell: (row) => {
      const value = row.value[at] ?? null
      const text = formatResult({ value, state: row.state[at] ?? 'not_reported' }, facts.indicator)
      if (value === null) return <span className="muted">{text}</span>
      if (row.restated?.[at] === true)
        return (
          <>
            {text}
            <span title="按合并前合计重算">□</span>
          </>
        )
      if (row.state[at] !== 'partial') return text
      return (
        <>
          {text}
          <span className="muted nowrap">（{lackingWords(row.lacking?.[at] ?? [])}）</span>
        </>
      )
    },
  }))
  return [
    { key: 'name', header: '单位', isRowHeader: true, cell: (row) => <UnitName row={row} /> },
    ...periods.toReversed(),
  ]
}

function UnitName({ row: { key, name } }: { row: Row }) {
  if (key === 'city') return name
  return (
    <Link to="/u/$unit" params={{ unit: key }}>
      {name}
    </Link>
  )
}

/** Quarter × unit, newest first; what is missing says why. */
export function HistoryTable({ facts: published }: { facts: IndicatorFacts }) {
  const own = useHighlight()
  const facts = measuredOnly(published)
  return (
    <Panel
      title="历期数据"
      className="print-wide history"
      subtitle={`${facts.indicator.name}，${facts.indicator.unit}`}
      footnote={[
        facts.revised.length > 0 && 'ʳ 该期数值发布后经过修订',
        facts.breaks.length > 0 && '* 自该期起口径调整，前后不宜直接比较',
        ...pastNotes(facts, facts.units.code, '□'),
      ]
        .filter(Boolean)
        .join('；')}
    >
      <DataTable
        name="history"
        caption={`${facts.indicator.name}历期数据`}
        columns={columnsOf(facts)}
        rows={rowsOf(facts)}
        rowKey={(row) => row.key}
        selectedKey={own ?? null}
        isDense
        maxHeight={520}
      />
    </Panel>
  )
}

import type { ChartTable } from '@cg/charts/model'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { ReleaseHead } from '@cg/contract/release/head'
import { must } from '@cg/domain/must'
import { Link } from '@tanstack/react-router'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import { ModelTable } from '../../charts/model-table.tsx'
import { Select } from '../../ui/select.tsx'
import { useMeasure } from './models.ts'
import type { OverviewModels } from './models.ts'
import { UnitLink } from './unit-link.tsx'
import { noAlerts } from './search.ts'

/** Who leads and who lags by the chosen measure; a click goes to that district's profile. */
export function RankingPanel({
  head,
  facts,
  models,
}: {
  head: ReleaseHead
  facts: OverviewFacts
  models: OverviewModels
}) {
  const [by, setMeasure] = useMeasure()
  const { spec, model } = models.ranking
  const { measure, notRanked } = models.facts
  const choices = facts.rankings.map((ranking) => ({ value: ranking.measure.code, label: ranking.measure.name }))
  return (
    <ChartPanel
      head={head}
      spec={spec}
      model={model}
      hasFootnote={false}
      drawing={
        notRanked === null ? undefined : (
          <ModelTable name={model.kind} table={figuresOf(model.table)} caption={model.title} />
        )
      }
      before={notRanked !== null && <p className="muted">{notRanked}</p>}
      className="overview-ranking"
      target={({ key }, shape) => <UnitLink unit={key} shape={shape} />}
      controls={
        <Select
          aria-label="排名依据"
          className="select-quiet"
          value={choices.find(({ value }) => value === by)?.value ?? measure.code}
          options={choices}
          onChange={setMeasure}
        />
      }
    >
      <p className="panel-more no-print">
        <Link to="/rank" search={(old) => ({ ...old, ...noAlerts, by: measure.code })}>
          排名与位次变化 →
        </Link>
        {models.facts.rankLow.some((low) => low !== null) && (
          <Link to="/rank" search={(old) => ({ ...old, ...noAlerts, by: measure.code, view: 'interval' as const })}>
            位次区间 →
          </Link>
        )}
      </p>
    </ChartPanel>
  )
}

const shown = ['name', 'value', 'previous']

/** Without places, what a narrow panel has room for: the units' figures; the ranking page says the rest. */
function figuresOf(table: ChartTable): ChartTable {
  const kept = table.columns.flatMap(({ key }, at) => (shown.includes(key) ? [at] : []))
  const of = <T,>(all: readonly T[]) => kept.map((at) => must(all[at]))
  return { ...table, columns: of(table.columns), rows: table.rows.map(of) }
}

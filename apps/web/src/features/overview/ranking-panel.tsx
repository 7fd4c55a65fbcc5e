import type { OverviewFacts, ReleaseHead } from '@cg/contract/release'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Link } from '@tanstack/react-router'
import { BarList } from '../../charts/bar-list.tsx'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import { RankChange } from '../../charts/rank-change.tsx'
import { Select } from '../../ui/select.tsx'
import { useMeasure } from './models.ts'
import type { OverviewModels } from './models.ts'

/** Who leads and who lags by the chosen measure; a click goes to the ranking with that district open. */
export function RankingPanel({
  head,
  facts,
  models,
}: {
  head: ReleaseHead
  facts: OverviewFacts
  models: OverviewModels
}) {
  const [, setMeasure] = useMeasure()
  const { focus } = useSearch({ strict: false })
  const navigate = useNavigate()
  const { spec, model } = models.ranking
  const { measure, previousRank, rank, units } = models.facts
  if (model.body.form !== 'bars') return null
  const at = (key: string) => units.code.indexOf(key)
  return (
    <ChartPanel
      head={head}
      spec={spec}
      model={model}
      hasFootnote={false}
      className="overview-ranking"
      controls={
        <Select
          aria-label="排名依据"
          className="select-quiet"
          value={measure.code}
          options={facts.rankings.map((ranking) => ({ value: ranking.measure.code, label: ranking.measure.name }))}
          onChange={setMeasure}
        />
      }
    >
      <BarList
        label={`${measure.name}排名`}
        body={model.body}
        selectedKey={focus ?? null}
        aside={(row) => <RankChange before={previousRank[at(row.key)] ?? null} now={rank[at(row.key)] ?? null} />}
        onSelect={(row) =>
          void navigate({ to: '/rank', search: (old) => ({ ...old, by: measure.code, focus: row.key }) })
        }
      />
      <p className="panel-more no-print">
        <Link to="/rank" search={(old) => ({ ...old, by: measure.code })}>
          位次变化与区间 →
        </Link>
      </p>
    </ChartPanel>
  )
}

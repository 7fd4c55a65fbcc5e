import type { ChartModel } from '@cg/charts/model'
import type { RankingFacts, ReleaseHead } from '@cg/contract/release'
import { BarList } from '../../charts/bar-list.tsx'
import type { Built } from '../../charts/build-model.ts'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import { EChart } from '../../charts/echart.tsx'
import { ModelTable } from '../../charts/model-table.tsx'
import { RankChange } from '../../charts/rank-change.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState } from '../../ui/states.tsx'
import type { RankingView } from './search.ts'

type ViewPanelProps = {
  head: ReleaseHead
  facts: RankingFacts
  built: Built
  view: RankingView
  selected: string | null
  isStale: boolean
  onSelect: (unit: string) => void
}

const rowHeight = 36

/** The ranking in the chosen form. */
export function ViewPanel({ head, facts, built, view, selected, isStale, onSelect }: ViewPanelProps) {
  if (!('model' in built))
    return (
      <Panel title={`${facts.measure.name}排名`} className="ranking-view">
        <EmptyState title="本期不能这样看">{built.refusal}</EmptyState>
      </Panel>
    )
  const { model, spec } = built
  return (
    <ChartPanel
      head={head}
      spec={spec}
      model={model}
      title={model.neutralTitle}
      isStale={isStale}
      hasFootnote={false}
      hasSubtitle={false}
      className="ranking-view"
    >
      {facts.notRanked !== null && <p className="ranking-note">{facts.notRanked}</p>}
      <View facts={facts} model={model} view={view} selected={selected} onSelect={onSelect} />
    </ChartPanel>
  )
}

function View({
  facts,
  model,
  view,
  selected,
  onSelect,
}: Pick<ViewPanelProps, 'facts' | 'view' | 'selected' | 'onSelect'> & { model: ChartModel }) {
  if (view === 'table') return <ModelTable table={model.table} caption={model.title} />
  if (model.body.form === 'bars')
    return <RankingBars facts={facts} model={model} selected={selected} onSelect={onSelect} />
  return <EChart model={model} height={chartHeight(model)} onSelect={onSelect} />
}

function chartHeight(model: ChartModel): number {
  switch (model.body.form) {
    case 'dumbbell':
    case 'interval':
      return model.body.rows.length * rowHeight + 72
    case 'bump':
      return model.body.series.length * rowHeight + 60
    default:
      return 420
  }
}

function bracketsOf(facts: RankingFacts): ReadonlyMap<string, number> {
  const brackets = new Map<string, number>()
  for (const [at, code] of facts.units.code.entries()) {
    const bracket = facts.bracket[at] ?? null
    if (bracket !== null) brackets.set(code, bracket)
  }
  return brackets
}

function RankingBars({
  facts,
  model,
  selected,
  onSelect,
}: Pick<ViewPanelProps, 'facts' | 'selected' | 'onSelect'> & { model: ChartModel }) {
  if (model.body.form !== 'bars') return null
  const brackets = bracketsOf(facts)
  const at = (key: string) => facts.units.code.indexOf(key)
  return (
    <>
      <BarList
        label={model.title}
        body={model.body}
        selectedKey={selected}
        brackets={brackets}
        aside={(row) => (
          <RankChange before={facts.previousRank[at(row.key)] ?? null} now={facts.rank[at(row.key)] ?? null} />
        )}
        onSelect={(row) => onSelect(row.key)}
      />
      {model.body.rows.some((row) => row.light !== null) && (
        <p className="ranking-note">状态与本期时序目标比较：达到为达标，达到95%以上为临近，不足95%为滞后。</p>
      )}
      {brackets.size > 0 && <p className="ranking-note">左侧方括号内为同一档次：先后差距不显著，依据见页脚注。</p>}
    </>
  )
}

import { lightLegend } from '@cg/charts/light-legend'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { ReleaseHead } from '@cg/contract/release/head'
import { Link } from '@tanstack/react-router'
import type { Built } from '@cg/charts/build-model'
import { rankingName } from '@cg/charts/page/ranking'
import type { RankingView } from '@cg/contract/page-choices'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import { ModelTable } from '../../charts/model-table.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Computing, EmptyState } from '../../ui/states.tsx'
import { useNarrow } from '../../lib/use-narrow.ts'
import { PhoneDimensions } from './phone-dimensions.tsx'
import { PhoneSlope } from './phone-slope.tsx'
import { PlainList } from './plain-list.tsx'

type ViewPanelProps = {
  head: ReleaseHead
  facts: RankingFacts
  built: Built
  view: RankingView
  selected: string | null
  isStale: boolean
  /** What the view draws is being computed. */
  isComputing: boolean
  onSelect: (unit: string) => void
}

/** Nothing to draw: of what is only computed for the whole city, where its figure stands; else what to change. */
function Refused({ facts, refusal }: { facts: RankingFacts; refusal: string }) {
  const { measure, notRanked, state } = facts
  const isCityOnly = notRanked !== null && state.every((one) => one === 'not_applicable')
  if (!isCityOnly)
    return (
      <Panel title={rankingName(facts)} className="ranking-view">
        <EmptyState title="本期不能这样看">{refusal}</EmptyState>
      </Panel>
    )
  return (
    <Panel title={rankingName(facts)} className="ranking-view">
      <EmptyState title={notRanked.replace(/。$/, '')}>
        <Link to="/i/$code" params={{ code: measure.code }}>
          查看{measure.name}的全市数据 →
        </Link>
      </EmptyState>
    </Panel>
  )
}

/** The ranking in the chosen form. */
export function ViewPanel({ head, facts, built, view, selected, isStale, isComputing, onSelect }: ViewPanelProps) {
  const isNarrow = useNarrow()
  if (isComputing && (view === 'bump' || view === 'interval'))
    return (
      <Panel title={rankingName(facts)} className="ranking-view">
        <Computing />
      </Panel>
    )
  if (!('model' in built)) return <Refused facts={facts} refusal={built.refusal} />
  const { model, spec } = built
  const drawingOf = () => {
    if (view === 'table') return <ModelTable name={model.kind} table={model.table} caption={model.title} />
    if (isNarrow && model.body.form === 'bump')
      return <PhoneSlope body={model.body} label={model.title} selected={selected} onSelect={onSelect} />
    if (isNarrow && view === 'dimensions' && model.body.form === 'grid')
      return <PhoneDimensions body={model.body} selected={selected} onSelect={onSelect} />
    if (facts.notRanked === null || view !== 'bars') return undefined
    return <PlainList facts={facts} selected={selected} onSelect={onSelect} />
  }
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
      selectedKey={selected}
      onSelect={onSelect}
      drawing={drawingOf()}
      before={facts.notRanked !== null && <p className="ranking-note">{facts.notRanked}</p>}
    >
      {view === 'bars' && facts.light.some((light) => light !== null) && (
        <p className="ranking-note">{lightLegend}。</p>
      )}
    </ChartPanel>
  )
}

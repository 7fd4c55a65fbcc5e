import './equity.css'
import { gapHeadline, gapTrendBuilt, gapsBuilt, resourceBuilt, swarmBuilt } from '@cg/charts/page/equity'
import { shownGap } from '@cg/contract/shown-gap'
import type { EquityFacts, GapSeries } from '@cg/contract/release/equity'
import type { ReleaseHead } from '@cg/contract/release/head'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import { equityQuery, overviewQuery } from '../../shared/answers.ts'
import { EmptyPage } from '../../shared/empty-page.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ReleaseGate } from '../../shared/release-gate.tsx'
import { PageExport } from '../../shared/page-export.tsx'
import { ReleaseMeta } from '../../shared/release-meta.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { WholeWords } from '../../shared/whole-words.tsx'
import { PageFoot, PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { AnalysisPanel } from './analysis-panel.tsx'
import { BuiltPanel } from './built-panel.tsx'
import { GapPicker } from './gap-picker.tsx'
import { keyOfGap } from './models.ts'
import { VerdictPanel } from './verdict-panel.tsx'

/** 均衡性: how far areas and groups are apart, and whether that closes. */
export function EquityPage() {
  useTitle('均衡性')
  return <ReleaseGate>{(head) => <Equity head={head} />}</ReleaseGate>
}

function Equity({ head }: { head: ReleaseHead }) {
  const { data, error, isPlaceholderData, refetch } = useQuery(equityQuery(head.code))
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  if (data === null)
    return (
      <EmptyPage head={head} title={`${formatPeriod(parsePeriod(head.period))}的发布没有编制均衡性分析`}>
        发布时尚无此项。请选择较新的期次，或由发布人对该季度作更正发布。
      </EmptyPage>
    )
  return <Gaps facts={data} isStale={isPlaceholderData} />
}

function Gaps({ facts, isStale }: { facts: EquityFacts; isStale: boolean }) {
  const search = useSearch({ from: '/signed-in/equity' })
  const navigate = useNavigate({ from: '/equity' })
  const { release } = facts
  const gap = shownGap(facts, search)
  const choose = ({ indicator, name }: Pick<GapSeries, 'indicator' | 'name'>) =>
    void navigate({ search: (old) => ({ ...old, i: indicator, pair: name }), replace: true })
  const chooseKey = (key: string) => {
    const chosen = facts.gaps.find((one) => keyOfGap(one) === key)
    if (chosen) choose(chosen)
  }
  return (
    <div className="equity-page">
      <PageHead
        title={<WholeWords text={gapHeadline(gap)} words={release.unbroken} />}
        subtitle={`区域之间、企业之间、群体之间的差距，${formatPeriod(parsePeriod(release.period))}`}
        meta={
          <>
            <ReleaseMeta head={release} />
            <PageExport head={release} page="equity" params={{ i: search.i, pair: search.pair }} />
          </>
        }
      />
      {gap === null ? (
        <EmptyState title="本期没有可比较的差距">分组指标或区域类型齐全后，下一次发布起可以查看。</EmptyState>
      ) : (
        <div className={isStale ? 'grid is-stale' : 'grid'} aria-busy={isStale}>
          <div className="stack span-6">
            <LinesPanel facts={facts} gap={gap} onChoose={choose} />
            <AnalysisPanel release={release} gap={gap} />
            {facts.resources.map((one) => (
              <BuiltPanel
                key={one.resource.indicator}
                facts={facts}
                built={resourceBuilt(facts, one.resource.indicator)}
                title="资源与需求"
              />
            ))}
          </div>
          <AllGaps release={release} chosen={keyOfGap(gap)} onChoose={chooseKey} />
          <VerdictPanel facts={facts} chosen={gap} onChoose={choose} />
          {facts.swarm.length > 0 && (
            <BuiltPanel facts={facts} built={swarmBuilt(facts)} title="重点企业与其他企业" className="span-12" />
          )}
        </div>
      )}
      <PageFoot
        notes={['数据来源：各牵头部门报送数据汇总', ...facts.notes]}
        right={`生成时间 ${formatDateTime(release.publishedAt ?? release.preparedAt)}`}
      />
    </div>
  )
}

type LinesProps = { facts: EquityFacts; gap: GapSeries; onChoose: (gap: GapSeries) => void }

function LinesPanel({ facts, gap, onChoose }: LinesProps) {
  const built = useMemo(() => gapTrendBuilt(facts, gap), [facts, gap])
  const picker = <GapPicker gaps={facts.gaps} chosen={gap} onChoose={onChoose} />
  if (!('model' in built))
    return (
      <Panel title="走势" controls={picker}>
        <EmptyState title="本期不能这样看">{built.refusal}</EmptyState>
      </Panel>
    )
  const { model, spec } = built
  return (
    <ChartPanel
      head={facts.release}
      spec={spec}
      model={model}
      title={gap.trend === null ? model.neutralTitle : gap.trend.name}
      className="equity-lines"
      hasFootnote={false}
      height={380}
      before={<div className="equity-picker no-print">{picker}</div>}
    >
      {model.lines.note !== null && <p className="equity-note">{model.lines.note}</p>}
    </ChartPanel>
  )
}

type AllProps = { release: ReleaseHead; chosen: string; onChoose: (key: string) => void }

/** Every gap of the quarter as two marks; choosing one shows its lines. */
function AllGaps({ release, chosen, onChoose }: AllProps) {
  const { data, error, refetch } = useQuery(overviewQuery(release.code))
  const built = useMemo(() => (data === undefined ? null : gapsBuilt(data)), [data])
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (built === null) return <LoadingState />
  if (!('model' in built))
    return (
      <Panel title="各指标比较" className="span-6">
        <EmptyState title="本期不能这样看">{built.refusal}</EmptyState>
      </Panel>
    )
  return (
    <ChartPanel
      head={release}
      spec={built.spec}
      model={built.model}
      title={built.model.neutralTitle}
      className="span-6"
      hasFootnote={false}
      selectedKey={chosen}
      onSelect={onChoose}
    />
  )
}

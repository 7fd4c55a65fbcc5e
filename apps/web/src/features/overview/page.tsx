import './overview.css'
import type { ReleaseHead } from '@cg/contract/release/head'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { overviewQuery } from '../../shared/answers.ts'
import { useHighlight } from '../../shared/highlight.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ReleaseGate } from '../../shared/release-gate.tsx'
import { PageExport } from '../../shared/page-export.tsx'
import { ReleaseMeta } from '../../shared/release-meta.tsx'
import { WholeWords } from '../../shared/whole-words.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { PageFoot, PageHead } from '../../ui/page.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { AlertDrawer } from './alert-drawer.tsx'
import { AlertPanel } from './alert-panel.tsx'
import { DimensionStrip } from './dimension-strip.tsx'
import { DistributionPanel } from './distribution-panel.tsx'
import { useInSlices } from '../../lib/use-in-slices.ts'
import { useNarrow } from '../../lib/use-narrow.ts'
import { KpiCards } from './kpi-cards.tsx'
import { LeaderQuestions } from './leader-questions.tsx'
import { RankingPanel } from './ranking-panel.tsx'
import { useMeasure, useOverviewModels } from './models.ts'
import { PlanStrip } from './plan-strip.tsx'
import { StandingStrip } from './standing-strip.tsx'

/** 总览: are we on course, who lags, what needs attention. Nothing here waits for a chart library. */
export function OverviewPage() {
  useTitle('总览')
  return <ReleaseGate>{(head) => <Overview head={head} />}</ReleaseGate>
}

function Overview({ head }: { head: ReleaseHead }) {
  const { data: answer, error, isPlaceholderData, refetch } = useQuery(overviewQuery(head.code))
  const data = useInSlices(answer)
  const models = useOverviewModels(data)
  const [by] = useMeasure()
  const { place } = useSearch({ from: '/signed-in/' })
  const focus = useHighlight()
  const isNarrow = useNarrow()
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (!data || !models) return <LoadingState shape="cards" />
  const { release } = data
  return (
    <div className="overview print-wide">
      <PageHead
        title={<WholeWords text={models.kpi.title} words={release.unbroken} />}
        subtitle={`${release.city}产业工人队伍建设改革进展 · ${formatPeriod(parsePeriod(release.period))}`}
        meta={
          <>
            <ReleaseMeta head={release} />
            <span className="sep no-print" aria-hidden="true">
              ｜
            </span>
            <Link className="no-print" to="/screen" search={({ p, pub, focus }) => ({ p, pub, focus })}>
              大屏
            </Link>
            <PageExport head={release} page="overview" params={{ by, focus, place }} />
          </>
        }
      />
      <div className={isPlaceholderData ? 'stack is-stale' : 'stack'} aria-busy={isPlaceholderData}>
        {isNarrow && <LeaderQuestions facts={data} />}
        <KpiCards facts={data} model={models.kpi} />
        <div className="overview-grid">
          <RankingPanel head={release} facts={data} models={models} />
          <DistributionPanel head={release} models={models} />
          <AlertPanel facts={data} />
        </div>
        <AlertDrawer facts={data} />
        <DimensionStrip ranking={data.rankings.find(({ measure }) => measure.kind === 'score')} />
        <StandingStrip reporting={data.reporting} lights={data.lights} />
        <PlanStrip facts={data} />
      </div>
      <PageFoot
        notes={[
          models.kpi.lines.source,
          '口径：详见指标说明',
          ...(models.kpi.fullNote === null ? [] : [models.kpi.fullNote]),
        ]}
        right={`生成时间 ${formatDateTime(release.publishedAt ?? release.preparedAt)}`}
      />
    </div>
  )
}

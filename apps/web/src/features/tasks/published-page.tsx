import { followUpKindNames } from '@cg/contract/follow-up'
import type { FrozenFollowUp, FrozenMeasure, PlanFacts } from '@cg/contract/release/plan'
import type { ReleaseHead } from '@cg/contract/release/head'
import { taskStandingNames } from '@cg/contract/task'
import { followUpSumWords, measureStandingNames, planWords } from '@cg/domain/claim/key-plan'
import { formatDate, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { countStandings } from '@cg/domain/task/standing'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { EmptyPage } from '../../shared/empty-page.tsx'
import { useHighlight } from '../../shared/highlight.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ReleaseGate } from '../../shared/release-gate.tsx'
import { ReleaseMeta } from '../../shared/release-meta.tsx'
import { useDownload } from '../../shared/use-download.ts'
import { useTitle } from '../../shared/use-title.ts'
import { Button } from '../../ui/button.tsx'
import { PageFoot, PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { frozenPlanQuery, takePlan } from './queries.ts'
import { measureTones, progressWords } from './words.ts'

/** 重点任务 and 督办 as a release froze them: what leaders read. `isReader`: there is no other page of it for them. */
export function PublishedPlan({ isReader }: { isReader: boolean }) {
  useTitle('重点任务')
  return <ReleaseGate>{(head) => <Published head={head} isReader={isReader} />}</ReleaseGate>
}

function Published({ head, isReader }: { head: ReleaseHead; isReader: boolean }) {
  const { data, error, refetch } = useQuery(frozenPlanQuery(head.code))
  const take = useDownload(takePlan)
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const { plan, followUps, release } = data
  if (plan === null && followUps === null)
    return (
      <EmptyPage head={head} title="这次发布没有收入重点任务和督办">
        发布时没有建立，或发布在软件收入这两项之前。可以换一个季度查看。
      </EmptyPage>
    )
  return (
    <>
      <PageHead
        title={headline(data)}
        subtitle={plan === null ? '实施方案的重点任务没有收入这次发布。' : `${plan.name}，${planSentence(plan)}。`}
        meta={
          <>
            <ReleaseMeta head={release} />
            <Button isBusy={take.isPending} onClick={() => take.mutate({ code: release.code, format: 'xlsx' })}>
              下载 Excel
            </Button>
            <Button isBusy={take.isPending} onClick={() => take.mutate({ code: release.code, format: 'pdf' })}>
              下载 PDF
            </Button>
            {!isReader && (
              <Link className="no-print" to="/tasks" search={{}}>
                现在的进展 →
              </Link>
            )}
          </>
        }
      />
      <div className="stack">
        {plan !== null && <Tasks plan={plan} />}
        {followUps !== null && <FollowedPanel followUps={followUps} />}
      </div>
      <PageFoot
        notes={[
          '数据来源：牵头部门报送、市产改办采纳的进展，市产改办督办台账。',
          `节点是否逾期按${formatDate(release.asOf)}判定。`,
          ...(followUps === null ? [] : [`督办为${formatDate(followUps.asOf)}在办的和本季以来销号的。`]),
        ]}
      />
    </>
  )
}

type Plan = NonNullable<PlanFacts['plan']>
const measuresOf = ({ tasks }: Plan): FrozenMeasure[] => tasks.flatMap(({ measures }) => measures)

function planSentence(plan: Plan): string {
  const measures = measuresOf(plan)
  const standings = countStandings(measures.map(({ standing }) => standing))
  return planWords({ tasks: plan.tasks.length, measures: measures.length, standings })
}

/** The finding of the page. */
function headline({ plan, followUps }: PlanFacts): string {
  const overdue = plan === null ? 0 : measuresOf(plan).filter(({ standing }) => standing === 'overdue').length
  const open = followUps?.items.filter(({ closed }) => closed === null).length ?? 0
  const parts = [
    ...(plan === null ? [] : [overdue === 0 ? '没有逾期节点' : `${overdue}条措施有节点逾期`]),
    ...(followUps === null ? [] : [open === 0 ? '没有在办的督办' : `${open}件督办在办`]),
  ]
  return `重点任务：${parts.join('，')}`
}

const views = [
  { value: 'all', label: '全部' },
  { value: 'overdue', label: '逾期' },
] as const
const ownView = { value: 'own', label: '本区县未完成' } as const
type View = (typeof views)[number]['value'] | 'own'

function Tasks({ plan }: { plan: Plan }) {
  const own = useHighlight()
  const [view, setView] = useState<View>('all')
  const isIn = ({ standing, milestones }: FrozenMeasure) => {
    if (view === 'all') return true
    if (view === 'overdue') return standing === 'overdue'
    return milestones.some(({ missing, isOverdue }) => isOverdue && missing.some(({ code }) => code === own))
  }
  const tasks = plan.tasks.map((task) => ({ ...task, measures: task.measures.filter(isIn) }))
  return (
    <>
      <div className="no-print">
        <SegmentedControl
          label="列出"
          options={own === undefined ? views : [...views, ownView]}
          value={view}
          onChange={setView}
        />
      </div>
      {tasks.every(({ measures }) => measures.length === 0) && (
        <EmptyState title={view === 'own' ? '本区县没有逾期的节点' : '没有逾期的措施'}>
          换一种列法可以看到全部措施。
        </EmptyState>
      )}
      {tasks.map(({ code, name, measures }) =>
        measures.length === 0 ? null : (
          <Panel key={code} title={`${Number(code.slice(1))}. ${name}`}>
            <div className="task-scroll" role="region" aria-label={`${name}的措施`} tabIndex={0}>
              <table className="task-table task-frozen">
                <thead>
                  <tr>
                    <th scope="col">措施</th>
                    <th scope="col">节点与完成情况</th>
                    <th scope="col">进展</th>
                  </tr>
                </thead>
                <tbody>
                  {measures.map((measure) => (
                    <MeasureRow key={measure.id} measure={measure} own={own} />
                  ))}
                </tbody>
              </table>
            </div>
          </Panel>
        ),
      )}
    </>
  )
}

function MeasureRow({ measure, own }: { measure: FrozenMeasure; own: string | undefined }) {
  const { name, lead, assists, standing, report } = measure
  return (
    <tr>
      <th scope="row">
        <span className="task-frozen-name">{name}</span>
        <p className="task-who">
          牵头：{lead.name}
          {assists.length > 0 && `；配合：${assists.map((one) => one.name).join('、')}`}
        </p>
        <StatusChip tone={measureTones[standing]}>{measureStandingNames[standing]}</StatusChip>
      </th>
      <td>
        <Milestones measure={measure} own={own} />
      </td>
      <td>
        {report === null ? (
          <span className="muted">没有经采纳的进展</span>
        ) : (
          <>
            <p className="task-who">
              {formatPeriod(parsePeriod(report.period))}　牵头部门报：{taskStandingNames[report.standing]}
            </p>
            <p className="task-progress">{report.progress}</p>
            {report.evidence !== '' && <p className="task-who">佐证：{report.evidence}</p>}
          </>
        )}
      </td>
    </tr>
  )
}

function Milestones({ measure: { milestones }, own }: { measure: FrozenMeasure; own: string | undefined }) {
  if (milestones.length === 0) return <span className="muted">没有设节点</span>
  return (
    <ul className="task-milestones">
      {milestones.map((one) => {
        const isOwn = one.isByUnit && one.missing.some(({ code }) => code === own)
        return (
          <li key={one.code}>
            {one.name}
            <span className="task-due">时限{formatDate(one.dueOn)}</span>
            <span className="muted">
              {one.doneOn === null ? progressWords(one) : `${progressWords(one)}，${formatDate(one.doneOn)}`}
            </span>
            {one.isOverdue && (
              <StatusChip tone="late">{one.isByUnit ? `逾期 ${one.missing.length}个区县` : '逾期'}</StatusChip>
            )}
            {one.isOverdue && one.isByUnit && (
              <span className="task-who task-missing">
                未完成：{one.missing.map((unit) => unit.name).join('、')}
                {isOwn && <b>（含本区县）</b>}
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function FollowedPanel({ followUps: { items } }: { followUps: NonNullable<PlanFacts['followUps']> }) {
  const open = items.filter(({ closed }) => closed === null)
  const overdue = open.filter(({ isOverdue }) => isOverdue).length
  const inOrder = [...open, ...items.filter(({ closed }) => closed !== null)]
  return (
    <Panel title={followUpSumWords({ open: open.length, overdue, closed: items.length - open.length })}>
      <div className="task-scroll" role="region" aria-label="督办事项" tabIndex={0}>
        <table className="task-table task-frozen">
          <thead>
            <tr>
              <th scope="col">督办事项</th>
              <th scope="col">要求</th>
              <th scope="col">办结</th>
            </tr>
          </thead>
          <tbody>
            {inOrder.map((item) => (
              <FollowedRow key={item.id} item={item} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function FollowedRow({ item }: { item: FrozenFollowUp }) {
  const { id, kind, about, responsible, requirement, openedOn, dueOn, isOverdue, closed } = item
  return (
    <tr>
      <th scope="row">
        {about}
        <p className="task-who">
          第{id}号　{followUpKindNames[kind]}　{formatDate(openedOn)}发出
        </p>
      </th>
      <td>
        {requirement}
        <p className="task-who">责任单位：{responsible}</p>
      </td>
      <td>
        {closed === null ? (
          <StatusChip tone={isOverdue ? 'late' : 'info'}>{isOverdue ? '逾期未办结' : '在办'}</StatusChip>
        ) : (
          <StatusChip tone="good">已销号</StatusChip>
        )}
        <p className="task-who">期限{formatDate(dueOn)}</p>
        {closed !== null && (
          <p className="task-progress">
            {formatDate(closed.on)}：{closed.words}
          </p>
        )}
      </td>
    </tr>
  )
}

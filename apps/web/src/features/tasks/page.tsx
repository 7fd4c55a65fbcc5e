import './tasks.css'
import { currentReleases } from '@cg/contract/release/choose'
import type { KeyMeasure, TaskBoard } from '@cg/contract/task'
import { formatDate } from '@cg/domain/number/number-format'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { releasesQuery } from '../../shared/release.ts'
import { useMe } from '../../shared/session.ts'
import { useTitle } from '../../shared/use-title.ts'
import { Button } from '../../ui/button.tsx'
import { PageHead } from '../../ui/page.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { FollowUps } from './follow-up/ledger.tsx'
import { HeldPanel } from './held-panel.tsx'
import { MeasureDialog } from './measure-dialog.tsx'
import type { Shown } from './measure-dialog.tsx'
import { adopt, tasksQuery } from './queries.ts'
import { PublishedPlan } from './published-page.tsx'
import { TaskPanel } from './task-panel.tsx'
import { awaits, headline, isOverdue, mayAct } from './words.ts'

/** 督办, in one file with 重点任务: the shell names every file that it may fetch. */
export function FollowUpsPage() {
  return <FollowUps />
}

/**
 * 重点任务: the plan with its measures; reported, reviewed and changed here. Where the address names a release, and for
 * leaders, as the release froze it.
 */
export function TasksPage() {
  const { p, pub } = useSearch({ strict: false })
  const isReader = useMe().grants.every(({ role }) => role === 'leader' || role === 'admin')
  return isReader || p !== undefined || pub !== undefined ? <PublishedPlan isReader={isReader} /> : <LivePlan />
}

function LivePlan() {
  useTitle('重点任务')
  const { data, error, refetch } = useQuery(tasksQuery)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  if (data.tasks.length === 0) return <NoPlan board={data} />
  return <Plan board={data} />
}

const views = [
  { value: 'all', label: '全部' },
  { value: 'mine', label: '待办' },
  { value: 'overdue', label: '逾期' },
] as const
type View = (typeof views)[number]['value']

function isIn(view: View, measure: KeyMeasure): boolean {
  if (view === 'all') return true
  return view === 'overdue' ? isOverdue(measure) : awaits(measure) || measure.mayReport.length > 0
}

function Plan({ board }: { board: TaskBoard }) {
  const client = useQueryClient()
  const [chosen, setView] = useState<View>('all')
  const [shown, setShown] = useState<Shown | null>(null)
  // Who only reads the plan has nothing to do with it: no list of that, and no column of acts.
  const hasActs = mayAct(board)
  const view = chosen === 'mine' && !hasActs ? 'all' : chosen
  const tasks = board.tasks.map((task) => ({ ...task, measures: task.measures.filter((one) => isIn(view, one)) }))
  const isEmpty = tasks.every(({ measures }) => measures.length === 0)
  const put = (next: TaskBoard) => void client.setQueryData(tasksQuery.queryKey, next)
  const take = (next: TaskBoard) => {
    put(next)
    setShown(null)
  }
  return (
    <>
      <PageHead
        title={headline(board)}
        subtitle={`${board.name}。牵头部门按季报送进展，另一人审核采纳；是否逾期由系统按完成时限和已采纳的完成日期判定，不由人填。`}
        meta={
          <>
            截至 {formatDate(board.asOf)} <Link to="/follow-ups">督办 →</Link> <NewestLink />
          </>
        }
      />
      <div className="stack">
        <div className="no-print">
          <SegmentedControl
            label="列出"
            options={views.filter(({ value }) => value !== 'mine' || hasActs)}
            value={view}
            onChange={setView}
          />
        </div>
        {isEmpty && <EmptyState title="没有这样的措施">换一种列法可以看到别的措施。</EmptyState>}
        {tasks.map((task) =>
          task.measures.length === 0 ? null : (
            <TaskPanel key={task.code} task={task} hasActs={hasActs} mayChange={board.mayChange} onShow={setShown} />
          ),
        )}
        {board.held !== null && <HeldPanel board={board} held={board.held} onBoard={take} />}
      </div>
      {shown !== null && (
        <MeasureDialog board={board} shown={shown} onBoard={take} onStay={put} onClose={() => setShown(null)} />
      )}
    </>
  )
}

/** The way to what leaders read of it. */
function NewestLink() {
  const { data } = useQuery(releasesQuery)
  const newest = currentReleases(data?.items ?? [])[0]
  return newest === undefined ? null : (
    <Link to="/tasks" search={{ pub: newest.head.code }}>
      已发布的 →
    </Link>
  )
}

/** Nothing was taken over yet: what is there to take, and who does it. */
function NoPlan({ board: { proposal, mayAdopt, name } }: { board: TaskBoard }) {
  const client = useQueryClient()
  const notify = useToast()
  const take = useMutation({
    mutationFn: adopt,
    onSuccess: (next) => {
      client.setQueryData(tasksQuery.queryKey, next)
      notify('已建立重点任务，请逐条核定措施、牵头部门和完成时限')
    },
  })
  return (
    <>
      <PageHead title="重点任务：还没有建立" subtitle={name} />
      <EmptyState
        title="还没有建立重点任务"
        action={
          mayAdopt && (
            <Button kind="primary" isBusy={take.isPending} onClick={() => take.mutate()}>
              采用目录所附的方案
            </Button>
          )
        }
      >
        {proposal === null
          ? '实施方案附在指标目录里，本市的目录里还没有。请系统管理员在“管理—指标目录”中更新目录。'
          : `目录附有${proposal.tasks}项任务、${proposal.measures}条措施：第一项取自讲话原文，其余原文缺失，按讲话所列问题拟定。${mayAdopt ? '采用后可以逐条修改，改动留有记录。' : '由市产改办采用并核定后，这里列出各条措施和进展。'}`}
      </EmptyState>
      {take.error !== null && <ProblemPanel error={take.error} />}
    </>
  )
}

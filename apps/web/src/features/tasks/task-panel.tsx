import { taskReportStateNames, taskStandingNames } from '@cg/contract/task'
import type { KeyMeasure, TaskBoard } from '@cg/contract/task'
import { formatDate, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import type { Shown } from './measure-dialog.tsx'
import { awaits, originNames, progressWords, standingTones } from './words.ts'

type Task = TaskBoard['tasks'][number]
type TaskPanelProps = {
  task: Task
  /** Somebody has something to do on this page: there is a column of acts. */
  hasActs: boolean
  mayChange: boolean
  onShow: (shown: Shown) => void
}

/** One key task: its measures with their milestones and what was reported last. */
export function TaskPanel({ task, hasActs, mayChange, onShow }: TaskPanelProps) {
  return (
    <Panel
      title={`${Number(task.code.slice(1))}. ${task.name}`}
      subtitle={task.origin === 'speech' ? `讲话原文：${task.source}` : task.source}
      actions={
        mayChange && (
          <>
            <Button aria-label={`改名：任务“${task.name}”`} onClick={() => onShow({ kind: 'rename', task: task.code })}>
              改名
            </Button>
            <Button onClick={() => onShow({ kind: 'add', task: task.code })}>增加措施</Button>
          </>
        )
      }
    >
      <div className="task-scroll" role="region" aria-label={`${task.name}的措施`} tabIndex={0}>
        <table className={hasActs ? 'task-table has-acts' : 'task-table'}>
          <thead>
            <tr>
              <th scope="col">措施</th>
              <th scope="col">节点与完成情况</th>
              <th scope="col">最近一次进展</th>
              {hasActs && (
                <th scope="col" className="no-print">
                  办理
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {task.measures.map((measure) => (
              <MeasureRow key={measure.id} measure={measure} hasActs={hasActs} mayChange={mayChange} onShow={onShow} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

type RowProps = Omit<TaskPanelProps, 'task'> & { measure: KeyMeasure }

function MeasureRow({ measure, hasActs, ...acts }: RowProps) {
  const { id, name, leadName, assistNames, isDropped } = measure
  return (
    <tr>
      <th scope="row">
        <button type="button" className="task-name" onClick={() => acts.onShow({ kind: 'read', id })}>
          {name}
        </button>
        <p className="task-who">
          牵头：{leadName}
          {assistNames.length > 0 && `；配合：${assistNames.join('、')}`}
        </p>
        {isDropped ? (
          <StatusChip tone="na">已移出方案</StatusChip>
        ) : (
          <span className="muted">{originNames[measure.origin]}</span>
        )}
      </th>
      <td>
        <Milestones measure={measure} />
      </td>
      <td>
        <LastReport measure={measure} />
      </td>
      {hasActs && (
        <td className="no-print">
          <Acts measure={measure} {...acts} />
        </td>
      )}
    </tr>
  )
}

function Acts({ measure, mayChange, onShow }: Omit<RowProps, 'hasActs'>) {
  const { id, name, mayReport } = measure
  return (
    <div className="task-may">
      {mayReport.length > 0 && (
        <Button kind="primary" aria-label={`报送“${name}”的进展`} onClick={() => onShow({ kind: 'report', id })}>
          报进展
        </Button>
      )}
      {awaits(measure) && (
        <Button kind="primary" aria-label={`审核“${name}”的进展`} onClick={() => onShow({ kind: 'read', id })}>
          审核
        </Button>
      )}
      {mayChange && (
        <Button aria-label={`修改措施“${name}”`} onClick={() => onShow({ kind: 'change', id })}>
          修改
        </Button>
      )}
    </div>
  )
}

/** The milestones of a measure by their days, with what is overdue. */
function Milestones({ measure: { milestones, isDropped } }: { measure: KeyMeasure }) {
  if (milestones.length === 0) return <span className="muted">没有设节点</span>
  return (
    <ul className="task-milestones">
      {milestones.map((one) => (
        <li key={one.code}>
          {one.name}
          <span className="task-due">时限{formatDate(one.dueOn)}</span>
          <span className="muted">{progressWords(one)}</span>
          {one.isOverdue && !isDropped && (
            <StatusChip tone="late">
              {one.isByUnit && one.of > 1 ? `逾期 ${one.missing.length}个区县` : '逾期'}
            </StatusChip>
          )}
        </li>
      ))}
    </ul>
  )
}

function LastReport({ measure: { reports } }: { measure: KeyMeasure }) {
  const [last] = reports
  if (last === undefined) return <span className="muted">没有报送</span>
  return (
    <>
      <StatusChip tone={standingTones[last.standing]}>{taskStandingNames[last.standing]}</StatusChip>
      <p className="task-who">
        {formatPeriod(parsePeriod(last.period))}　{taskReportStateNames[last.state]}
      </p>
      <p className="task-progress">{last.progress}</p>
    </>
  )
}

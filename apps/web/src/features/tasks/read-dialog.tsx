import { taskActionNames, taskReportStateNames, taskStandingNames } from '@cg/contract/task'
import type { KeyMeasure, TaskBoard, TaskDecision, TaskReport } from '@cg/contract/task'
import { formatDate, formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useState } from 'react'
import { ReasonDialog } from '../../shared/reason-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { decide } from './queries.ts'
import { ReportFiles } from './report-files.tsx'
import { changeWords, originNames, progressWords, standingTones } from './words.ts'

type ReadDialogProps = {
  board: TaskBoard
  measure: KeyMeasure
  onBoard: (board: TaskBoard) => void
  onStay: (board: TaskBoard) => void
  onClose: () => void
}

/** All of one measure: where it comes from, who has not reached what, what was reported and decided, what was changed. */
export function ReadDialog({ board, measure, onBoard, onStay, onClose }: ReadDialogProps) {
  const [asked, setAsked] = useState<{ report: TaskReport; action: TaskDecision } | null>(null)
  const nameOf = (code: string) => board.departments.find((one) => one.code === code)?.name ?? code
  const { name, origin, source, evidence, leadName, assistNames, milestones, reports, changes } = measure
  if (asked !== null) return <DecideDialog {...asked} name={name} onBoard={onBoard} onClose={() => setAsked(null)} />
  return (
    <Dialog isOpen shape="drawer" title={name} onClose={onClose}>
      <div className="stack task-read">
        <dl>
          <dt>牵头</dt>
          <dd>{leadName}</dd>
          <dt>配合</dt>
          <dd>{assistNames.join('、') || '无'}</dd>
          <dt>来源</dt>
          <dd>
            {originNames[origin]}
            {source !== '' && `：“${source}”`}
          </dd>
          <dt>佐证要求</dt>
          <dd>{evidence}</dd>
        </dl>
        <section>
          <h3>节点</h3>
          <ul className="task-milestones">
            {milestones.map((one) => (
              <li key={one.code}>
                {one.name}（时限{formatDate(one.dueOn)}）：{progressWords(one)}
                {one.isByUnit && one.of > 1 && one.missing.length > 0 && (
                  <p className="muted">还没有完成：{one.missing.map((unit) => unit.name).join('、')}</p>
                )}
              </li>
            ))}
            {milestones.length === 0 && <li>没有设节点</li>}
          </ul>
        </section>
        <section>
          <h3>进展</h3>
          {reports.length === 0 && <p className="muted">没有可以查看的进展。</p>}
          {reports.map((report) => (
            <Report
              key={report.id}
              board={board}
              measure={measure}
              report={report}
              onStay={onStay}
              onAsk={(action) => setAsked({ report, action })}
            />
          ))}
        </section>
        {changes.length > 0 && (
          <section>
            <h3>方案的改动</h3>
            <ol className="task-steps">
              {changes.map((one, at) => (
                <li key={one.at}>
                  {formatDateTime(one.at)} {one.by}：{changeWords(one, nameOf, changes[at - 1]?.isDrop)}。原因：
                  {one.reason}
                </li>
              ))}
            </ol>
          </section>
        )}
      </div>
    </Dialog>
  )
}

type ReportProps = {
  board: TaskBoard
  measure: KeyMeasure
  report: TaskReport
  onStay: (board: TaskBoard) => void
  onAsk: (action: TaskDecision) => void
}

function Report({ board, measure, report, onStay, onAsk }: ReportProps) {
  const byMilestone = Map.groupBy(report.completions, ({ milestone }) => milestone)
  const nameOf = (code: string) => measure.milestones.find((one) => one.code === code)
  // A unit that is no more keeps its code: what it did is not the whole city's.
  const unitName = (code: string, milestone: string) =>
    nameOf(milestone)?.isByUnit === false ? '全市' : (board.units.find((unit) => unit.code === code)?.name ?? code)
  return (
    <article className="task-report">
      <p>
        <strong>{formatPeriod(parsePeriod(report.period))}</strong>{' '}
        <StatusChip tone={standingTones[report.standing]}>{taskStandingNames[report.standing]}</StatusChip>{' '}
        <span className="muted">{taskReportStateNames[report.state]}</span>
      </p>
      <p>{report.progress}</p>
      {report.evidence !== '' && <p>佐证：{report.evidence}</p>}
      {[...byMilestone].map(([code, done]) => (
        <p key={code}>
          完成“{nameOf(code)?.name ?? `节点${code}（已移出方案）`}”：
          {done.map(({ unit, doneOn }) => `${unitName(unit, code)} ${formatDate(doneOn)}`).join('、')}
        </p>
      ))}
      <ReportFiles measure={measure} report={report} onBoard={onStay} />
      <ol className="task-steps">
        {report.steps.map((step) => (
          <li key={step.at}>
            {formatDateTime(step.at)} {step.by} {taskActionNames[step.action]}
            {step.note !== '' && `：${step.note}`}
          </li>
        ))}
      </ol>
      <div className="task-may">
        {report.may.map((action) => (
          <Button key={action} kind={action === 'accept' ? 'primary' : 'plain'} onClick={() => onAsk(action)}>
            {taskActionNames[action]}
          </Button>
        ))}
      </div>
    </article>
  )
}

const follows: Readonly<Record<TaskDecision, string>> = {
  accept: '采纳后，所报的完成日期计入节点完成情况和按时完成数。',
  return: '退回牵头部门，由其补充或更正后再报。',
  reopen: '重新打开后，这份进展所报的完成日期不再计入，由牵头部门更正后再报。',
}

type DecideProps = {
  report: TaskReport
  action: TaskDecision
  name: string
  onBoard: (board: TaskBoard) => void
  onClose: () => void
}

function DecideDialog({ report, action, name, onBoard, onClose }: DecideProps) {
  const verb = taskActionNames[action]
  const quarter = formatPeriod(parsePeriod(report.period))
  return (
    <ReasonDialog
      title={`${verb}：${quarter}进展`}
      description={follows[action]}
      verb={verb}
      least={action === 'accept' ? 0 : 1}
      draftPlace={`task.${report.id}.${report.version}.${action}`}
      act={(reason) => decide(report, action, reason)}
      doneWords={`${quarter}进展已${verb}`}
      onDone={onBoard}
      onClose={onClose}
    >
      <p>{name}</p>
    </ReasonDialog>
  )
}

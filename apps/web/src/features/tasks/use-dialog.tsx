import type { TaskBoard } from '@cg/contract/task'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useState } from 'react'
import { ReasonDialog } from '../../shared/reason-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { countFrom } from './queries.ts'

export type UseProps = { board: TaskBoard; onBoard: (board: TaskBoard) => void }

const quarter = (code: string) => formatPeriod(parsePeriod(code))

/** The office has the tasks fill the forms, or the forms typed again. */
export function UseControl({ board, onBoard }: UseProps) {
  const [isAsked, setAsked] = useState(false)
  if (board.mayUseFrom.length === 0) return null
  return (
    <>
      <Button onClick={() => setAsked(true)}>{board.use === null ? '启用报表计数' : '停用报表计数'}</Button>
      {isAsked && <UseDialog board={board} onBoard={onBoard} onClose={() => setAsked(false)} />}
    </>
  )
}

function UseDialog({ board: { use, mayUseFrom }, onBoard, onClose }: UseProps & { onClose: () => void }) {
  const [since, setSince] = useState(mayUseFrom[0] ?? '')
  const verb = use === null ? '启用' : '停用'
  return (
    <ReasonDialog
      title={`${verb}：重点任务用于报表计数`}
      description={
        use === null
          ? `自${quarter(since)}起，还在填报的报表改用重点任务的数，填报单位不再填写；已报送和已审定的报表不变，不一致的在本页列出。每一格的改动都留痕。`
          : '停用后，填报中的报表保留现有的数，以后由填报单位填写；已发布的数不变。'
      }
      verb={verb}
      draftPlace={`task.use.${verb}`}
      act={(reason) => countFrom(use === null ? since : null, reason)}
      doneWords={`重点任务已${verb}报表计数`}
      onDone={onBoard}
      onClose={onClose}
    >
      {use === null && mayUseFrom.length > 1 && (
        <SegmentedControl
          label="从哪个季度起"
          options={mayUseFrom.map((code) => ({ value: code, label: quarter(code) }))}
          value={since}
          onChange={setSince}
        />
      )}
    </ReasonDialog>
  )
}

/** How the forms come to these figures, for the line above the comparison. */
export function useWords(
  { use }: Pick<TaskBoard, 'use'>,
  { period }: Pick<NonNullable<TaskBoard['held']>, 'period'>,
  isApart: boolean,
): string {
  if (use !== null && use.since <= period) {
    const since = `自${quarter(use.since)}起，报表的这些数由重点任务计数（${use.by}设定）。`
    if (!isApart) return since
    return `${since}不一致的，是报表报送以后进展有了变动：需要计入的，请退回报表的这一格，重新提交时计入。`
  }
  const typed = '报表的数由填报人填写。不一致的，先核对有没有漏报、待审核的进展，再更正报表。'
  return use === null ? typed : `自${quarter(use.since)}起由重点任务计数。在此以前，${typed}`
}

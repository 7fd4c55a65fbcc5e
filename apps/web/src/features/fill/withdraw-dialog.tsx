import type { FormDetail } from '@cg/contract/entry'
import { formatDateTime } from '@cg/domain/number/number-format'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { timeLeft } from '../../shared/time-left.ts'

type WithdrawDialogProps = {
  detail: Pick<FormDetail, 'submission' | 'returnMarks'>
  /** ISO, by the server's clock where it is known. */
  now: string
  isOpen: boolean
  isBusy: boolean
  onClose: () => void
  onWithdraw: () => void
}

/** Asks before a sent form is taken back, and says until when it can be sent again. */
export function WithdrawDialog({ detail, now, isOpen, isBusy, onClose, onWithdraw }: WithdrawDialogProps) {
  const isLate = isPast(detail.submission, now)
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      onConfirm={onWithdraw}
      title={isLate ? '截止时间已过，仍要撤回？' : '撤回这张表'}
      confirmWord={isLate ? '撤回，按逾期计' : '撤回'}
      isBusy={isBusy}
    >
      {withdrawWords(detail, now).map((words) => (
        <p key={words}>{words}</p>
      ))}
    </ConfirmDialog>
  )
}

/** A published form that was opened again for a correction has no date to miss. */
function isPast({ dueAt, isReopened }: FormDetail['submission'], now: string): boolean {
  return !isReopened && Date.parse(now) > Date.parse(dueAt)
}

/** What taking it back does to its being in time. */
export function withdrawWords({ submission, returnMarks }: WithdrawDialogProps['detail'], now: string): string[] {
  const { dueAt, closesAt, round } = submission
  // What was sent again goes back to the return before it: no closing date runs for its marked cells.
  const marked = returnMarks.filter((mark) => mark.round === round - 1).length
  const opened = marked > 0 ? `撤回后只有退回的 ${marked} 格可以修改` : '撤回后可以修改'
  if (submission.isReopened) return [`${opened}。更正不计逾期；不再提交的，已发布的数字不变。`]
  if (!isPast(submission, now))
    return [
      `${opened}，请在 ${formatDateTime(dueAt)} 前再次提交（${timeLeft(dueAt, now)}）。`,
      '到时没有再次提交的，本表按逾期催报；未报送的不计入发布。',
    ]
  return [
    `截止时间 ${formatDateTime(dueAt)} 已过。撤回后本表即为“逾期”，列入催报，直到再次提交。`,
    marked > 0
      ? `${opened}。不再提交的，不计入发布。`
      : `最迟 ${formatDateTime(closesAt)} 再次提交（${timeLeft(closesAt, now)}），过后不能再填。不再提交的，不计入发布。`,
  ]
}

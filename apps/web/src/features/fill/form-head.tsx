import type { FormDetail } from '@cg/contract/entry'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { ProvisionalChip } from '../../shared/provisional-chip.tsx'
import { signOffLine } from './sign-off-actions.tsx'
import { SubmissionChip } from '../../shared/submission-chip.tsx'
import { timeLeft } from '../../shared/time-left.ts'

type FormHeadProps = { detail: FormDetail; submission: FormDetail['submission'] }

/** Which form this is, how it stands, and why something in it cannot be changed. */
export function FormHead({ detail, submission }: FormHeadProps) {
  const { head } = detail
  return (
    <>
      <header className="page-head">
        <div className="page-head-words">
          <h1>{head.name}</h1>
          <p className="page-head-sub">
            {whoseWords(detail)} · {formatPeriod(parsePeriod(head.period))}
            <span className="fill-legal"> · {legalWords(head)}</span>
            {head.isDemo && <span className="fill-demo">演示数据</span>}
          </p>
        </div>
        <div className="page-head-meta">
          <SubmissionChip
            state={submission.state}
            step={submission.signOff?.step ?? null}
            isOverdue={submission.isOverdue}
          />{' '}
          <ProvisionalChip finalBy={submission.finalBy} /> <span>{dueWords(submission, detail.serverTime)}</span>
        </div>
      </header>
      {head.excused !== undefined && <p className="muted">{head.excused}。</p>}
      {standsWords(submission) !== '' && <p className="fill-banner">{standsWords(submission)}</p>}
      {sentBackWords(submission) !== null && (
        <p className="fill-banner fill-banner-returned">
          {sentBackWords(submission)}
          {detail.insideMarks.length > 0 && `　标出 ${detail.insideMarks.length} 格，见标红的格，问题写在右栏。`}
        </p>
      )}
      {submission.state === 'returned' && (
        <p className="fill-banner fill-banner-returned">
          第 {submission.round} 轮退回 {detail.returnMarks.filter((mark) => mark.round === submission.round).length}{' '}
          格：只有标红的格子可以修改，退回意见在右栏。
        </p>
      )}
      {submission.supplement !== null && submission.closedReason === null && (
        <p className="fill-banner">
          产改办已准予补报，请在 {formatDateTime(submission.dueAt)} 前报送，审核通过后随更正发布。原因：
          {submission.supplement.reason}
          {submission.supplement.isOnTime ? '' : '（发布前已逾期，按迟报计）'}
        </p>
      )}
      {submission.extension !== null && submission.leftOutOf === null && submission.supplement === null && (
        <p className="fill-banner">
          已延期至 {formatDateTime(submission.extension.dueAt)}：{submission.extension.reason}
        </p>
      )}
    </>
  )
}

/** 澄阳市; of a town's own row 柳渡镇（澄阳市汇总）. */
function whoseWords({ head, units }: FormDetail): string {
  if (head.parts?.isOwn !== true) return head.reporterName
  return `${units.map(({ shortName }) => shortName).join('、')}（${head.reporterName}汇总）`
}

/** Why the form came back inside the unit; null once it was proposed or sent again. */
function sentBackWords({ events, signOff }: FormDetail['submission']): string | null {
  const last = events.findLast(({ action }) => ofWay.includes(action))
  if (last?.action !== 'send_back' || signOff === null) return null
  return `内部审签时由 ${last.by} 退回（${formatDateTime(last.at)}）：${last.note ?? ''}`
}

const ofWay = ['propose', 'recall', 'endorse', 'send_back', 'submit', 'withdraw', 'return', 'reopen']

/** Why nothing can be typed, and who has signed inside the unit. */
function standsWords(submission: FormDetail['submission']): string {
  const closed = submission.closedReason === null ? '' : closedWords(submission)
  return [closed, signOffLine(submission)].filter(Boolean).join(' ')
}

function dueWords(submission: FormDetail['submission'], now: string): string {
  const { allowedActions, submittedAt, submittedBy, dueAt, leftOutOf, isReopened } = submission
  if (leftOutOf !== null) return `未计入 ${leftOutOf}`
  if (isReopened) return '已发布，更正中，不计逾期'
  const isWithFiller = allowedActions.some((action) => action === 'save' || action === 'submit')
  return isWithFiller || submittedAt === null
    ? `截止 ${formatDateTime(dueAt)}，${timeLeft(dueAt, now)}`
    : `${submittedBy ?? ''} 提交于 ${formatDateTime(submittedAt)}`
}

function legalWords({ tableNo, issuer, approvalNo, validUntil, legalNote }: FormDetail['head']): string {
  const parts = [
    tableNo,
    `制定机关：${issuer}`,
    approvalNo === null ? legalNote : `批准文号：${approvalNo}`,
    validUntil === null ? null : `有效期至：${validUntil}`,
  ]
  return parts.filter((part) => part !== null).join('　')
}

function closedWords({ closedReason, allowedActions }: FormDetail['submission']): string {
  const reason = (closedReason ?? '').replace(/。$/, '')
  return allowedActions.includes('withdraw') ? `${reason}。如需修改，可在审核开始前撤回。` : `${reason}。`
}

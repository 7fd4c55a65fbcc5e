import type { ReviewDetail } from '@cg/contract/review'
import { formatDateTime } from '@cg/domain/number/number-format'

const actionWords: Record<string, string> = {
  save: '开始填报',
  propose: '提请内部审核',
  recall: '取回',
  endorse: '内部审核同意',
  provisional: '快报数',
  send_back: '内部退回填报人',
  submit: '提交',
  withdraw: '撤回',
  begin: '开始审核',
  check: '部门审核通过',
  accept: '通过',
  return: '退回',
  reopen: '重新打开',
  lock: '锁定并发布',
  extend: '延期',
  close: '因发布关闭',
  admit: '准予补报',
}

/** Who did what with this form, and when. */
export function FormEvents({ detail }: { detail: ReviewDetail }) {
  const { events } = detail.form.submission
  if (events.length === 0) return null
  return (
    <details className="review-events">
      <summary>办理记录（{events.length}）</summary>
      <ol>
        {events.map((event) => (
          <li key={event.at + event.action}>
            {formatDateTime(event.at)} {event.by} {actionWords[event.action] ?? event.action}
            {event.note !== null && event.note !== '' && `：${event.note}`}
          </li>
        ))}
      </ol>
    </details>
  )
}

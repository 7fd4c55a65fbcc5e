import { followUpKindNames, followUpStateNames } from '@cg/contract/follow-up'
import type { FollowUp, FollowUpLedger } from '@cg/contract/follow-up'
import { formatDate, formatDateTime } from '@cg/domain/number/number-format'
import type { LedgerModel } from './ledger-pdf.ts'

type Book = { readonly ledger: FollowUpLedger; readonly city: string; readonly isDemo: boolean; readonly at: string }

const columns = [
  { header: '编号', share: 0 },
  { header: '来源', share: 0 },
  { header: '督办事项', share: 4 },
  { header: '督办要求', share: 3 },
  { header: '责任单位', share: 1.4 },
  { header: '办结期限', share: 0 },
  { header: '原因和措施', share: 4 },
  { header: '办理情况', share: 3 },
]

/** 督办台账 to be printed: what is open first, what is overdue marked, then what was closed; cancelled ones at the end. */
export function followUpLedgerModel({ ledger: { today, items }, city, isDemo, at }: Book): LedgerModel {
  const isOpen = ({ state }: FollowUp) => state !== 'closed' && state !== 'cancelled'
  const open = items.filter(isOpen).toSorted((left, right) => (left.dueOn < right.dueOn ? -1 : 1))
  const closed = items.filter(({ state }) => state === 'closed')
  const cancelled = items.filter(({ state }) => state === 'cancelled')
  const overdue = open.filter((one) => one.isOverdue).length
  const tables = [
    { title: `在办${open.length}件，其中逾期${overdue}件`, rows: open },
    { title: `已销号${closed.length}件`, rows: closed },
    { title: `已撤销${cancelled.length}件`, rows: cancelled },
  ].filter(({ rows }) => rows.length > 0)
  return {
    title: `${city}产业工人队伍建设改革督办台账`,
    subtitle: `截至${formatDate(today)}`,
    tables: tables.map(({ title, rows }) => ({ title, columns, rows: rows.map(rowOf) })),
    notes: [
      ...(items.length === 0 ? ['没有督办事项。'] : []),
      '数取自所写的发布编号；是否逾期按办结期限判定，由系统计算。',
      `导出时间：${formatDateTime(at)}`,
    ],
    foot: `产改进展监测平台督办台账　截至${formatDate(today)}`,
    demo: isDemo ? '演示数据' : null,
    watermark: null,
    generatedAt: at,
    file: ['产改督办台账', today],
  }
}

function rowOf(one: FollowUp): string[] {
  const answer = [
    one.reason === '' ? '' : `原因：${one.reason}`,
    one.measures === '' ? '' : `措施：${one.measures}`,
    one.expectedOn === null ? '' : `预计完成：${formatDate(one.expectedOn)}`,
  ].filter((part) => part !== '')
  const state = one.isOverdue ? `${followUpStateNames[one.state]}，逾期` : followUpStateNames[one.state]
  return [
    String(one.id),
    followUpKindNames[one.kind],
    one.about,
    one.requirement,
    one.responsible,
    formatDate(one.dueOn),
    answer.length === 0 ? '—' : answer.join('\n'),
    one.closing === null ? state : `${state}：${one.closing}`,
  ]
}

import { unreachable } from '../must.ts'
import { formatDate, formatPeriod, formatProse } from '../number/number-format.ts'
import type { Period } from '../period.ts'

/** 督办: what it is opened from. */
export const followUpKinds = ['light', 'task', 'speech', 'other'] as const
export type FollowUpKind = (typeof followUpKinds)[number]

/** A figure of a published release; `value` null: it had none then. */
export type SeenFigure = { readonly release: string; readonly period: Period; readonly value: number | null }

/** What an item was opened from, with names and figures as they stood. */
export type FollowUpCause =
  | (SeenFigure & {
      readonly kind: 'light'
      readonly indicator: string
      readonly indicatorName: string
      /** Whose figure it is. */
      readonly unit: string
      readonly unitName: string
      /** What was expected of it by then; null: nothing. */
      readonly expected: number | null
      readonly measured: string
      readonly decimals: number
    })
  | {
      readonly kind: 'task'
      readonly measure: number
      readonly measureName: string
      readonly milestone: string
      readonly milestoneName: string
      readonly dueOn: string
      /** Units that had not reached it. */
      readonly missing: readonly string[]
    }
  | { readonly kind: 'speech'; readonly quote: string }
  /** What it is about and where it comes from: a meeting, an inspection, a paper. */
  | { readonly kind: 'other'; readonly matter: string; readonly basis: string }

/** Closed by data: the figure that shows it, or the milestone that was reached by all; else by the office for a reason. */
export type FollowUpClosing =
  | (SeenFigure & { readonly by: 'figure'; readonly light: 'met' | 'near' })
  | { readonly by: 'milestone'; readonly of: number }
  | { readonly by: 'office'; readonly note: string }

export const followUpStates = ['open', 'answered', 'returned', 'closed', 'cancelled'] as const
export type FollowUpState = (typeof followUpStates)[number]

export const followUpDecisions = ['return', 'settle', 'accept', 'cancel'] as const
export type FollowUpDecision = (typeof followUpDecisions)[number]
export type FollowUpAction = FollowUpDecision | 'answer' | 'extend'

/** Part of a person in an item: answers for whom it went to; decides for the office; answered it. */
export type FollowUpPart = { readonly answers: boolean; readonly decides: boolean; readonly hasAnswered: boolean }

/**
 * What a person may do with an item now. Data may close it whatever was answered, where it can (a light, a milestone); the
 * office accepts only what was answered, and nobody their own answer; it may put the day off.
 */
export function followUpMoves(state: FollowUpState, kind: FollowUpKind, part: FollowUpPart): readonly FollowUpAction[] {
  if (state === 'closed' || state === 'cancelled') return []
  const answer = part.answers && state !== 'answered' ? (['answer'] as const) : []
  if (!part.decides) return answer
  const settle = kind === 'light' || kind === 'task' ? (['settle'] as const) : []
  const judge = state === 'answered' && !part.hasAnswered ? (['accept', 'return'] as const) : []
  return [...answer, ...settle, ...judge, 'extend', 'cancel']
}

/** Its day is over and it is neither closed nor cancelled. */
export function isFollowUpOverdue(state: FollowUpState, dueOn: string, today: string): boolean {
  return state !== 'closed' && state !== 'cancelled' && dueOn < today
}

/** Characters of the speech by which one promise is told from another. */
const mostBegun = 20

const begun = (quote: string): string => (quote.length > mostBegun ? `${quote.slice(0, mostBegun)}……` : quote)

/** What it is about, without a figure: 云岭县“技能人才占比”, 讲话要求“联络员全覆盖” */
export function subjectWords(cause: FollowUpCause): string {
  switch (cause.kind) {
    case 'light':
      return `${cause.unitName}“${cause.indicatorName}”`
    case 'task':
      return `重点任务“${cause.measureName}”`
    case 'speech':
      return `讲话要求“${begun(cause.quote)}”`
    case 'other':
      return `其他事项“${begun(cause.matter)}”`
    default:
      return unreachable(cause)
  }
}

/** What it is about: 云岭县技能人才占比 2026年第二季度18.2%，时序目标20.0%，滞后（CG-2026Q2-01） */
export function causeWords(cause: FollowUpCause): string {
  switch (cause.kind) {
    case 'light': {
      const { unitName, indicatorName, period, value, expected, measured, decimals, release } = cause
      const say = (figure: number) => formatProse(figure, { unit: measured, decimals })
      const aim = expected === null ? '' : `，时序目标${say(expected)}`
      return `${unitName}“${indicatorName}”${formatPeriod(period)}${value === null ? '没有数' : say(value)}${aim}，滞后（${release}）`
    }
    case 'task':
      return `重点任务措施“${cause.measureName}”的节点“${cause.milestoneName}”逾期：时限${formatDate(cause.dueOn)}，${cause.missing.join('、')}没有完成`
    case 'speech':
      return `讲话要求：“${cause.quote}”`
    case 'other':
      return `${cause.matter}（依据：${cause.basis}）`
    default:
      return unreachable(cause)
  }
}

/** What closed it, with what was and what is. */
export function closingWords(cause: FollowUpCause, closing: FollowUpClosing): string {
  switch (closing.by) {
    case 'figure': {
      const { measured, decimals } = cause.kind === 'light' ? cause : { measured: '', decimals: 0 }
      const say = (figure: number | null) =>
        figure === null ? '没有数' : formatProse(figure, { unit: measured, decimals })
      const was = cause.kind === 'light' ? `${formatPeriod(cause.period)}${say(cause.value)}（${cause.release}）` : ''
      const now = `${formatPeriod(closing.period)}${say(closing.value)}（${closing.release}）`
      return `以数据销号：${was}滞后，${now}${closing.light === 'met' ? '达标' : '临近目标'}`
    }
    case 'milestone':
      return `以数据销号：节点已全部完成（${closing.of}个单位）`
    case 'office':
      return `经市产改办认定销号：${closing.note}`
    default:
      return unreachable(closing)
  }
}

/** 办结期限由2026年11月24日延至2026年12月10日：受天气影响 */
export function extensionWords(before: string, after: string, reason: string): string {
  return `办结期限由${formatDate(before)}延至${formatDate(after)}：${reason}`
}

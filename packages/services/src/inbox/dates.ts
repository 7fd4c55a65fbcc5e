import { effectiveDeadline } from '@cg/domain/form/calendar'
import { parsePeriod } from '@cg/domain/period'
import { loadBoard, openPeriods } from '../entry/board.ts'
import type { BoardForm } from '../entry/board.ts'
import { isInside, rightTo } from '../entry/form/access.ts'
import type { FormRight } from '../entry/form/access.ts'
import { calendarOf, lockTime, stateOf } from '../entry/move/standing.ts'
import type { Standing } from '../entry/move/standing.ts'
import { hasRole, reporting } from '../permission.ts'
import { fillLink, formPath } from './form-steps.ts'
import type { Asking, Message } from './message.ts'

/** How long before a date it is told of. */
const aheadMs = 3 * 86_400_000

const owing: readonly string[] = ['not_started', 'draft', 'returned', 'withdrawn']

/**
 * Dates of the open quarters that are near or past while work is left: to fillers of each form they still owe, to lead
 * departments and reviewers of how many wait for them. What has been done is told no more.
 */
export async function dateMessages(asking: Asking): Promise<Message[]> {
  const { ctx, db } = asking
  if (!hasRole(ctx.actor, ...reporting, 'reviewer')) return []
  const found: Message[] = []
  for (const period of await openPeriods(db)) {
    const board = await loadBoard(ctx.store, db, period, (plan) => concerns(rightTo(ctx.actor, plan)))
    const forms = board.filter(({ standing }) => standing.leftOutOf === null)
    found.push(...forms.flatMap((form) => owedMessage(asking, form)))
    found.push(...stepMessages(asking, forms))
  }
  return found
}

function concerns(right: FormRight): boolean {
  return isInside(right) || right.checker || right.reviewer
}

function owedMessage({ ctx, now }: Asking, { key, plan, standing }: BoardForm): Message[] {
  const state = stateOf(standing)
  if (!liesWith(rightTo(ctx.actor, plan), standing) || !owing.includes(state) || standing.isReopened) return []
  const { period, extension, supplement } = standing
  if (Date.parse(now) < Date.parse(period.opensAt)) return []
  const dueAt = effectiveDeadline(calendarOf(standing))
  const about = { period: parsePeriod(key.period), form: plan.form.name, dueAt, isReturned: state === 'returned' }
  const head = { link: fillLink(key) }
  if (Date.parse(now) > Date.parse(dueAt)) {
    const locked = lockTime(standing)
    const lockedAt = Date.parse(now) > Date.parse(locked) ? null : locked
    const facts = { kind: 'overdue' as const, ...about, lockedAt }
    return [{ ...head, key: `overdue:${formPath(key)}:${dueAt}`, at: dueAt, facts }]
  }
  const told = latest(before(dueAt), period.opensAt, extension?.grantedAt, supplement?.grantedAt)
  if (Date.parse(now) < Date.parse(told)) return []
  return [{ ...head, key: `due:${formPath(key)}:${dueAt}`, at: told, facts: { kind: 'due', ...about } }]
}

/** The filler owes it all along; 单位审核人 and 单位负责人 while it waits for them. */
function liesWith(right: FormRight, { submission }: Standing): boolean {
  const step = submission?.signOffStep ?? null
  return right.ownForm || (step === 'check' && right.unitChecker) || (step === 'sign' && right.unitHead)
}

/** 部门审核 and 审核: how many forms wait for the actor near the date of that step. */
function stepMessages({ ctx, now }: Asking, forms: readonly BoardForm[]): Message[] {
  const [first] = forms
  if (first === undefined) return []
  const { code, checkBy, reviewBy } = first.standing.period
  const waits = (needed: (right: FormRight, state: string) => boolean) =>
    forms.filter(({ plan, standing }) => needed(rightTo(ctx.actor, plan), stateOf(standing))).length
  const toCheck = waits((right, state) => right.checker && state === 'submitted')
  const toReview = waits((right, state) => right.reviewer && state === (right.checkNeeded ? 'checked' : 'submitted'))
  const told = (kind: 'checkDue' | 'reviewDue', by: string | null, count: number, link: string): Message[] => {
    if (by === null || count === 0 || Date.parse(now) < Date.parse(before(by))) return []
    const isPast = Date.parse(now) > Date.parse(by)
    const key = `${kind}:${code}:${by}:${isPast ? 'past' : 'near'}`
    const facts = { kind, period: parsePeriod(code), count, by, isPast }
    return [{ key, at: isPast ? by : before(by), link, facts }]
  }
  return [...told('checkDue', checkBy, toCheck, '/fill'), ...told('reviewDue', reviewBy, toReview, '/review')]
}

function before(instant: string): string {
  return new Date(Date.parse(instant) - aheadMs).toISOString()
}

function latest(first: string, ...others: readonly (string | undefined)[]): string {
  return others.reduce<string>(
    (last, one) => (one !== undefined && Date.parse(one) > Date.parse(last) ? one : last),
    first,
  )
}

import { submission } from '@cg/db/schema'
import { dayInChina } from '@cg/domain/number/china-day'
import { parsePeriod } from '@cg/domain/period'
import { and, asc, isNotNull, lte } from 'drizzle-orm'
import { loadBoard } from '../entry/board.ts'
import type { BoardForm } from '../entry/board.ts'
import { isInside, rightTo } from '../entry/form/access.ts'
import { releaseOf, stateOf } from '../entry/move/standing.ts'
import { hasRole, reporting } from '../permission.ts'
import { fillLink, formPath, reviewLink } from './form-steps.ts'
import type { Asking, Message } from './message.ts'

const dayMs = 86_400_000
const aheadDays = 3
const inHand: readonly string[] = ['not_started', 'draft', 'returned', 'withdrawn']

/**
 * 快报 whose final figures are due within three days or late: to the reporter and to the office, of any quarter, until the
 * form is marked as final. So a provisional figure is forgotten by nobody, published or not.
 */
export async function finalMessages(asking: Asking): Promise<Message[]> {
  const { ctx, db, now } = asking
  if (!hasRole(ctx.actor, ...reporting, 'reviewer')) return []
  const until = dayInChina(new Date(Date.parse(now) + aheadDays * dayMs))
  const rows = await db
    .selectDistinct({ period: submission.period })
    .from(submission)
    .where(and(isNotNull(submission.finalBy), lte(submission.finalBy, until)))
    .orderBy(asc(submission.period))
  const found: Message[] = []
  for (const { period } of rows) {
    const isPublished = (await releaseOf(db, period)) !== null
    const board = await loadBoard(ctx.store, db, period, (plan) => {
      const right = rightTo(ctx.actor, plan)
      return isInside(right) || right.reviewer
    })
    found.push(...board.flatMap((form) => finalMessage(asking, form, { until, isPublished })))
  }
  return found
}

type Moment = { readonly until: string; readonly isPublished: boolean }

function finalMessage({ ctx, now }: Asking, form: BoardForm, { until, isPublished }: Moment): Message[] {
  const { key, plan, standing } = form
  const finalBy = standing.submission?.finalBy ?? null
  if (finalBy === null || finalBy > until || standing.leftOutOf !== null) return []
  const isOver = dayInChina(new Date(now)) > finalBy
  const midnight = Date.parse(`${finalBy}T00:00:00+08:00`)
  const at = new Date(isOver ? midnight + dayMs : midnight - aheadDays * dayMs).toISOString()
  const kind = isOver ? 'finalOverdue' : 'finalDue'
  const next = inHand.includes(stateOf(standing)) ? 'edit' : isPublished ? 'correct' : 'return'
  const facts = {
    kind,
    period: parsePeriod(key.period),
    form: plan.form.name,
    reporter: plan.reporterName,
    finalBy,
    next,
  } as const
  const link = isInside(rightTo(ctx.actor, plan)) || next === 'edit' ? fillLink(key) : reviewLink(key)
  return [{ key: `${kind}:${formPath(key)}:${finalBy}`, at, link, facts }]
}

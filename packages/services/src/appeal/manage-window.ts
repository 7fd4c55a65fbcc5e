import type { AppealBoard } from '@cg/contract/appeal'
import { checkWindow } from '@cg/db/schema'
import { closingFault, isWindowOpen, windowLimits } from '@cg/domain/form/objection'
import { readInstant } from '@cg/domain/number/date-text'
import { parsePeriod } from '@cg/domain/period'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { appealBoard } from './board.ts'
import { newestWindow, notOpen, openingRefusal } from './window.ts'

/**
 * Opens a window: from now on districts see their figures of the accepted forms and may object. Errors: one is open, no
 * form is accepted, the quarter is published or its publication is decided, a time that cannot be.
 */
export async function openWindow(
  ctx: Context,
  { period: code, closesAt }: { period: string; closesAt: string },
): Promise<AppealBoard> {
  requireCityRole(ctx.actor, 'reviewer', 'publisher')
  const period = parsePeriod(code)
  await ctx.store.write('appeal.open', async (tx) => {
    const refusal = await openingRefusal(tx, period, ctx.now())
    if (refusal !== null) throw new ServiceError('conflict', refusal, { reason: 'appeal.not_now' })
    const end = requireTime(ctx, closesAt)
    const at = ctx.now().toISOString()
    await tx.insert(checkWindow).values({ period, openedBy: ctx.actor.userId, openedAt: at, closesAt: end })
    const detail = { period, closesAt: end }
    await audit(tx, { at, actor: ctx.actor, action: 'appeal.open', object: `period:${period}`, detail })
  })
  return ctx.store.read((db) => appealBoard(ctx, db, period))
}

export type WindowChange = {
  readonly period: string
  /** Null: now. */
  readonly closesAt: string | null
  readonly reason: string
  readonly version: number
}

/** Moves the end of the open window, or ends it now. What was objected until then still wants its answer. */
export async function changeWindow(ctx: Context, change: WindowChange): Promise<AppealBoard> {
  requireCityRole(ctx.actor, 'reviewer', 'publisher')
  const period = parsePeriod(change.period)
  await ctx.store.write('appeal.change', async (tx) => {
    const row = await newestWindow(tx, period)
    if (row === null || !isWindowOpen(row, ctx.now())) throw notOpen(period)
    if (row.version !== change.version) {
      throw new ServiceError('stale', '核对期刚被他人改动。请刷新页面，看过后再办理。', { reason: 'appeal.changed' })
    }
    const at = ctx.now().toISOString()
    const end = change.closesAt === null ? null : requireTime(ctx, change.closesAt)
    const next = end === null ? { endedBy: ctx.actor.userId, endedAt: at } : { closesAt: end }
    await tx
      .update(checkWindow)
      .set({ ...next, version: row.version + 1 })
      .where(eq(checkWindow.id, row.id))
    const detail = {
      before: { closesAt: row.closesAt },
      after: { closesAt: end ?? at, reason: change.reason.trim() },
    }
    await audit(tx, { at, actor: ctx.actor, action: 'appeal.change', object: `period:${period}`, detail })
  })
  return ctx.store.read((db) => appealBoard(ctx, db, period))
}

function requireTime({ now }: Context, text: string): string {
  const at = readInstant(text)
  if (at === null) {
    throw invalid(`截止时间“${text}”不是日历上有的时间，请重新选择。`, { reason: 'appeal.time_unreal' })
  }
  const fault = closingFault(at, now())
  if (fault === 'soon') {
    throw invalid(`核对期至少${windowLimits.leastHours}小时。请选择晚一些的截止时间。`, { reason: 'appeal.time_soon' })
  }
  if (fault === 'far') {
    throw invalid(`核对期最长${windowLimits.mostDays}天。请选择早一些的截止时间。`, { reason: 'appeal.time_far' })
  }
  return at
}

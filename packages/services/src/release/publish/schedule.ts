import type { PreviewItem } from '@cg/contract/publish'
import { mostDaysAhead } from '@cg/contract/publish'
import { release, releaseSchedule } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { formatDateTime } from '@cg/domain/number/number-format'
import { readInstant } from '@cg/domain/number/date-text'
import { and, eq, isNull } from 'drizzle-orm'
import type { ClockReading } from '../../admin/clock.ts'
import { requireChecked } from '../../appeal/window.ts'
import { audit } from '../../audit.ts'
import type { Context, Services } from '../../context.ts'
import { ServiceError, invalid } from '../../errors.ts'
import { requireCityRole } from '../../permission.ts'
import { loadActor } from '../../session/actor.ts'
import { loadPreview } from '../stored/preview-row.ts'
import { dueSchedules, requireUnscheduled, waitingSchedule } from '../stored/schedule-row.ts'
import type { ScheduleRow } from '../stored/schedule-row.ts'
import { closingOf, requireClosingSeen } from './closing.ts'
import { readPreviewItem } from './precheck.ts'
import { publishSeen, requireCurrentInput, requireSecondPerson, requireSeen } from './publish.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

export type ScheduleRequest = { id: number; version: number; effectiveAt: string; closing?: string | null }

/**
 * 定时发布: a second person signs now, and the release comes out at a set time. Until then it is the preview it was, which
 * the office alone sees: no number is given, no form is locked, no list grows. Errors: those of publishing, and a time
 * that has passed or lies too far ahead.
 */
export async function scheduleRelease(ctx: Context, request: ScheduleRequest): Promise<PreviewItem> {
  requireCityRole(ctx.actor, 'publisher')
  const effectiveAt = requireTime(ctx, request.effectiveAt)
  await ctx.store.write('release.schedule', async (tx) => {
    const row = await loadPreview(tx, request.id)
    requireSecondPerson(row, ctx)
    requireSeen(row, request)
    await requireUnscheduled(tx, row.id)
    await requireChecked(tx, row.period, ctx.now())
    const seen = request.closing ?? null
    requireClosingSeen(await closingOf(tx, await requireCurrentInput(tx, row), ctx.now()), seen)
    const at = ctx.now().toISOString()
    await tx.insert(releaseSchedule).values({
      releaseId: row.id,
      inputVersion: request.version,
      effectiveAt,
      decidedBy: ctx.actor.userId,
      decidedAt: at,
      closing: seen,
    })
    const detail = { period: row.period, version: request.version, effectiveAt }
    await audit(tx, { at, actor: ctx.actor, action: 'release.schedule', object: `release:${row.id}`, detail })
  })
  return readPreviewItem(ctx, request.id)
}

/** Takes a decision back before its time, with a reason; the preview stays. Any publisher of the city. */
export async function callBackRelease(
  ctx: Context,
  { id, reason }: { id: number; reason: string },
): Promise<PreviewItem> {
  requireCityRole(ctx.actor, 'publisher')
  await ctx.store.write('release.call_back', async (tx) => {
    const row = await loadPreview(tx, id)
    const waiting = await waitingSchedule(tx, id)
    if (waiting === null) {
      throw new ServiceError('conflict', '这份试看没有等待生效的定时发布，可能已被他人收回。请刷新页面。', {
        reason: 'release.not_scheduled',
      })
    }
    const at = ctx.now().toISOString()
    const words = reason.trim()
    await end(tx, waiting, { outcome: 'called_back', endedAt: at, endedBy: ctx.actor.userId, reason: words })
    const detail = { period: row.period, effectiveAt: waiting.effectiveAt, reason: words }
    await audit(tx, { at, actor: ctx.actor, action: 'release.call_back', object: `release:${id}`, detail })
  })
  return readPreviewItem(ctx, id)
}

/**
 * Brings out what is due, in the order of its times. Called again and again and after a start: what came due while the
 * server was down comes out then, and bears that time. The publication and the end of its decision are one transaction,
 * so it happens once. What cannot be published any more (its figures changed, who decided lost the right) lapses, with
 * the reason for the office; a failure of the machine is thrown and tried again. Where the clock was just set, what is due by
 * its new time alone lapses too.
 */
export async function publishDue(
  services: Services,
  { at, expected }: ClockReading = { at: services.now(), expected: null },
): Promise<void> {
  const due = await services.store.read((db) => dueSchedules(db, at))
  for (const row of due) {
    try {
      if (expected !== null && row.effectiveAt > expected.toISOString()) throw clockWasSet(expected, at)
      await takeEffect(services, row)
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      await lapse(services, row, error.message)
    }
  }
}

function clockWasSet(expected: Date, at: Date): ServiceError {
  const [from, to] = [expected, at].map((time) => formatDateTime(time.toISOString()))
  return new ServiceError(
    'conflict',
    `服务器的时钟从 ${from} 跳到了 ${to}，原定的生效时间因此提前到来，没有发布。请核对服务器的时间，再重新决定发布。`,
  )
}

async function takeEffect(services: Services, row: ScheduleRow): Promise<void> {
  const actor = await services.store.read((db) => loadActor(db, row.decidedBy))
  if (actor === null) {
    throw new ServiceError('forbidden', '决定发布的账号已经停用，须由在任的发布人重新决定。')
  }
  requireCityRole(actor, 'publisher')
  const request = { id: row.releaseId, version: row.inputVersion, closing: row.closing }
  await publishSeen({ ...services, actor }, request, (tx) =>
    end(tx, row, { outcome: 'published', endedAt: services.now().toISOString(), endedBy: null, reason: null }),
  )
}

async function lapse(services: Services, row: ScheduleRow, reason: string): Promise<void> {
  await services.store.write('release.lapse', async (tx) => {
    if ((await waitingSchedule(tx, row.releaseId))?.id !== row.id) return
    const at = services.now().toISOString()
    await end(tx, row, { outcome: 'lapsed', endedAt: at, endedBy: null, reason })
    const [preview] = await tx.select({ period: release.period }).from(release).where(eq(release.id, row.releaseId))
    const detail = { period: preview?.period ?? '', effectiveAt: row.effectiveAt, reason }
    await audit(tx, { at, actor: null, action: 'release.lapse', object: `release:${row.releaseId}`, detail })
  })
}

type End = Pick<ScheduleRow, 'outcome' | 'endedAt' | 'endedBy' | 'reason'>

async function end(tx: Db, { id }: ScheduleRow, ending: End): Promise<void> {
  await tx
    .update(releaseSchedule)
    .set(ending)
    .where(and(eq(releaseSchedule.id, id), isNull(releaseSchedule.outcome)))
}

function requireTime({ now }: Context, text: string): string {
  const at = readInstant(text)
  if (at === null) {
    throw invalid(`定时发布的时间“${text}”不是日历上有的时间，请重新选择。`, { reason: 'release.time_unreal' })
  }
  const ahead = Date.parse(at) - now().getTime()
  if (ahead < minuteMs) {
    throw invalid('定时发布的时间须晚于现在至少一分钟。请另选时间，或直接发布。', { reason: 'release.time_passed' })
  }
  if (ahead > mostDaysAhead * dayMs) {
    throw invalid(`定时发布最多提前${mostDaysAhead}天决定。请选近一些的时间。`, { reason: 'release.time_far' })
  }
  return at
}

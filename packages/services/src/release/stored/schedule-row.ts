import type { PreviewItem } from '@cg/contract/publish'
import { releaseSchedule } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, asc, desc, eq, isNull, lte } from 'drizzle-orm'
import type { Actor } from '../../context.ts'
import { loadNames } from '../../entry/form/names.ts'
import { ServiceError } from '../../errors.ts'
import { hasCityRole } from '../../permission.ts'

export type ScheduleRow = typeof releaseSchedule.$inferSelect

/** The decision that waits for its time; null: there is none. */
export async function waitingSchedule(db: Db, releaseId: number): Promise<ScheduleRow | null> {
  const [row] = await db
    .select()
    .from(releaseSchedule)
    .where(and(eq(releaseSchedule.releaseId, releaseId), isNull(releaseSchedule.outcome)))
  return row ?? null
}

/** Decisions whose time has come, the earliest first. */
export async function dueSchedules(db: Db, now: Date): Promise<ScheduleRow[]> {
  return db
    .select()
    .from(releaseSchedule)
    .where(and(isNull(releaseSchedule.outcome), lte(releaseSchedule.effectiveAt, now.toISOString())))
    .orderBy(asc(releaseSchedule.effectiveAt), asc(releaseSchedule.id))
}

/** What was decided of a preview stands: it is not made anew, thrown away or published past the decision. */
export async function requireUnscheduled(db: Db, releaseId: number): Promise<void> {
  if ((await waitingSchedule(db, releaseId)) === null) return
  throw new ServiceError('conflict', '这份试看已决定定时发布。需要改动请先由发布人收回定时发布。', {
    reason: 'release.scheduled',
  })
}

/** The waiting decision of a preview, and how the last one before it ended, for the office. */
export async function scheduleOf(
  db: Db,
  actor: Actor,
  releaseId: number,
): Promise<Pick<PreviewItem, 'schedule' | 'lastEnd'>> {
  const rows = await db
    .select()
    .from(releaseSchedule)
    .where(eq(releaseSchedule.releaseId, releaseId))
    .orderBy(desc(releaseSchedule.id))
  const waiting = rows.find((row) => row.outcome === null)
  const ended = rows.find((row) => row.outcome !== null)
  const names = await loadNames(
    db,
    rows.flatMap((row) => [row.decidedBy, row.endedBy]),
  )
  return {
    schedule:
      waiting === undefined
        ? null
        : {
            effectiveAt: waiting.effectiveAt,
            decidedBy: names(waiting.decidedBy, waiting.decidedAt),
            decidedAt: waiting.decidedAt,
            mayCallBack: hasCityRole(actor, 'publisher'),
          },
    lastEnd:
      ended === undefined || ended.outcome === 'published' || ended.outcome === null
        ? null
        : {
            outcome: ended.outcome,
            at: ended.endedAt ?? ended.effectiveAt,
            by: ended.endedBy === null ? null : names(ended.endedBy, ended.endedAt),
            reason: ended.reason ?? '',
          },
  }
}

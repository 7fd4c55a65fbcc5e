import {
  keyMeasure,
  keyMeasureChange,
  keyTask,
  keyTaskChange,
  keyTaskFile,
  keyTaskReport,
  keyTaskStep,
} from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { Completion } from '@cg/domain/task/progress'
import { asc, desc, eq, isNull } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { ServiceError, notFound } from '../errors.ts'

export type MeasureRow = typeof keyMeasure.$inferSelect
export type ReportRow = typeof keyTaskReport.$inferSelect

export type PlanRows = {
  readonly tasks: readonly (typeof keyTask.$inferSelect)[]
  readonly measures: readonly MeasureRow[]
  /** Newest quarter first. */
  readonly reports: readonly ReportRow[]
  readonly changes: readonly (typeof keyMeasureChange.$inferSelect)[]
  readonly steps: readonly (typeof keyTaskStep.$inferSelect)[]
  readonly names: readonly (typeof keyTaskChange.$inferSelect)[]
  /** Those that stand. */
  readonly files: readonly (typeof keyTaskFile.$inferSelect)[]
}

/** All of the plan: some dozens of measures with a report each quarter. */
export async function loadPlan(db: Db): Promise<PlanRows> {
  return {
    tasks: await db.select().from(keyTask).orderBy(asc(keyTask.position)),
    measures: await db.select().from(keyMeasure).orderBy(asc(keyMeasure.id)),
    reports: await db.select().from(keyTaskReport).orderBy(desc(keyTaskReport.period)),
    changes: await db.select().from(keyMeasureChange).orderBy(asc(keyMeasureChange.id)),
    steps: await db.select().from(keyTaskStep).orderBy(asc(keyTaskStep.id)),
    names: await db.select().from(keyTaskChange).orderBy(asc(keyTaskChange.id)),
    files: await db.select().from(keyTaskFile).where(isNull(keyTaskFile.removedAt)).orderBy(asc(keyTaskFile.id)),
  }
}

/** What was reached by what was accepted of a measure, in quarters up to `until`. */
export function acceptedOf(reports: readonly ReportRow[], measure: number, until: Period | null): Completion[] {
  return reports
    .filter(({ measureId, state }) => measureId === measure && state === 'accepted')
    .filter(({ period }) => until === null || period <= until)
    .flatMap(({ completions }) => [...completions])
}

/** How many quarters that are over are still taken. */
const openQuarters = 2

/** The quarters that are reported on a day: the one that ended last and the one before. */
export function openPeriods(last: Period): Period[] {
  return Array.from({ length: openQuarters }, (_none, back) => shiftPeriod(last, -back))
}

export async function loadMeasure(tx: Db, id: number): Promise<MeasureRow> {
  const [row] = await tx.select().from(keyMeasure).where(eq(keyMeasure.id, id))
  if (row === undefined) throw notFound(`第${id}号措施`)
  return row
}

export function requireFresh({ id, version }: { id: number; version: number }, seen: number, what: string): void {
  if (version !== seen)
    throw new ServiceError('stale', `第${id}号${what}刚被他人改动。请刷新页面，核对后再办理。`, {
      reason: 'task.changed',
    })
}

type Step = Omit<typeof keyTaskStep.$inferInsert, 'id' | 'actorId' | 'at'>

/** What became of a report, beside it. */
export async function leaveStep({ actor, now }: Context, tx: Db, step: Step): Promise<void> {
  await tx.insert(keyTaskStep).values({ ...step, actorId: actor.userId, at: now().toISOString() })
}

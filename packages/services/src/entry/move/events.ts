import { submission, submissionEvent } from '@cg/db/schema'
import { heldRows } from '@cg/db/held-rows'
import { keptQuery } from '@cg/db/kept-query'
import type { Db } from '@cg/db/store'
import { and, asc, eq, getTableName, sql } from 'drizzle-orm'

export type EventRow = typeof submissionEvent.$inferSelect

const eventsOf = keptQuery((db) =>
  db
    .select()
    .from(submissionEvent)
    .where(eq(submissionEvent.submissionId, sql.placeholder('submission')))
    .orderBy(asc(submissionEvent.id))
    .prepare(),
)

const heldEvents = heldRows([getTableName(submissionEvent)], async (db, id: number): Promise<readonly EventRow[]> =>
  eventsOf(db, { submission: id }),
)

/** What happened to a form, oldest first. */
export async function loadEvents(db: Db, submissionId: number | null): Promise<readonly EventRow[]> {
  return submissionId === null ? [] : heldEvents(db, submissionId)
}

/** When the office or the lead department last returned the form; null in its first round. No other step is a return. */
export function lastReturn(events: readonly EventRow[]): string | null {
  return events.findLast(({ action }) => action === 'return' || action === 'reopen')?.at ?? null
}

/** How often review returned a form; absent: never. A correction after publication is not a return. */
export async function loadReturns(db: Db, period: string): Promise<Map<number, number>> {
  const rows = await db
    .select({ id: submission.id, count: sql<number>`count(*)` })
    .from(submissionEvent)
    .innerJoin(submission, eq(submission.id, submissionEvent.submissionId))
    .where(and(eq(submission.period, period), eq(submissionEvent.action, 'return')))
    .groupBy(submission.id)
  return new Map(rows.map((row) => [row.id, row.count]))
}

import { keyMeasure, keyTaskReport, keyTaskStep } from '@cg/db/schema'
import { dayInChina } from '@cg/domain/number/china-day'
import { lastCompletePeriod, parsePeriod, periodEnd } from '@cg/domain/period'
import { asc, eq } from 'drizzle-orm'
import { loadNames } from '../entry/form/names.ts'
import { hasRole } from '../permission.ts'
import { offeredOn } from '../task/board.ts'
import { rightsTo } from '../task/rights.ts'
import type { Asking, Message } from './message.ts'

const link = '/tasks'
const outcomeOf = { accept: 'accepted', return: 'returned', reopen: 'returned' } as const

/**
 * 重点任务: to the lead department that the quarter's progress is to be reported and what became of its reports, to who may
 * accept them that some wait.
 */
export async function taskMessages(asking: Asking): Promise<Message[]> {
  const { ctx, db, since } = asking
  const { actor } = ctx
  if (!hasRole(actor, 'filler', 'reviewer')) return []
  const measures = await db.select().from(keyMeasure).where(eq(keyMeasure.isDropped, false))
  if (measures.length === 0) return []
  const reports = await db.select().from(keyTaskReport)
  const steps = await db.select().from(keyTaskStep).orderBy(asc(keyTaskStep.id))
  const lastOf = new Map(steps.map((step) => [step.reportId, step]))
  const names = await loadNames(
    db,
    steps.map(({ actorId }) => actorId),
  )
  const found = reports.flatMap((row) => {
    const measure = measures.find(({ id }) => id === row.measureId)
    const last = lastOf.get(row.id)
    return measure === undefined || last === undefined || last.at < since ? [] : [{ row, measure, last }]
  })
  const decided = found.flatMap(({ row, measure, last }): Message[] => {
    if (last.action === 'submit' || last.actorId === actor.userId) return []
    if (!rightsTo(actor, measure.leadDepartment).reports) return []
    const facts = {
      kind: 'keyTask' as const,
      step: outcomeOf[last.action],
      measure: measure.body.name,
      period: parsePeriod(row.period),
      by: names(last.actorId, last.at),
      reason: last.note === '' || /[0-9０-９]/u.test(last.note) ? null : last.note.replace(/[。；，]+$/u, ''),
    }
    return [{ key: `task:${last.id}`, at: last.at, link, facts }]
  })
  const waiting = found.filter(({ row, measure }) => offeredOn(actor, measure.leadDepartment, row).includes('accept'))
  const newest = waiting.map(({ last }) => last).toSorted((left, right) => right.id - left.id)[0]
  const told: Message[] =
    newest === undefined
      ? []
      : [
          {
            // Another report that comes is news again.
            key: `task:waiting:${newest.id}`,
            at: newest.at,
            link,
            facts: { kind: 'keyTask' as const, step: 'waiting', count: waiting.length },
          },
        ]
  return [...decided, ...told, ...dueNow(asking, { measures, reports })]
}

type Rows = {
  readonly measures: readonly (typeof keyMeasure.$inferSelect)[]
  readonly reports: readonly (typeof keyTaskReport.$inferSelect)[]
}

/** The measures that the actor's department leads and has not reported for the quarter that ended last. */
function dueNow({ ctx: { actor }, now, since }: Asking, { measures, reports }: Rows): Message[] {
  const period = lastCompletePeriod(dayInChina(now))
  const at = new Date(Date.parse(`${periodEnd(period)}T00:00:00+08:00`) + 86_400_000).toISOString()
  const owed = measures.filter(
    ({ id, leadDepartment }) =>
      rightsTo(actor, leadDepartment).reports && !reports.some((row) => row.measureId === id && row.period === period),
  )
  if (owed.length === 0 || at < since) return []
  const facts = { kind: 'keyTask' as const, step: 'due' as const, period, count: owed.length }
  return [{ key: `task:due:${period}`, at, link, facts }]
}

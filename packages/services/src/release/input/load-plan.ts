import { keyPlanUse } from '@cg/contract/task'
import { followUp, followUpStep, registerUse } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { dayInChina } from '@cg/domain/number/china-day'
import { parsePeriod, periodEnd, previousPeriod } from '@cg/domain/period'
import { asc, eq } from 'drizzle-orm'
import type { Catalogue } from '../../catalogue/read.ts'
import { acceptedOf, loadPlan } from '../../task/rows.ts'
import type { BasisFollowUps, BasisPlan } from '../stored/basis.ts'

/**
 * The plan's measures with what was accepted of them in quarters up to this one; nothing where no plan was taken over. What
 * waits, was returned or taken out of the plan is in no release.
 */
export async function loadFrozenPlan(
  db: Db,
  { guide, period }: Pick<Catalogue, 'guide' | 'period'>,
): Promise<{ readonly plan?: BasisPlan }> {
  const { tasks, measures, reports } = await loadPlan(db)
  if (tasks.length === 0) return {}
  const end = periodEnd(period)
  const [use] = await db.select().from(registerUse).where(eq(registerUse.kind, keyPlanUse))
  return {
    plan: {
      name: guide.keyPlan?.name ?? '重点任务',
      ...(use === undefined || use.since > period || guide.keyPlan === undefined
        ? {}
        : { counts: { since: parsePeriod(use.since), items: [guide.keyPlan.due, guide.keyPlan.done] } }),
      tasks: tasks.map(({ code, name }) => ({
        code,
        name,
        measures: measures
          .filter(({ taskCode, isDropped }) => taskCode === code && !isDropped)
          .map(({ id, body }) => {
            // Newest quarter first.
            const last = reports.find((row) => row.measureId === id && row.state === 'accepted' && row.period <= period)
            return {
              id,
              name: body.name,
              lead: body.lead,
              assists: body.assists,
              milestones: body.milestones,
              completions: acceptedOf(reports, id, period).filter(({ doneOn }) => doneOn <= end),
              report:
                last === undefined
                  ? null
                  : {
                      period: parsePeriod(last.period),
                      standing: last.standing,
                      progress: last.progress,
                      evidence: last.evidence,
                    },
            }
          }),
      })),
    },
  }
}

/**
 * 督办 as it stands at an instant: what is open, and what was closed since the quarter began. What was answered and not
 * decided is nobody's word yet: of an open item a release says what is asked of whom by when. Nothing without any.
 */
export async function loadFrozenFollowUps(
  db: Db,
  { period, at }: { readonly period: Catalogue['period']; readonly at: string },
): Promise<{ readonly followUps?: BasisFollowUps }> {
  const rows = await db.select().from(followUp).orderBy(asc(followUp.id))
  if (rows.length === 0) return {}
  const steps = await db.select().from(followUpStep).orderBy(asc(followUpStep.id))
  const lastOf = new Map(steps.map((step) => [step.followUpId, dayInChina(step.at)]))
  const before = periodEnd(previousPeriod(period))
  const items = rows.flatMap(({ id, kind, causeOf, departmentCode, unitCode, requirement, dueOn, ...row }) => {
    const closedOn = lastOf.get(id) ?? dayInChina(row.openedAt)
    if (row.state === 'cancelled' || (row.state === 'closed' && closedOn <= before)) return []
    const closed = row.closing === null ? null : { on: closedOn, closing: row.closing }
    const asked = { department: departmentCode, unit: unitCode, requirement, dueOn, openedOn: dayInChina(row.openedAt) }
    return [{ id, kind, cause: causeOf, ...asked, closed }]
  })
  return items.length === 0 ? {} : { followUps: { asOf: dayInChina(at), items } }
}

import { keyPlanUse } from '@cg/contract/task'
import type { KeyMeasure, TaskBoard, TaskReport } from '@cg/contract/task'
import { registerUse } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { milestoneProgress } from '@cg/domain/task/progress'
import type { Milestone } from '@cg/domain/task/plan'
import { eq } from 'drizzle-orm'
import { openPeriods as openQuarters } from '../entry/board.ts'
import { loadNames } from '../entry/form/names.ts'
import type { Names } from '../entry/form/names.ts'
import type { Actor, Context } from '../context.ts'
import { holdAgainstForm } from './held.ts'
import { loadKnown } from './known.ts'
import type { Known } from './known.ts'
import { mayChangePlan, rightsTo, viewOf } from './rights.ts'
import type { View } from './rights.ts'
import { acceptedOf, loadPlan, openPeriods } from './rows.ts'
import type { MeasureRow, PlanRows, ReportRow } from './rows.ts'

/** The plan as the actor may see it. Who has no part in it is refused. */
export async function readTasks(ctx: Context): Promise<TaskBoard> {
  return ctx.store.read((db) => taskBoard(ctx, db))
}

type Seen = {
  readonly actor: Actor
  readonly known: Known
  readonly view: View
  readonly rows: PlanRows
  readonly names: Names
}

/** The same inside a transaction. */
export async function taskBoard({ actor, now }: Context, db: Db): Promise<TaskBoard> {
  const known = await loadKnown(db, now())
  const view = viewOf(actor, known)
  const rows = await loadPlan(db)
  const [use] = await db.select().from(registerUse).where(eq(registerUse.kind, keyPlanUse))
  const people = [
    ...[...rows.steps, ...rows.changes, ...rows.names].map(({ actorId }) => actorId),
    ...rows.files.map(({ addedBy }) => addedBy),
  ]
  const names = await loadNames(db, [...people, use?.setBy ?? null])
  const seen: Seen = { actor, known, view, rows, names }
  const { plan, departments } = known
  const isAdopted = rows.tasks.length > 0
  const sum = (counted: NonNullable<typeof plan>) => ({
    tasks: counted.tasks.length,
    measures: counted.tasks.reduce((all, { measures }) => all + measures.length, 0),
  })
  return {
    asOf: known.today,
    name: plan?.name ?? '重点任务',
    proposal: isAdopted || plan === undefined ? null : sum(plan),
    mayAdopt: !isAdopted && plan !== undefined && mayChangePlan(actor),
    mayChange: isAdopted && mayChangePlan(actor),
    departments: [...departments],
    units: [...view.units],
    tasks: rows.tasks.map(({ code, name, origin, source, version }) => ({
      code,
      name,
      origin,
      source,
      version,
      changes: rows.names
        .filter(({ taskCode }) => taskCode === code)
        .map(({ actorId, at, reason, beforeName, afterName }) => ({
          by: names(actorId, at),
          at,
          reason,
          before: beforeName,
          after: afterName,
        })),
      measures: rows.measures.filter(({ taskCode }) => taskCode === code).map((measure) => measureFact(seen, measure)),
    })),
    use: use === undefined ? null : { since: use.since, by: names(use.setBy, use.setAt), at: use.setAt },
    mayUseFrom: isAdopted && plan !== undefined && mayChangePlan(actor) ? [...(await openQuarters(db))] : [],
    held: isAdopted ? await holdAgainstForm(db, known, view) : null,
  }
}

function measureFact(seen: Seen, { id, body, isDropped, version }: MeasureRow): KeyMeasure {
  const { known, view, names, rows } = seen
  const nameOf = (code: string) => known.departments.find((one) => one.code === code)?.name ?? code
  const { departments } = view
  const isShown = departments === null || [body.lead, ...body.assists].some((code) => departments.has(code))
  const own = rows.reports.filter(({ measureId }) => measureId === id)
  return {
    ...body,
    assists: [...body.assists],
    id,
    leadName: nameOf(body.lead),
    assistNames: body.assists.map(nameOf),
    isDropped,
    version,
    milestones: body.milestones.map((one) => milestoneFact(seen, id, one)),
    reports: isShown ? own.map((row) => reportFact(seen, body.lead, row)) : [],
    changes: rows.changes
      .filter(({ measureId }) => measureId === id)
      .map(({ actorId, at, reason, isDrop, beforeBody, afterBody }) => ({
        by: names(actorId, at),
        at,
        reason,
        isDrop,
        before: beforeBody === null ? null : copyOf(beforeBody),
        after: copyOf(afterBody),
      })),
    mayReport:
      isDropped || !rightsTo(seen.actor, body.lead).reports
        ? []
        : openPeriods(known.period).filter(
            (period) => own.find((row) => row.period === period)?.state !== 'submitted' && !isAccepted(own, period),
          ),
  }
}

const isAccepted = (own: readonly ReportRow[], period: string): boolean =>
  own.some((row) => row.period === period && row.state === 'accepted')

/** A body with arrays of its own, as an answer holds it. */
function copyOf(body: MeasureRow['body']): NonNullable<KeyMeasure['changes'][number]['before']> {
  return { ...body, assists: [...body.assists], milestones: [...body.milestones] }
}

function milestoneFact(seen: Seen, measure: number, milestone: Milestone): KeyMeasure['milestones'][number] {
  const { known, view, rows } = seen
  const units = milestone.isByUnit ? view.units : [known.city]
  const accepted = acceptedOf(rows.reports, measure, null)
  const codes = units.map(({ code }) => code)
  const { missing, ...progress } = milestoneProgress(milestone, codes, accepted, known.today)
  return { ...milestone, ...progress, missing: units.filter(({ code }) => missing.includes(code)) }
}

function reportFact({ actor, names, rows }: Seen, lead: string, row: ReportRow): TaskReport {
  const { id, standing, progress, evidence, completions, state, version, period } = row
  return {
    id,
    period,
    standing,
    progress,
    evidence,
    completions: [...completions],
    state,
    version,
    steps: rows.steps
      .filter(({ reportId }) => reportId === id)
      .map(({ action, note, actorId, at }) => ({ action, note, by: names(actorId, at), at })),
    may: offeredOn(actor, lead, row),
    files: rows.files
      .filter(({ reportId }) => reportId === id)
      .map(({ id: file, milestone, name, addedBy, addedAt }) => ({
        id: file,
        milestone,
        name,
        by: names(addedBy, addedAt),
        at: addedAt,
      })),
    mayAttach: state !== 'accepted' && rightsTo(actor, lead).reports,
  }
}

/** What an actor may do with a report; nobody decides on what they wrote. */
export function offeredOn(
  actor: Actor,
  lead: string,
  { state, writtenBy }: Pick<ReportRow, 'state' | 'writtenBy'>,
): TaskReport['may'] {
  if (!rightsTo(actor, lead).decides || writtenBy === actor.userId) return []
  if (state === 'submitted') return ['accept', 'return']
  return state === 'accepted' ? ['reopen'] : []
}

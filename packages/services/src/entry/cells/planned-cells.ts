import { keyPlanUse } from '@cg/contract/task'
import { rankedKinds } from '@cg/contract/unit-kind'
import { keyMeasure, keyTaskReport } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { FormCell } from '@cg/domain/form/form-cell'
import { cellKey } from '@cg/domain/form/form-cell'
import type { Period } from '@cg/domain/period'
import { dueAndDone } from '@cg/domain/task/progress'
import { and, eq, lte } from 'drizzle-orm'
import type { Definitions } from '../../catalogue/read.ts'
import type { FormPlan } from '../form/plan.ts'
import { cellAt } from '../form/plan.ts'
import { loadCells } from './cells.ts'
import type { CellRow } from './cells.ts'
import { loadUses } from './uses.ts'

/** TJ03 of a unit: milestones of the year that are due by the quarter's end, and those of them reached in time. */
export type PlanAmount = 'due' | 'done'
export type Planned = ReadonlyMap<string, PlanAmount>

/** The items that the key tasks amount to, where they fill the forms of the quarter. */
export async function loadPlanned(db: Db, { guide, period }: Pick<Definitions, 'guide' | 'period'>): Promise<Planned> {
  return plannedIn(await loadUses(db, period), { guide })
}

export function plannedIn(inUse: ReadonlySet<string>, { guide }: Pick<Definitions, 'guide'>): Planned {
  const { keyPlan } = guide
  if (keyPlan === undefined || !inUse.has(keyPlanUse)) return new Map()
  return new Map<string, PlanAmount>([
    [keyPlan.due, 'due'],
    [keyPlan.done, 'done'],
  ])
}

/** What the key tasks fill a cell with; null where it is typed. Milestones are of ranked units as a whole. */
export function plannedAt({ units, parts }: FormPlan, planned: Planned, place: FormCell): PlanAmount | null {
  const found = planned.get(place.item)
  if (found === undefined || place.breakdown !== '' || parts !== null) return null
  const unit = units.find(({ code }) => code === place.unit)
  return unit !== undefined && rankedKinds.has(unit.kind) ? found : null
}

/** A cell that the key tasks fill: what was accepted of them amounts to now, and what the form holds. */
export type PlannedCell = {
  readonly place: FormCell
  readonly by: PlanAmount
  readonly records: number
  readonly before: CellRow | null
}

/** Every cell of a form that the key tasks fill; [] where they fill none. */
export async function plannedCells(db: Db, plan: FormPlan, planned: Planned): Promise<PlannedCell[]> {
  const places = plan.rows
    .filter(({ item }) => planned.has(item.code))
    .flatMap((row) => plan.units.map((unit) => cellAt(row, unit)))
    .flatMap((place) => {
      const by = plan.places.has(cellKey(place)) ? plannedAt(plan, planned, place) : null
      return by === null ? [] : [{ place, by }]
    })
  if (places.length === 0) return []
  const amounts = await loadAmounts(db, plan.definitions.period)
  const cells = await loadCells(db, plan)
  return places.map(({ place, by }) => ({
    place,
    by,
    records: amounts(place.unit)[by],
    before: cells.get(cellKey(place)) ?? null,
  }))
}

/** What the measures that stand in the plan amount to by unit, by what was accepted of quarters up to this one. */
export async function loadAmounts(
  db: Db,
  period: Period,
): Promise<(unit: string) => Readonly<Record<PlanAmount, number>>> {
  const measures = await db
    .select({ id: keyMeasure.id, body: keyMeasure.body })
    .from(keyMeasure)
    .where(eq(keyMeasure.isDropped, false))
  const reports = await db
    .select({ measureId: keyTaskReport.measureId, completions: keyTaskReport.completions })
    .from(keyTaskReport)
    .where(and(eq(keyTaskReport.state, 'accepted'), lte(keyTaskReport.period, period)))
  const reached = Map.groupBy(reports, ({ measureId }) => measureId)
  return (unit) => {
    const counts = measures.map(({ id, body }) => {
      const completions = (reached.get(id) ?? []).flatMap((report) => report.completions)
      return dueAndDone(body.milestones, unit, completions, period)
    })
    return {
      due: counts.reduce((all, { due }) => all + due, 0),
      done: counts.reduce((all, { done }) => all + done, 0),
    }
  }
}

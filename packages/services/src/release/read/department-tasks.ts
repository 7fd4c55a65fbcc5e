import type { DepartmentMeasure } from '@cg/contract/release/departments'
import { rankedKinds } from '@cg/contract/unit-kind'
import type { Db } from '@cg/db/store'
import { periodEnd } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { milestoneProgress } from '@cg/domain/task/progress'
import type { Catalogue } from '../../catalogue/read.ts'
import { acceptedOf, loadPlan } from '../../task/rows.ts'
import type { MeasureRow, PlanRows } from '../../task/rows.ts'

export type Measures = {
  /** What the plan is called. */
  readonly name: string
  readonly of: readonly {
    readonly lead: string
    readonly assists: readonly string[]
    readonly fact: DepartmentMeasure
  }[]
}

/**
 * The plan's measures as they stand, with what was accepted of quarters up to this one, reckoned at its end; null where the
 * office has taken over no plan.
 */
export async function measuresOf(db: Db, catalogue: Catalogue, period: Period): Promise<Measures | null> {
  const rows = await loadPlan(db)
  if (rows.tasks.length === 0) return null
  const ground: Ground = { rows, catalogue, period }
  return {
    name: catalogue.guide.keyPlan?.name ?? '重点任务',
    of: rows.tasks.flatMap(({ code, name }) =>
      rows.measures
        .filter(({ taskCode, isDropped }) => taskCode === code && !isDropped)
        .map((measure) => ({
          lead: measure.body.lead,
          assists: measure.body.assists,
          fact: measureFact(ground, name, measure),
        })),
    ),
  }
}

type Ground = { readonly rows: PlanRows; readonly catalogue: Catalogue; readonly period: Period }

function measureFact({ rows, catalogue, period }: Ground, task: string, { id, body }: MeasureRow): DepartmentMeasure {
  const asOf = periodEnd(period)
  const districts = catalogue.units.filter(({ kind }) => rankedKinds.has(kind)).map(({ code }): string => code)
  const city = catalogue.units.filter(({ kind }) => kind === 'city').map(({ code }): string => code)
  const accepted = acceptedOf(rows.reports, id, period)
  const due = body.milestones
    .filter(({ dueOn }) => dueOn <= asOf)
    .map((one) => ({
      name: one.name,
      isDone: milestoneProgress(one, one.isByUnit ? districts : city, accepted, asOf).missing.length === 0,
    }))
  const report = rows.reports.find((one) => one.measureId === id && one.state === 'accepted' && one.period <= period)
  return {
    task,
    name: body.name,
    lead: catalogue.departments.find(({ code }) => code === body.lead)?.name ?? body.lead,
    standing: report?.standing ?? null,
    milestones: body.milestones.length,
    due: due.length,
    done: due.filter(({ isDone }) => isDone).length,
    unmet: due.filter(({ isDone }) => !isDone).map(({ name }) => name),
  }
}

import type { DepartmentMeasure } from '@cg/contract/release/departments'
import type { FrozenMeasure, PlanFacts } from '@cg/contract/release/plan'

export type Measures = {
  /** What the plan is called. */
  readonly name: string
  readonly of: readonly {
    readonly lead: string
    readonly assists: readonly string[]
    readonly fact: DepartmentMeasure
  }[]
}

/** The plan's measures as the release froze them; null where it froze no plan. */
export function measuresOf({ plan, release: { asOf } }: PlanFacts): Measures | null {
  if (plan === null) return null
  return {
    name: plan.name,
    of: plan.tasks.flatMap((task) =>
      task.measures.map((measure) => ({
        lead: measure.lead.code,
        assists: measure.assists.map(({ code }) => code),
        fact: measureFact(task.name, measure, asOf),
      })),
    ),
  }
}

function measureFact(task: string, { name, lead, milestones, report }: FrozenMeasure, asOf: string): DepartmentMeasure {
  const due = milestones.filter(({ dueOn }) => dueOn <= asOf)
  const unmet = due.filter(({ missing }) => missing.length > 0)
  return {
    task,
    name,
    lead: lead.name,
    standing: report?.standing ?? null,
    milestones: milestones.length,
    due: due.length,
    done: due.length - unmet.length,
    unmet: unmet.map((one) => one.name),
  }
}

import type { Db } from '@cg/db/store'
import { milestoneProgress } from '@cg/domain/task/progress'
import type { Known } from './known.ts'
import { acceptedOf, loadPlan } from './rows.ts'

/** A milestone of the plan as it stands today. */
export type MilestoneNow = {
  readonly measure: number
  readonly measureName: string
  readonly lead: string
  readonly milestone: string
  readonly milestoneName: string
  readonly dueOn: string
  readonly of: number
  /** Names of who has not reached it. */
  readonly missing: readonly string[]
  readonly isOverdue: boolean
}

/** All milestones of measures that stand in the plan. */
export async function milestonesNow(db: Db, { units, city, today }: Known): Promise<MilestoneNow[]> {
  const { measures, reports } = await loadPlan(db)
  return measures
    .filter(({ isDropped }) => !isDropped)
    .flatMap(({ id, body }) =>
      body.milestones.map((one) => {
        const asked = one.isByUnit ? units : [city]
        const codes = asked.map(({ code }) => code)
        const { missing, of, isOverdue } = milestoneProgress(one, codes, acceptedOf(reports, id, null), today)
        return {
          measure: id,
          measureName: body.name,
          lead: body.lead,
          milestone: one.code,
          milestoneName: one.name,
          dueOn: one.dueOn,
          of,
          missing: asked.filter(({ code }) => missing.includes(code)).map(({ name }) => name),
          isOverdue,
        }
      }),
    )
}

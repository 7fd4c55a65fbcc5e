import { periodEnd, yearOf } from '../period.ts'
import type { Period } from '../period.ts'
import type { Milestone } from './plan.ts'

/** What a department says of a measure in a quarter; whether it is overdue is never said but computed from dates. */
export const taskStandings = ['not_started', 'on_track', 'behind', 'needs_help', 'done'] as const
export type TaskStanding = (typeof taskStandings)[number]

/** A milestone that was reached by a unit (a district, or the city where it is done once) on a day. */
export type Completion = { readonly milestone: string; readonly unit: string; readonly doneOn: string }

export type MilestoneProgress = {
  /** Of these units it is asked. */
  readonly of: number
  readonly done: number
  /** Done after its day. */
  readonly late: number
  /** Units that have not reached it, in the order given. */
  readonly missing: readonly string[]
  /** Its day is over and somebody has not reached it. */
  readonly isOverdue: boolean
}

/** How far a milestone has come on a day, from what was accepted; its own day counts as in time. */
export function milestoneProgress(
  { code, dueOn }: Milestone,
  units: readonly string[],
  completions: readonly Completion[],
  today: string,
): MilestoneProgress {
  // Of a unit that was reported twice the first day counts.
  const reached = new Map<string, string>()
  for (const { milestone, unit, doneOn } of completions) {
    const known = reached.get(unit)
    if (milestone === code && doneOn <= today && (known === undefined || doneOn < known)) reached.set(unit, doneOn)
  }
  const missing = units.filter((unit) => !reached.has(unit))
  return {
    of: units.length,
    done: units.length - missing.length,
    late: units.filter((unit) => (reached.get(unit) ?? dueOn) > dueOn).length,
    missing,
    isOverdue: dueOn < today && missing.length > 0,
  }
}

/**
 * TJ03 of a unit: of its milestones whose day lies in the year up to the quarter's end, how many there are and how many
 * of them it reached in time. Those that are done once for the city are no district's.
 */
export function dueAndDone(
  milestones: readonly Milestone[],
  unit: string,
  completions: readonly Completion[],
  period: Period,
): { readonly due: number; readonly done: number } {
  const end = periodEnd(period)
  const due = milestones.filter(
    ({ isByUnit, dueOn }) => isByUnit && dueOn <= end && Number(dueOn.slice(0, 4)) === yearOf(period),
  )
  const done = due.filter(({ code, dueOn }) =>
    completions.some((one) => one.milestone === code && one.unit === unit && one.doneOn <= dueOn),
  )
  return { due: due.length, done: done.length }
}

import type { Period } from '../period.ts'
import type { TaskStanding } from './progress.ts'

/** How a measure stands at the end of a quarter; each measure in one of them, read in this order. */
export const measureStandings = ['done', 'overdue', 'behind', 'silent', 'on_time'] as const
export type MeasureStanding = (typeof measureStandings)[number]

type Measured = {
  /** The newest report that was accepted; null: there is none. */
  readonly report: { readonly period: Period; readonly standing: TaskStanding } | null
  readonly milestones: readonly { readonly isOverdue: boolean }[]
}

/**
 * Overdue is reckoned from days alone and goes before what its department says of it; 按期 is only called what was
 * reported for the quarter itself.
 */
export function measureStanding({ report, milestones }: Measured, period: Period): MeasureStanding {
  if (milestones.some(({ isOverdue }) => isOverdue)) return 'overdue'
  if (report?.standing === 'done') return 'done'
  if (report === null || report.period < period) return 'silent'
  return report.standing === 'behind' || report.standing === 'needs_help' ? 'behind' : 'on_time'
}

export type StandingCounts = Readonly<Record<MeasureStanding, number>>

export function countStandings(standings: readonly MeasureStanding[]): StandingCounts {
  const count = (of: MeasureStanding) => standings.filter((one) => one === of).length
  return {
    done: count('done'),
    overdue: count('overdue'),
    behind: count('behind'),
    silent: count('silent'),
    on_time: count('on_time'),
  }
}

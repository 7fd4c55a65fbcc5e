import { mannKendall, type MannKendall, type TimePoint } from '../statistics/mann-kendall.ts'
import { type TheilSen, theilSen } from '../statistics/theil-sen.ts'

export const convergenceVerdicts = ['converging', 'diverging', 'no_clear_change', 'too_few', 'mixed'] as const
export type ConvergenceVerdict = (typeof convergenceVerdicts)[number]

export type Convergence = {
  readonly verdict: Exclude<ConvergenceVerdict, 'mixed'>
  readonly test: MannKendall
  readonly line: TheilSen | null
}

/**
 * Whether an inequality (any measure, larger is more unequal) shrinks or grows over time: the sign of a Mann-Kendall
 * trend that is clear at `alpha`, with Theil-Sen for its size. No verdict below five points. A gap that may change its
 * sign (centre − remote) goes in as its size. Periods in which the measure has no value are left out of the points.
 */
export function convergenceOf(points: readonly TimePoint[], alpha = 0.05): Convergence {
  const test = mannKendall(points, alpha)
  return { verdict: wordOf(test.verdict), test, line: theilSen(points) }
}

function wordOf(verdict: MannKendall['verdict']): Convergence['verdict'] {
  if (verdict === 'rising') return 'diverging'
  return verdict === 'falling' ? 'converging' : verdict
}

export type BothFamilies = {
  readonly verdict: ConvergenceVerdict
  readonly absolute: Convergence
  readonly relative: Convergence
}

/**
 * The verdict of one absolute and one relative measure together (scoring 1.13). A clear move of one and none of the
 * other takes the clear one's word; opposite moves are `mixed`, since turning a coverage into its gap may do that.
 */
export function convergenceOfBoth(
  absolute: readonly TimePoint[],
  relative: readonly TimePoint[],
  alpha = 0.05,
): BothFamilies {
  const [own, other] = [convergenceOf(absolute, alpha), convergenceOf(relative, alpha)]
  return { verdict: joined(own.verdict, other.verdict), absolute: own, relative: other }
}

function joined(own: Convergence['verdict'], other: Convergence['verdict']): ConvergenceVerdict {
  if (own === other) return own
  if (own === 'too_few' || other === 'too_few') return 'too_few'
  if (own === 'no_clear_change') return other
  return other === 'no_clear_change' ? own : 'mixed'
}

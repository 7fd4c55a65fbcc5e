import { twoSidedP } from './distribution.ts'
import { exactKendallP, exactLimit } from './kendall-exact.ts'
import { must } from '../must.ts'

/** A value at its true time (quarters: `periodIndex`). Gaps are simply absent. */
export type TimePoint = { readonly time: number; readonly value: number }

/** Below this many points no trend verdict is given: at four the least two-sided p is 0.083 (scoring 1.12). */
export const fewestPoints = 5

export const trendDirections = ['rising', 'falling', 'no_clear_change', 'too_few'] as const
export type TrendDirection = (typeof trendDirections)[number]

/** `z` is null where p is exact. `p` is null below two points or when all values are equal: nothing can be tested. */
export type MannKendall = {
  readonly n: number
  readonly s: number
  readonly variance: number
  /** S ÷ number of pairs (tau-a, as pyMannKendall prints it) and tau-b, corrected for ties (as scipy's); null: not defined. */
  readonly tau: number | null
  readonly tauB: number | null
  readonly z: number | null
  readonly p: number | null
  readonly method: 'exact' | 'normal' | 'none'
  readonly verdict: TrendDirection
}

/**
 * The Mann-Kendall test: S = Σ sign(later − earlier), exact p for n ≤ 10 without ties, else the normal approximation
 * with tie-corrected variance and continuity (H. Mann 1945, M. Kendall 1970; pyMannKendall and scipy).
 */
export function mannKendall(points: readonly TimePoint[], alpha = 0.05): MannKendall {
  const values = inTime(points).map((point) => point.value)
  const { s, variance, tied } = kendallSum(values)
  const exact = !tied && values.length <= exactLimit
  return { ...judge({ s, variance, exact, n: values.length, alpha }), ...tausOf(values, s) }
}

/**
 * The seasonal test (R. Hirsch 1982): S and its variance summed over seasons, points compared only within their own.
 * `season` of a point is its time modulo `length` (4: quarters). Verdict only from three years on.
 */
export function seasonalMannKendall(points: readonly TimePoint[], length = 4, alpha = 0.05): MannKendall {
  const sorted = inTime(points)
  const seasons = Map.groupBy(sorted, ({ time }) => ((time % length) + length) % length)
  let [s, variance, pairs] = [0, 0, 0]
  for (const members of seasons.values()) {
    const own = kendallSum(members.map((point) => point.value))
    s += own.s
    variance += own.variance
    pairs += (members.length * (members.length - 1)) / 2
  }
  const years = sorted.length === 0 ? 0 : (must(sorted.at(-1)).time - must(sorted[0]).time + 1) / length
  const result = judge({ s, variance, exact: false, n: sorted.length, alpha })
  const verdict = years < 3 ? 'too_few' : result.verdict
  return { ...result, tau: pairs === 0 ? null : s / pairs, tauB: null, verdict }
}

/** Points in the order of time; throws when two share one, or when a number is not finite. */
export function inTime(points: readonly TimePoint[]): TimePoint[] {
  const sorted = points.toSorted((left, right) => left.time - right.time)
  for (const [at, { time, value }] of sorted.entries()) {
    if (!Number.isFinite(time) || !Number.isFinite(value)) throw new RangeError('a point of a series is not finite')
    if (sorted[at + 1]?.time === time) throw new RangeError(`two values for the time ${time}`)
  }
  return sorted
}

type KendallSum = { readonly s: number; readonly variance: number; readonly tied: boolean }

/** S and its variance (n(n − 1)(2n + 5) − Σ t(t − 1)(2t + 5)) ÷ 18 over groups of t equal values. */
export function kendallSum(values: readonly number[]): KendallSum {
  const n = values.length
  let s = 0
  for (const [at, value] of values.entries()) {
    for (let later = at + 1; later < n; later++) s += Math.sign(must(values[later]) - value)
  }
  const ties = tieSizes(values)
  const eighteenfold = ties.reduce((sum, size) => sum - tieTerm(size), tieTerm(n))
  return { s, variance: eighteenfold / 18, tied: ties.some((size) => size > 1) }
}

function tieTerm(size: number): number {
  return size * (size - 1) * (2 * size + 5)
}

/** How many values share each different value. */
export function tieSizes(values: readonly number[]): number[] {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts.values()]
}

function tausOf(values: readonly number[], s: number): Pick<MannKendall, 'tau' | 'tauB'> {
  const pairs = (values.length * (values.length - 1)) / 2
  const tied = tieSizes(values).reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
  return { tau: pairs === 0 ? null : s / pairs, tauB: pairs === tied ? null : s / Math.sqrt(pairs * (pairs - tied)) }
}

type Judging = {
  readonly s: number
  readonly variance: number
  readonly exact: boolean
  readonly n: number
  readonly alpha: number
}

function judge({ s, variance, exact, n, alpha }: Judging): Omit<MannKendall, 'tau' | 'tauB'> {
  const base = { n, s, variance }
  if (n < 2 || variance === 0) {
    const verdict = n < fewestPoints ? 'too_few' : 'no_clear_change'
    return { ...base, z: null, p: null, method: 'none', verdict }
  }
  const z = exact ? null : (s - Math.sign(s)) / Math.sqrt(variance)
  const p = z === null ? exactKendallP(s, n) : twoSidedP(z)
  const clear = p < alpha ? (s > 0 ? 'rising' : 'falling') : 'no_clear_change'
  return { ...base, z, p, method: exact ? 'exact' : 'normal', verdict: n < fewestPoints ? 'too_few' : clear }
}

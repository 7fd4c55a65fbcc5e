import { zOfConfidence } from './distribution.ts'
import { inverseLogit, shareLogit } from './logit.ts'
import { inTime, kendallSum, type TimePoint } from './mann-kendall.ts'
import { must } from '../must.ts'

/**
 * `slope` per unit of time with Sen's interval (null below three points or when its ranks leave the list of slopes);
 * `intercept` at time 0: separate = median(y) − slope · median(t), joint = median(y − slope · t).
 */
export type TheilSen = {
  readonly n: number
  readonly slope: number
  readonly low: number
  readonly high: number
  readonly intercept: number
}

export type TheilSenOptions = { readonly confidence?: number; readonly intercept?: 'separate' | 'joint' }

/**
 * The median of all pairwise slopes at true times, so that a missing quarter bends nothing (H. Theil 1950, P. Sen 1968;
 * scipy.stats.theilslopes). Null below two points.
 */
export function theilSen(points: readonly TimePoint[], options: TheilSenOptions = {}): TheilSen | null {
  const sorted = inTime(points)
  if (sorted.length < 2) return null
  const slopes = pairSlopes(sorted)
  const slope = middleOf(slopes)
  const interval = senInterval(slopes, sorted, options.confidence ?? 0.95)
  return {
    n: sorted.length,
    slope,
    ...interval,
    intercept: interceptOf(sorted, slope, options.intercept ?? 'separate'),
  }
}

/** All pairwise slopes, in rising order. */
export function pairSlopes(points: readonly TimePoint[]): Float64Array {
  const slopes = new Float64Array((points.length * (points.length - 1)) / 2)
  let count = 0
  for (const [at, first] of points.entries()) {
    for (let later = at + 1; later < points.length; later++) {
      const second = must(points[later])
      slopes[count++] = (second.value - first.value) / (second.time - first.time)
    }
  }
  return slopes.sort()
}

/** The median of a sorted list that is not empty. */
export function middleOf(sorted: Float64Array): number {
  const middle = sorted.length >> 1
  const upper = must(sorted[middle], 'the median of no numbers')
  return sorted.length % 2 === 1 ? upper : (must(sorted[middle - 1]) + upper) / 2
}

function medianOf(values: readonly number[]): number {
  return middleOf(Float64Array.from(values).sort())
}

/** The intercept that belongs to a slope. */
export function interceptOf(points: readonly TimePoint[], slope: number, kind: 'separate' | 'joint'): number {
  if (kind === 'joint') return medianOf(points.map(({ time, value }) => value - slope * time))
  return medianOf(points.map((point) => point.value)) - slope * medianOf(points.map((point) => point.time))
}

function senInterval(
  slopes: Float64Array,
  points: readonly TimePoint[],
  confidence: number,
): { readonly low: number; readonly high: number } {
  const { variance } = kendallSum(points.map((point) => point.value))
  const reach = zOfConfidence(confidence) * Math.sqrt(Math.max(0, variance))
  const last = slopes.length - 1
  const upper = Math.min(roundHalfEven((slopes.length + reach) / 2), last)
  const lower = Math.max(roundHalfEven((slopes.length - reach) / 2) - 1, 0)
  return { low: must(slopes[Math.min(lower, last)]), high: must(slopes[upper]) }
}

/** Ranks of slopes are rounded as numpy does, so that intervals agree with scipy's. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  if (value - floor !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

export type SharePoint = { readonly time: number; readonly x: number; readonly n: number }
export type ShareSlope = TheilSen & { readonly at: (time: number) => number }

/**
 * Theil-Sen on the logit of shares: slopes are in logits per unit of time; `at` gives the fitted share, never below 0
 * or above 1. Points without denominator are left out.
 */
export function theilSenOfShares(points: readonly SharePoint[], options: TheilSenOptions = {}): ShareSlope | null {
  const usable = points.filter(({ x, n }) => n > 0 && x >= 0 && x <= n)
  const line = theilSen(
    usable.map(({ time, x, n }) => ({ time, value: shareLogit(x, n) })),
    options,
  )
  return line === null ? null : { ...line, at: (time) => inverseLogit(line.intercept + line.slope * time) }
}

import { chiSquaredUpper } from './distribution.ts'
import { wilsonInterval } from './interval.ts'
import { fewestPoints, type TrendDirection } from './mann-kendall.ts'
import { must } from '../must.ts'
import { exactSum } from '../number/sum.ts'
import type { SharePoint } from './theil-sen.ts'

/** A value at its true time with its 95 % interval; null: it has none. */
export type TrendPoint = {
  readonly time: number
  readonly value: number
  readonly low: number | null
  readonly high: number | null
}

/**
 * `verdict` no_interval: some point has no usable interval, so nothing can be weighed (Fingertips then says "no change",
 * fault B18). `signKept`: the slope has one sign in the full fit and in every fit that leaves one point out.
 */
export type Trend = {
  readonly used: number
  readonly slope: number | null
  readonly chiSquared: number | null
  readonly p: number | null
  readonly signKept: boolean
  readonly verdict: TrendDirection | 'no_interval'
}

export type TrendOptions = {
  /** How many of the last points are looked at. */
  readonly window?: number
  /** Least chi-squared on one degree of freedom; 9.5495 is p = 0.002. */
  readonly limit?: number
}

/** p = 0.002 on one degree of freedom: Fingertips' constant. */
export const trendLimit = 9.54953570608324

/**
 * The trend of the last five points: a line weighted by 1 ÷ se² with se = (high − low) ÷ 3.92, at true times; clear when
 * (slope ÷ se of the slope)² > 9.5495 and no single point can turn its sign (Fingertips TrendMarkerCalculator.cs).
 */
export function trendOf(points: readonly TrendPoint[], options: TrendOptions = {}): Trend {
  const used = points.toSorted((left, right) => left.time - right.time).slice(-(options.window ?? fewestPoints))
  const none = { used: used.length, slope: null, chiSquared: null, p: null, signKept: false }
  if (used.length < fewestPoints) return { ...none, verdict: 'too_few' }
  const weighted = used.map(weigh)
  if (!weighted.every((point) => point !== null)) return { ...none, verdict: 'no_interval' }
  const { slope, variance } = weightedSlope(weighted)
  const signKept = weighted.every((_, left) => {
    return Math.sign(weightedSlope(weighted.filter((__, at) => at !== left)).slope) === Math.sign(slope)
  })
  const chiSquared = slope ** 2 / variance
  const clear = signKept && slope !== 0 && chiSquared > (options.limit ?? trendLimit)
  const verdict = clear ? (slope > 0 ? 'rising' : 'falling') : 'no_clear_change'
  return { used: used.length, slope, chiSquared, p: chiSquaredUpper(chiSquared, 1), signKept, verdict }
}

/** The trend of shares with Wilson's intervals, which have a width at 0 % and 100 % too. Empty denominators are left out. */
export function shareTrend(points: readonly SharePoint[], options: TrendOptions = {}): Trend {
  const usable = points.flatMap(({ time, x, n }) => {
    const interval = wilsonInterval(x, n)
    return interval === null ? [] : [{ time, value: x / n, ...interval }]
  })
  return trendOf(usable, options)
}

type Weighted = { readonly time: number; readonly value: number; readonly weight: number }

function weigh({ time, value, low, high }: TrendPoint): Weighted | null {
  if (low === null || high === null || !(high > low)) return null
  return { time, value, weight: (3.92 / (high - low)) ** 2 }
}

function weightedSlope(points: readonly Weighted[]): { readonly slope: number; readonly variance: number } {
  const total = exactSum(points.map((point) => point.weight))
  const centre = exactSum(points.map(({ weight, time }) => weight * (time - must(points[0]).time))) / total
  const offset = (time: number): number => time - must(points[0]).time - centre
  const spread = exactSum(points.map(({ weight, time }) => weight * offset(time) ** 2))
  // Values are taken from the first one, so that a level series has a slope of exactly 0.
  const rise = points.map(({ weight, time, value }) => weight * offset(time) * (value - must(points[0]).value))
  return { slope: exactSum(rise) / spread, variance: 1 / spread }
}

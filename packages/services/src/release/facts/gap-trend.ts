import type { GapTrend } from '@cg/contract/release/measure'
import { sentence } from '@cg/domain/claim/claim'
import { claimGapTrend } from '@cg/domain/claim/outlook'
import { convergenceOf, convergenceOfBoth } from '@cg/domain/equity/convergence'
import type { TimePoint } from '@cg/domain/statistics/mann-kendall'
import { must } from '@cg/domain/must'
import { periodIndex, periodRange } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { scaledInteger } from '@cg/domain/number/round'
import { comparable } from '../compute/compare-city.ts'
import { trendWindow } from './trend.ts'
import type { Figures } from '../compute/figures.ts'
import type { BasisIndicator } from '../stored/basis.ts'
import { likeStep } from './like-quarters.ts'

/** The two sides of a gap; `missing`: units without which it is not computable, as positions. */
export type Pair = {
  readonly high: number | null
  readonly low: number | null
  readonly carriedFrom: Period | null
  readonly missing: readonly number[]
  /** Of areas, the units on both sides. */
  readonly compared?: readonly number[]
}

/**
 * Whether the gap closes: its printed size and its size against the larger side, tested over the quarters that compare
 * (convergence of both families, scoring 1.13). Null below five of them, or when the quarter itself has no gap.
 */
export function gapTrend(figures: Figures, i: number, pairAt: (period: Period) => Pair): GapTrend | null {
  const { basis } = figures
  const indicator = must(basis.indicators[i])
  const like = likePeriods(figures, indicator).slice(-trendWindow)
  const points = like.flatMap((period) => pointsOf(period, pairAt(period), indicator.decimals))
  if (points.at(-1)?.period !== basis.period) return null
  const absolute = points.map(({ time, size }) => ({ time, value: size }))
  const relative = points.flatMap(({ time, share }): TimePoint[] => (share === null ? [] : [{ time, value: share }]))
  const isRelative = relative.length === absolute.length
  const { verdict } = isRelative ? convergenceOfBoth(absolute, relative) : convergenceOf(absolute)
  if (verdict === 'too_few') return null
  const span = { verdict, points: points.length, from: must(points[0]).period, to: basis.period }
  const claim = claimGapTrend(span)
  return claim === null ? null : { ...span, claim, name: sentence(claim) }
}

/** Quarters of the same definition whose figures cover as long a time as this one's, oldest first, to this one. */
export function likePeriods(figures: Figures, indicator: BasisIndicator): Period[] {
  const { basis, quarters } = figures
  const [now, step] = [periodIndex(basis.period), likeStep(basis, indicator)]
  return periodRange(must(quarters[0]).period, basis.period).filter(
    (period) => (now - periodIndex(period)) % step === 0 && comparable(figures, indicator, period) !== null,
  )
}

type GapPoint = {
  readonly period: Period
  readonly time: number
  readonly size: number
  /** Of the larger side; null when that is not above 0. */
  readonly share: number | null
}

function pointsOf(period: Period, { high, low, carriedFrom }: Pair, decimals: number): GapPoint[] {
  if (high === null || low === null || carriedFrom !== null) return []
  const [upper, lower] = [scaledInteger(high, decimals), scaledInteger(low, decimals)]
  const size = Math.abs(upper - lower)
  const larger = Math.max(upper, lower)
  const share = larger > 0 ? size / larger : null
  return [{ period, time: periodIndex(period), size: size / 10 ** decimals, share }]
}

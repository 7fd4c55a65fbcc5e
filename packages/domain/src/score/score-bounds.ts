import type { IndicatorCode, UnitCode } from '../indicator.ts'
import { scaledInteger, withoutNoise } from '../number/round.ts'
import type { MissingAction, MissingState, SchemeBody, SchemeItem } from './scheme.ts'
import type { PointLimits } from './point-limits.ts'
import { exactSum } from '../number/sum.ts'

/**
 * What missing figures leave open (scoring 1.4). `pessimistic` and `optimistic` take every figure that is owed as 0 and
 * as the most points that its rule gives (120 of a ratio capped at 1.2). `raisedByMissing` lists owed items whose treatment gives the unit more than typical points would;
 * `silencePays` lists reported items that the unit would do better to leave out: a warning about the scheme.
 */
export type ScoreBounds = {
  readonly pessimistic: number
  readonly optimistic: number
  readonly raisedByMissing: readonly IndicatorCode[]
  readonly silencePays: readonly IndicatorCode[]
}

type BoundCell = {
  readonly item: SchemeItem
  readonly points: number | null
  readonly action: 'scored' | MissingAction['kind']
  readonly reason: MissingState | null
  readonly median: number | null
  /** What the figure could earn were it reported. */
  readonly open: PointLimits
  /** False when nothing is asked of the unit here (不适用). */
  readonly counts: boolean
}

/** Bounds of one unit; `adjustment` is added to both. */
export function boundsOf(cells: readonly BoundCell[], scheme: SchemeBody, adjustment: number): ScoreBounds {
  const counted = cells.filter((cell) => cell.counts)
  const total = weightedPoints(cells)
  const owes = counted.some((cell) => cell.reason !== null)
  const all = owes ? null : weightedPoints(counted)
  const withOwed = (owed: keyof PointLimits): number => (all ?? weightedPoints(counted, owed)) + adjustment
  const raised = counted.filter((cell) => cell.reason !== null && raises(cell, total))
  const silent = counted.filter(
    (cell) => cell.reason === null && cell.points !== null && gainsBySilence(cell, scheme, total),
  )
  return {
    pessimistic: withOwed('least'),
    optimistic: withOwed('most'),
    raisedByMissing: raised.map((cell) => cell.item.indicator),
    silencePays: silent.map((cell) => cell.item.indicator),
  }
}

/** Weighted mean of the points; `owed` stands in for what is missing, else missing items are left out. */
function weightedPoints(cells: readonly BoundCell[], owed?: keyof PointLimits): number {
  const weights: number[] = []
  const products: number[] = []
  for (const { item, points, reason, open } of cells) {
    const own = reason !== null && owed !== undefined ? open[owed] : points
    if (own === null) continue
    weights.push(item.weight)
    products.push(item.weight * own)
  }
  const weight = exactSum(weights)
  return weight === 0 ? 0 : withoutNoise(exactSum(products) / weight, 15)
}

const margin = 1e-9

/** Putting typical points in place of what the policy gave would lower the total. */
function raises({ points, median }: BoundCell, total: number): boolean {
  return median !== null && (points === null ? median < total - margin : points > median + margin)
}

/** Leaving a figure out pays when its weight moves to better items, or when others' median stands in for it. */
function gainsBySilence(cell: BoundCell, scheme: SchemeBody, total: number): boolean {
  const action = cell.item.missing?.not_reported ?? scheme.missing.not_reported
  const points = cell.points ?? 0
  if (action.kind === 'redistribute') return points < total - margin
  return action.kind === 'impute_median' && cell.median !== null && points < cell.median - margin
}

export type RankInterval = { readonly best: number; readonly worst: number }

type Bounded = { readonly unit: UnitCode; readonly bounds: Pick<ScoreBounds, 'pessimistic' | 'optimistic'> }

/** The places each unit could have, whatever the owed figures are: best against all others at their worst and vice versa. */
export function rankIntervals(units: readonly Bounded[], decimals: number): Map<UnitCode, RankInterval> {
  const low = units.map(({ bounds }) => scaledInteger(bounds.pessimistic, decimals))
  const high = units.map(({ bounds }) => scaledInteger(bounds.optimistic, decimals))
  const lowSorted = Float64Array.from(low).sort()
  const highSorted = Float64Array.from(high).sort()
  return new Map(
    units.map(({ unit }, at) => {
      const [worstScore, bestScore] = [low[at] ?? 0, high[at] ?? 0]
      const own = bestScore > worstScore ? 1 : 0
      return [unit, { best: countAbove(lowSorted, bestScore) + 1, worst: countAbove(highSorted, worstScore) - own + 1 }]
    }),
  )
}

function countAbove(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return sorted.length - low
}

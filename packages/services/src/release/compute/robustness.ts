import { formatValue } from '@cg/domain/number/number-format'
import { must } from '@cg/domain/must'
import { scoreGuidance } from '@cg/domain/certainty/rank-guidance'
import type { SchemeBody } from '@cg/domain/score/scheme'
import { rankIntervals } from '@cg/domain/score/score-bounds'
import { historyUnits } from './quarter.ts'
import type { ScoreQuarter } from './score.ts'

/** Below this relative change of the weights two neighbours may change places: they cannot be told apart. */
export const stabilityLimit = 0.05
/** The weights are drawn within ±25 % of what the scheme says, always the same draws. */
export const weightSpread = 0.25
export const weightDraws = 2000
export const weightSeed = 20_270_101

/** By unit, in the order of the scores; null for the unranked. */
export type Robustness = {
  readonly low: readonly (number | null)[]
  readonly high: readonly (number | null)[]
  /** Positions of the units that each cannot be told apart from. */
  readonly closeTo: readonly (readonly number[])[]
  /** Positions of units of which every pair cannot be told apart, best first; they may overlap (decision 34). */
  readonly groups: readonly (readonly number[])[]
  /** Whether weights were drawn; a nation's units are too many for more than what missing figures leave open. */
  readonly isDrawn: boolean
  /** Whether units were compared in pairs. */
  readonly isPaired: boolean
}

/**
 * How sure places are (scoring 1.4, 1.9): the 5 % to 95 % places under drawn weights, widened by what figures that are
 * owed could still change, and the groups of units that cannot be told apart.
 */
export function robustnessOf(quarter: ScoreQuarter, scheme: SchemeBody, isWhole = false): Robustness {
  const { scores, ranking, ranks } = quarter
  const withPairs = scores.length <= historyUnits
  const isDrawn = (withPairs || isWhole) && !quarter.tooFew
  const bounded = scores.flatMap(({ unit, bounds, noPlace }) =>
    noPlace === null && bounds !== null ? [{ unit, bounds }] : [],
  )
  const owed = rankIntervals(bounded, scheme.decimals)
  const composite = { scores, ranking }
  const settings = { spread: weightSpread, limit: stabilityLimit, seed: weightSeed, draws: weightDraws, withPairs }
  const { rows: drawn, groups } = isDrawn ? scoreGuidance({ scheme, composite, ...settings }) : { rows: [], groups: [] }
  const placesOf = (at: number): number[] => {
    const [rank, open, guided] = [ranks[at] ?? null, owed.get(must(scores[at]).unit), drawn[at]]
    if (rank === null) return []
    const known = [rank, open?.best, open?.worst, guided?.rankLow, guided?.rankHigh]
    return known.filter((place) => place !== undefined && place !== null)
  }
  const places = scores.map((_, at) => placesOf(at))
  return {
    low: places.map((all) => (all.length === 0 ? null : Math.min(...all))),
    high: places.map((all) => (all.length === 0 ? null : Math.max(...all))),
    closeTo: scores.map((_, at) => drawn[at]?.closeTo ?? []),
    groups,
    isDrawn,
    isPaired: isDrawn && withPairs,
  }
}

/** How the intervals were made, with the error of drawing itself: for the 说明 panel. */
export function robustnessMethods(robustness: Robustness | null): string[] {
  if (robustness === null) return []
  if (!robustness.isDrawn)
    return robustness.low.some((low) => low !== null) ? ['位次区间只计缺报数据可能带来的变化。'] : []
  const error = formatValue(100 * Math.sqrt(0.25 / weightDraws), { unit: '', decimals: 1 })
  const places = [
    `位次区间：各指标权重在±${weightSpread * 100}%内随机变动${weightDraws}次（种子${weightSeed}，抽样误差不超过${error}个百分点），取5%至95%的位次，并计入缺报数据可能带来的变化。`,
  ]
  if (!robustness.isPaired) return places
  return [
    ...places,
    `差距很小：权重变动不到${stabilityLimit * 100}%，两个单位就会换位；同一方括号内任意两个单位都是如此。`,
  ]
}

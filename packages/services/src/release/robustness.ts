import { drawScheme } from '@cg/domain/monte-carlo'
import { must } from '@cg/domain/must'
import { summariseRanks } from '@cg/domain/rank-draws'
import type { SchemeBody } from '@cg/domain/scheme'
import { rankIntervals } from '@cg/domain/score-bounds'
import { stabilityOf } from '@cg/domain/stability'
import { historyUnits } from './score.ts'
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
  readonly bracket: readonly (number | null)[]
  /** Whether weights were drawn; a nation's units are too many for more than what missing figures leave open. */
  readonly isDrawn: boolean
}

/**
 * How sure places are (scoring 1.4, 1.9): the 5 % to 95 % places under drawn weights, widened by what figures that are
 * owed could still change, and the brackets of neighbours that cannot be told apart.
 */
export function robustnessOf(quarter: ScoreQuarter, scheme: SchemeBody): Robustness {
  const { scores, ranking, ranks } = quarter
  const isDrawn = scores.length <= historyUnits && !quarter.tooFew
  const bounded = scores.flatMap(({ unit, bounds, noPlace }) =>
    noPlace === null && bounds !== null ? [{ unit, bounds }] : [],
  )
  const owed = rankIntervals(bounded, scheme.decimals)
  const drawn = isDrawn ? drawnPlaces(quarter, scheme) : null
  const stable = new Map(
    isDrawn ? stabilityOf(scores, ranking, { limit: stabilityLimit }).map((row) => [row.unit, row.bracket]) : [],
  )
  const places = scores.map(({ unit }, at) => {
    const rank = ranks[at] ?? null
    if (rank === null) return null
    const known = [owed.get(unit), drawn?.[at]].filter((one) => one !== undefined && one !== null)
    return {
      low: Math.min(rank, ...known.map((one) => one.best)),
      high: Math.max(rank, ...known.map((one) => one.worst)),
    }
  })
  return {
    low: places.map((place) => place?.low ?? null),
    high: places.map((place) => place?.high ?? null),
    bracket: scores.map(({ unit }, at) => (places[at] === null ? null : (stable.get(unit) ?? null))),
    isDrawn,
  }
}

function drawnPlaces(
  { scores, ranking }: ScoreQuarter,
  scheme: SchemeBody,
): ({ best: number; worst: number } | null)[] {
  const composite = { scores, ranking }
  const draws = drawScheme({ scheme, composite, spread: weightSpread, seed: weightSeed, draws: weightDraws })
  const summaries = summariseRanks(draws)
  return scores.map((_, at) => {
    const { low, high } = must(summaries[at])
    return low === null || high === null ? null : { best: low, worst: high }
  })
}

/** How the intervals were made, with the error of drawing itself. */
export function robustnessNotes(robustness: Robustness | null): string[] {
  if (robustness === null) return []
  if (!robustness.isDrawn)
    return robustness.low.some((low) => low !== null) ? ['位次区间只计缺报数据可能带来的变化。'] : []
  const error = (100 * Math.sqrt(0.25 / weightDraws)).toFixed(1)
  return [
    `位次区间：各指标权重在±${weightSpread * 100}%内随机变动${weightDraws}次（种子${weightSeed}，抽样误差不超过${error}个百分点），取5%至95%的位次，并计入缺报数据可能带来的变化。`,
    `差距不显著：权重变动不到${stabilityLimit * 100}%，相邻单位就会换位。`,
  ]
}

import type { Adjustment } from './adjustment.ts'
import type { IndicatorCode, UnitCode } from '../indicator.ts'
import { must } from '../must.ts'
import { type Place, rankUnits, type RankRule } from '../rank/ranking.ts'
import { type NoPlace, weighUnit } from './weigh.ts'

/** What a score is weighed from, as frozen: points of 100 by item and unit, and how the scheme counts and ranks. */
export type WeighedScore = {
  /** In the order of the scheme's items. */
  readonly items: readonly { readonly indicator: IndicatorCode; readonly weight: number }[]
  readonly units: readonly {
    readonly unit: UnitCode
    readonly group: string | null
    readonly protocolOrder: number
    readonly facts: Readonly<Record<string, number>>
  }[]
  /** [item][unit] */
  readonly points: readonly (readonly (number | null)[])[]
  readonly isMissing: readonly (readonly boolean[])[]
  readonly counts: readonly (readonly boolean[])[]
  readonly blocks: readonly (readonly boolean[])[]
  readonly availability: number
  readonly adjustments: readonly Adjustment[]
  readonly decimals: number
  readonly rankRule: RankRule
}

/** A unit under the weights tried; lists of places as `rankUnits` gives them. */
export type TriedUnit = {
  readonly total: number | null
  readonly noPlace: NoPlace | null
  /** The reported share of its weight. */
  readonly availability: number
  readonly overall: Place | null
  readonly inGroup: Place | null
}

/**
 * Scores and places under other weights, by unit: the official way from points to places. An item of weight 0 is out of
 * the scheme. With the scheme's own weights the answer is the official score, bit for bit.
 */
export function tryWeights(score: WeighedScore, weights: readonly number[]): readonly TriedUnit[] {
  const kept = score.items.flatMap(({ indicator }, at) => {
    const weight = must(weights[at], 'a weight for every item of the scheme')
    return weight > 0 ? [{ at, indicator, weight }] : []
  })
  const weighed = score.units.map(({ facts }, unit) =>
    weighUnit(
      kept.map(({ at, indicator, weight }) => ({
        indicator,
        weight,
        points: score.points[at]?.[unit] ?? null,
        isMissing: must(score.isMissing[at]?.[unit]),
        counts: must(score.counts[at]?.[unit]),
        blocks: must(score.blocks[at]?.[unit]),
      })),
      { availability: score.availability, adjustments: score.adjustments, facts },
    ),
  )
  const entries = score.units.map(({ unit, group, protocolOrder }, at) => {
    const { total, noPlace } = must(weighed[at])
    const entry = { unit, value: total, state: 'reported' as const, group, protocolOrder }
    return noPlace === null ? entry : { ...entry, excluded: noPlace }
  })
  const { rows, tooFew } = rankUnits(entries, { rule: score.rankRule, direction: 'higher', decimals: score.decimals })
  const found = new Map(rows.map((row) => [row.unit, row]))
  return score.units.map(({ unit }, at) => {
    const { total, noPlace, availability } = must(weighed[at])
    const row = must(found.get(unit))
    return tooFew
      ? { total, noPlace, availability, overall: null, inGroup: null }
      : { total, noPlace, availability, overall: row.overall, inGroup: row.inGroup }
  })
}

import type { UnitScore } from '../score/composite.ts'
import { explainDifference } from './contribution.ts'
import type { IndicatorCode, UnitCode } from '../indicator.ts'
import { arithmetic } from '../index/definition.ts'
import { must } from '../must.ts'
import type { Ranking } from '../rank/ranking.ts'
import { exactMean, exactSum } from '../number/sum.ts'

/**
 * What a score is made of: points of 100 per item (null: its weight went to the others), nominal weights that sum to 1,
 * the weighted mean `plain`, and the total after adjustments.
 */
export type ScoreProfile = {
  readonly indicators: readonly IndicatorCode[]
  readonly points: readonly (number | null)[]
  readonly weights: readonly number[]
  readonly plain: number
  readonly total: number
  /** By fact, what bonuses, deductions and vetoes did to the total. */
  readonly adjustments: readonly FactPoints[]
}

export type FactPoints = { readonly fact: string; readonly points: number }

/** The profile of a unit's score; null when it has no total. */
export function profileOf({ parts, total, adjusted }: UnitScore): ScoreProfile | null {
  if (total === null) return null
  return {
    indicators: parts.map((part) => part.indicator),
    points: parts.map((part) => part.points),
    weights: parts.map((part) => part.nominalWeight),
    plain: exactSum(parts.map((part) => part.contribution)),
    total,
    adjustments: byFact(
      (adjusted?.applied ?? []).map(({ adjustment: { fact }, effect }) => ({ fact, points: effect })),
    ),
  }
}

/** One row a fact, in the order in which they first come. */
function byFact(all: readonly FactPoints[]): FactPoints[] {
  return [...Map.groupBy(all, ({ fact }) => fact)].map(([fact, own]) => ({
    fact,
    points: exactSum(own.map(({ points }) => points)),
  }))
}

function pointsOf({ adjustments }: ScoreProfile, fact: string): number {
  return adjustments.find((one) => one.fact === fact)?.points ?? 0
}

/** Every fact that did something to one of the scores. */
function factsIn(profiles: readonly ScoreProfile[]): string[] {
  return [...new Set(profiles.flatMap(({ adjustments }) => adjustments.map(({ fact }) => fact)))]
}

/**
 * The mean of several scores of one scheme, as a score to compare with: its points are the mean of theirs (one whose
 * weight went to the others standing at its own score's mean, which is what that amounts to; none where nobody is
 * scored), so that they still add up to the mean total. Null without any.
 */
export function meanProfile(profiles: readonly ScoreProfile[]): ScoreProfile | null {
  const [first] = profiles
  if (first === undefined) return null
  const mean = (of: (profile: ScoreProfile) => number): number => must(exactMean(profiles.map(of)))
  return {
    indicators: first.indicators,
    weights: first.weights,
    points: first.indicators.map((_, at) =>
      profiles.every(({ points }) => (points[at] ?? null) === null)
        ? null
        : mean(({ points, plain }) => points[at] ?? plain),
    ),
    plain: mean(({ plain }) => plain),
    total: mean(({ total }) => total),
    adjustments: factsIn(profiles).map((fact) => ({ fact, points: mean((profile) => pointsOf(profile, fact)) })),
  }
}

export type ScoreExplanation = {
  readonly difference: number
  /** In the order of the scheme's items, in points of the total. */
  readonly items: readonly { readonly indicator: IndicatorCode; readonly contribution: number }[]
  /** What bonuses, deductions and vetoes add to the difference. */
  readonly adjustment: number
  /** The same by fact. */
  readonly adjustments: readonly FactPoints[]
}

/**
 * Why a score differs from another one: items and adjustments add up to the difference of the totals. The reference is
 * last quarter's score (restated under the same scheme), the city's or mean unit's, or that of the unit ahead.
 */
export function explainScore(own: ScoreProfile, reference: ScoreProfile): ScoreExplanation {
  if (
    own.indicators.some((indicator, at) => indicator !== reference.indicators[at] || !sameWeight(own, reference, at))
  ) {
    throw new RangeError('scores of different schemes cannot be compared: restate one of them')
  }
  const found = explainDifference({ own: own.points, reference: reference.points, weights: own.weights }, arithmetic)
  const parts = must(found, 'a scored unit has points').parts
  return {
    difference: own.total - reference.total,
    items: own.indicators.map((indicator, at) => ({ indicator, contribution: must(parts[at]) })),
    adjustment: own.total - own.plain - (reference.total - reference.plain),
    adjustments: factsIn([own, reference]).map((fact) => ({
      fact,
      points: pointsOf(own, fact) - pointsOf(reference, fact),
    })),
  }
}

function sameWeight(own: ScoreProfile, reference: ScoreProfile, at: number): boolean {
  return Math.abs(must(own.weights[at]) - must(reference.weights[at])) < 1e-12
}

/** The nearest unit with a better place (overall, or within the unit's group); null for the first and the unranked. */
export function unitAhead(ranking: Ranking, unit: UnitCode, scope: 'overall' | 'inGroup' = 'overall'): UnitCode | null {
  const at = ranking.rows.findIndex((row) => row.unit === unit)
  const own = ranking.rows[at]
  const place = own?.[scope] ?? null
  if (own === undefined || place === null) return null
  const before = ranking.rows.slice(0, at).filter((row) => scope === 'overall' || row.group === own.group)
  return before.findLast((row) => (row[scope]?.rank ?? place.rank) < place.rank)?.unit ?? null
}

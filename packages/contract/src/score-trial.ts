import type { UnitCode, IndicatorCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { asksNothing } from '@cg/domain/score/weigh'
import { noPlaceWords } from '@cg/domain/score/no-place-words'
import { tryWeights } from '@cg/domain/score/weight-trial'
import type { TriedUnit, WeighedScore } from '@cg/domain/score/weight-trial'
import type { RankingFacts } from './release/ranking.ts'

/** What the published scores were weighed from; null for an indicator, and where the release does not hold it. */
export function weighedScore(facts: RankingFacts): WeighedScore | null {
  const { weighed, units, parts, partState, measure } = facts
  if (weighed === undefined || measure.kind !== 'score') return null
  const hasFigure = partState.map((row) => row.map((state) => state === 'reported' || state === 'no_points'))
  return {
    items: parts.map(({ code }, at) => ({ indicator: code as IndicatorCode, weight: must(weighed.weights[at]) })),
    units: units.code.map((code, at) => ({
      unit: code as UnitCode,
      group: units.group[at] ?? null,
      protocolOrder: at,
      facts: weighed.facts[at] ?? {},
    })),
    points: weighed.points,
    isMissing: hasFigure.map((row) => row.map((has) => !has)),
    counts: partState.map((row) =>
      row.map(
        (state) => state === 'reported' || state === 'no_points' || !asksNothing(state === 'partial' ? null : state),
      ),
    ),
    blocks: parts.map(({ code }) => units.code.map((_, at) => weighed.blocks[at]?.includes(code) === true)),
    availability: weighed.availability,
    adjustments: weighed.adjustments,
    decimals: measure.decimals,
    rankRule: weighed.rankRule,
  }
}

/** What a trial changes: points of a block as a whole, and of single items; anything left out keeps its weight. */
export type TrialWeights = {
  readonly blocks: Readonly<Record<string, number>>
  readonly items: Readonly<Record<string, number>>
}

/**
 * The weights of a trial, by item in the scheme's order: an item's own where it was moved; else its share of its block's,
 * as the scheme divides the block. Untouched ones are the scheme's own numbers.
 */
export function trialWeights(
  { parts }: Pick<RankingFacts, 'parts'>,
  own: readonly number[],
  trial: TrialWeights,
): number[] {
  const sums = new Map<string, number>()
  for (const [at, { dimension }] of parts.entries()) sums.set(dimension, (sums.get(dimension) ?? 0) + must(own[at]))
  return parts.map(({ code, dimension }, at) => {
    const weight = must(own[at])
    const block = trial.blocks[dimension]
    return trial.items[code] ?? (block === undefined ? weight : (weight * block) / must(sums.get(dimension)))
  })
}

export type TrialRow = TriedUnit & { readonly reason: string | null }

/** Every unit under the weights of a trial, in protocol order; null where the release cannot be tried. */
export function tryScore(facts: RankingFacts, trial: TrialWeights): readonly TrialRow[] | null {
  const score = weighedScore(facts)
  if (score === null) return null
  const own = score.items.map(({ weight }) => weight)
  return tryWeights(score, trialWeights(facts, own, trial)).map((unit) => ({
    ...unit,
    reason: unit.noPlace === null ? null : noPlaceWords(unit.noPlace, unit.availability),
  }))
}

import type { ScoreDifference, ScoreGain, ScoreWhy } from '@cg/contract/release-why'
import { quotientRules } from '@cg/domain/compute'
import { printedParts } from '@cg/domain/contribution'
import { smallestGains } from '@cg/domain/gain'
import type { Gain, ValueLimits } from '@cg/domain/gain'
import type { IndicatorCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { shiftPeriod } from '@cg/domain/period'
import { scaledInteger } from '@cg/domain/round'
import { explainScore, meanProfile, profileOf, unitAhead } from '@cg/domain/score-contribution'
import type { ScoreProfile } from '@cg/domain/score-contribution'
import type { ReleaseBasis } from './basis.ts'
import type { Figures } from './figures.ts'
import { historyUnits } from './score.ts'
import type { ScoreQuarter } from './score.ts'

/** Indicators named in an explanation; the others are one sum. */
export const namedParts = 5

/** Why each unit's score is what it is, in protocol order; null for one without a score, empty above 200 units. */
export function explainScores({ basis, scores, ranked }: Figures): (ScoreWhy | null)[] {
  if (scores === null || ranked.length > historyUnits) return []
  const { current, history, given, scheme } = scores
  const before = history.find((quarter) => quarter.period === shiftPeriod(basis.period, -1))
  const profiles = current.scores.map(profileOf)
  const city = meanProfile(profiles.filter((profile) => profile !== null))
  const limits = valueLimits(basis)
  const against = (own: ScoreProfile, reference: ScoreProfile | null): ScoreDifference | null =>
    reference === null ? null : printedDifference(own, reference, scheme.decimals)
  return profiles.map((own, u) => {
    if (own === null) return null
    const { unit } = must(current.scores[u])
    const past = before?.scores[u]
    const front = current.tooFew ? null : unitAhead(current.ranking, unit)
    const aheadOf = front === null ? null : against(own, must(profiles[positionOf(current, front)]))
    const gain = front === null ? undefined : smallestGains({ composite: given, unit, limits, scope: 'overall' })[0]
    return {
      ahead: front === null || aheadOf === null ? null : { unit: front, against: aheadOf },
      lastQuarter: against(own, past === undefined ? null : profileOf(past)),
      city: against(own, city),
      gain: gain === undefined ? null : gainFact(gain, { basis, current, u, decimals: scheme.decimals }),
    }
  })
}

function positionOf({ scores }: ScoreQuarter, unit: string): number {
  return scores.findIndex((score) => score.unit === unit)
}

/** Rates of a whole cannot pass 100 %, and what cannot be negative cannot fall below nothing. */
function valueLimits({ indicators }: ReleaseBasis): ReadonlyMap<IndicatorCode, ValueLimits> {
  return new Map(
    indicators.map((indicator) => {
      const { proportion, signed } = quotientRules(indicator)
      return [indicator.code, { ...(signed ? {} : { least: 0 }), ...(proportion ? { most: 100 } : {}) }]
    }),
  )
}

/** The difference of two printed scores in printed points that add up to it. */
function printedDifference(own: ScoreProfile, reference: ScoreProfile, decimals: number): ScoreDifference {
  const { items, adjustment } = explainScore(own, reference)
  const scale = 10 ** decimals
  const steps = scaledInteger(own.total, decimals) - scaledInteger(reference.total, decimals)
  const printed = printedParts([...items.map((item) => item.contribution), adjustment], steps / scale, decimals)
  const named = items
    .map(({ indicator }, at) => ({ code: indicator, points: must(printed[at]) }))
    .filter(({ points }) => points !== 0)
    .toSorted((left, right) => Math.abs(right.points) - Math.abs(left.points))
    .slice(0, namedParts)
  const left = [...named.map(({ points }) => points), must(printed.at(-1))].reduce(
    (rest, points) => rest - scaledInteger(points, decimals),
    steps,
  )
  return { difference: steps / scale, parts: named, adjustment: must(printed.at(-1)), rest: left / scale }
}

type Gaining = {
  readonly basis: ReleaseBasis
  readonly current: ScoreQuarter
  readonly u: number
  readonly decimals: number
}

/** The best of the units caught up with is the one to name. */
function gainFact(gain: Gain, { basis, current, u, decimals }: Gaining): ScoreGain {
  const indicator = must(basis.indicators.find((one) => one.code === gain.indicator))
  const now = scaledInteger(must(current.totals[u]), decimals)
  const then = scaledInteger(gain.total, decimals)
  const caught = current.scores
    .flatMap(({ unit, total, noPlace }) =>
      total === null || noPlace !== null ? [] : [{ unit, steps: scaledInteger(total, decimals) }],
    )
    .filter(({ steps }) => steps > now && steps <= then)
    .toSorted((left, right) => right.steps - left.steps)
  const best = must(caught[0], 'a gain catches up with a unit')
  const { code, unit, decimals: digits } = indicator
  const { from, to } = gain
  return { indicator: code, unit, decimals: digits, from, to, passes: best.unit, isTie: best.steps === then }
}

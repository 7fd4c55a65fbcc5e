import { factName } from '@cg/contract/adjustment'
import type { ScoreDifference, ScoreGain, ScoreGroup, ScoreUnreported, ScoreWhy } from '@cg/contract/release/why'
import { computeComposite } from '@cg/domain/score/composite'
import type { ScoreUnit, UnitScore } from '@cg/domain/score/composite'
import { quotientRules } from '@cg/domain/figure/compute'
import { printedParts } from '@cg/domain/why/contribution'
import { gainsIn, scoresAlone } from '@cg/domain/why/gain'
import type { Gain, GainScope, ValueLimits } from '@cg/domain/why/gain'
import type { IndicatorCode, UnitCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { shiftPeriod } from '@cg/domain/period'
import { scaledInteger } from '@cg/domain/number/round'
import { explainScore, meanProfile, profileOf, unitAhead } from '@cg/domain/why/score-contribution'
import type { ScoreProfile } from '@cg/domain/why/score-contribution'
import { canBeNegative } from '../stored/basis.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import type { Figures } from '../compute/figures.ts'
import { historyUnits } from '../compute/quarter.ts'
import type { ScoreQuarter, ScoreTable } from '../compute/score.ts'

/** Indicators named in an explanation; the others are one sum. */
export const namedParts = 5

/**
 * Beyond this many units no gain is sought: trying values takes some 50 ms a unit, and with rules that compare units
 * with each other some 20 ms for each pair.
 */
export const gainUnits = { alone: 30, compared: 12 }

/**
 * Why each unit's score is what it is, in protocol order; null for one without a score, empty above 200 units. With `only`
 * one unit is explained, however many there are, and the others are null.
 */
export function explainScores({ basis, scores, ranked }: Figures, only?: number): (ScoreWhy | null)[] {
  if (scores === null || (ranked.length > historyUnits && only === undefined)) return []
  const { current, history, given, scheme } = scores
  const before = history.find((quarter) => quarter.period === shiftPeriod(basis.period, -1))
  const profiles = current.scores.map(profileOf)
  const groups = ranked.map((unit) => must(basis.units[unit]).assessmentGroup)
  const limits = valueLimits(basis)
  const isSought = ranked.length <= (scoresAlone(scheme) ? gainUnits.alone : gainUnits.compared)
  const gains = gainsIn({ composite: given, scores: current.scores, limits })
  const seek = (unit: UnitCode, scope: GainScope): Gain | undefined => (isSought ? gains(unit, scope)[0] : undefined)
  const told: Told = { decimals: scheme.decimals, nameOf: (fact) => factName(fact, basis.guide.matterKinds) }
  const against = (own: ScoreProfile, reference: ScoreProfile | null): ScoreDifference | null =>
    reference === null ? null : printedDifference(own, reference, told)
  return profiles.map((own, u) => {
    if (own === null || (only !== undefined && only !== u)) return null
    const { unit } = must(current.scores[u])
    const past = before?.scores[u]
    const front = current.tooFew ? null : unitAhead(current.ranking, unit)
    const aheadOf = front === null ? null : against(own, must(profiles[positionOf(current, front)]))
    const gain = front === null ? undefined : seek(unit, 'overall')
    const groupFront = current.tooFew ? null : unitAhead(current.ranking, unit, 'inGroup')
    const groupGain = groupFront === null ? undefined : seek(unit, 'inGroup')
    const gained = (found: Gain | undefined, scope: GainScope): ScoreGain | null =>
      found === undefined ? null : gainFact({ gain: found, u, scope }, { basis, scores })
    const groupAgainst =
      groupFront === null || groupFront === front
        ? null
        : against(own, profiles[positionOf(current, groupFront)] ?? null)
    return {
      unreported: unreportedFact(current, u, scheme.decimals),
      ahead: front === null || aheadOf === null ? null : { unit: front, against: aheadOf },
      groupAhead: groupFront === null || groupAgainst === null ? null : { unit: groupFront, against: groupAgainst },
      group: groupFact({ current, profiles, told }, u, groups),
      lastQuarter: against(own, past === undefined ? null : profileOf(past)),
      ...(isSought ? { gain: gained(gain, 'overall') } : {}),
      ...(isSought && groupFront !== null ? { groupGain: gained(groupGain, 'inGroup') } : {}),
    }
  })
}

type Explained = {
  readonly current: ScoreQuarter
  readonly profiles: readonly (ScoreProfile | null)[]
  readonly told: Told
}

/** How points print, and what adjustments are called. */
type Told = { readonly decimals: number; readonly nameOf: (fact: string) => string }

/** Fewer scored units have no mean worth comparing with. */
const leastGroup = 3

/** The unit against the mean of the ranked units of its group, itself among them. */
function groupFact(
  { current, profiles, told }: Explained,
  u: number,
  groups: readonly (string | null)[],
): ScoreGroup | null {
  const group = groups[u] ?? null
  const isRanked = (at: number): boolean => (current.ranks[at] ?? null) !== null
  if (group === null || !isRanked(u)) return null
  const members = [...profiles.keys()].filter((at) => groups[at] === group && isRanked(at))
  const scored = members.flatMap((at) => profiles[at] ?? [])
  const mean = meanProfile(scored)
  if (mean === null || scored.length < leastGroup) return null
  const hasZeros = (at: number): boolean =>
    must(current.scores[at]).parts.some(({ action, reason }) => action === 'zero' && reason === 'not_reported')
  return {
    units: scored.length,
    mean: mean.total,
    withZeros: members.filter((at) => at !== u && hasZeros(at)).map((at) => must(current.scores[at]).unit),
    against: printedDifference(must(profiles[u]), mean, told),
  }
}

/**
 * What the unit did not report. What it cannot provide or reported wrongly may count as 0 as well, but is not 未报. Owed
 * items already carry their weight, so full points add all of it and nothing else changes.
 */
function unreportedFact({ scores }: ScoreQuarter, u: number, decimals: number): ScoreUnreported | null {
  const own = must(scores[u])
  const zeros = own.parts.filter((part) => part.action === 'zero' && part.reason === 'not_reported')
  if (zeros.length === 0 || own.total === null) return null
  const total = own.total + 100 * zeros.reduce((sum, part) => sum + part.effectiveWeight, 0)
  const ahead = scores.filter((other, at) => {
    const counts = at !== u && other.noPlace === null && other.total !== null
    return counts && scaledInteger(other.total, decimals) > scaledInteger(total, decimals)
  })
  return { items: zeros.map((part) => part.indicator), total, reachable: ahead.length + 1 }
}

function positionOf({ scores }: ScoreQuarter, unit: string): number {
  return scores.findIndex((score) => score.unit === unit)
}

/** Rates of a whole cannot pass 100 %, and what cannot be negative cannot fall below nothing. */
function valueLimits(basis: ReleaseBasis): ReadonlyMap<IndicatorCode, ValueLimits> {
  return new Map(
    basis.indicators.map((indicator) => {
      const { proportion } = quotientRules(indicator)
      const least = canBeNegative(basis, indicator) ? {} : { least: 0 }
      return [indicator.code, { ...least, ...(proportion ? { most: 100 } : {}) }]
    }),
  )
}

/** The difference of two printed scores in printed points that add up to it. */
function printedDifference(own: ScoreProfile, reference: ScoreProfile, { decimals, nameOf }: Told): ScoreDifference {
  const { items, adjustments } = explainScore(own, reference)
  const scale = 10 ** decimals
  const steps = scaledInteger(own.total, decimals) - scaledInteger(reference.total, decimals)
  const printed = printedParts(
    [...items.map((item) => item.contribution), ...adjustments.map(({ points }) => points)],
    steps / scale,
    decimals,
  )
  const named = items
    .map(({ indicator }, at) => ({ code: indicator, points: must(printed[at]) }))
    .filter(({ points }) => points !== 0)
    .toSorted((left, right) => Math.abs(right.points) - Math.abs(left.points))
    .slice(0, namedParts)
  const adjusted = adjustments
    .map(({ fact }, at) => ({ fact, name: nameOf(fact), points: must(printed[items.length + at]) }))
    .filter(({ points }) => points !== 0)
    .toSorted((left, right) => Math.abs(right.points) - Math.abs(left.points))
  const sum = (list: readonly { readonly points: number }[]): number =>
    list.reduce((all, { points }) => all + scaledInteger(points, decimals), 0)
  return {
    difference: steps / scale,
    parts: named,
    adjustment: sum(adjusted) / scale,
    adjustments: adjusted,
    rest: (steps - sum(named) - sum(adjusted)) / scale,
  }
}

/** The gain in the words of the contract; the best of the units caught up with is the one to name. */
function gainFact(
  { gain, u, scope }: { readonly gain: Gain; readonly u: number; readonly scope: GainScope },
  { basis, scores }: { readonly basis: ReleaseBasis; readonly scores: ScoreTable },
): ScoreGain {
  const { given, current } = scores
  const { decimals } = given.scheme
  const item = given.scheme.items.findIndex((one) => one.indicator === gain.indicator)
  // Where no rule looks at other units, theirs are the same whatever the unit reports.
  const changed = scoresAlone(given.scheme)
    ? current.scores.with(u, { ...must(current.scores[u]), total: gain.total })
    : computeComposite({ ...given, units: given.units.with(u, withValue(must(given.units[u]), item, gain.to)) }).scores
  const steps = (list: readonly UnitScore[], at: number): number => scaledInteger(must(must(list[at]).total), decimals)
  const [now, then] = [steps(current.scores, u), steps(changed, u)]
  const caught = [...current.scores.keys()].filter((at) => {
    const { noPlace, total } = must(current.scores[at])
    if (at === u || noPlace !== null || total === null) return false
    if (scope === 'inGroup' && given.units[at]?.group !== given.units[u]?.group) return false
    return steps(current.scores, at) > now && steps(changed, at) <= then
  })
  const best = must(caught.toSorted((left, right) => steps(changed, right) - steps(changed, left))[0])
  const { code, unit, decimals: digits } = must(basis.indicators.find((one) => one.code === gain.indicator))
  const passes = must(current.scores[best]).unit
  const isTie = steps(changed, best) === then
  return { indicator: code, unit, decimals: digits, from: gain.from, to: gain.to, passes, isTie }
}

function withValue(unit: ScoreUnit, item: number, value: number): ScoreUnit {
  return { ...unit, figures: unit.figures.map((figure, at) => (at === item ? { ...figure, value } : figure)) }
}

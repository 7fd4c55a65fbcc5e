import { compareHeld, termsIn } from '@cg/domain/claim/comparison'
import type { Comparison, Held, Terms } from '@cg/domain/claim/comparison'
import { claimChange } from '@cg/domain/claim/movement'
import type { ChangeClaim } from '@cg/domain/claim/movement'
import { claimMovesSince, commonMoves } from '@cg/domain/claim/places'
import type { MoveClaim } from '@cg/domain/claim/places'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { toldBefore } from '../release/fact.ts'
import type { RankingFacts } from '../release/ranking.ts'
import { baseTerms } from './value.ts'

type Sayable = Omit<RankingFacts, 'claims'>

/** What a unit's own figure is held against: the quarter that its span asks for, and its baseline. */
export function unitChanges(facts: Sayable, at: number): ChangeClaim[] {
  const { unit, decimals } = facts.measure
  return [sinceSpan(facts, at), sinceBaseline(facts, at)].flatMap(
    (comparison) => claimChange('', comparison, { unit, decimals }) ?? [],
  )
}

/** A unit's figure now, in the quarter in which it was measured. */
function heldNow(facts: Sayable, at: number, termsOf = termsIn): Held {
  const period = parsePeriod(facts.release.period)
  const carried = facts.carriedFrom[at] ?? null
  const observed = carried === null ? period : parsePeriod(carried)
  return { ...heldBy(facts, at), ...termsOf(facts.measure, observed), value: facts.value[at] ?? null, period, observed }
}

function heldBy(facts: Sayable, at: number) {
  return { units: [must(facts.units.code[at])], coverage: null }
}

/** Against the quarter that the span asks for: 上季, 上年同期, 上次调查, 上年. */
export function sinceSpan(facts: Sayable, at: number): Comparison | null {
  if (facts.compared === null) return null
  const period = parsePeriod(facts.compared.period)
  const then: Held = {
    ...heldBy(facts, at),
    ...termsIn(facts.measure, period),
    value: toldBefore(facts.compared, at),
    period,
    observed: period,
  }
  const found = compareHeld(heldNow(facts, at), then, { against: facts.compared.against })
  return typeof found === 'string' ? null : found
}

/** Against the unit's own baseline; null also where only a handful of things stand behind its figure. */
export function sinceBaseline(facts: Sayable, at: number): Comparison | null {
  const period = facts.baselinePeriod[at] ?? null
  if (period === null || facts.compared?.few.includes(at) === true) return null
  const base = parsePeriod(period)
  const then: Held = {
    ...heldBy(facts, at),
    ...baseTerms(facts.measure, base),
    value: facts.baseline[at] ?? null,
    period: base,
    observed: base,
  }
  const found = compareHeld(heldNow(facts, at, baseTerms), then, { against: 'baseline' })
  return typeof found === 'string' ? null : found
}

/** Definition and length of the measure in this quarter and in an earlier one. */
export function quartersSince({ measure, release }: Pick<Sayable, 'measure' | 'release'>, then: string): Terms[] {
  return [release.period, then].map((period) => termsIn(measure, parsePeriod(period)))
}

/** Fewer units in both quarters are compared by looking at them: they have no places (decision 6). */
const leastRanked = 3

/**
 * What became of some units (by their names) since the first quarter of the history. Null without places at both ends, and
 * where either rests on a figure carried from before (decision 32) or on a unit that is gone and cannot be named.
 */
export function movesSinceClaim(facts: Sayable, names: readonly string[]): MoveClaim | null {
  const { history, units, measure } = facts
  const [first] = history.periods
  if (first === undefined || first === facts.release.period) return null
  const unlike = history.unlike ?? []
  if (unlike.includes(first) || unlike.includes(facts.release.period)) return null
  const { moves, without } = commonMoves({
    names: units.shortName,
    before: must(history.rank[0]),
    now: facts.rank,
    nowLow: facts.rankLow,
    nowHigh: facts.rankHigh,
  })
  const own = names.flatMap((name) => moves.filter((move) => move.name === name))
  if (own.length < names.length || moves.length < leastRanked) return null
  return claimMovesSince(parsePeriod(first), own, {
    quarters: quartersSince(facts, first),
    without,
    isRestated: measure.kind === 'score',
  })
}

/** Those whose place changed since last quarter, largest change first; null when nobody's did. */
export function moversClaim(facts: Sayable, most: number): MoveClaim | null {
  if (facts.compared?.against !== 'lastQuarter') return null
  const { moves, without } = commonMoves({
    names: facts.units.shortName,
    before: facts.previousRank,
    now: facts.rankAmongCommon,
    nowLow: facts.rankLow,
    nowHigh: facts.rankHigh,
  })
  const step = ({ before, now }: (typeof moves)[number]): number => Math.abs(must(now) - must(before))
  const movers = moves.filter((move) => step(move) > 0).toSorted((left, right) => step(right) - step(left))
  return claimMovesSince(parsePeriod(facts.compared.period), movers.slice(0, most), {
    quarters: quartersSince(facts, facts.compared.period),
    without,
    isRestated: facts.measure.kind === 'score',
  })
}

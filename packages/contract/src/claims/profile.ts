import { compareHeld, termsIn } from '@cg/domain/claim/comparison'
import type { Comparison } from '@cg/domain/claim/comparison'
import type { Aim } from '@cg/domain/claim/goal'
import { commonMoves } from '@cg/domain/claim/places'
import type { PlaceMove } from '@cg/domain/claim/places'
import { claimProfile, claimReach, claimUnitPlace, claimUnitShift, claimWithinReach } from '@cg/domain/claim/profile'
import type { HeldPlace, ReachClaim, UnitPlaceClaim, UnitShiftClaim } from '@cg/domain/claim/profile'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { Claim } from '../claims.ts'
import { toldBefore } from '../release/fact.ts'
import type { IndicatorFact } from '../release/fact.ts'
import type { RankingFacts } from '../release/ranking.ts'
import type { ScoreGain } from '../release/why.ts'
import { whyClaims } from './why.ts'

/** The rankings of a release: by each indicator, in the order of `indicators`, and by score where a scheme was in force. */
export type ProfileGround = {
  readonly indicators: readonly IndicatorFact[]
  readonly rankings: readonly Omit<RankingFacts, 'claims'>[]
  readonly score: Omit<RankingFacts, 'claims'> | null
}

type Ranked = ProfileGround['rankings'][number]

/** At most so many strong and weak points, and places that moved. */
export const namedPoints = { front: 3, back: 3, shifts: 5 } as const

/**
 * What may be said of one unit: its place, up to three indicators of this quarter with places wholly in the better and in
 * the other half, places that moved, what falls short of today's expectation, why its score is what it is.
 */
export function profileClaims(ground: ProfileGround, unit: string): Claim[] {
  const at = (ground.rankings[0] ?? ground.score)?.units.code.indexOf(unit) ?? -1
  if (at < 0) return []
  const places = byPlace(ground, at)
  const reaches = byNeed(ground, at)
  const fresh = places.filter((claim) => claim.observed === null)
  const front = fresh.filter((claim) => claim.manner === 'front').slice(0, namedPoints.front)
  const back = fresh.filter((claim) => claim.manner === 'back').slice(-namedPoints.back)
  const found = [
    claimProfile({ unit: nameOf(ground, at), place: scorePlace(ground, at), places, reaches }),
    ...front,
    ...back.toReversed(),
    ...shiftsOf(ground, at),
    ...reaches,
    ...(ground.score === null ? [] : whyClaims(ground.score, unit)),
    ...withinReachOf(ground, at),
  ]
  return found.filter((claim) => claim !== null)
}

function nameOf({ rankings, score }: ProfileGround, at: number): string {
  return must(must(rankings[0] ?? score).units.shortName[at])
}

/** What a ranking says of all its units alike. */
type OfAll = {
  /** How many have a place. */
  readonly places: number
  readonly observed: Period | null | 'mixed'
  /** By unit as it is called; null: a unit that is no longer there was in the comparison. */
  readonly moves: ReadonlyMap<string, PlaceMove> | null
  /** Who is not counted in these. */
  readonly without: readonly string[]
}

const ofAllIn = new WeakMap<Ranked, OfAll>()

/** Asked for every unit of a ranking, so worked out once. */
function ofAll(facts: Ranked): OfAll {
  const found = ofAllIn.get(facts) ?? {
    places: facts.rank.filter((rank) => rank !== null).length,
    observed: observedOf(facts),
    ...movesIn(facts),
  }
  ofAllIn.set(facts, found)
  return found
}

function placeOf(facts: Ranked, at: number): Omit<HeldPlace, 'rank'> & { readonly rank: number | null } {
  return {
    rank: facts.rank[at] ?? null,
    isTied: facts.isTied[at] ?? false,
    of: ofAll(facts).places,
    low: facts.rankLow[at] ?? null,
    high: facts.rankHigh[at] ?? null,
  }
}

function scorePlace({ score }: ProfileGround, at: number): HeldPlace | null {
  if (score === null || score.notRanked !== null) return null
  const place = placeOf(score, at)
  return place.rank === null ? null : { ...place, rank: place.rank }
}

/** The quarter that all figures of a ranking were measured in where that is an earlier one; `mixed`: not all in one. */
function observedOf(facts: Ranked): Period | null | 'mixed' {
  const quarters = new Set(facts.carriedFrom.filter((_, at) => facts.value[at] !== null))
  if (quarters.size > 1) return 'mixed'
  const [only] = [...quarters]
  return only === undefined || only === null ? null : parsePeriod(only)
}

function formatOf({ measure }: Ranked) {
  return { unit: measure.unit, decimals: measure.decimals }
}

function aimOf(facts: Ranked, at: number): Aim {
  return {
    value: facts.value[at] ?? null,
    expected: facts.expected[at] ?? null,
    target: facts.target[at] ?? null,
    year: facts.targetYear,
    direction: facts.measure.direction,
    isRunningTotal: facts.measure.isRunningTotal,
    light: facts.light[at] ?? null,
    format: formatOf(facts),
  }
}

/** The assessed indicators in which the unit has a place, best place (by its least sure end) first. */
function byPlace({ indicators, rankings }: ProfileGround, at: number): UnitPlaceClaim[] {
  const made = rankings.flatMap((facts, i) => {
    const { observed } = ofAll(facts)
    const indicator = must(indicators[i])
    if (!indicator.isAssessed || facts.notRanked !== null || observed === 'mixed') return []
    const claim = claimUnitPlace({
      subject: indicator.name,
      place: placeOf(facts, at),
      aim: aimOf(facts, at),
      city: cityBeside(facts, at),
      observed,
    })
    return claim === null ? [] : [{ claim, weight: indicator.weight }]
  })
  const share = (place: number, of: number): number => (place - 1) / (of - 1)
  const order = ({ place: { rank, high, of } }: UnitPlaceClaim): number => share(high ?? rank, of) + share(rank, of)
  return made
    .toSorted((left, right) => order(left.claim) - order(right.claim) || right.weight - left.weight)
    .map(({ claim }) => claim)
}

/** The city's figure where it covers all units and was measured in the unit's quarter. */
function cityBeside({ city, carriedFrom }: Ranked, at: number): number | null {
  return city.state === 'reported' && city.carriedFrom === (carriedFrom[at] ?? null) ? city.value : null
}

/** What falls short of today's expectation, the assessed first, by how little of it is reached. */
function byNeed({ indicators, rankings }: ProfileGround, at: number): ReachClaim[] {
  const made = rankings.flatMap((facts, i) => {
    const carried = facts.carriedFrom[at] ?? null
    const { name, isAssessed } = must(indicators[i])
    const claim = claimReach(name, aimOf(facts, at), carried === null ? null : parsePeriod(carried))
    return claim === null ? [] : [{ claim, isAssessed }]
  })
  return made
    .toSorted(
      (left, right) => Number(right.isAssessed) - Number(left.isAssessed) || reached(left.claim) - reached(right.claim),
    )
    .map(({ claim }) => claim)
}

/** The share of the expectation that is reached, 0..1. */
function reached({ goal: { value, expected, direction } }: ReachClaim): number {
  const [upper, lower] = direction === 'higher' ? [value, expected] : [expected, value]
  return lower > 0 ? upper / lower : 0
}

/** Places in assessed indicators that moved by two or more beyond what is unsure, the furthest first. */
function shiftsOf(ground: ProfileGround, at: number): UnitShiftClaim[] {
  const assessed = ground.rankings.filter((_, i) => must(ground.indicators[i]).isAssessed)
  const made = assessed.flatMap((facts) => shiftOf(facts, at) ?? [])
  return made
    .toSorted((left, right) => Math.abs(right.now - right.before) - Math.abs(left.now - left.before))
    .slice(0, namedPoints.shifts)
}

function movesIn(facts: Ranked): Pick<OfAll, 'moves' | 'without'> {
  const { compared, units } = facts
  // A unit that is no longer there has no name to be left out by.
  if (compared === null || compared.left.some((code) => !units.code.includes(code))) return { moves: null, without: [] }
  const { moves } = commonMoves({
    names: units.shortName,
    before: compared.rankThen,
    now: compared.rankNow,
    nowLow: facts.rankLow,
    nowHigh: facts.rankHigh,
  })
  // Not counted are also those whose figure is carried, though they have a place.
  const isLeftOut = (u: number): boolean =>
    compared.left.includes(must(units.code[u])) || ((facts.rank[u] ?? null) !== null && compared.rankNow[u] === null)
  return {
    moves: new Map(moves.toReversed().map((move) => [move.name, move])),
    without: units.shortName.filter((_, u) => isLeftOut(u)),
  }
}

function shiftOf(facts: Ranked, at: number): UnitShiftClaim | null {
  const { compared, units } = facts
  if (compared === null || compared.few.includes(at)) return null
  const { moves, without } = ofAll(facts)
  const move = moves?.get(must(units.shortName[at]))
  if (move === undefined) return null
  return claimUnitShift({
    subject: facts.measure.name,
    since: parsePeriod(compared.period),
    move,
    comparison: changeOf(facts, at),
    without,
    format: formatOf(facts),
  })
}

/** The unit's figure against the earlier one that its span asks for; both were measured in their own quarter. */
function changeOf(facts: Ranked, at: number): Comparison | null {
  const { compared, measure, value, carriedFrom, release, units } = facts
  if (compared === null) return null
  const period = parsePeriod(release.period)
  const then = parsePeriod(compared.period)
  const common = { units: [must(units.code[at])], coverage: null }
  const carried = carriedFrom[at] ?? null
  const observed = carried === null ? period : parsePeriod(carried)
  const found = compareHeld(
    { ...common, ...termsIn(measure, observed), value: value[at] ?? null, period, observed },
    { ...common, ...termsIn(measure, then), value: toldBefore(compared, at), period: then, observed: then },
    { against: compared.against },
  )
  return typeof found === 'string' ? null : found
}

/** Who already has the values that would gain a place among all and in the group, and how the own one moved. */
function withinReachOf(ground: ProfileGround, at: number): (Claim | null)[] {
  const why = ground.score?.explanations?.[at] ?? null
  const gains = [why?.gain ?? null, why?.groupGain ?? null].filter((gain) => gain !== null)
  const [first, ...others] = gains
  const other = others.filter(({ indicator, to }) => indicator !== first?.indicator || to !== first.to)
  return [...(first === undefined ? [] : [first]), ...other].map((gain) => reachOfGain(ground, at, gain))
}

function reachOfGain(ground: ProfileGround, at: number, gain: ScoreGain): Claim | null {
  const i = ground.indicators.findIndex(({ code }) => code === gain.indicator)
  const facts = ground.rankings[i]
  if (facts === undefined) return null
  return claimWithinReach({
    unit: nameOf(ground, at),
    indicator: facts.measure.name,
    from: gain.from,
    to: gain.to,
    others: facts.value.filter((_, other) => other !== at),
    comparison: changeOf(facts, at),
    format: formatOf(facts),
  })
}

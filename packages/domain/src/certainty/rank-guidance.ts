import { type Touches, touchingGroups, touchingOf } from './groups.ts'
import type { Composite } from '../score/composite.ts'
import type { Direction, UnitCode } from '../indicator.ts'
import { type Interval, rateInterval, wilsonInterval } from '../statistics/interval.ts'
import { drawScheme } from './monte-carlo.ts'
import { must } from '../must.ts'
import { summariseRanks } from './rank-draws.ts'
import type { SchemeBody } from '../score/scheme.ts'
import { stabilityOf } from './stability.ts'

/**
 * What stands beside a rank: the interval of the value, the ranks that it leaves open, and the rows that it cannot be told
 * apart from. All null (empty) for a unit without a rank.
 */
export type RankGuidance = {
  readonly low: number | null
  readonly high: number | null
  readonly rankLow: number | null
  readonly rankHigh: number | null
  /** Positions in the list that was asked. */
  readonly closeTo: readonly number[]
}

/** `groups`: positions of rows of which every pair cannot be told apart, best first (decision 34). */
export type Guidance = { readonly rows: readonly RankGuidance[]; readonly groups: readonly (readonly number[])[] }

const unguided: RankGuidance = { low: null, high: null, rankLow: null, rankHigh: null, closeTo: [] }

/** Wilson's 95 % interval of a value in %, from the counts behind it; null without counts. */
export function percentInterval(numerator: number | null, denominator: number | null): Interval | null {
  if (numerator === null || denominator === null) return null
  const interval = wilsonInterval(numerator, denominator)
  return interval === null ? null : { low: 100 * interval.low, high: 100 * interval.high }
}

/** The 95 % interval of a rate (起/万人), exact below ten events and Byar's from there on; null without counts. */
export function eventInterval(count: number | null, exposure: number | null, multiplier: number): Interval | null {
  return count === null || exposure === null ? null : rateInterval(count, exposure, multiplier)
}

/** One unit of an indicator's ranking; `rank` null: not ranked. */
export type MeasuredRow = { readonly rank: number | null; readonly interval: Interval | null }

/**
 * Ranks that intervals leave open (scoring 1.10, touching is similar): best after the units that are clearly ahead, worst
 * before those clearly behind. A unit without an interval has its own rank only; one
 * that shares its place with such a unit may also stand behind it. For full-count registers this is
 * guidance about small numbers, and is to be labelled so.
 */
export function indicatorGuidance(
  rows: readonly MeasuredRow[],
  direction: Exclude<Direction, 'neutral'>,
  { withPairs = true }: PairChoice = {},
): Guidance {
  const ranked = [...rows.keys()].filter((at) => must(rows[at]).rank !== null && must(rows[at]).interval !== null)
  ranked.sort((left, right) => must(must(rows[left]).rank) - must(must(rows[right]).rank) || left - right)
  const interval = (at: number): Interval => must(must(rows[at]).interval)
  const isAhead = (own: Interval, other: Interval): boolean =>
    direction === 'higher' ? own.low > other.high : own.high < other.low
  const touches: Touches = (left, right) => {
    const [own, other] = [interval(must(ranked[left])), interval(must(ranked[right]))]
    return !isAhead(own, other) && !isAhead(other, own)
  }
  const close = withPairs ? touchingOf(ranked.length, touches) : []
  const pairs = withPairs ? touchingGroups(ranked.length, touches) : []
  const groups = pairs.map((group) => group.map((place) => must(ranked[place])))
  const placeOf = new Map(ranked.map((at, place) => [at, place]))
  const [lows, highs] = [
    sortedEnds(ranked.map((at) => interval(at).low)),
    sortedEnds(ranked.map((at) => interval(at).high)),
  ]
  const above = (value: number): number => lows.length - countUpTo(lows, value)
  const bare = rows.filter((row) => row.rank !== null && row.interval === null)
  const guided = rows.map(({ rank, interval: own }, at): RankGuidance => {
    if (rank === null) return unguided
    if (own === null) return { ...unguided, rankLow: rank, rankHigh: rank }
    const [over, under] = [above(own.high), countBelow(highs, own.low)]
    const [ahead, behind] = direction === 'higher' ? [over, under] : [under, over]
    const before = bare.filter((row) => must(row.rank) < rank).length
    const beside = bare.filter((row) => must(row.rank) === rank).length
    return {
      low: own.low,
      high: own.high,
      rankLow: Math.min(rank, 1 + ahead + before),
      rankHigh: Math.max(rank, ranked.length - behind + before + beside),
      closeTo: (close[must(placeOf.get(at))] ?? []).map((place) => must(ranked[place])),
    }
  })
  return { rows: guided, groups }
}

/** Off where units are too many for lists of who is close to whom: `closeTo` and `groups` stay empty. */
export type PairChoice = { readonly withPairs?: boolean }

function sortedEnds(ends: readonly number[]): Float64Array {
  return Float64Array.from(ends).sort()
}

/** How many of the sorted ends are at most `value`. */
function countUpTo(ends: Float64Array, value: number): number {
  return countWhile(ends, (end) => end <= value)
}

/** How many of the sorted ends are less than `value`. */
function countBelow(ends: Float64Array, value: number): number {
  return countWhile(ends, (end) => end < value)
}

function countWhile(ends: Float64Array, holds: (end: number) => boolean): number {
  let [from, to] = [0, ends.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if (holds(must(ends[middle]))) from = middle + 1
    else to = middle
  }
  return from
}

export type ScoreGuidanceInput = PairChoice & {
  readonly scheme: SchemeBody
  readonly composite: Composite
  /** Relative change of the weights that is tried, ± (0.25). */
  readonly spread: number
  /** Below this stability radius neighbours cannot be told apart (0.05). */
  readonly limit: number
  /** Stored with the release, so that the ranks can be computed again. */
  readonly seed: number
  readonly draws?: number
}

/**
 * Guidance for a scheme's ranking, in the order of the composite's scores: `low` and `high` are the totals with all owed
 * figures at 0 and at the most that their rules give, the ranks the 5 % and 95 % ones under drawn weights, `closeTo` the units within `limit`.
 */
export function scoreGuidance(input: ScoreGuidanceInput): Guidance {
  const { scheme, composite, spread, limit, seed, draws, withPairs = true } = input
  const drawn = drawScheme({ scheme, composite, spread, seed, ...(draws === undefined ? {} : { draws }) })
  const summaries = summariseRanks(drawn)
  const stability = withPairs ? stabilityOf(composite.scores, composite.ranking, { limit }) : { rows: [], groups: [] }
  const stable = new Map(stability.rows.map((row) => [row.unit, row]))
  const placed = new Set(composite.ranking.rows.flatMap((row) => (row.overall === null ? [] : [row.unit])))
  const positions = new Map(composite.scores.map((score, at) => [score.unit, at]))
  const positionOf = (unit: UnitCode): number => must(positions.get(unit))
  const rows = composite.scores.map(({ unit, bounds }, at): RankGuidance => {
    if (!placed.has(unit)) return unguided
    const { low: rankLow, high: rankHigh } = must(summaries[at])
    const { pessimistic: low = null, optimistic: high = null } = bounds ?? {}
    return { low, high, rankLow, rankHigh, closeTo: (stable.get(unit)?.closeTo ?? []).map(positionOf) }
  })
  return { rows, groups: stability.groups.map((group) => group.map(positionOf)) }
}

import type { ResultState } from '../cell.ts'
import type { Direction, UnitCode } from '../indicator.ts'
import { must } from '../must.ts'
import { scaledInteger } from '../number/round.ts'

/**
 * For values 9, 8, 8, 7: competition 1 2 2 4 (default), modified 1 3 3 4, dense 1 2 2 3, fractional 1 2.5 2.5 4,
 * ordinal 1 2 3 4 in protocol order.
 */
export const rankRules = ['competition', 'modified', 'dense', 'fractional', 'ordinal'] as const
export type RankRule = (typeof rankRules)[number]

export type RankEntry = {
  readonly unit: UnitCode
  readonly value: number | null
  readonly state: ResultState
  readonly group: string | null
  readonly protocolOrder: number
  /** Values that decide between equal ones, the first that differs; higher is better; null loses. */
  readonly tieBreaks?: readonly (number | null)[]
  /** Stands outside the ranking although it has a value, with the reason (单列, 数据不足). */
  readonly excluded?: string
}

export type RankOptions = {
  readonly rule: RankRule
  readonly direction: Exclude<Direction, 'neutral'>
  /** Values that print equal at these decimals rank equal. */
  readonly decimals: number
  /** Decimals of the tie breaks; as many as there are tie breaks. */
  readonly tieBreakDecimals?: readonly number[]
}

/** A place among `of` ranked units; `tied` shares it with another. */
export type Place = { readonly rank: number; readonly tied: boolean; readonly of: number }

/** `overall` and `inGroup` are null for the unranked, whose reason is a state or the reason of their exclusion. */
export type RankRow = {
  readonly unit: UnitCode
  readonly value: number | null
  readonly group: string | null
  readonly overall: Place | null
  readonly inGroup: Place | null
  readonly unrankedReason: string | null
}

/** Rows in the order of display: by place, tied names and the unranked at the end in protocol order. */
export type Ranking = {
  readonly rows: readonly RankRow[]
  readonly ranked: number
  /** Fewer than three units with a value: print the values without places (decision 6). */
  readonly tooFew: boolean
}

/** Smaller is better in `value` and in every tie break. */
type Keyed = { readonly entry: RankEntry; readonly value: number; readonly breaks: readonly number[] }

/** Ranks within each assessment group and overall. Values are compared as printed integers, never as floats. */
export function rankUnits(entries: readonly RankEntry[], options: RankOptions): Ranking {
  const inOrder = entries.toSorted(byProtocol)
  const ranked = inOrder.filter((entry) => reasonOf(entry) === null).map((entry) => keyed(entry, options))
  ranked.sort(byKey)
  const overall = placesOf(ranked, options.rule)
  const inGroup = groupPlaces(ranked, options.rule)
  const rows = ranked.map(({ entry }, at) => rowOf(entry, overall[at] ?? null, inGroup[at] ?? null))
  for (const entry of inOrder) if (reasonOf(entry) !== null) rows.push(rowOf(entry, null, null))
  return { rows, ranked: ranked.length, tooFew: ranked.length < 3 }
}

/** In the order of `ranked`; null for a unit without a group. */
function groupPlaces(ranked: readonly Keyed[], rule: RankRule): (Place | null)[] {
  const places: (Place | null)[] = ranked.map(() => null)
  const groups = new Map<string, number[]>()
  for (const [at, { entry }] of ranked.entries()) {
    if (entry.group === null) continue
    const known = groups.get(entry.group)
    if (known === undefined) groups.set(entry.group, [at])
    else known.push(at)
  }
  for (const members of groups.values()) {
    const ofGroup = placesOf(
      members.map((at) => must(ranked[at])),
      rule,
    )
    for (const [order, at] of members.entries()) places[at] = must(ofGroup[order])
  }
  return places
}

function rowOf(entry: RankEntry, overall: Place | null, inGroup: Place | null): RankRow {
  const { unit, value, group } = entry
  return { unit, value, group, overall, inGroup, unrankedReason: reasonOf(entry) }
}

/** A missing value is never a low value: it has no place. */
function reasonOf({ value, state, excluded }: RankEntry): string | null {
  if (excluded !== undefined) return excluded
  if (state !== 'reported' && state !== 'partial') return state
  return value === null || !Number.isFinite(value) ? 'invalid' : null
}

function byProtocol(left: RankEntry, right: RankEntry): number {
  return left.protocolOrder - right.protocolOrder || compareText(left.unit, right.unit)
}

function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

const none: readonly number[] = []

function keyed(entry: RankEntry, options: RankOptions): Keyed {
  const value = scaledInteger(must(entry.value), options.decimals)
  const breaks = (options.tieBreakDecimals ?? none).map((decimals, at) => {
    const own = entry.tieBreaks?.[at] ?? null
    return own === null ? Number.POSITIVE_INFINITY : -scaledInteger(own, decimals)
  })
  return { entry, value: options.direction === 'higher' ? -value : value, breaks }
}

function byKey(left: Keyed, right: Keyed): number {
  if (left.value !== right.value) return left.value - right.value
  for (let at = 0; at < left.breaks.length; at++) {
    const [own, other] = [must(left.breaks[at]), must(right.breaks[at])]
    if (own !== other) return own < other ? -1 : 1
  }
  return 0
}

function placesOf(sorted: readonly Keyed[], rule: RankRule): Place[] {
  const places: Place[] = []
  const of = sorted.length
  let classes = 0
  for (let first = 0; first < of;) {
    let last = first
    while (last + 1 < of && byKey(must(sorted[first]), must(sorted[last + 1])) === 0) last += 1
    classes += 1
    for (let at = first; at <= last; at++) {
      const rank = rankAt(rule, { at, first, last, classes })
      places.push({ rank, tied: rule !== 'ordinal' && last > first, of })
    }
    first = last + 1
  }
  return places
}

type Position = { readonly at: number; readonly first: number; readonly last: number; readonly classes: number }

function rankAt(rule: RankRule, { at, first, last, classes }: Position): number {
  switch (rule) {
    case 'competition':
      return first + 1
    case 'modified':
      return last + 1
    case 'dense':
      return classes
    case 'fractional':
      return (first + last) / 2 + 1
    case 'ordinal':
      return at + 1
  }
}

/** A ranking with the version of the scheme or definition it was made under. */
export type VersionedRanking = { readonly version: string; readonly ranking: Ranking }

export type RankChange =
  | { readonly kind: 'changes'; readonly places: ReadonlyMap<UnitCode, number | null> }
  | { readonly kind: 'refused'; readonly code: 'other_version' }

/**
 * Places gained (positive) since the earlier ranking; null for a unit without a place in both. Refused unless both were
 * made under the same version: restate the history first (scoring 1.8).
 */
export function rankChange(current: VersionedRanking, earlier: VersionedRanking): RankChange {
  if (current.version !== earlier.version) return { kind: 'refused', code: 'other_version' }
  const before = new Map(earlier.ranking.rows.map((row) => [row.unit, row.overall]))
  const places = current.ranking.rows.map((row): [UnitCode, number | null] => {
    const then = before.get(row.unit) ?? null
    return [row.unit, row.overall === null || then === null ? null : then.rank - row.overall.rank]
  })
  return { kind: 'changes', places: new Map(places) }
}

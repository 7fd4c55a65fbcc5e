import { stateCode } from '../column.ts'
import type { Direction } from '../indicator.ts'
import { must } from '../must.ts'
import { scaledInteger } from '../number/round.ts'

/** Units with their values as columns: thousands of units, where a row for each of them would cost more than the ranking. */
export type RankedColumns = {
  readonly values: Float64Array
  /** State numbers. */
  readonly states: Uint8Array
  /** The number of each unit's assessment group, counted from 0; -1: none. Null: no places in groups are asked for. */
  readonly groups: Int32Array | null
}

export type ColumnRanking = {
  /** 0: no place. */
  readonly ranks: Int32Array
  readonly tied: Uint8Array
  /** 0: no place, or no group. */
  readonly groupRanks: Int32Array
  readonly ranked: number
}

export type ColumnOptions = { readonly direction: Exclude<Direction, 'neutral'>; readonly decimals: number }

/** The places that `rankUnits` gives by its competition rule (1 2 2 4), overall and in each group. */
export function rankColumn({ values, states, groups }: RankedColumns, options: ColumnOptions): ColumnRanking {
  const keys = keysOf(values, states, options)
  const found = {
    ranks: new Int32Array(values.length),
    tied: new Uint8Array(values.length),
    groupRanks: new Int32Array(values.length),
  }
  const sorted = sortedOf(keys)
  for (let at = 0; at < keys.length; at++) {
    const key = must(keys[at])
    if (Number.isNaN(key)) continue
    const below = countBelow(sorted, key)
    found.ranks[at] = below + 1
    found.tied[at] = sorted[below + 1] === key ? 1 : 0
  }
  if (groups !== null) rankInGroups(keys, groups, found.groupRanks)
  return { ...found, ranked: sorted.length }
}

/** Smaller is better; as printed, so that what prints equal is equal. NaN: no place. */
function keysOf(values: Float64Array, states: Uint8Array, { direction, decimals }: ColumnOptions): Float64Array {
  const keys = new Float64Array(values.length).fill(Number.NaN)
  const sign = direction === 'higher' ? -1 : 1
  for (let at = 0; at < values.length; at++) {
    const value = must(values[at])
    const state = states[at]
    if (state !== stateCode.reported && state !== stateCode.partial) continue
    if (Number.isFinite(value)) keys[at] = sign * scaledInteger(value, decimals)
  }
  return keys
}

function rankInGroups(keys: Float64Array, groups: Int32Array, places: Int32Array): void {
  const members = new Map<number, number[]>()
  for (let at = 0; at < groups.length; at++) {
    const group = must(groups[at])
    if (group < 0 || Number.isNaN(must(keys[at]))) continue
    const known = members.get(group)
    if (known === undefined) members.set(group, [at])
    else known.push(at)
  }
  for (const own of members.values()) rankMembers(keys, own, places)
}

function rankMembers(keys: Float64Array, own: readonly number[], places: Int32Array): void {
  const held = new Float64Array(own.length)
  for (let m = 0; m < own.length; m++) held[m] = must(keys[must(own[m])])
  const sorted = sortedOf(held)
  for (let m = 0; m < own.length; m++) places[must(own[m])] = countBelow(sorted, must(held[m])) + 1
}

/** Without NaN, which sorts last. */
function sortedOf(keys: Float64Array): Float64Array {
  const sorted = keys.toSorted()
  let end = sorted.length
  while (end > 0 && Number.isNaN(must(sorted[end - 1]))) end -= 1
  return sorted.subarray(0, end)
}

function countBelow(sorted: Float64Array, key: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (must(sorted[middle]) < key) low = middle + 1
    else high = middle
  }
  return low
}

import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import type { ReleaseInput } from '../input/input.ts'
import type { BasisSuccession, ReleaseBasis } from '../stored/basis.ts'
import type { SeriesTable } from '../stored/result-table.ts'

/** The act that a unit came of; null for any other unit. */
export function originOf({ successions = [] }: ReleaseBasis, code: string): BasisSuccession | null {
  return successions.find(({ successors }) => successors.includes(code)) ?? null
}

/**
 * What a unit was in an earlier quarter. there: itself; merged: its predecessors, whose figures add up to its own; new:
 * nothing; unknown: a part of another unit, or of units that cannot be added up.
 */
export type UnitThen = 'there' | 'merged' | 'new' | 'unknown'

export function unitThen({ basis, earlier }: ReleaseInput, unit: number, period: Period): UnitThen {
  const { code, since } = must(basis.units[unit])
  if (since === undefined || since <= period) return 'there'
  if (originOf(basis, code) === null) return 'new'
  const then = earlier.find((one) => one.period === period)
  return then?.restated?.units.includes(code) === true ? 'merged' : 'unknown'
}

/** A unit that stood on today's ground of another; its state and, of a carried figure, its quarter, as published. */
export type UnitOfThen = { readonly shortName: string; readonly state: number; readonly carried: number }

type Asking = { readonly series: SeriesTable; readonly indicator: string; readonly period: Period }

/** The units that stood on a unit's ground in an earlier quarter; null where one of them is not known. */
export function unitsOnGround(basis: ReleaseBasis, asking: Asking, unit: Named): UnitOfThen[] | null {
  const { series, indicator, period } = asking
  const [row, column] = [placeIn(series.indicators, indicator), placeIn(series.units, unit.code)]
  if (row === undefined) return null
  if (column !== undefined) {
    const at = row * series.units.length + column
    const { shortName } = unit
    return [{ shortName, state: must(series.states[at]), carried: must(series.carried[at]) }]
  }
  const origin = originOf(basis, unit.code)
  if (origin === null || origin.from <= period) return null
  const parts = origin.predecessors.map((one) => unitsOnGround(basis, asking, one))
  return parts.every((part) => part !== null) ? parts.flat() : null
}

const placesIn = new WeakMap<readonly string[], ReadonlyMap<string, number>>()

/** Where a code stands in a list that never changes: each of a nation's units is looked up in each quarter. */
function placeIn(codes: readonly string[], code: string): number | undefined {
  const places = placesIn.get(codes) ?? new Map(codes.map((one, at) => [one, at]))
  placesIn.set(codes, places)
  return places.get(code)
}

type Named = { readonly code: string; readonly shortName: string }

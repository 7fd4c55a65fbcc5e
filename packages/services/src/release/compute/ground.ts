import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import type { ReleaseInput } from '../input/input.ts'
import { cityAt } from '../stored/basis.ts'
import type { BasisSuccession, ReleaseBasis } from '../stored/basis.ts'
import type { SeriesTable } from '../stored/result-table.ts'
import type { Figures } from './figures.ts'
import { goneUnits } from './gone-units.ts'

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

/** The city's own units of today that were something then. */
export function childrenOf({ engine }: Pick<Figures, 'engine'>): number[] {
  return Array.from(must(engine.tree.children[cityAt]))
}

/** Whether a unit of the city was then a part of what nobody can take apart: no sum over today's units is the city's. */
export function hasUnknownUnit(figures: Figures, period: Period): boolean {
  return childrenOf(figures).some((unit) => unitThen(figures.input, unit, period) === 'unknown')
}

/** A unit that stood on today's ground of another; its state and, of a carried figure, its quarter, as published. */
export type UnitOfThen = { readonly shortName: string; readonly state: number; readonly carried: number }

type Asking = { readonly series: SeriesTable; readonly indicator: string; readonly period: Period }

/** The units that stood on a unit's ground in an earlier quarter; null where one of them is not known. */
export function unitsOnGround(basis: ReleaseBasis, asking: Asking, unit: Named): UnitOfThen[] | null {
  const { series, indicator, period } = asking
  const [row, column] = [series.indicators.indexOf(indicator), series.units.indexOf(unit.code)]
  if (row < 0) return null
  if (column >= 0) {
    const at = row * series.units.length + column
    const { shortName } = unit
    return [{ shortName, state: must(series.states[at]), carried: must(series.carried[at]) }]
  }
  const origin = originOf(basis, unit.code)
  if (origin === null || origin.from <= period) return null
  const parts = origin.predecessors.map((one) => unitsOnGround(basis, asking, one))
  return parts.every((part) => part !== null) ? parts.flat() : null
}

type Named = { readonly code: string; readonly shortName: string }

/** Whether the city's figure as published in an earlier quarter covers the ground that it covers today. */
export function isSameGround(figures: Figures, i: number, period: Period): boolean {
  const { basis, input } = figures
  if (period === basis.period) return true
  const series = input.earlier.find((one) => one.period === period)?.series
  if (series === undefined) return false
  const ended = new Set(
    (basis.successions ?? [])
      .filter(({ from }) => from > period)
      .flatMap((one) => one.predecessors.map(({ code }) => code)),
  )
  if (goneUnits(figures, i, period).some((code) => !ended.has(code as never))) return false
  const asking = { series, indicator: must(basis.indicators[i]).code, period }
  return childrenOf(figures).every((unit) => unitsOnGround(basis, asking, must(basis.units[unit])) !== null)
}

/** Whether a unit of the city was another one then, or is no longer there. */
export function isRedrawn(figures: Figures, i: number, period: Period): boolean {
  const isOther = childrenOf(figures).some((unit) => unitThen(figures.input, unit, period) !== 'there')
  return isOther || goneUnits(figures, i, period).length > 0
}

import { stateCode } from '@cg/domain/column'
import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import { cityAt } from '../stored/basis.ts'
import type { Figures } from './figures.ts'

/**
 * Codes of the units that had a figure of the indicator in an earlier quarter and are no longer there. Today's basis has no
 * name for them, so no sentence could say that a comparison is made without them.
 */
export function goneUnits({ basis, input }: Figures, i: number, period: Period): string[] {
  const series = input.earlier.find((one) => one.period === period)?.series
  const row = series?.indicators.indexOf(must(basis.indicators[i]).code) ?? -1
  if (series === undefined || row < 0) return []
  const known = new Set<string>(basis.units.map((unit) => unit.code))
  const start = row * series.units.length
  // What was withheld of a unit was in the city's figure all the same.
  const hadFigure = (at: number): boolean =>
    !Number.isNaN(must(series.values[start + at])) || series.states[start + at] === stateCode.withheld
  return series.units.filter((code, at) => !known.has(code) && hadFigure(at))
}

/** Whether the city's figure as published in an earlier quarter was added up from the units that it has today. */
export function addsUpAlike(figures: Figures, i: number, period: Period): boolean {
  const { basis, engine, input } = figures
  if (period === basis.period) return true
  const series = input.earlier.find((one) => one.period === period)?.series
  if (series === undefined || goneUnits(figures, i, period).length > 0) return false
  const then = new Set(series.units)
  return Array.from(must(engine.tree.children[cityAt])).every((unit) => then.has(must(basis.units[unit]).code))
}

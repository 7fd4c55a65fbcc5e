import { stateCode } from '@cg/domain/column'
import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
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

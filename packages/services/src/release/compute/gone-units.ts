import { stateCode } from '@cg/domain/column'
import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import type { ReleaseBasis } from '../stored/basis.ts'
import type { SeriesTable } from '../stored/result-table.ts'
import type { Figures } from './figures.ts'

/**
 * Codes of the units that had a figure of the indicator in an earlier quarter and are no longer there. Today's basis has no
 * name for them, so no sentence could say that a comparison is made without them.
 */
export function goneUnits({ basis, input }: Figures, i: number, period: Period): string[] {
  const series = input.earlier.find((one) => one.period === period)?.series
  const row = series?.indicators.indexOf(must(basis.indicators[i]).code) ?? -1
  if (series === undefined || row < 0) return []
  const gone = goneFrom(basis, series)
  if (gone.length === 0) return []
  const start = row * series.units.length
  // What was withheld of a unit was in the city's figure all the same.
  const hadFigure = (at: number): boolean =>
    !Number.isNaN(must(series.values[start + at])) || series.states[start + at] === stateCode.withheld
  return gone.filter(hadFigure).map((at) => must(series.units[at]))
}

const known = new WeakMap<ReleaseBasis, WeakMap<SeriesTable, readonly number[]>>()

/** Positions of a quarter's units that today's basis does not have: the same whichever indicator is asked for. */
function goneFrom(basis: ReleaseBasis, series: SeriesTable): readonly number[] {
  const ofBasis = known.get(basis) ?? new WeakMap<SeriesTable, readonly number[]>()
  known.set(basis, ofBasis)
  const found = ofBasis.get(series)
  if (found !== undefined) return found
  const codes = new Set<string>(basis.units.map((unit) => unit.code))
  const made = [...series.units.keys()].filter((at) => !codes.has(must(series.units[at])))
  ofBasis.set(series, made)
  return made
}

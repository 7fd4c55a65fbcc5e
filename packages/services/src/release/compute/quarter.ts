import { stateCode } from '@cg/domain/column'
import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import type { ReleaseBasis } from '../stored/basis.ts'
import { positionsIn } from '../stored/cell-table.ts'
import type { SeriesTable } from '../stored/result-table.ts'

/** Quarters in a history, this one included. */
export const historyQuarters = 8

/** Beyond this many units a bump chart says nothing and its history would be most of the bytes. */
export const historyUnits = 200

/** A quarter's values over today's indicators and units: this one's own, or an earlier one's as published. */
export type QuarterView = {
  readonly period: Period
  /** NaN: no value. */
  readonly value: (indicator: number, unit: number) => number
  /** State number; of a unit or an indicator that began later not_established. */
  readonly state: (indicator: number, unit: number) => number
  readonly cityNumerator: (indicator: number) => number
  readonly cityDenominator: (indicator: number) => number
  /** Share of the city's figure that reported; NaN without a value. */
  readonly cityCoverage: (indicator: number) => number
  /** The period index the value was carried from; 0: it is the quarter's own. */
  readonly carried: (indicator: number, unit: number) => number
  readonly isRevised: (indicator: number) => boolean
  /** What the units had between them of which a unit was made later; null: nothing was reckoned again. Never ranked. */
  readonly restated: (indicator: number, unit: number) => RestatedFigure | null
}

/** A figure of a quarter before its unit was there; numbers as in a QuarterView. */
export type RestatedFigure = { readonly value: number; readonly state: number; readonly carried: number }

/** By position of the indicator and of the unit. */
export type Restating = (period: Period, indicator: number, unit: number) => RestatedFigure | null

const nothingRestated: Restating = () => null

/** A quarter as it was published, over today's indicators and units. */
export function earlierView(
  basis: ReleaseBasis,
  period: Period,
  series: SeriesTable,
  restating: Restating = nothingRestated,
): QuarterView {
  const rows = rowsOf(basis, series)
  const pick = pickFrom(basis, series)
  const revised = new Set(series.revised)
  const ofCity = (column: Float64Array, indicator: number): number => column[must(rows[indicator])] ?? Number.NaN
  const silent = basis.units.map(({ since }) =>
    since !== undefined && since > period ? stateCode.not_established : stateCode.not_reported,
  )
  // What the city did not have then nobody owed: an indicator of its own that is younger, a unit that began later.
  const silentState = (indicator: number, unit: number): number =>
    must(rows[indicator]) < 0 ? stateCode.not_established : must(silent[unit])
  return {
    period,
    value: (indicator, unit) => pick(series.values, indicator, unit) ?? Number.NaN,
    state: (indicator, unit) => pick(series.states, indicator, unit) ?? silentState(indicator, unit),
    cityNumerator: (indicator) => ofCity(series.cityNumerators, indicator),
    cityDenominator: (indicator) => ofCity(series.cityDenominators, indicator),
    cityCoverage: (indicator) => ofCity(series.cityCoverage, indicator),
    carried: (indicator, unit) => pick(series.carried, indicator, unit) ?? 0,
    isRevised: (indicator) => revised.has(must(basis.indicators[indicator]).code),
    restated: (indicator, unit) =>
      silent[unit] === stateCode.not_established ? restating(period, indicator, unit) : null,
  }
}

/** What is drawn of a unit in a quarter: as published, or reckoned again from those of which it was made. */
export function shownIn(view: QuarterView, indicator: number, unit: number): RestatedFigure & { isRestated: boolean } {
  const restated = view.restated(indicator, unit)
  if (restated !== null) return { ...restated, isRestated: true }
  return {
    value: view.value(indicator, unit),
    state: view.state(indicator, unit),
    carried: view.carried(indicator, unit),
    isRestated: false,
  }
}

function rowsOf(basis: ReleaseBasis, series: Pick<SeriesTable, 'indicators'>): number[] {
  const codes = new Map(series.indicators.map((code, at) => [code, at]))
  return basis.indicators.map((indicator) => codes.get(indicator.code) ?? -1)
}

/** Reads a column of an earlier series by the positions of today's basis; undefined for what that series lacks. */
export function pickFrom(basis: ReleaseBasis, series: Pick<SeriesTable, 'units' | 'indicators'>) {
  const unitAt = positionsIn(basis.units, series.units)
  const rows = rowsOf(basis, series)
  return (column: Float64Array | Int32Array | Uint8Array, indicator: number, unit: number): number | undefined => {
    const row = must(rows[indicator])
    const position = must(unitAt[unit])
    return row < 0 || position < 0 ? undefined : column[row * series.units.length + position]
  }
}

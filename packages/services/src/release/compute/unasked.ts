import { stateCode } from '@cg/domain/column'
import type { Measure } from '@cg/domain/figure/compute'
import type { ResultColumn } from '@cg/domain/figure/rollup'
import type { IndicatorCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import type { BasisIndicator, BasisItem, ReleaseBasis } from '../stored/basis.ts'
import type { CellTable } from '../stored/cell-table.ts'
import { indicatorItems } from '../words.ts'

type AskingBasis = Pick<ReleaseBasis, 'period' | 'units' | 'items' | 'indicators' | 'asked'>
type Asking = { readonly basis: AskingBasis; readonly cells: CellTable }

/**
 * The engine, with figures that nobody was asked for told apart from those that did not come: a half-yearly or yearly
 * indicator of which nothing was ever reported is not 未报 in a quarter that does not ask for it, as in the first quarter
 * of a city. It is 不适用 then: it counts against nobody. Of a unit that owes what *is* asked of the indicator it stays 未报.
 */
export function tellUnasked(engine: Measure, input: Asking): Measure {
  const unasked = unaskedIn(input)
  const told = new WeakMap<ResultColumn, ResultColumn>()
  return {
    ...engine,
    column(request) {
      const found = engine.column(request)
      if (request.period !== input.basis.period) return found
      const units = unasked(request.indicator)
      if (units === null) return found
      const known = told.get(found) ?? withoutBlame(found, units)
      told.set(found, known)
      return known
    },
  }
}

function withoutBlame(column: ResultColumn, isUnasked: readonly boolean[]): ResultColumn {
  const states = column.states.map((state, unit) =>
    state === stateCode.not_reported && isUnasked[unit] === true ? stateCode.not_applicable : state,
  )
  return { ...column, states }
}

/** By indicator, the units of which nothing is owed this quarter; null: the quarter asks for all of the indicator. */
function unaskedIn({ basis, cells }: Asking): (code: string) => readonly boolean[] | null {
  const known = new Map<string, readonly boolean[] | null>()
  return (code) => {
    const found = known.get(code)
    if (found !== undefined) return found
    const indicator = basis.indicators.find((one) => one.code === baseOf(code))
    const units = indicator === undefined ? null : unaskedUnits(basis, cells, indicator)
    known.set(code, units)
    return units
  }
}

type AskedBasis = Pick<AskingBasis, 'items' | 'asked'>

const askedOf = new WeakMap<AskedBasis, ReadonlySet<string>>()

/** The items that the quarter's forms ask for and those that the system makes; empty: the basis does not say. */
function askedItems(basis: AskedBasis): ReadonlySet<string> {
  const found = askedOf.get(basis)
  if (found !== undefined) return found
  const onForms = Object.values(basis.asked).flatMap((rows) => rows.map(({ cell }) => cell.split('|')[0] ?? ''))
  const isMade = ({ countsForms, countsRecords }: BasisItem): boolean => (countsForms ?? countsRecords) !== undefined
  const made = basis.items.filter(isMade).map(({ code }): string => code)
  const asked = new Set(onForms.length === 0 ? [] : [...onForms, ...made])
  askedOf.set(basis, asked)
  return asked
}

/** Whether the quarter asks for everything that the indicator is made of; true where the basis does not say. */
export function asksWhole(basis: AskingBasis, indicator: BasisIndicator): boolean {
  const asked = askedItems(basis)
  return asked.size === 0 || indicatorItems(basis, indicator).every((item) => asked.has(item))
}

/** 'QY01@area-gap' is made of QY01. */
export function baseOf(code: string): IndicatorCode {
  return (code.split('@')[0] ?? code) as IndicatorCode
}

function unaskedUnits(basis: AskingBasis, cells: CellTable, indicator: BasisIndicator): readonly boolean[] | null {
  if (asksWhole(basis, indicator)) return null
  const asked = askedItems(basis)
  const due = indicatorItems(basis, indicator).filter((item) => asked.has(item))
  const keys = due.map((item) => cells.keys.indexOf(`${item}|`))
  const owes = (unit: number): boolean =>
    keys.some((key) => key < 0 || cells.states[key * cells.units.length + unit] === stateCode.not_reported)
  const own = basis.units.map(({ kind }, unit) => kind === 'city' || !owes(unit))
  // The city is told apart only where no unit owes anything.
  const isNobodys = own.every(Boolean)
  return own.map((is, unit) => (must(basis.units[unit]).kind === 'city' ? isNobodys : is))
}

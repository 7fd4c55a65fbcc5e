import { areaResult, derivedResult, weightedResult } from './compute-special.ts'
import { unitMeanResult } from './unit-mean.ts'
import { combineTerms, type Operand } from './operand.ts'
import { carryResult, findResult } from './carry.ts'
import type { ResultState } from '../cell.ts'
import { type CellSource, emptyColumn, stateName } from '../column.ts'
import type {
  Formula,
  IndicatorCode,
  IndicatorDefinition,
  ItemCode,
  ItemDefinition,
  Term,
  UnitCode,
} from '../indicator.ts'
import type { PeriodForm } from './item-column.ts'
import { must } from '../must.ts'
import { type Period, periodAt } from '../period.ts'
import { emptyResult, type QuotientRules, type ResultColumn, rollUp } from './rollup.ts'
import { type Span, spanOf } from './span.ts'
import type { UnitTree } from '../unit-tree.ts'

export type MeasureInput = {
  readonly tree: UnitTree
  readonly items: ReadonlyMap<ItemCode, ItemDefinition>
  readonly indicators: ReadonlyMap<IndicatorCode, IndicatorDefinition>
  readonly source: CellSource
  /** How many quarters back a half-yearly, annual or survey value may be carried; 8 when absent. */
  readonly carryLimit?: number
}

export type ResultRequest = {
  readonly indicator: IndicatorCode
  readonly period: Period
  readonly breakdown?: string
  readonly form?: PeriodForm
}

/** One computed figure. Nulls: no value, no such part, unknown coverage, not carried. */
export type IndicatorResult = {
  readonly state: ResultState
  readonly value: number | null
  readonly numerator: number | null
  readonly denominator: number | null
  readonly coverage: number | null
  readonly unitsReported: number
  readonly unitsExpected: number
  readonly childSum: number | null
  readonly possibleDoubleCount: boolean
  readonly carriedFrom: Period | null
  /** Units without which a comparison of areas or of two figures is not computable. */
  readonly missing: readonly number[]
}

/** The engine over one set of cells. Results are computed once and kept, so the cells must not change under it. */
export type Measure = {
  readonly tree: UnitTree
  /** All units at once. Whether the form makes sense for the indicator is the asker's to know. */
  readonly column: (request: ResultRequest) => ResultColumn
  readonly result: (request: ResultRequest, unit: UnitCode) => IndicatorResult
  /** The time that an indicator's figures speak of. */
  readonly span: (indicator: IndicatorCode, form?: PeriodForm) => Span
}

type Full = Required<ResultRequest>

/** Prepares the engine (domain 2.1, 2.2; scoring 1.1). */
export function measure(input: MeasureInput): Measure {
  const kept = new Map<string, ResultColumn | null>()
  const raw = (request: Full): ResultColumn | null => {
    const key = `${request.indicator}|${request.period}|${request.breakdown}|${request.form}`
    const found = kept.get(key)
    if (found !== undefined) return found
    const column = computeRaw(input, request, carried)
    kept.set(key, column)
    return column
  }
  const finished = new Map<string, ResultColumn>()
  const carried = (request: Full): ResultColumn => {
    const key = `${request.indicator}|${request.period}|${request.breakdown}|${request.form}`
    const found = finished.get(key) ?? finish(input, request, raw)
    finished.set(key, found)
    return found
  }
  const column = (request: ResultRequest): ResultColumn => carried({ breakdown: '', form: 'asDefined', ...request })
  return {
    tree: input.tree,
    column,
    result: (request, unit) => resultAt(column(request), must(input.tree.index.get(unit), `unknown unit ${unit}`)),
    span: (code, form) => spanOf(must(input.indicators.get(code), `unknown indicator ${code}`), input, form),
  }
}

/** Half-yearly and annual indicators carry their last value (decision 10); quarterly ones stand as they are. */
function finish(input: MeasureInput, request: Full, raw: (request: Full) => ResultColumn | null): ResultColumn {
  const length = input.tree.units.length
  const { frequency } = must(input.indicators.get(request.indicator), `unknown indicator ${request.indicator}`)
  const limit = frequency === 'Q' || request.form === 'quarter' ? 0 : (input.carryLimit ?? defaultCarryLimit)
  const earlier = (period: Period): ResultColumn | null => raw({ ...request, period })
  return findResult(earlier, request.period, limit, length) ?? emptyResult(length)
}

const defaultCarryLimit = 8

/** The indicator at exactly this period; null when not a single cell is there. */
function computeRaw(input: MeasureInput, request: Full, other: (request: Full) => ResultColumn): ResultColumn | null {
  const indicator = must(input.indicators.get(request.indicator), `unknown indicator ${request.indicator}`)
  const formula = indicator.formula
  const operand = (terms: readonly Term[]): Operand | null =>
    combineTerms(terms, {
      ...request,
      source: input.source,
      items: input.items,
      indicator,
      length: input.tree.units.length,
      carryLimit: input.carryLimit ?? defaultCarryLimit,
    })
  const at = (code: IndicatorCode): ResultColumn => other({ ...request, indicator: code })
  switch (formula.kind) {
    case 'sum':
      return quotientResult(input, indicator, operand(formula.terms), undefined)
    case 'quotient':
    case 'pooled':
      return quotientResult(input, indicator, operand(formula.numerator), operand(formula.denominator))
    case 'weightedMean':
      return weightedResult(input.tree, formula.multiplier, {
        numerator: operand(formula.numerator),
        denominator: formula.denominator.length === 0 ? 'one' : operand(formula.denominator),
        weight: operand(one(formula.weight)),
      })
    case 'unitMean':
      return unitMeanResult(
        input.tree,
        operand(one(formula.item)),
        formula.weight === null ? 'equal' : operand(one(formula.weight)),
      )
    case 'areaRatio':
      return areaRatio(input, indicator, formula, operand(one(formula.item)))
    case 'areaGap': {
      const under = must(input.indicators.get(formula.indicator), `unknown indicator ${formula.indicator}`)
      return areaResult(input.tree, at(formula.indicator), {
        first: formula.minuend,
        second: formula.subtrahend,
        combine: 'difference',
        multiplier: multiplierOf(under.formula),
      })
    }
    case 'derived':
      return derivedResult(input.tree, at(formula.numerator), at(formula.denominator), formula.multiplier)
  }
}

const one = (item: ItemCode): readonly Term[] => [{ item, coefficient: 1 }]

function areaRatio(
  input: MeasureInput,
  indicator: IndicatorDefinition,
  formula: Extract<Formula, { kind: 'areaRatio' }>,
  operand: Operand | null,
): ResultColumn | null {
  const sums = quotientResult(
    input,
    { ...indicator, formula: { kind: 'sum', terms: [], multiplier: 1 } },
    operand,
    undefined,
  )
  if (sums === null) return null
  return areaResult(input.tree, sums, {
    first: formula.numerator,
    second: formula.denominator,
    combine: 'quotient',
    multiplier: formula.multiplier,
  })
}

/** `lower` undefined: the formula is a sum. A null operand: nobody has reported it. */
function quotientResult(
  { tree }: MeasureInput,
  indicator: IndicatorDefinition,
  upper: Operand | null,
  lower: Operand | null | undefined,
): ResultColumn | null {
  if (upper === null && (lower === undefined || lower === null)) return null
  const length = tree.units.length
  const result = rollUp({
    tree,
    numerator: upper ?? emptyColumn(length),
    denominator: lower === undefined ? null : (lower ?? emptyColumn(length)),
    multiplier: multiplierOf(indicator.formula),
    rules: quotientRules(indicator),
    distinct: upper?.distinct ?? false,
  })
  return carryResult(result, [upper, lower ?? null])
}

function multiplierOf(formula: Formula): number {
  return 'multiplier' in formula ? formula.multiplier : 1
}

/** Growth, whose numerator takes the denominator away, may be negative and above 100 %; plan completion above 100 %. */
export function quotientRules(indicator: IndicatorDefinition): QuotientRules {
  const { formula } = indicator
  if (formula.kind === 'unitMean') return { proportion: false, signed: indicator.mayBeNegative ?? false }
  if (formula.kind !== 'quotient' && formula.kind !== 'pooled') {
    return { proportion: false, signed: indicator.mayBeNegative ?? true }
  }
  const base = new Set(formula.denominator.map((term) => term.item))
  const growth = formula.numerator.some((term) => term.coefficient < 0 && base.has(term.item))
  const mayExceed = indicator.mayExceed ?? (growth || indicator.periodKind === 'YTD_SUM_OVER_ANNUAL')
  return { proportion: formula.multiplier === 100 && !mayExceed, signed: indicator.mayBeNegative ?? growth }
}

/** Reads one unit out of a column. */
export function resultAt(column: ResultColumn, unit: number): IndicatorResult {
  const carriedFrom = column.carriedFrom?.[unit] ?? 0
  return {
    state: stateName(must(column.states[unit])),
    value: orNull(column.values[unit]),
    numerator: orNull(column.numerators[unit]),
    denominator: orNull(column.denominators[unit]),
    coverage: orNull(column.coverage[unit]),
    unitsReported: must(column.unitsReported[unit]),
    unitsExpected: must(column.unitsExpected[unit]),
    childSum: orNull(column.childSum?.[unit]),
    possibleDoubleCount: column.doubleCount?.[unit] === 1,
    carriedFrom: carriedFrom === 0 ? null : periodAt(carriedFrom),
    missing: column.missing?.get(unit) ?? [],
  }
}

function orNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}

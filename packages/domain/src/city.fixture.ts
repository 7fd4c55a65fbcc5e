import { type Cell, notReported, reported } from './cell.ts'
import { type CellLookup, type CellSource, lookupSource } from './column.ts'
import { type IndicatorResult, measure, type Measure } from './figure/compute.ts'
import type {
  AreaType,
  IndicatorCode,
  IndicatorDefinition,
  ItemCode,
  ItemDefinition,
  PeriodKind,
  Term,
  UnitCode,
  UnitDefinition,
} from './indicator.ts'
import type { PeriodForm } from './figure/item-column.ts'
import { parsePeriod } from './period.ts'
import { type UnitTree, unitTree } from './unit-tree.ts'

/** Small cities for the tests of this package: codes are taken as they are, absent cells are 未报. */
export const itemCode = (text: string): ItemCode => text as ItemCode
export const indicatorCode = (text: string): IndicatorCode => text as IndicatorCode
export const unitCode = (text: string): UnitCode => text as UnitCode

export const term = (item: string, coefficient = 1): Term => ({ item: itemCode(item), coefficient })

export function unit(code: string, parent: string | null, more: Partial<UnitDefinition> = {}): UnitDefinition {
  return {
    code: unitCode(code),
    parent: parent === null ? null : unitCode(parent),
    areaType: null,
    assessmentGroup: null,
    countsInParent: true,
    protocolOrder: 0,
    ...more,
  }
}

export function district(code: string, areaType: AreaType | null = null): UnitDefinition {
  return unit(code, 'city', { areaType })
}

export function quotient(numerator: readonly Term[], denominator: readonly Term[], multiplier = 100) {
  return { kind: 'quotient', numerator, denominator, multiplier } as const
}

export function indicator(code: string, more: Partial<IndicatorDefinition>): IndicatorDefinition {
  return {
    code: indicatorCode(code),
    formula: quotient([term('x')], [term('n')]),
    periodKind: 'STOCK_EOQ',
    frequency: 'Q',
    direction: 'higher',
    decimals: 1,
    unit: '%',
    ...more,
  }
}

export type CityInput = {
  readonly units?: readonly UnitDefinition[]
  readonly items?: Readonly<Record<string, PeriodKind>>
  readonly mayBeNegative?: readonly string[]
  readonly indicators: readonly IndicatorDefinition[]
  /** 'item unit 2026Q3' or 'item unit 2026Q3 size:above' → a number or a state. */
  readonly cells: Readonly<Record<string, number | Exclude<Cell['state'], 'reported'>>>
}

export type City = {
  readonly tree: UnitTree
  readonly measure: Measure
  readonly at: (indicator: string, unit: string, period: string, form?: PeriodForm) => IndicatorResult
}

export function city(input: CityInput): City {
  const tree = unitTree(input.units ?? [unit('city', null), district('a'), district('b')])
  const items = new Map(
    Object.entries(input.items ?? ({ x: 'STOCK_EOQ', n: 'STOCK_EOQ' } as const)).map(
      ([code, periodKind]): [ItemCode, ItemDefinition] => [
        itemCode(code),
        { code: itemCode(code), periodKind, mayBeNegative: input.mayBeNegative?.includes(code) ?? false },
      ],
    ),
  )
  const indicators = new Map(input.indicators.map((one) => [one.code, one]))
  const engine = measure({ tree, items, indicators, source: source(input, tree) })
  return {
    tree,
    measure: engine,
    at: (code, unitName, period, form = 'asDefined') =>
      engine.result({ indicator: indicatorCode(code), period: parsePeriod(period), form }, unitCode(unitName)),
  }
}

function source(input: CityInput, tree: UnitTree): CellSource {
  const lookup: CellLookup = (item, code, period, breakdown) => {
    const entry = input.cells[[item, code, period, breakdown].join(' ').trim()]
    if (entry === undefined) return notReported
    return typeof entry === 'number' ? reported(entry) : { state: entry, value: null }
  }
  return lookupSource(lookup, tree)
}

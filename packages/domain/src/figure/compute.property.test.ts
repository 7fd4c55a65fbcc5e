import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { city, district, indicator, quotient, term, unit } from '../city.fixture.ts'
import { type CellRow, rowSource } from '../column.ts'
import { measure } from './compute.ts'
import type { UnitDefinition } from '../indicator.ts'
import { parsePeriod } from '../period.ts'
import { unitTree } from '../unit-tree.ts'

const rate = indicator('rate', { mayExceed: true })
const missing = fc.constantFrom(
  'not_reported' as const,
  'not_applicable' as const,
  'not_available' as const,
  'withheld' as const,
)
const amount = fc.oneof(
  { weight: 4, arbitrary: fc.nat({ max: 1e8 }).map((cents) => cents / 100) },
  { weight: 1, arbitrary: missing },
)
const children = fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 8 })

type Amount = number | 'not_reported' | 'not_applicable' | 'not_available' | 'withheld'
type Pair = readonly [Amount, Amount]

function cityOf(list: readonly Pair[], more: readonly UnitDefinition[] = [], order: 1 | -1 = 1) {
  const units = [unit('city', null), ...list.map((_, at) => district(`u${at}`)), ...more]
  const cells = Object.fromEntries(
    list.flatMap(([x, n], at) => [
      [`x u${at} 2026Q1`, x],
      [`n u${at} 2026Q1`, n],
    ]),
  )
  return city({ units: order === 1 ? units : units.toReversed(), indicators: [rate], cells }).at(
    'rate',
    'city',
    '2026Q1',
  )
}

const isWhole = ([x, n]: Pair): boolean => typeof x === 'number' && typeof n === 'number' && !(n === 0 && x > 0)

describe('whatever the districts report', () => {
  test('the city is bit-identical in any order of rows', () => {
    fc.assert(
      fc.property(children, (list) => {
        expect(cityOf(list, [], -1)).toEqual(cityOf(list))
      }),
    )
  })

  test('the city is Σ ÷ Σ over exactly those who have both sides', () => {
    fc.assert(
      fc.property(children, (list) => {
        const result = cityOf(list)
        const used = list.filter(isWhole) as (readonly [number, number])[]
        const n = used.reduce((sum, pair) => sum + pair[1], 0)
        if (n === 0) return
        const x = used.reduce((sum, pair) => sum + pair[0], 0)
        expect(result.numerator).toBeCloseTo(x, 6)
        expect(result.denominator).toBeCloseTo(n, 6)
        expect(Math.abs((result.value ?? Number.NaN) / ((100 * x) / n) - 1) < 1e-12 || x === 0).toBe(true)
      }),
    )
  })

  test('a missing figure never acts as 0: the city is partial, or without value, but never as if 0 had been reported', () => {
    fc.assert(
      fc.property(
        children,
        fc.constantFrom('not_reported' as const, 'not_available' as const, 'withheld' as const),
        (list, state) => {
          const result = cityOf([...list, [state, 1000]])
          expect(result.state).not.toBe('reported')
          expect(result.value).toBe(cityOf(list).value)
        },
      ),
    )
  })

  test('a district to which it does not apply, and a zone inside another, change nothing', () => {
    fc.assert(
      fc.property(children, (list) => {
        const base = cityOf(list)
        expect(cityOf([...list, ['not_applicable', 5]])).toEqual(base)
        expect(cityOf(list, [unit('zone', 'city', { countsInParent: false })])).toEqual(base)
      }),
    )
  })

  test('every result is finite or null, and has a value exactly when it is reported or partial', () => {
    fc.assert(
      fc.property(children, (list) => {
        const result = cityOf(list)
        for (const part of [result.value, result.numerator, result.denominator, result.coverage]) {
          expect(part === null || Number.isFinite(part)).toBe(true)
        }
        expect(result.value !== null).toBe(result.state === 'reported' || result.state === 'partial')
        if (result.coverage !== null) {
          expect(result.coverage).toBeGreaterThanOrEqual(0)
          expect(result.coverage).toBeLessThanOrEqual(1 + 1e-12)
        }
      }),
    )
  })

  test('a level of towns in between changes nothing', () => {
    fc.assert(
      fc.property(children, (list) => {
        const units = [
          unit('city', null),
          district('a'),
          district('b'),
          ...list.map((_, at) => unit(`u${at}`, at % 2 === 0 ? 'a' : 'b')),
        ]
        const cells = Object.fromEntries(
          list.flatMap(([x, n], at) => [
            [`x u${at} 2026Q1`, x],
            [`n u${at} 2026Q1`, n],
          ]),
        )
        const deep = city({
          units: list.length === 1 ? units.filter((one) => one.code !== 'b') : units,
          indicators: [rate],
          cells,
        })
        const { numerator, denominator } = cityOf(list)
        const result = deep.at('rate', 'city', '2026Q1')
        expect(result.numerator === null).toBe(numerator === null)
        expect(result.numerator ?? 0).toBeCloseTo(numerator ?? 0, 6)
        expect(result.denominator ?? 0).toBeCloseTo(denominator ?? 0, 6)
      }),
    )
  })
})

describe('breakdowns and rows', () => {
  const tree = unitTree([unit('city', null), district('a'), district('b')])
  const period = parsePeriod('2026Q1')
  const row = (item: string, code: string, breakdown: string, value: number): CellRow => ({
    item: term(item).item,
    unit: district(code).code,
    period,
    breakdown,
    cell: { state: 'reported', value },
  })
  const items = new Map(
    ['x', 'n'].map((code) => [term(code).item, { code: term(code).item, periodKind: 'STOCK_EOQ' as const }]),
  )
  const rows = [
    row('x', 'a', '', 50),
    row('n', 'a', '', 100),
    row('x', 'b', '', 1),
    row('n', 'b', '', 100),
    row('x', 'a', 'size:above', 45),
    row('n', 'a', 'size:above', 50),
    row('x', 'nowhere', '', 5),
  ]
  const engine = measure({ tree, items, indicators: new Map([[rate.code, rate]]), source: rowSource(rows, tree) })

  test('a breakdown is computed from its own cells only', () => {
    const city = district('city').code
    expect(engine.result({ indicator: rate.code, period }, city).value).toBe(25.5)
    expect(engine.result({ indicator: rate.code, period, breakdown: 'size:above' }, city)).toMatchObject({
      state: 'partial',
      value: 90,
    })
    expect(engine.result({ indicator: rate.code, period, breakdown: 'size:msme' }, city)).toMatchObject({
      state: 'not_reported',
      value: null,
    })
  })

  test('an unknown indicator or unit is a mistake of the caller', () => {
    expect(() => engine.result({ indicator: rate.code, period }, district('nowhere').code)).toThrow('unknown unit')
    expect(() => engine.column({ indicator: indicator('other', {}).code, period })).toThrow('unknown indicator')
  })
})

describe('the tree', () => {
  test('refuses repeated codes and cycles', () => {
    expect(() => unitTree([district('a'), district('a')])).toThrow('twice')
    expect(() => unitTree([unit('a', 'b'), unit('b', 'a')])).toThrow('cycle')
  })

  test('takes a unit whose parent is not listed as a root', () => {
    expect(unitTree([district('a')]).order).toEqual(Int32Array.from([0]))
  })
})

test('an annual indicator does not take a denominator of another year than its numerator', () => {
  const share = indicator('share', {
    formula: quotient([term('w')], [term('e')]),
    periodKind: 'ANNUAL',
    frequency: 'Y',
  })
  const cells = { 'w a 2025Q4': 40, 'e a 2025Q4': 100, 'w a 2026Q3': 50 }
  const { at } = city({ items: { w: 'STOCK_EOQ', e: 'ANNUAL' }, indicators: [share], cells })
  expect(at('share', 'a', '2026Q3')).toMatchObject({ value: 40, carriedFrom: '2025Q4' })
})

import { describe, expect, test } from 'vitest'
import { city, district, indicator, quotient, term, unit } from '../city.fixture.ts'
import type { IndicatorDefinition } from '../indicator.ts'
import { parsePeriod } from '../period.ts'
import { likeForLike } from './like-for-like.ts'

const units = [unit('city', null), district('a'), district('b'), district('c')]
const [now, then] = [parsePeriod('2026Q2'), parsePeriod('2026Q1')]
const rate = indicator('rate', {})
const count = indicator('count', { formula: { kind: 'sum', terms: [term('x')], multiplier: 1 }, unit: '人' })
const cells = {
  'x a 2026Q1': 50,
  'n a 2026Q1': 100,
  'x b 2026Q1': 20,
  'n b 2026Q1': 100,
  'x c 2026Q1': 300,
  'n c 2026Q1': 400,
  'x a 2026Q2': 60,
  'n a 2026Q2': 100,
  'x b 2026Q2': 30,
  'n b 2026Q2': 100,
  'x c 2026Q2': 200,
  'n c 2026Q2': 400,
}

type Cells = Parameters<typeof city>[0]['cells']

function compare(one: IndicatorDefinition, more: Cells = {}, others: readonly IndicatorDefinition[] = []) {
  const { measure, tree } = city({ units, indicators: [one, ...others], cells: { ...cells, ...more } })
  const column = (period: typeof now) => measure.column({ indicator: one.code, period })
  return likeForLike(tree, 0, one.formula, { now: column(now), before: column(then) })
}

describe('a city is compared over the units that both quarters contain', () => {
  test('whole quarters keep their published values', () => {
    expect(compare(count)).toEqual({
      now: 290,
      before: 370,
      missingNow: [],
      missingBefore: [],
      isWhole: true,
      covered: 1,
    })
  })

  test('a count without one unit grows like for like, though the total falls', () => {
    const found = compare(count, { 'x c 2026Q2': 'not_reported' })
    // 60 + 30 against 50 + 20; the printed totals are 90 against 370.
    expect(found).toMatchObject({ now: 90, before: 70, missingNow: [3], missingBefore: [], isWhole: false })
    expect(found?.covered).toBeCloseTo(2 / 3, 12)
  })

  test('a rate leaves a unit out of numerator and denominator of both quarters', () => {
    const found = compare(rate, { 'x c 2026Q1': 'not_reported' })
    expect(found).toMatchObject({ now: 45, before: 35, missingNow: [], missingBefore: [3], isWhole: false })
    // A third of the denominator is behind it: 200 of 600.
    expect(found?.covered).toBeCloseTo(1 / 3, 12)
  })

  test('a unit missing in both quarters is named in both, and one that applies to neither in none', () => {
    const both = compare(rate, { 'x b 2026Q1': 'not_reported', 'x b 2026Q2': 'withheld' })
    expect(both).toMatchObject({ missingNow: [2], missingBefore: [2], isWhole: false })
    const neither = compare(count, { 'x b 2026Q1': 'not_applicable', 'x b 2026Q2': 'not_applicable' })
    expect(neither).toMatchObject({ now: 260, before: 350, missingNow: [], missingBefore: [], isWhole: true })
  })

  test('a unit that carried its figure was not measured then', () => {
    const yearly = indicator('yearly', { frequency: 'H' })
    const more = { 'x c 2026Q2': 'not_reported', 'n c 2026Q2': 'not_reported' } as const
    expect(compare(yearly, more)).toMatchObject({ now: 45, before: 35, missingNow: [3], isWhole: false })
  })

  test('nothing in common, or a gap that is not added up, compares with nothing', () => {
    const none = { 'x a 2026Q1': 'not_reported', 'x b 2026Q1': 'not_reported', 'x c 2026Q2': 'not_reported' } as const
    expect(compare(rate, none)).toBeNull()
    const derived = { kind: 'derived', numerator: rate.code, denominator: count.code, multiplier: 1 } as const
    const parity = indicator('parity', { formula: derived })
    expect(compare(parity, {}, [rate, count])?.isWhole).toBe(true)
    expect(compare(parity, { 'x c 2026Q2': 'not_reported' }, [rate, count])).toBeNull()
  })
})

test('an average weighted by another item is compared over common units too', () => {
  const pay = indicator('pay', {
    formula: { ...quotient([term('x')], [term('n')]), kind: 'weightedMean', weight: term('n').item },
  })
  expect(compare(pay, { 'x c 2026Q2': 'not_reported' })).toMatchObject({ now: 45, before: 35, missingNow: [3] })
})

import { describe, expect, test } from 'vitest'
import { city, district, indicator, itemCode, unit } from '../city.fixture.ts'

const mean = (weight: string | null = null) =>
  indicator('score', {
    formula: { kind: 'unitMean', item: itemCode('q'), weight: weight === null ? null : itemCode(weight) },
    unit: '分',
  })
const items = { q: 'STOCK_EOQ', w: 'STOCK_EOQ' } as const
const units = [unit('city', null), district('a'), district('b'), district('c')]

describe('a score', () => {
  const cells = { 'q a 2026Q1': 90, 'q b 2026Q1': 78, 'q c 2026Q1': 60.5 }

  test('of a unit is what was entered, and above it the mean of the units, never their sum', () => {
    const { at } = city({ items, units, indicators: [mean()], cells })
    expect(at('score', 'b', '2026Q1')).toMatchObject({ state: 'reported', value: 78, coverage: 1 })
    // (90 + 78 + 60.5) ÷ 3
    expect(at('score', 'city', '2026Q1').value).toBeCloseTo(76.16666666666667, 12)
    expect(at('score', 'city', '2026Q1')).toMatchObject({
      state: 'reported',
      coverage: 1,
      unitsReported: 3,
      unitsExpected: 3,
    })
  })

  test('that is 0 is one of the scores', () => {
    const { at } = city({ items, units, indicators: [mean()], cells: { ...cells, 'q c 2026Q1': 0 } })
    expect(at('score', 'city', '2026Q1')).toMatchObject({ state: 'reported', value: 56 })
  })

  test('that is missing is no 0: the mean is of those who have one, says how many, and is partial', () => {
    const { 'q c 2026Q1': _, ...two } = cells
    const { at } = city({ items, units, indicators: [mean()], cells: two })
    const result = at('score', 'city', '2026Q1')
    expect(result).toMatchObject({ state: 'partial', value: 84, unitsReported: 2, unitsExpected: 3 })
    expect(result.coverage).toBeCloseTo(2 / 3, 12)
    expect(at('score', 'c', '2026Q1')).toMatchObject({ state: 'not_reported', value: null })
  })

  test('of whom it does not apply to is not awaited', () => {
    const { at } = city({ items, units, indicators: [mean()], cells: { ...cells, 'q c 2026Q1': 'not_applicable' } })
    expect(at('score', 'city', '2026Q1')).toMatchObject({
      state: 'reported',
      value: 84,
      coverage: 1,
      unitsReported: 2,
      unitsExpected: 2,
    })
  })

  test('nobody has: the city has none either, and awaits them all', () => {
    const { at } = city({ items, units, indicators: [mean()], cells: { 'q a 2026Q1': 'not_available' } })
    expect(at('score', 'city', '2026Q1')).toMatchObject({ value: null, unitsReported: 0, unitsExpected: 3 })
  })

  test('counts once for each unit at every height: the mean of all towns, not of the districts’ means', () => {
    const tall = [
      unit('city', null),
      district('a'),
      unit('a1', 'a'),
      unit('a2', 'a'),
      district('b'),
      unit('inside', 'b', { countsInParent: false }),
    ]
    const scores = { 'q a1 2026Q1': 100, 'q a2 2026Q1': 70, 'q b 2026Q1': 40, 'q inside 2026Q1': 10 }
    const { at } = city({ items, units: tall, indicators: [mean()], cells: scores })
    expect(at('score', 'a', '2026Q1').value).toBe(85)
    expect(at('score', 'city', '2026Q1').value).toBe(70)
  })

  test('of a parent itself stands where none of its children has one', () => {
    const { at } = city({ items, units, indicators: [mean('w')], cells: { 'q city 2026Q1': 66 } })
    expect(at('score', 'city', '2026Q1')).toMatchObject({ state: 'reported', value: 66 })
    const both = city({ items, units, indicators: [mean()], cells: { ...cells, 'q city 2026Q1': 1 } })
    expect(both.at('score', 'city', '2026Q1').value).toBeCloseTo(76.16666666666667, 12)
  })
})

describe('a weighted score', () => {
  const cells = { 'q a 2026Q1': 90, 'q b 2026Q1': 60, 'w a 2026Q1': 100, 'w b 2026Q1': 500, 'w c 2026Q1': 400 }

  test('counts as much as its weight says, and coverage is the share of the weight', () => {
    const { at } = city({ items, units, indicators: [mean('w')], cells: { ...cells, 'q c 2026Q1': 75 } })
    // (9000 + 30000 + 30000) ÷ 1000
    expect(at('score', 'city', '2026Q1')).toMatchObject({ state: 'reported', value: 69, coverage: 1 })
    const partly = city({ items, units, indicators: [mean('w')], cells: { ...cells, 'w city 2026Q1': 9 } })
    // (9000 + 30000) ÷ 600; 600 of the 1000 are behind it.
    expect(partly.at('score', 'city', '2026Q1')).toMatchObject({ state: 'partial', value: 65, coverage: 0.6 })
  })

  test('without its weight stands for the unit and is not in the city', () => {
    const { 'w b 2026Q1': _, ...lacking } = cells
    const { at } = city({ items, units, indicators: [mean('w')], cells: { ...lacking, 'q c 2026Q1': 75 } })
    expect(at('score', 'b', '2026Q1')).toMatchObject({ state: 'reported', value: 60 })
    // (9000 + 30000) ÷ 500
    expect(at('score', 'city', '2026Q1')).toMatchObject({ state: 'partial', value: 78, unitsReported: 2 })
  })
})

import { describe, expect, test } from 'vitest'
import { indicator, indicatorCode, itemCode, quotient, term } from '../city.fixture.ts'
import type { IndicatorDefinition, ItemCode, ItemDefinition, PeriodKind } from '../indicator.ts'
import { parsePeriod } from '../period.ts'
import { comparedPeriod, coversAlike, spanOf } from './span.ts'

const kinds: Readonly<Record<string, PeriodKind>> = {
  flow: 'FLOW_Q',
  stock: 'STOCK_EOQ',
  once: 'YTD_UNIQUE',
  ytd: 'YTD_CUM',
  since: 'SINCE_BASE',
  asked: 'SURVEY',
  yearly: 'ANNUAL',
}
const items = new Map(
  Object.entries(kinds).map(([code, periodKind]): [ItemCode, ItemDefinition] => [
    itemCode(code),
    { code: itemCode(code), periodKind },
  ]),
)

const sum = (item: string) => ({ kind: 'sum', terms: [term(item)], multiplier: 1 }) as const
const over = (upper: string, lower: string) => quotient([term(upper)], [term(lower)])
const areaRatio = (item: string) =>
  ({ kind: 'areaRatio', item: itemCode(item), numerator: 'remote', denominator: 'centre', multiplier: 100 }) as const
const areaGap = (code: string) =>
  ({ kind: 'areaGap', indicator: indicatorCode(code), minuend: 'centre', subtrahend: 'remote' }) as const
const derived = (upper: string, lower: string) =>
  ({ kind: 'derived', numerator: indicatorCode(upper), denominator: indicatorCode(lower), multiplier: 1 }) as const

const coverage = indicator('coverage', { formula: over('once', 'stock'), periodKind: 'YTD_UNIQUE' })
const rate = indicator('rate', { formula: over('stock', 'stock') })
const honours = indicator('honours', { formula: over('ytd', 'ytd'), periodKind: 'YTD_CUM', frequency: 'Y' })
const indicators = new Map([coverage, rate, honours].map((one) => [one.code, one]))

const span = (more: Partial<IndicatorDefinition>) => {
  const { kind, compareWith, judgedBy, step } = spanOf(indicator('i', more), { items, indicators })
  return [kind, compareWith, step, judgedBy]
}

describe('a figure speaks of', () => {
  test.each([
    ['a rate of a stock', { formula: over('stock', 'stock') }, ['stock', 'lastQuarter', 1, 'interpolated']],
    [
      'a rate of the quarter',
      { formula: over('flow', 'flow'), periodKind: 'FLOW_Q' },
      ['quarter', 'lastQuarter', 1, 'interpolated'],
    ],
    [
      'a count of the quarter, which owes a fourth of the year',
      { formula: sum('flow'), periodKind: 'FLOW_Q' },
      ['quarter', 'lastQuarter', 1, 'quarterOfYear'],
    ],
    [
      'a flow added up through the year',
      { formula: over('flow', 'stock'), periodKind: 'FLOW_Q', flowForm: 'ytd' },
      ['yearToDate', 'sameQuarterLastYear', 4, 'shareOfYear'],
    ],
    [
      'people reached so far this year',
      { formula: over('once', 'stock'), periodKind: 'YTD_UNIQUE' },
      ['yearToDate', 'sameQuarterLastYear', 4, 'shareOfYear'],
    ],
    [
      'a rate of two running totals, which does not grow by itself',
      { formula: over('ytd', 'ytd'), periodKind: 'YTD_CUM' },
      ['yearToDate', 'sameQuarterLastYear', 4, 'interpolated'],
    ],
    [
      'a half-yearly running total',
      { formula: sum('ytd'), periodKind: 'YTD_CUM', frequency: 'H' },
      ['yearToDate', 'sameQuarterLastYear', 4, 'shareOfYear'],
    ],
    [
      'a plan',
      { formula: over('flow', 'yearly'), periodKind: 'YTD_SUM_OVER_ANNUAL' },
      ['yearToDate', 'sameQuarterLastYear', 4, 'shareOfYear'],
    ],
    [
      'a survey twice a year',
      { formula: { ...over('asked', 'asked'), kind: 'pooled' }, periodKind: 'SURVEY', frequency: 'H' },
      ['halfYear', 'lastSurvey', 2, 'interpolated'],
    ],
    [
      'competitions of the year',
      { formula: over('ytd', 'stock'), periodKind: 'YTD_CUM', frequency: 'Y' },
      ['year', 'lastYear', 4, 'shareOfYear'],
    ],
    [
      'titles since the start',
      { formula: sum('since'), periodKind: 'SINCE_BASE' },
      ['sinceStart', 'lastQuarter', 1, 'interpolated'],
    ],
  ] as const)('%s', (_, more, expected) => {
    expect(span(more)).toEqual(expected)
  })
})

describe('a figure made of others has their span', () => {
  test('a gap of running totals is a running total, whatever the gap itself is declared as (JN16)', () => {
    const gap = { formula: areaGap('coverage'), direction: 'lower' } as const
    const expected = ['yearToDate', 'sameQuarterLastYear', 4, 'shareOfYear']
    expect(span({ ...gap, periodKind: 'YTD_UNIQUE' })).toEqual(expected)
    expect(span({ ...gap, periodKind: 'STOCK_EOQ' })).toEqual(expected)
    expect(span({ formula: areaGap('rate') })).toEqual(['stock', 'lastQuarter', 1, 'interpolated'])
  })

  test('a ratio of two areas has that of its item', () => {
    expect(span({ formula: areaRatio('ytd') })).toEqual(['yearToDate', 'sameQuarterLastYear', 4, 'interpolated'])
    expect(span({ formula: areaRatio('flow') })).toEqual(['quarter', 'lastQuarter', 1, 'interpolated'])
  })

  test('a derived figure is as slow as its slowest part', () => {
    expect(span({ formula: derived('honours', 'rate') })).toEqual(['year', 'lastYear', 4, 'interpolated'])
    expect(span({ formula: derived('coverage', 'rate') })).toEqual([
      'yearToDate',
      'sameQuarterLastYear',
      4,
      'shareOfYear',
    ])
  })
})

test('only figures that cover as long a time stand side by side', () => {
  const lookups = { items, indicators }
  const [q2, q3] = [parsePeriod('2026Q2'), parsePeriod('2025Q3')]
  expect(coversAlike(spanOf(coverage, lookups), q2, q3)).toBe(false)
  expect(coversAlike(spanOf(coverage, lookups), q2, parsePeriod('2021Q2'))).toBe(true)
  expect(coversAlike(spanOf(rate, lookups), q2, q3)).toBe(true)
  expect(comparedPeriod(spanOf(coverage, lookups), q2)).toBe('2025Q2')
  expect(comparedPeriod(spanOf(rate, lookups), q2)).toBe('2026Q1')
})

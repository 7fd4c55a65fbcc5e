import { describe, expect, test } from 'vitest'
import { city, indicator, quotient, term, unitCode } from '../city.fixture.ts'
import {
  type Change,
  changeOf,
  type ChangeRequest,
  comparisonPeriod,
  measureChange,
  refuseComparison,
  refuseForm,
} from './comparison.ts'
import { indicatorPeriodKinds } from '../indicator.ts'
import { parsePeriod } from '../period.ts'
import type { PeriodForm } from './item-column.ts'
import { type SpanKind, spanOf } from './span.ts'

const rate = indicator('rate', {})
const count = indicator('count', {
  formula: { kind: 'sum', terms: [term('x')], multiplier: 1 },
  unit: '人',
  decimals: 0,
})

describe('forms that make no sense', () => {
  test('distinct people and plan completion have no figure of a single quarter', () => {
    const refused = indicatorPeriodKinds.filter((kind) => refuseForm(kind, 'quarter') !== null)
    expect(refused).toEqual(['YTD_UNIQUE', 'YTD_SUM_OVER_ANNUAL'])
    expect(indicatorPeriodKinds.every((kind) => refuseForm(kind, 'ytd') === null)).toBe(true)
  })

  const spanFor = (kind: (typeof indicatorPeriodKinds)[number], form: PeriodForm) =>
    spanOf(indicator('i', { periodKind: kind }), { items: new Map(), indicators: new Map() }, form)

  test.each([
    ['FLOW_Q', 'quarter', null],
    ['FLOW_Q', 'ytd', 'running_total_has_no_previous_quarter'],
    ['STOCK_EOQ', 'quarter', null],
    ['STOCK_EOQ', 'ytd', null],
    ['YTD_CUM', 'quarter', null],
    ['YTD_CUM', 'asDefined', 'running_total_has_no_previous_quarter'],
    ['YTD_UNIQUE', 'ytd', 'running_total_has_no_previous_quarter'],
    ['YTD_SUM_OVER_ANNUAL', 'ytd', 'running_total_has_no_previous_quarter'],
    ['ANNUAL', 'ytd', 'not_observed_every_quarter'],
  ] as const)('环比 of %s as %s: %s', (kind, form, refusal) => {
    expect(refuseComparison(spanFor(kind, form), 'qoq')).toBe(refusal)
  })

  test('同比 is refused only where the form itself is', () => {
    expect(indicatorPeriodKinds.every((kind) => refuseComparison(spanFor(kind, 'ytd'), 'yoy') === null)).toBe(true)
    expect(refuseForm('YTD_UNIQUE', 'quarter')).toBe('distinct_people_have_no_quarter')
  })
})

describe('a change', () => {
  const value = (change: Change) =>
    change.kind === 'change' ? [change.measure, change.value, change.word] : change.code

  test('of a rate is the difference of the printed values, in points', () => {
    expect(value(changeOf({ value: 95.14 }, { value: 94.56 }, rate))).toEqual(['points', 0.5, 'rise'])
    expect(value(changeOf({ value: 95.14 }, { value: 95.06 }, rate))).toEqual(['points', 0, 'level'])
  })

  test('of a count is its growth from unrounded values', () => {
    expect(value(changeOf({ value: 105 }, { value: 100 }, count))).toEqual(['percent', 5, 'rise'])
    expect(value(changeOf({ value: 100_001 }, { value: 100_000 }, count))).toEqual([
      'percent',
      expect.closeTo(0.001, 9),
      'level',
    ])
  })

  test.each([
    ['a base of 0', 5, 0, 'zero_base'],
    ['a negative base', 5, -1, 'negative_base'],
    ['no value now', null, 1, 'no_value_now'],
    ['no value then', 1, null, 'no_value_then'],
  ] as const)('with %s is refused', (_, now, then, code) => {
    expect(changeOf({ value: now }, { value: then }, count)).toEqual({ kind: 'refused', code })
  })

  test('of other rates is an amount in their unit', () => {
    const perTenThousand = indicator('acc', { unit: '起/万人', decimals: 2 })
    expect(value(changeOf({ value: 1.005 }, { value: 0.9 }, perTenThousand))).toEqual(['amount', 0.11, 'rise'])
  })
})

test('against a base year running totals take the same quarter, stocks the base point', () => {
  const [period, basePeriod] = [parsePeriod('2026Q3'), parsePeriod('2021Q4')]
  const span = { compareWith: 'lastQuarter', judgedBy: 'interpolated', step: 1 } as const
  const against = (kind: SpanKind) => comparisonPeriod(period, 'baseline', { span: { ...span, kind }, basePeriod })
  expect([against('yearToDate'), against('quarter'), against('stock')]).toEqual(['2021Q3', '2021Q3', '2021Q4'])
  expect(comparisonPeriod(period, 'yoy', { span: { ...span, kind: 'stock' }, basePeriod })).toBe('2025Q3')
})

describe('a survey', () => {
  const survey = indicator('survey', {
    formula: { ...quotient([term('x')], [term('n')]), kind: 'pooled' },
    periodKind: 'SURVEY',
    frequency: 'Y',
  })
  const cells = { 'x a 2025Q1': 60, 'n a 2025Q1': 100, 'x a 2026Q2': 50, 'n a 2026Q2': 100 }
  const { measure } = city({ items: { x: 'SURVEY', n: 'SURVEY' }, indicators: [survey], cells })
  const ask = (period: string) => {
    const request: ChangeRequest = {
      indicator: survey,
      unit: unitCode('a'),
      period: parsePeriod(period),
      form: 'asDefined',
      comparison: 'yoy',
      basePeriod: parsePeriod('2021Q4'),
    }
    return measureChange(measure, request)
  }

  test('is compared with its previous wave', () => {
    expect(ask('2026Q3')).toMatchObject({ kind: 'change', value: -10, word: 'fall' })
  })

  test('is never compared with itself', () => {
    expect(ask('2026Q1')).toEqual({ kind: 'refused', code: 'same_observation' })
  })
})

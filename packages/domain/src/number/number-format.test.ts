import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resultStates } from '../cell.ts'
import {
  axisUnit, formatDate, formatDateTime, formatFigure, formatPeriod, formatProse,   formatResult, formatState, formatValue, formatMegabytes, formatShare } from './number-format.ts' // prettier-ignore
import { readNumber } from './number-text.ts'
import { parsePeriod } from '../period.ts'

describe('table form', () => {
  test.each([
    [0, '人', 0, '0'],
    [1234567, '人', 0, '1,234,567'],
    [999, '人', 0, '999'],
    [-1234.5, '万元', 2, '-1,234.50'],
    [85.05, '%', 1, '85.1'],
    [99.995, '%', 2, '100.00'],
    [-0.04, '%', 1, '0.0'],
    [1 / 3, '%', 1, '0.3'],
  ])('%d %s with %d decimals prints %s', (value, unit, decimals, text) => {
    expect(formatValue(value, { unit, decimals })).toBe(text)
  })

  test('a result without a number prints its state, and zero is a number', () => {
    const format = { unit: '人', decimals: 0 }
    expect(formatResult({ state: 'not_reported', value: null }, format)).toBe('未报')
    expect(formatResult({ state: 'reported', value: 0 }, format)).toBe('0')
    expect(formatResult({ state: 'partial', value: 1200 }, format)).toBe('1,200')
  })

  test('a printed count reads back as the same number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (value) => {
        expect(readNumber(formatValue(value, { unit: '人', decimals: 0 }), { unit: '人' })).toMatchObject({ value })
      }),
    )
  })
})

describe('prose form', () => {
  test.each([
    [9999, '人', 0, '9,999人'],
    [12000, '人', 0, '1.2万人'],
    [10000, '人', 0, '1万人'],
    [82951, '人', 0, '8.3万人'],
    [12345, '人', 0, '1.23万人'],
    [396123, '人', 0, '39.6万人'],
    [99999, '人', 0, '10万人'],
    [99_999_999, '人', 0, '1亿人'],
    [235_000_000, '人', 0, '2.35亿人'],
    [500, '万元', 2, '500.00万元'],
    [12345.6, '万元', 2, '1.23亿元'],
    [2345.67, '亿元', 2, '2,345.67亿元'],
    [12345, '亿元', 2, '1.23万亿元'],
    [-12000, '人', 0, '-1.2万人'],
    [85.06, '%', 1, '85.1%'],
    [12345.6, '人/万人', 1, '12,345.6人/万人'],
    [0.6, '百分点', 1, '0.6个百分点'],
  ])('%d %s with %d decimals is %s', (value, unit, decimals, text) => {
    expect(formatProse(value, { unit, decimals })).toBe(text)
  })

  test('a card gets number and unit apart', () => {
    expect(formatFigure(396123, { unit: '人', decimals: 0 })).toEqual({ number: '39.6', unit: '万人' })
  })

  test('a whole axis has one unit', () => {
    expect(axisUnit(396123, '人')).toEqual({ divisor: 10_000, unit: '万人' })
    expect(axisUnit(9999, '人')).toEqual({ divisor: 1, unit: '人' })
    expect(axisUnit(20000, '万元')).toEqual({ divisor: 10_000, unit: '亿元' })
    expect(axisUnit(20000, '%')).toEqual({ divisor: 1, unit: '%' })
  })
})

describe('words', () => {
  test('every state has its own word; what is not computable has one, whatever it lacks', () => {
    const words = resultStates.filter((state) => state !== 'uncomputable').map(formatState)
    expect(new Set(words).size).toBe(words.length)
    expect([formatState('zero_denominator'), formatState('uncomputable')]).toEqual(['不可计算', '不可计算'])
  })

  test('periods, dates and ranks', () => {
    const period = parsePeriod('2026Q3')
    expect(formatPeriod(period)).toBe('2026年第三季度')
    expect(formatPeriod(period, 'axis')).toBe('26Q3')
    expect(formatPeriod(period, 'code')).toBe('2026Q3')
    expect(formatPeriod(period, 'ytd')).toBe('2026年1—3季度')
    expect(formatPeriod(parsePeriod('2026Q1'), 'ytd')).toBe('2026年第一季度')
    expect(formatDate('2026-09-30')).toBe('2026年9月30日')
    expect(formatDateTime('2026-10-15T10:00:00Z')).toBe('2026年10月15日 18:00')
    expect(formatDateTime('2026-12-31T16:30:00.000Z')).toBe('2027年1月1日 00:30')
  })
})

test('a share is rounded once, and a size of a file is in MB', () => {
  expect([formatShare(0.9835), formatShare(0.285, 0), formatShare(1.005, 0), formatShare(0.00049)]).toEqual([
    '98.4%',
    '29%',
    '101%',
    '0.0%',
  ])
  expect(formatMegabytes(1_250_000)).toBe('1.3 MB')
})

import { expect, test } from 'vitest'
import { city, district, indicator, term, unit } from '../city.fixture.ts'
import { parsePeriod } from '../period.ts'
import { coveredShare, defaultCoverageLimit, isCovered } from './coverage.ts'

const units = [unit('city', null), district('a'), district('b'), district('c')]
const period = parsePeriod('2026Q1')

test('a quotient is covered by the share of its denominator, a sum by the share of its units', () => {
  const rate = indicator('rate', {})
  const count = indicator('count', { formula: { kind: 'sum', terms: [term('x')], multiplier: 1 } })
  const cells = { 'x a 2026Q1': 1, 'n a 2026Q1': 10, 'n b 2026Q1': 70, 'n c 2026Q1': 20 }
  const { measure } = city({ units, indicators: [rate, count], cells })
  expect(coveredShare(measure.column({ indicator: rate.code, period }), 0)).toBeCloseTo(0.1, 12)
  expect(coveredShare(measure.column({ indicator: count.code, period }), 0)).toBeCloseTo(1 / 3, 12)
})

test('a quotient of which a denominator is unknown is covered by its units', () => {
  const rate = indicator('rate', {})
  const cells = { 'x a 2026Q1': 1, 'n a 2026Q1': 10, 'x b 2026Q1': 1, 'n b 2026Q1': 10 }
  const column = city({ units, indicators: [rate], cells }).measure.column({ indicator: rate.code, period })
  expect(coveredShare(column, 0)).toBeCloseTo(2 / 3, 12)
  expect(isCovered(coveredShare(column, 0), defaultCoverageLimit)).toBe(true)
  expect(coveredShare(column, 3)).toBeNull()
  expect(isCovered(null, defaultCoverageLimit)).toBe(false)
})

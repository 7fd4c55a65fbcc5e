import { expect, test } from 'vitest'
import { isComparable } from './comparable.ts'

test('a running total compares with the same quarter of another year only', () => {
  expect(isComparable('YTD_UNIQUE', '2026Q2', '2021Q4')).toBe(false)
  expect(isComparable('YTD_UNIQUE', '2026Q4', '2021Q4')).toBe(true)
  expect(isComparable('YTD_CUM', '2026Q2', null)).toBe(false)
})

test('a stock compares with any quarter', () => {
  expect(isComparable('STOCK_EOQ', '2026Q2', '2021Q4')).toBe(true)
})

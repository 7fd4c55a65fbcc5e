import { expect, test } from 'vitest'
import { isRedefined, redefinedPair, redefinedSince } from './redefined.ts'

const quarterly = { breaks: ['2023Q1', '2025Q1'], span: { compareWith: 'lastQuarter', step: 1 } } as const
const running = { breaks: ['2025Q1'], span: { compareWith: 'sameQuarterLastYear', step: 4 } } as const

test('tells the first quarter of the definition in force, and only where another held before', () => {
  expect(redefinedSince(quarterly, '2022Q4', '2025Q2')).toBe('2025Q1')
  expect(redefinedSince(quarterly, '2022Q4', '2024Q4')).toBe('2023Q1')
  expect(redefinedSince(quarterly, '2025Q1', '2026Q1')).toBeNull()
})

test('the comparisons that are not made are named, and only those', () => {
  const words = '2025年第一季度起口径调整，与此前不作比较'
  expect(redefinedPair(quarterly, '2025Q1')).toEqual(['较上季、较上年同期', words])
  expect(redefinedPair(quarterly, '2025Q2')).toEqual(['较上年同期', words])
  expect(redefinedPair(quarterly, '2025Q4')).toEqual(['较上年同期', words])
  expect(redefinedPair(quarterly, '2026Q1')).toBeNull()
  expect(redefinedPair(running, '2025Q3')).toEqual(['较上年同期', words])
  expect(redefinedPair(running, '2026Q3')).toBeNull()
})

test('the usual comparison is forbidden for as many quarters as it goes back', () => {
  expect(['2024Q4', '2025Q1', '2025Q2'].map((now) => isRedefined(quarterly, now))).toEqual([false, true, false])
  expect(['2025Q1', '2025Q4', '2026Q1'].map((now) => isRedefined(running, now))).toEqual([true, true, false])
})

import { expect, test } from 'vitest'
import { quarterParts, runningTotals } from './cumulate.ts'

const periods = ['2025Q3', '2025Q4', '2026Q1', '2026Q2', '2026Q3', '2026Q4']

test('the year so far begins anew in January and has no value when a quarter of it is missing', () => {
  expect(runningTotals({ periods, values: [5, 6, 1, 2, null, 4] })).toEqual([null, null, 1, 3, null, null])
  expect(runningTotals({ periods, values: [5, 6, 0, 0.1, 0.2, 4] })).toEqual([null, null, 0, 0.1, 0.3, 4.3])
})

test('the quarter alone is what was added since the quarter before, and nothing else is guessed', () => {
  expect(quarterParts({ periods, values: [7, 9, 1, 3, null, 9] })).toEqual([null, 2, 1, 2, null, null])
})

test('the one undoes the other', () => {
  const year = periods.slice(2)
  const values = [3, 0, 12.5, 7]
  expect(quarterParts({ periods: year, values: runningTotals({ periods: year, values }) })).toEqual(values)
})

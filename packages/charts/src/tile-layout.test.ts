import { expect, test } from 'vitest'
import { tileLayout } from './tile-layout.ts'

test('without positions the units stand in protocol order, somewhat wider than high', () => {
  const { places, laidOut } = tileLayout(Array.from({ length: 12 }, () => null))
  expect(places.map(({ row, column }) => row * 4 + column)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  expect(laidOut).toHaveLength(12)
})

test('partly given: what the city set stays, the rest follows below in protocol order', () => {
  const { places, laidOut } = tileLayout([{ row: 2, column: 3 }, null, { row: 3, column: 5 }, null])
  expect(places).toEqual([
    { row: 0, column: 0 },
    { row: 2, column: 0 },
    { row: 1, column: 2 },
    { row: 2, column: 1 },
  ])
  expect(laidOut).toEqual([1, 3])
})

test('two units on one square do not cover each other', () => {
  const same = { row: 1, column: 1 }
  const { places } = tileLayout([same, same, same])
  expect(new Set(places.map(({ row, column }) => `${row},${column}`)).size).toBe(3)
})

import { target } from '@cg/db/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCity } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { loadTargetColumns } from './target-columns.ts'

let city: TestCity
beforeAll(async () => {
  city = await openCity()
})
afterAll(() => city.close())

type Row = readonly [unit: string, year: number, value: number, source?: string]

const few = ['CITY', 'B', 'A']
const many = [...few, ...Array.from({ length: 300 }, (_, at) => `U${at}`)]

/** As a city reads them, and as a nation does. */
async function bothWays(rows: readonly Row[]) {
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.delete(target)
    await tx.insert(target).values(
      rows.map(([unitCode, year, value, source = '实施方案']) => ({
        indicatorCode: 'RATE',
        unitCode,
        year,
        value,
        source,
      })),
    )
  })
  const [listed, long] = await city.store.read(async (db) => [
    (await loadTargetColumns(db, few))['RATE'],
    (await loadTargetColumns(db, many))['RATE'],
  ])
  return [listed, long?.map((one) => ({ ...one, values: one.values.slice(0, few.length) }))]
}

test('targets stand by year and unit, with the source of the first unit', async () => {
  const found = await bothWays([
    ['B', 2026, 0],
    ['A', 2026, 90, '区实施方案'],
    ['A', 2025, 85.5],
    ['CITY', 2026, 91, '市实施方案'],
    ['Z', 2024, 1],
  ])
  const expected = [
    { year: 2025, source: '实施方案', values: [null, null, 85.5] },
    { year: 2026, source: '市实施方案', values: [91, 0, 90] },
  ]
  expect(found).toEqual([expected, expected])
})

test('as many targets as units times years may be of other years for each unit', async () => {
  const found = await bothWays([
    ['A', 2025, 1, 'A'],
    ['A', 2026, 2, 'A'],
    ['B', 2026, 3, 'B'],
    ['B', 2027, 4, 'B'],
  ])
  const expected = [
    { year: 2025, source: 'A', values: [null, null, 1] },
    { year: 2026, source: 'A', values: [null, 3, 2] },
    { year: 2027, source: 'B', values: [null, 4, null] },
  ]
  expect(found).toEqual([expected, expected])
})

test('where every unit has a target of every year the values alone are read', async () => {
  const found = await bothWays([
    ['B', 2025, 1, 'B'],
    ['B', 2026, 2.5, 'B'],
    ['Z', 2025, 3.25, 'Z'],
    ['Z', 2026, 0, 'Z'],
    ['CITY', 2025, 7, 'CITY'],
    ['CITY', 2026, 8, 'CITY'],
  ])
  const expected = [
    { year: 2025, source: 'CITY', values: [7, 1, null] },
    { year: 2026, source: 'CITY', values: [8, 2.5, null] },
  ]
  expect(found).toEqual([expected, expected])
})

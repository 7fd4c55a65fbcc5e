import { target } from '@cg/db/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCity } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { loadTargetColumns } from './target-columns.ts'

let city: TestCity
beforeAll(async () => {
  city = await openCity()
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.delete(target)
    const own = { indicatorCode: 'RATE', source: '实施方案' }
    await tx.insert(target).values([
      { ...own, unitCode: 'B', year: 2026, value: 0 },
      { ...own, unitCode: 'A', year: 2026, value: 90, source: '区实施方案' },
      { ...own, unitCode: 'A', year: 2025, value: 85.5 },
      { ...own, unitCode: 'CITY', year: 2026, value: 91, source: '市实施方案' },
      { ...own, unitCode: 'Z', year: 2024, value: 1 },
    ])
  })
})
afterAll(() => city.close())

test('targets stand by year and unit, with the source of the first unit, in a city as in a nation', async () => {
  const few = ['CITY', 'B', 'A']
  const many = [...few, ...Array.from({ length: 300 }, (_, at) => `U${at}`)]
  const [listed, long] = await city.store.read(async (db) => [
    await loadTargetColumns(db, few),
    await loadTargetColumns(db, many),
  ])
  expect(listed).toEqual({
    RATE: [
      { year: 2025, source: '实施方案', values: [null, null, 85.5] },
      { year: 2026, source: '市实施方案', values: [91, 0, 90] },
    ],
  })
  const cut = (one: (typeof long)[string][number]) => ({ ...one, values: one.values.slice(0, few.length) })
  expect(Object.fromEntries(Object.entries(long).map(([code, years]) => [code, years.map(cut)]))).toEqual(listed)
})

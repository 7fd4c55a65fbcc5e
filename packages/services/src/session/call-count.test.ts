import { callCount } from '@cg/db/schema'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCity } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { countCall } from './call-count.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const minute = 60_000
const start = Date.parse('2026-10-20T02:00:00.000Z')
const call = (after: number, called = { caller: '7', route: '/a' }) =>
  countCall({ store: city.store, now: () => new Date(start + after) }, called, minute)

it('calls of one caller at one route count together until the window ends', async () => {
  expect(await call(0)).toEqual({ calls: 1, endsInMs: minute })
  expect(await call(20_000)).toEqual({ calls: 2, endsInMs: 40_000 })
  expect(await call(20_000, { caller: '8', route: '/a' })).toEqual({ calls: 1, endsInMs: minute })
  expect(await call(20_000, { caller: '7', route: '/b' })).toEqual({ calls: 1, endsInMs: minute })
  expect(await call(59_999)).toEqual({ calls: 3, endsInMs: 1 })
  expect(await call(60_000)).toEqual({ calls: 1, endsInMs: minute })
})

it('many at once are counted one by one, and a clock set back begins anew', async () => {
  const many = await Promise.all(Array.from({ length: 20 }, () => call(0)))
  expect(many.map(({ calls }) => calls).toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: 20 }, (_, at) => at + 1),
  )
  expect(await call(-minute)).toEqual({ calls: 1, endsInMs: minute })
  expect(await city.store.read((db) => db.select().from(callCount))).toHaveLength(1)
})

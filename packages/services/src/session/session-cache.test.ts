import { session } from '@cg/db/schema'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCity } from '../entry/entry.fixture.ts'
import type { City } from '../entry/entry.fixture.ts'
import { hashToken } from './actor.ts'
import { createSessionCache } from './session-cache.ts'

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

it('does not keep a session whose user was forgotten while it was looked up', async () => {
  const { store, now, actor } = city.as('rsj')
  const [start, later] = [now().toISOString(), '2026-10-05T02:05:00.000Z']
  await store.write({ unaudited: 'fixture' }, async (tx) => {
    const row = { userId: actor.userId, createdAt: start, lastSeenAt: start, expiresAt: '2026-10-05T14:00:00.000Z' }
    await tx.insert(session).values({ ...row, tokenHash: hashToken('token'), address: '' })
  })
  const cache = createSessionCache({ store, now })
  city.clock.now = later
  const blocked = Promise.withResolvers<void>()
  const write = store.write({ unaudited: 'fixture' }, () => blocked.promise)
  const found = cache.find('token')
  cache.forget(actor.userId)
  blocked.resolve()
  await write
  expect(await found).toMatchObject({ actor: { login: 'rsj' } })
  expect(cache.peek('token')).toBeUndefined()
  await cache.find('token')
  expect(cache.peek('token')).toMatchObject({ actor: { login: 'rsj' } })
})

import { idempotencyKey } from '@cg/db/schema'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCity } from './entry/entry.fixture.ts'
import type { City, Login } from './entry/entry.fixture.ts'
import { once } from './idempotency.ts'

let city: City
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

/** Sends the same request under the same key; `answer` is what the server would say to it now. */
async function send(login: Login, answer: string, request: unknown = ['submit', 'F1']): Promise<string> {
  const ctx = city.as(login)
  return ctx.store.write({ unaudited: 'fixture' }, (tx) =>
    once(ctx, tx, { key: 'same-key-0001', request }, async () => answer),
  )
}

describe('an Idempotency-Key', () => {
  it('belongs to its user: another’s same key and request is another’s own', async () => {
    expect(await send('rsj', 'answer to rsj')).toBe('answer to rsj')
    expect(await send('rsj2', 'answer to rsj2')).toBe('answer to rsj2')
    expect(await send('rsj', 'never said')).toBe('answer to rsj')
    expect(await send('rsj2', 'never said')).toBe('answer to rsj2')
    expect(await send('tjj', 'answer to tjj', ['other request'])).toBe('answer to tjj')
  })

  it('names one request only', async () => {
    await send('rsj', 'answer')
    const refused = send('rsj', 'never said', ['submit', 'F2'])
    await expect(refused).rejects.toMatchObject({ detail: { reason: 'idempotency.other_request' } })
  })

  it('is kept a week, and what another user has kept is not touched', async () => {
    await send('rsj', 'old')
    await send('rsj2', 'old too')
    city.clock.now = '2026-10-13T02:00:00.000Z'
    const ctx = city.as('rsj')
    await ctx.store.write({ unaudited: 'fixture' }, (tx) =>
      once(ctx, tx, { key: 'later-key-0001', request: [] }, async () => 'new'),
    )
    const kept = await ctx.store.read(async (db) => await db.select().from(idempotencyKey))
    expect(kept.map((row) => [row.userId, row.key])).toEqual([
      [ctx.actor.userId, 'later-key-0001'],
      [city.as('rsj2').actor.userId, 'same-key-0001'],
    ])
  })
})

import { idempotencyKey } from '@cg/db/schema'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCity } from './entry/entry.fixture.ts'
import type { City, Login } from './entry/entry.fixture.ts'
import { mostAnswers, mostLetters, once } from './idempotency.ts'

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
    await expect(refused).rejects.toMatchObject({
      code: 'key_reused',
      detail: { reason: 'idempotency.other_request' },
    })
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

  it('is kept packed: the answer of a form in a sixth of its letters, and one of before is read as it is', async () => {
    const form = JSON.stringify({
      cells: Array.from({ length: 120 }, (_, at) => ({
        item: `JN0${at % 9}`,
        unit: `YC${at}`,
        state: 'reported',
        value: at,
      })),
    })
    expect(await send('rsj', form)).toBe(form)
    const [row] = await city.as('rsj').store.read((db) => db.select().from(idempotencyKey))
    expect(row?.body.length).toBeLessThan(form.length / 6)
    expect(await send('rsj', 'never said')).toBe(form)
    const plain = { body: JSON.stringify('as it was kept before') }
    await city.as('rsj').store.write({ unaudited: 'fixture' }, (tx) => tx.update(idempotencyKey).set(plain))
    expect(await send('rsj', 'never said')).toBe('as it was kept before')
  })

  it('keeps nothing of an answer that can be read again', async () => {
    const ctx = city.as('rsj')
    let standing = 'as written'
    const ask = () =>
      ctx.store.write({ unaudited: 'fixture' }, (tx) =>
        once(
          ctx,
          tx,
          { key: 'read-again-01', request: [] },
          async () => 'as written',
          async () => standing,
        ),
      )
    expect(await ask()).toBe('as written')
    standing = 'as it stands now'
    expect(await ask()).toBe('as it stands now')
    const rows = await ctx.store.read((db) => db.select().from(idempotencyKey))
    expect(rows.map(({ body }) => body)).toEqual([''])
  })

  it('is told that it was done before, where the answer was too large or is no longer among the newest', async () => {
    const ctx = city.as('rsj')
    let written = 0
    const ask = (key: string, answer: string) =>
      ctx.store.write({ unaudited: 'fixture' }, (tx) =>
        once(ctx, tx, { key, request: [] }, async () => {
          written += 1
          return answer
        }),
      )
    const noise = Array.from({ length: mostLetters }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919) % 20_000)))
    const done = { code: 'conflict', detail: { reason: 'idempotency.done_before' } }
    await ask('too-large-one', noise.join(''))
    await expect(ask('too-large-one', 'never said')).rejects.toMatchObject(done)
    for (let at = 0; at <= mostAnswers; at++) {
      city.clock.now = new Date(Date.parse('2026-10-05T02:00:00.000Z') + at * 1000).toISOString()
      await ask(`of-many-${at}`, `answer ${at}`)
    }
    await expect(ask('of-many-0', 'never said')).rejects.toMatchObject(done)
    expect(await ask('of-many-1', 'never said')).toBe('answer 1')
    expect(written).toBe(mostAnswers + 2)
  })
})

import { refusedWrites } from '@cg/db/postgres/replica'
import { storeOver } from '@cg/db/postgres/store'
import { session } from '@cg/db/schema'
import { plainQuarter } from '@cg/services/release/release.fixture'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { buildApp } from '../app.ts'
import { openReleaseApi, testNow } from './release-api.fixture.ts'
import type { ReleaseApi } from './release-api.fixture.ts'

/* A process that may only read, beside the one that writes: what it cannot answer is 503, which a proxy asks of the other. */

let api: ReleaseApi
let replica: FastifyInstance
let now = testNow

beforeEach(async () => {
  now = testNow
  api = await openReleaseApi()
  const { city } = api
  replica = await buildApp({
    services: { store: { ...city.store, write: refusedWrites().write, countCall: null }, now: () => new Date(now) },
    config: { publicUrl: null, trustProxy: false, logLevel: 'silent', dataDir: city.folder },
    webFolder: null,
  })
})
afterEach(async () => {
  await replica.close()
  await api.close()
})

const refusal = { reason: 'server.replica', code: 'unavailable' }

it('answers what is published to whoever has signed in elsewhere, byte for byte', async () => {
  const code = await api.publish(plainQuarter)
  const cookies = api.cookiesOf('leader')
  for (const name of ['overview', 'matrix', 'rankings/RATE', 'indicators/RATE']) {
    const url = `/api/v1/releases/${code}/${name}`
    const [own, theirs] = [await replica.inject({ url, cookies }), await api.app.inject({ url, cookies })]
    expect([name, own.statusCode]).toEqual([name, 200])
    expect(own.body).toBe(theirs.body)
  }
  const filler = { url: `/api/v1/releases/${code}/overview` }
  expect((await replica.inject(filler)).statusCode).toBe(401)
})

it('refuses in words to sign anybody in and to save', async () => {
  await api.publish(plainQuarter)
  const cookies = api.cookiesOf('publisher')
  const signIn = await replica.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { login: 'leader', password: 'whatever-it-is' },
  })
  const preview = await replica.inject({ method: 'POST', url: '/api/v1/periods/2026Q3/preview', cookies, payload: {} })
  for (const reply of [signIn, preview]) {
    expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '5'])
    expect(reply.json()).toMatchObject(refusal)
    expect(reply.json<{ detail: string }>().detail).toContain('只供查阅')
  }
  expect((await replica.inject({ url: '/readyz' })).statusCode).toBe(200)
})

it('tells whoever asks while there is no server nothing of where it should be', async () => {
  const { store, folder } = api.city
  const away = storeOver({
    url: 'postgres://cg@127.0.0.1:1/monitor',
    writes: refusedWrites(),
    countCall: null,
    lead: store.lead,
  })
  const app = await buildApp({
    services: { store: away, now: () => new Date(now) },
    config: { publicUrl: null, trustProxy: false, logLevel: 'silent', dataDir: folder },
    webFolder: null,
  })
  const reply = await app.inject({ url: '/api/v1/releases', cookies: api.cookiesOf('leader') })
  expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '5'])
  expect(reply.json()).toMatchObject({ reason: 'database_away' })
  expect(reply.json<{ detail: string }>().detail).toContain('与数据库服务器的连接中断')
  expect(reply.body).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|DATABASE_URL/)
  await app.close()
  away.close()
})

it('notes nobody as still there, and lets nobody in who has been idle too long', async () => {
  const code = await api.publish(plainQuarter)
  const ask = async (minutes: number) => {
    now = new Date(Date.parse(testNow) + minutes * 60_000).toISOString()
    const url = `/api/v1/releases/${code}/overview`
    return (await replica.inject({ url, cookies: api.cookiesOf('leader') })).statusCode
  }
  expect([await ask(2), await ask(29), await ask(31)]).toEqual([200, 200, 401])
  const seen = await api.city.store.read((db) => db.select().from(session))
  expect(seen.every(({ lastSeenAt }) => lastSeenAt === testNow)).toBe(true)
})

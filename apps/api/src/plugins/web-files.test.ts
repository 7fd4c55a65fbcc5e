import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { session, user } from '@cg/db/schema'
import { preparePreview } from '@cg/services/release/publish/prepare'
import { publishPreview } from '@cg/services/release/publish/publish'
import { actorOf, enter, openCity, people, plainQuarter, setForm } from '@cg/services/release/release.fixture'
import type { Person, TestCity } from '@cg/services/release/release.fixture'
import { hashToken, newToken } from '@cg/services/session/actor'
import { eq } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildApp } from '../app.ts'

const now = '2026-10-20T02:00:00.000Z'
const tokens = new Map<Person, string>()
let folder: string
let city: TestCity
let app: FastifyInstance

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cg-web-'))
  mkdirSync(join(folder, 'assets'))
  const index = '<!doctype html><head><script nonce="__CSP_NONCE__"></script></head><body><div id="root"></div></body>'
  writeFileSync(join(folder, 'index.html'), index)
  const files = { '/': { scripts: ['assets/cockpit.js'], styles: ['assets/cockpit.css'] } }
  writeFileSync(join(folder, 'pages.json'), JSON.stringify(files))
  city = await openCity()
  app = await buildApp({
    services: { store: city.store, now: () => new Date(now) },
    config: { publicUrl: null, trustProxy: false, logLevel: 'silent', dataDir: '' },
    webFolder: folder,
  })
  for (const who of people) tokens.set(who, await openSession(who))
  await enter(city, '2026Q3', plainQuarter)
  await setForm(city, '2026Q3', 'accepted')
})

afterEach(async () => {
  await app.close()
  city.close()
  rmSync(folder, { recursive: true, force: true })
})

async function openSession(who: Person): Promise<string> {
  const token = newToken()
  const expiresAt = '2026-10-20T12:00:00.000Z'
  const row = { tokenHash: hashToken(token), userId: actorOf(who).userId, createdAt: now, lastSeenAt: now, expiresAt }
  await city.store.write(
    { unaudited: 'fixture' },
    async (tx) => void (await tx.insert(session).values({ ...row, address: '' })),
  )
  return token
}

const prepare = (reason?: string) =>
  preparePreview(city.as('publisher'), { period: '2026Q3', ...(reason === undefined ? {} : { reason }) })

async function publish(reason?: string): Promise<string> {
  return (await publishPreview(city.as('second'), await prepare(reason))).head.code
}

const get = (who: Person | null, url: string, headers: Record<string, string> = {}) =>
  app.inject({ url, headers, cookies: who === null ? {} : { [app.cookieName]: tokens.get(who) ?? '' } })

/** What a page brings along: null where it brings nothing. */
async function brought(who: Person | null, url: string): Promise<Record<string, unknown> | null> {
  const { body } = await get(who, url)
  const [, text] = /<script type="application\/json" id="first-answers">(.*?)<\/script>/s.exec(body) ?? []
  return text === undefined ? null : (JSON.parse(text) as Record<string, unknown>)
}

test('a page brings the answers that its reader would ask the API for, and no others', async () => {
  const code = await publish()
  for (const who of people) {
    const answers = (await brought(who, '/')) ?? {}
    expect(Object.keys(answers)).toEqual([
      '/api/v1/session',
      '/api/v1/releases',
      `/api/v1/releases/${code}/overview`,
      '/api/v1/maps?period=2026Q3',
    ])
    for (const [url, answer] of Object.entries(answers)) expect((await get(who, url)).json(), url).toEqual(answer)
  }
})

test('each page of a release brings its own answers, of the release that its address names', async () => {
  const code = await publish()
  const of = async (url: string) =>
    Object.keys((await brought('leader', url)) ?? {}).flatMap((path) =>
      path.split(`/api/v1/releases/${code}/`).slice(1),
    )
  expect(await of('/rank')).toEqual(['rankings/score'])
  expect(await of('/rank?by=RATE')).toEqual(['rankings/RATE'])
  expect(await of('/i/RATE')).toEqual(['indicators/RATE'])
  expect(await of('/u/A?focus=A')).toEqual(['matrix', 'units/A'])
  expect(await of(`/compare?pub=${code}`)).toEqual(['matrix'])
  expect(await of('/targets?p=2026Q3')).toEqual(['targets'])
  expect(await of('/targets?p=2026Q2')).toEqual([])
  expect(await of('/u/..%2F..%2Fadmin')).toEqual(['matrix'])
  expect(await of('/audit')).toEqual([])
  expect(await brought('leader', '/share/1/rank')).toBeNull()
})

test('who is not signed in gets a page with nothing in it', async () => {
  await publish()
  for (const url of ['/', '/rank', '/signin']) {
    expect(await brought(null, url)).toBeNull()
    expect((await get(null, url)).body).not.toContain('cockpit.js')
  }
  const stranger = await app.inject({ url: '/', cookies: { [app.cookieName]: newToken() } })
  expect(stranger.body).not.toContain('first-answers')
})

test('a preview is in nobody’s page', async () => {
  await prepare()
  for (const who of people)
    expect(await brought(who, '/')).toEqual({
      '/api/v1/session': (await get(who, '/api/v1/session')).json(),
      '/api/v1/releases': { items: [] },
    })
})

test('a first password opens no answer but who it is', async () => {
  await publish()
  const { userId } = actorOf('leader')
  await city.store.write(
    { unaudited: 'fixture' },
    async (tx) => void (await tx.update(user).set({ mustChangePassword: true }).where(eq(user.id, userId))),
  )
  app.sessions.forgetAll()
  expect(Object.keys((await brought('leader', '/')) ?? {})).toEqual(['/api/v1/session'])
})

test('a text that looks like markup stays a text', async () => {
  await publish()
  const reason = '更正</script><script>alert(1)</script><!--'
  const code = await publish(reason)
  const { body } = await get('leader', '/')
  expect(body).not.toContain('</script><script>alert')
  expect(body).not.toContain('<!--')
  expect(await brought('leader', '/')).toMatchObject({
    '/api/v1/releases': { items: [{ head: { code, reason } }, {}] },
  })
})

test('a page is kept nowhere, names its files with its nonce and goes packed to who takes gzip', async () => {
  await publish()
  const { headers, body } = await get('leader', '/')
  expect(headers).toMatchObject({ 'cache-control': 'no-store', vary: 'accept-encoding' })
  const [, nonce = ''] =
    /script-src 'self' 'nonce-([0-9a-f]{32})'/.exec(String(headers['content-security-policy'])) ?? []
  expect(body).toContain(`<script nonce="${nonce}">`)
  expect(body).toContain(`<link rel="modulepreload" crossorigin href="/assets/cockpit.js" nonce="${nonce}">`)
  expect(body).toContain(`<link rel="stylesheet" crossorigin href="/assets/cockpit.css" nonce="${nonce}">`)
  const packed = await get('leader', '/', { 'accept-encoding': 'gzip, br' })
  expect(packed.headers['content-encoding']).toBe('gzip')
  const strip = (text: string) => text.replaceAll(/[0-9a-f]{32}/g, '')
  expect(strip(gunzipSync(packed.rawPayload).toString('utf8'))).toBe(strip(body))
})

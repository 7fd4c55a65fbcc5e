import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { columnsMediaType } from '@cg/contract/columns/media-type'
import { unpackColumns } from '@cg/contract/columns/unpack'
import { openByHand } from '@cg/db/by-hand.fixture'
import type { ByHand } from '@cg/db/by-hand.fixture'
import { openStore } from '@cg/db/open'
import { apiToken, grant, session, user } from '@cg/db/schema'
import type { Store } from '@cg/db/store'
import { preparePreview } from '@cg/services/release/publish/prepare'
import { actorOf, plainQuarter } from '@cg/services/release/release.fixture'
import { hashToken } from '@cg/services/session/actor'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildApp } from '../app.ts'
import { openReleaseApi, testNow } from '../routes/release-api.fixture.ts'
import type { ReleaseApi } from '../routes/release-api.fixture.ts'
import { asksRaw } from './raw.fixture.ts'

/* Published answers before the framework: the same as behind it, for nobody else, and not a moment longer. */

let api: ReleaseApi
let port = 0
let release = ''
/** Another process on the same database. */
let elsewhere: Store

beforeEach(async () => {
  api = await openReleaseApi()
  const code = await api.publish(plainQuarter)
  release = `/api/v1/releases/${code}`
  await api.app.listen({ host: '127.0.0.1', port: 0 })
  ;({ port } = api.app.server.address() as AddressInfo)
  elsewhere = await openStore(api.city.folder)
})

afterEach(async () => {
  elsewhere.close()
  await api.close()
})

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer }

const leader = () => ({ cookie: `theme=dark; ${api.app.cookieName}=leader-token` })

async function get(
  path: string,
  headers: Record<string, string> = leader(),
  method = 'GET',
  at = port,
): Promise<Answer> {
  const asked = request({ host: '127.0.0.1', port: at, path, headers, method })
  asked.end()
  const [response] = (await once(asked, 'response')) as [import('node:http').IncomingMessage]
  const body = Buffer.concat(await response.toArray())
  const { date: _, ...rest } = response.headers
  return { status: response.statusCode ?? 0, headers: rest, body }
}

/** Asks until the lane answers: the first answer is packed and remembered by the usual way. */
async function asksTwice(path: string, headers?: Record<string, string>): Promise<readonly [Answer, Answer]> {
  const usual = await get(path, headers)
  const before = api.app.fastLane.answered()
  const quick = await get(path, headers)
  expect([path, api.app.fastLane.answered() - before]).toEqual([path, 1])
  return [usual, quick]
}

async function isUsual(path: string, headers?: Record<string, string>, method?: string): Promise<Answer> {
  const before = api.app.fastLane.answered()
  const answer = await get(path, headers, method)
  expect([path, api.app.fastLane.answered()]).toEqual([path, before])
  return answer
}

/** A moment later: another process is heard of within a millisecond, by SQLite. */
const moment = () => new Promise((resolve) => setTimeout(resolve, 3))

const withoutDates = (answer: string): string => answer.replaceAll(/^Date: .*$/gm, 'Date: then')

const paths = ['overview', 'matrix', 'quality', 'equity', 'targets', 'rankings/RATE', 'rankings/RATE/whole']
const more = ['indicators/RATE', 'units/A', 'targets/A', 'rankings/score']

describe('the lane answers as the usual way does', () => {
  it('every published answer, whatever the asker takes, to the last header and byte', async () => {
    const other = await openUsual([])
    for (const path of [...paths, ...more]) {
      for (const takes of [undefined, 'gzip, deflate', 'gzip, deflate, br, zstd', 'identity', 'br;q=0, gzip']) {
        const headers = { ...leader(), ...(takes === undefined ? {} : { 'accept-encoding': takes }) }
        const usual = await get(`${release}/${path}`, headers)
        const quick = await get(`${release}/${path}`, headers)
        expect([path, takes, usual.status]).toEqual([path, takes, 200])
        expect([path, takes, quick]).toEqual([path, takes, usual])
        const etag = String(usual.headers.etag)
        for (const held of [etag, `"x", W/${etag}`, '*', '"x"']) {
          const asked = { ...headers, 'if-none-match': held }
          const [known, usually] = [
            await get(`${release}/${path}`, asked),
            await get(`${release}/${path}`, asked, 'GET', other.port),
          ]
          expect([path, held, known]).toEqual([path, held, usually])
          expect(known.status).toBe(held === '"x"' ? 200 : 304)
        }
      }
    }
    await other.close()
    expect(api.app.fastLane.answered()).toBeGreaterThan((paths.length + more.length) * 5 * 4)
  })

  it('in the same order of lines, to who ends the connection too, and to two requests that come at once', async () => {
    const other = await openUsual([])
    const path = `${release}/overview`
    await asksTwice(path)
    const text = (line: string, version = '1.1') =>
      `GET ${path} HTTP/${version}\r\nHost: x\r\nCookie: ${leader().cookie}\r\n${line}\r\n`
    const open = text('')
    for (const asked of [
      open,
      open,
      text('Connection: close\r\n'),
      text('If-None-Match: *\r\n'),
      open + open,
      text('', '1.0'),
    ]) {
      const [quick, usual] = [await asksRaw(port, asked), await asksRaw(other.port, asked)]
      expect(withoutDates(quick)).toBe(withoutDates(usual))
      expect(quick).toMatch(/^HTTP\/1\.1 (200 OK|304 Not Modified)\r\n/)
    }
    await other.close()
    expect(api.app.fastLane.answered()).toBe(8)
  })

  it('packs with what the asker takes, and each packing bears an ETag of its own', async () => {
    const ask = (takes: string) => asksTwice(`${release}/overview`, { ...leader(), 'accept-encoding': takes })
    const [[, plain], [, gzip], [, br]] = [await ask('identity'), await ask('gzip'), await ask('gzip, br')]
    expect(gzip.headers['content-encoding']).toBe('gzip')
    expect(br.headers['content-encoding']).toBe('br')
    expect(gunzipSync(gzip.body)).toEqual(plain.body)
    expect(brotliDecompressSync(br.body)).toEqual(plain.body)
    expect(br.body.length).toBeLessThan(gzip.body.length)
    expect(new Set([plain, gzip, br].map(({ headers }) => headers.etag)).size).toBe(3)
  })
})

describe('an answer about very many units', () => {
  it('goes as packed columns to who takes them, and as JSON to everybody else', async () => {
    const [name, long] = ['matrix', Array.from({ length: 6000 }, (_, at) => (at % 3 === 0 ? null : at / 7))]
    byHand((raw) => {
      const own = raw.prepare('select body from release_answer where name = ?').pluck().get(name) as Buffer
      const body = Buffer.from(JSON.stringify({ ...JSON.parse(own.toString()), long, more: long.map((one) => [one]) }))
      const hash = createHash('sha256').update(body).digest('hex')
      raw.prepare('update release_answer set body = ?, hash = ? where name = ?').run(body, hash, name)
    })
    await moment()
    const path = `${release}/${name}`
    const takes = (accept: string) => ({ ...leader(), accept, 'accept-encoding': 'gzip' })
    const [json] = await asksTwice(path, takes('application/json, */*'))
    const [usual, quick] = await asksTwice(path, takes(`${columnsMediaType}, application/json`))
    expect(quick).toEqual(usual)
    expect([json.headers['content-type'], quick.headers['content-type']]).toEqual([
      'application/json; charset=utf-8',
      columnsMediaType,
    ])
    expect(quick.headers.etag).not.toBe(json.headers.etag)
    expect(quick.headers.vary).toBe('accept, accept-encoding')
    const whole: unknown = JSON.parse(gunzipSync(json.body).toString())
    expect(unpackColumns(JSON.parse(gunzipSync(quick.body).toString()))).toEqual(whole)
    expect(whole).toMatchObject({ long, release: { code: 'CG-2026Q3-01' } })
    const held = { ...takes(columnsMediaType), 'if-none-match': String(quick.headers.etag) }
    expect((await get(path, held)).status).toBe(304)
    expect((await get(path, { ...held, accept: '*/*' })).status).toBe(200)
    // A short one goes as it is.
    const short = await get(`${release}/rankings/RATE`, takes(columnsMediaType))
    expect(short.headers['content-type']).toBe('application/json; charset=utf-8')
  })
})

/** A hand in the data. */
function byHand(body: (hand: ByHand) => void): void {
  const hand = openByHand(api.city.folder)
  hand.breakRules()
  body(hand)
  hand.close()
}

/** A second server over the same store whose requests are logged: all go the usual way. */
async function openUsual(lines: string[]): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const logStream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  const config = { publicUrl: null, trustProxy: false, logLevel: 'info', dataDir: '' } as const
  const app = await buildApp({ services: api.app.services, config, webFolder: null, logStream })
  await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    port: (app.server.address() as AddressInfo).port,
    async close() {
      expect(app.fastLane.answered()).toBe(0)
      await app.close()
    },
  }
}

describe('the lane is for whom it knows at this moment', () => {
  it('refuses at once who signed out, lost the account or must change the password', async () => {
    const path = `${release}/overview`
    const ends: readonly (() => Promise<unknown>)[] = [
      () => api.app.inject({ method: 'DELETE', url: '/api/v1/session', cookies: api.cookiesOf('leader') }),
      () => change('filler', { isActive: false }),
      () => reset('auditor'),
    ]
    for (const [at, who] of (['leader', 'filler', 'auditor'] as const).entries()) {
      const headers = { cookie: `${api.app.cookieName}=${who}-token` }
      await asksTwice(path, headers)
      await ends[at]?.()
      expect([who, (await isUsual(path, headers)).status]).toEqual([who, 401])
    }
  })

  it('hears what another process did to an account and its sessions', async () => {
    const path = `${release}/overview`
    await asksTwice(path)
    await elsewhere.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.delete(session).where(eq(session.tokenHash, hashToken('leader-token')))
    })
    await moment()
    expect((await isUsual(path)).status).toBe(401)
    const filler = { cookie: `${api.app.cookieName}=filler-token` }
    await asksTwice(path, filler)
    await elsewhere.write({ unaudited: 'fixture' }, async (tx) => {
      await tx
        .update(user)
        .set({ mustChangePassword: true })
        .where(eq(user.id, actorOf('filler').userId))
    })
    await moment()
    const refused = await isUsual(path, filler)
    expect([refused.status, JSON.parse(refused.body.toString()).reason]).toEqual([403, 'password.must_change'])
    const second = { cookie: `${api.app.cookieName}=second-token` }
    await asksTwice(path, second)
    await elsewhere.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.delete(grant).where(eq(grant.userId, actorOf('second').userId))
    })
    await moment()
    // Looked up again, and let in as whoever is signed in.
    expect((await isUsual(path, second)).status).toBe(200)
    expect((await api.app.sessions.find('second-token'))?.actor.grants).toEqual([])
  })

  it('sends nothing to strangers, and looks at no cookie beside a token or a body', async () => {
    const path = `${release}/overview`
    await asksTwice(path)
    expect((await isUsual(path, {})).status).toBe(401)
    expect((await isUsual(path, { cookie: `${api.app.cookieName}=other` })).status).toBe(401)
    expect((await isUsual(path, { cookie: `x${api.app.cookieName}=leader-token` })).status).toBe(401)
    expect((await isUsual(path, { ...leader(), authorization: 'Bearer cg_no' })).status).toBe(401)
    expect((await isUsual(path, leader(), 'HEAD')).status).toBe(200)
    expect((await isUsual(path, leader(), 'POST')).status).toBe(404)
    expect((await isUsual(`${path}?x=1`)).status).toBe(200)
  })

  it('remembers nothing of a program’s asking, whose token may be revoked', async () => {
    const answer = await api.app.inject({
      method: 'POST',
      url: '/api/v1/tokens',
      cookies: api.cookiesOf('leader'),
      payload: { name: '程序', scope: 'release.read', days: 90 },
    })
    const { secret, token } = answer.json() as { secret: string; token: { id: number } }
    const program = { authorization: `Bearer ${secret}` }
    const path = `${release}/overview`
    for (let round = 0; round < 3; round++) expect((await isUsual(path, program)).status).toBe(200)
    expect((await isUsual(path)).status).toBe(200)
    await elsewhere.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.update(apiToken).set({ revokedAt: testNow }).where(eq(apiToken.id, token.id))
    })
    expect((await isUsual(path, program)).status).toBe(401)
  })
})

const admin = (method: 'PATCH' | 'POST', url: string, headers: Record<string, string>, payload?: object) =>
  api.app.inject({
    method,
    url,
    headers,
    cookies: api.cookiesOf('admin'),
    ...(payload === undefined ? {} : { payload }),
  })

async function change(who: 'filler', payload: object): Promise<void> {
  const { statusCode } = await admin(
    'PATCH',
    `/api/v1/admin/users/${actorOf(who).userId}`,
    { 'if-match': '1' },
    payload,
  )
  expect(statusCode).toBe(200)
}

async function reset(who: 'auditor'): Promise<void> {
  const { statusCode } = await admin('POST', `/api/v1/admin/users/${actorOf(who).userId}/password`, {})
  expect(statusCode).toBe(200)
}

describe('the lane knows published releases alone', () => {
  it('never a preview', async () => {
    await preparePreview(api.city.as('publisher'), { period: '2026Q3', reason: '核对后更正一项' })
    const office = { cookie: `${api.app.cookieName}=publisher-token` }
    const list = JSON.parse((await get('/api/v1/releases', office)).body.toString()) as {
      previews?: { code: string }[]
    }
    const path = `/api/v1/releases/${encodeURIComponent(String(list.previews?.[0]?.code))}/overview`
    for (let round = 0; round < 3; round++) expect((await isUsual(path, office)).status).toBe(200)
    expect((await isUsual(path)).status).toBe(403)
  })

  it('gives out no answer of a release whose number another process gave to another one, or to none', async () => {
    const path = `${release}/overview`
    await asksTwice(path)
    byHand((raw) => raw.exec("update release set content_hash = 'of another one'"))
    await moment()
    expect((await isUsual(path)).status).toBe(200)
    byHand((raw) => raw.exec("update release set state = 'discarded', code = null"))
    await moment()
    expect((await isUsual(path)).status).toBe(404)
  })
})

it('requests that are logged go the usual way, which writes them down', async () => {
  const lines: string[] = []
  const usual = await openUsual(lines)
  for (let round = 0; round < 3; round++)
    expect((await get(`${release}/overview`, leader(), 'GET', usual.port)).status).toBe(200)
  await usual.close()
  expect(lines.filter((line) => line.includes('request completed')).length).toBe(3)
})

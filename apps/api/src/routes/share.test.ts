import { Writable } from 'node:stream'
import { auditEvent, shareLink, user } from '@cg/db/schema'
import type { ShareLink, SharedView } from '@cg/contract/share'
import { must } from '@cg/domain/must'
import { reopenForCorrection } from '@cg/services/release/publish/correct'
import { preparePreview } from '@cg/services/release/publish/prepare'
import { publishPreview } from '@cg/services/release/publish/publish'
import { enter, plainQuarter, setForm } from '@cg/services/release/release.fixture'
import type { Person, TestCity } from '@cg/services/release/release.fixture'
import { hashToken } from '@cg/services/session/actor'
import { switchShares } from '@cg/services/share/manage'
import { eq } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildApp } from '../app.ts'
import { openReleaseApi } from './release-api.fixture.ts'
import type { ReleaseApi } from './release-api.fixture.ts'

/* 会议链接 over the production app: what one opens, what it does not, and when it ends. */

let now = new Date()
let api: ReleaseApi
let city: TestCity
let app: FastifyInstance
const code = 'CG-2026Q3-01'

beforeEach(async () => {
  now = new Date('2026-10-20T02:00:00.000Z')
  api = await openReleaseApi({ now: () => now })
  ;({ city, app } = api)
  await api.publish(plainQuarter)
  await switchShares(city.as('admin'), { isOn: true })
})

afterEach(() => api.close())

const accountOf = (who: Person) => api.cookiesOf(who)

function post(url: string, payload: object, cookies: Record<string, string> = {}) {
  return app.inject({ method: 'POST', url: `/api/v1${url}`, payload, cookies })
}

type Made = { link: ShareLink; token: string }

async function make(address: string, more: Partial<{ release: string | null; hours: number; who: Person }> = {}) {
  const { release = code, hours = 4, who = 'leader' } = more
  const reply = await post('/shares', { address, release, purpose: '调度会', hours }, accountOf(who))
  return { status: reply.statusCode, ...reply.json<Made & { reason?: string }>() }
}

/** Opens a link as a browser does: the reply's cookie is sent to the link's own paths alone. */
async function open({ link, token }: Made) {
  const reply = await post(`/shared/${link.id}/open`, { token })
  const set = reply.cookies[0]
  const get = (path: string) =>
    app.inject({ url: `/api/v1/shared/${link.id}${path}`, cookies: set === undefined ? {} : { [set.name]: set.value } })
  return { reply, set, get, status: async (path: string) => (await get(path)).statusCode }
}

const ofRelease = (tail: string, of = code) => `/releases/${of}/${tail}`
const panel = (query: string) => ofRelease(`charts/panel?width=640&height=300&${query}`)

/** Every route that a link may know, with the answer each stands for. */
const everything = {
  overview: ofRelease('overview'),
  matrix: ofRelease('matrix'),
  quality: ofRelease('quality'),
  equity: ofRelease('equity'),
  targets: ofRelease('targets'),
  'targets/A': ofRelease('targets/A'),
  'targets/B': ofRelease('targets/B'),
  'unit/A': ofRelease('units/A'),
  'unit/B': ofRelease('units/B'),
  'ranking/RATE': ofRelease('rankings/RATE'),
  'ranking/HEADS': ofRelease('rankings/HEADS'),
  'indicator/RATE': ofRelease('indicators/RATE'),
  'indicator/HEADS': ofRelease('indicators/HEADS'),
} as const

describe('a link opens the answers of its page and no other', () => {
  const pages: Readonly<Record<string, readonly (keyof typeof everything)[]>> = {
    '/': ['overview', 'ranking/RATE'],
    '/rank?by=RATE&view=map': ['ranking/RATE'],
    '/i/RATE': ['ranking/RATE', 'indicator/RATE'],
    '/u/A': ['matrix', 'quality', 'targets/A', 'unit/A'],
    '/compare?cut=rank': ['matrix'],
    '/equity': ['overview', 'equity'],
    '/targets': ['targets'],
    '/targets?unit=B': ['targets', 'targets/B'],
    '/screen?focus=B': ['overview', 'equity', 'targets', 'unit/B'],
  }
  for (const [address, wanted] of Object.entries(pages)) {
    it(`of ${address}`, async () => {
      const made = await make(address)
      expect(made.status).toBe(200)
      const { status } = await open(made)
      const opened: string[] = []
      for (const [name, path] of Object.entries(everything)) {
        const found = await status(path)
        expect([200, 403], name).toContain(found)
        if (found === 200) opened.push(name)
      }
      expect(opened.toSorted()).toEqual([...wanted].toSorted())
    })
  }

  it('draws what its page draws, and refuses a drawing of another measure or a file', async () => {
    const { status } = await open(await make('/rank?by=RATE'))
    expect(await status(panel('kind=district-ranking&measure=RATE'))).toBe(200)
    expect(await status(panel('kind=district-ranking&measure=HEADS'))).toBe(403)
    expect(await status(panel('kind=tartan'))).toBe(403)
    expect(await status(panel(`kind=difference&before=${code}`))).toBe(403)
    for (const tail of [
      'charts/export?kind=district-ranking&measure=RATE&format=csv',
      'book',
      'passport?indicator=RATE',
      `difference?from=${code}`,
      'verification',
    ]) {
      expect(await status(ofRelease(tail)), tail).toBe(404)
    }
  })

  it('refuses what is missing in the same words as what is hidden', async () => {
    const { get } = await open(await make('/rank?by=RATE'))
    const words = async (path: string) => {
      const { statusCode, body } = await get(path)
      return [statusCode, (JSON.parse(body) as { detail: string }).detail]
    }
    const hidden = await words(ofRelease('overview'))
    expect(hidden[0]).toBe(403)
    expect(await words(ofRelease('overview', 'CG-2099Q1-01'))).toEqual(hidden)
    expect(await words(ofRelease('rankings/NOPE'))).toEqual(hidden)
  })

  it('never knows the routes of accounts, nor an account the routes of links', async () => {
    const made = await make('/')
    const { set } = await open(made)
    const cookie = must(set)
    for (const path of ['/releases', '/previews', '/session', '/shares', '/audit', ofRelease('overview')]) {
      const reply = await app.inject({ url: `/api/v1${path}`, cookies: { [cookie.name]: cookie.value } })
      expect([path, reply.statusCode]).toEqual([path, 401])
    }
    const account = await app.inject({ url: `/api/v1/shared/${made.link.id}`, cookies: accountOf('admin') })
    expect(account.statusCode).toBe(401)
  })
})

describe('a token', () => {
  it('has 256 bits, is kept as a hash, and its cookie goes to the paths of its link alone', async () => {
    const made = await make('/')
    expect(Buffer.from(made.token, 'base64url').byteLength).toBe(32)
    const [row] = await city.store.read((db) => db.select().from(shareLink))
    expect(JSON.stringify(row)).not.toContain(made.token)
    const { set } = await open(made)
    expect(set).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: `/api/v1/shared/${made.link.id}` })
    expect(must(set).name).not.toBe(app.cookieName)
  })

  it('is in no list, no audit line and no log', async () => {
    const lines: string[] = []
    const stream = new Writable({ write: (chunk: Buffer, _, done) => (lines.push(chunk.toString()), done()) })
    const logged = await buildApp({
      services: { store: city.store, now: () => now },
      config: { publicUrl: null, trustProxy: false, logLevel: 'trace', dataDir: '' },
      webFolder: null,
      logStream: stream,
    })
    const { link, token } = await make('/')
    const opened = await logged.inject({ method: 'POST', url: `/api/v1/shared/${link.id}/open`, payload: { token } })
    const cookie = must(opened.cookies[0])
    await logged.inject({ url: `/api/v1/shared/${link.id}`, cookies: { [cookie.name]: cookie.value } })
    await logged.close()
    expect(lines.join('')).toContain(`/api/v1/shared/${link.id}/open`)
    const list = await app.inject({ url: '/api/v1/shares', cookies: accountOf('admin') })
    const trail = await city.store.read((db) => db.select().from(auditEvent))
    for (const text of [lines.join(''), list.body, JSON.stringify(trail)]) {
      expect(text).not.toContain(token)
      expect(text).not.toContain(hashToken(token))
    }
  })

  it('of another link, a wrong one and none open nothing, in the same words', async () => {
    const [one, other] = [await make('/'), await make('/compare')]
    const wrong = await Promise.all([
      post(`/shared/${one.link.id}/open`, { token: other.token }),
      post(`/shared/${one.link.id}/open`, { token: 'x'.repeat(43) }),
      post('/shared/999/open', { token: one.token }),
      app.inject({ url: `/api/v1/shared/${one.link.id}` }),
    ])
    expect(new Set(wrong.map((reply) => `${reply.statusCode} ${reply.json<{ detail: string }>().detail}`))).toEqual(
      new Set([
        '401 会议链接不完整，或没有在这台设备上打开过。请用收到的完整链接再打开一次。如需查看，请与提供链接的人联系。',
      ]),
    )
  })

  it('is guessed at thirty times a minute and no more', async () => {
    const { link } = await make('/')
    const answers: number[] = []
    for (let at = 0; at < 32; at += 1) answers.push((await post(`/shared/${link.id}/open`, { token: 'x' })).statusCode)
    expect(answers.filter((status) => status === 429)).toHaveLength(2)
  })
})

describe('a link ends', () => {
  const reasonOf = async (get: Awaited<ReturnType<typeof open>>['get']) =>
    (await get('')).json<{ reason?: string }>().reason

  it('at its time', async () => {
    const { get } = await open(await make('/', { hours: 4 }))
    now = new Date('2026-10-20T05:59:59.000Z')
    expect((await get(ofRelease('overview'))).statusCode).toBe(200)
    now = new Date('2026-10-20T06:00:00.000Z')
    expect((await get(ofRelease('overview'))).statusCode).toBe(401)
    expect(await reasonOf(get)).toBe('share.expired')
  })

  it('when its maker or an admin takes it back, at once and for ever', async () => {
    for (const who of ['leader', 'admin'] as const) {
      const made = await make('/')
      const { get } = await open(made)
      expect((await post(`/shares/${made.link.id}/revoke`, {}, accountOf('publisher'))).statusCode).toBe(404)
      expect((await post(`/shares/${made.link.id}/revoke`, {}, accountOf(who))).statusCode).toBe(200)
      expect(await reasonOf(get)).toBe('share.revoked')
      expect((await post(`/shares/${made.link.id}/renew`, { hours: 4 }, accountOf('leader'))).statusCode).toBe(409)
    }
  })

  it('while links are switched off, and opens again when they are allowed again', async () => {
    const { get } = await open(await make('/'))
    await switchShares(city.as('admin'), { isOn: false })
    expect(await reasonOf(get)).toBe('share.off')
    expect(await make('/')).toMatchObject({ status: 409, reason: 'share.off' })
    await switchShares(city.as('admin'), { isOn: true })
    expect((await get('')).statusCode).toBe(200)
  })

  it('when its maker is no longer let in', async () => {
    const { get } = await open(await make('/'))
    await city.store.write(
      { unaudited: 'fixture' },
      async (tx) => void (await tx.update(user).set({ isActive: false }).where(eq(user.login, 'leader'))),
    )
    expect((await get(ofRelease('overview'))).statusCode).toBe(401)
  })
})

describe('a link on the wall', () => {
  async function correct(): Promise<void> {
    const cells = [{ item: 'X', unit: 'A' }]
    const why = { form: 'F1', reporter: 'RSJ', reasonClass: 'error' as const, reason: '漏填了两家企业', cells }
    await reopenForCorrection(city.as('reviewer'), { period: '2026Q3', ...why })
    await enter(city, '2026Q3', { ...plainQuarter, 'X A': 90_000 })
    await setForm(city, '2026Q3', 'accepted')
    const asked = { period: '2026Q3', reason: '更正A区签订人数' }
    await publishPreview(city.as('second'), await preparePreview(city.as('publisher'), asked))
  }

  it('changes to the newest release where its maker said so, and stays where not', async () => {
    const newest = await open(await make('/screen', { release: null, hours: 720 }))
    const pinned = await open(await make('/screen', { hours: 720 }))
    expect((await newest.get('')).json<SharedView>()).toMatchObject({ release: code, isNewest: true })
    await correct()
    const later = 'CG-2026Q3-02'
    expect((await newest.get('')).json<SharedView>()).toMatchObject({ release: later, isNewest: true })
    expect([await newest.status(ofRelease('overview', later)), await newest.status(ofRelease('overview'))]).toEqual([
      200, 403,
    ])
    expect((await pinned.get('')).json<SharedView>()).toMatchObject({ release: code, isNewest: false })
    expect([await pinned.status(ofRelease('overview', later)), await pinned.status(ofRelease('overview'))]).toEqual([
      403, 200,
    ])
    const codes = (await pinned.get('/releases')).json<{ items: { head: { code: string } }[] }>().items
    expect(codes.map((item) => item.head.code)).toEqual([later, code])
  })

  it('lives up to thirty days and is renewed by its maker, whose cookie then lives as long', async () => {
    expect(await make('/', { hours: 169 })).toMatchObject({ status: 400, reason: 'share.too_long' })
    const made = await make('/screen', { release: null, hours: 720 })
    const { get } = await open(made)
    now = new Date('2026-11-18T02:00:00.000Z')
    await api.renew()
    expect((await post(`/shares/${made.link.id}/renew`, { hours: 720 }, accountOf('admin'))).statusCode).toBe(403)
    expect((await post(`/shares/${made.link.id}/renew`, { hours: 720 }, accountOf('second'))).statusCode).toBe(404)
    expect((await post(`/shares/${made.link.id}/renew`, { hours: 720 }, accountOf('leader'))).statusCode).toBe(200)
    now = new Date('2026-12-18T01:59:00.000Z')
    const reply = await get('')
    expect([reply.statusCode, reply.cookies[0]?.expires?.toISOString()]).toEqual([200, '2026-12-18T02:00:00.000Z'])
  })

  it('alone may follow the newest release', async () => {
    expect(await make('/', { release: null })).toMatchObject({ status: 400, reason: 'share.no_release' })
  })
})

it('makes no link to what is no page of a release, or to what is not there', async () => {
  for (const address of [
    '/fill',
    '/admin',
    '/releases',
    '//evil.example/',
    '/api/v1/releases',
    '/u/A/..%2f..%2fadmin',
  ]) {
    expect([address, (await make(address)).status]).toEqual([address, 400])
  }
  for (const address of ['/i/NOPE', '/u/NOPE', '/rank?by=NOPE', '/targets?unit=NOPE']) {
    expect([address, (await make(address)).status]).toEqual([address, 404])
  }
  expect((await make('/', { release: 'CG-2099Q1-01' })).status).toBe(404)
  expect((await make('/', { who: 'filler' })).status).toBe(403)
})

it('counts every opening and tells of the first in the trail', async () => {
  const made = await make('/')
  await open(made)
  now = new Date('2026-10-20T03:00:00.000Z')
  await api.renew()
  await open(made)
  const list = await app.inject({ url: '/api/v1/shares', cookies: accountOf('leader') })
  expect(list.json<{ items: ShareLink[] }>().items[0]).toMatchObject({
    useCount: 2,
    firstUsedAt: '2026-10-20T02:00:00.000Z',
    lastUsedAt: '2026-10-20T03:00:00.000Z',
  })
  const trail = await city.store.read((db) => db.select().from(auditEvent).where(eq(auditEvent.action, 'share.open')))
  expect(trail.map((event) => event.object)).toEqual([`share:${made.link.id}`])
  const others = await app.inject({ url: '/api/v1/shares', cookies: accountOf('publisher') })
  expect(others.json<{ items: ShareLink[] }>().items).toEqual([])
})

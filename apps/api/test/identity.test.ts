import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { auditEvent, identity, session, user } from '@cg/db/schema'
import { secretFile } from '@cg/services/identity/secret'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, testPassword } from './harness.ts'
import type { Harness } from './harness.ts'
import { openPlantedService } from './identity.fixture.ts'
import type { Planted, PlantedService } from './identity.fixture.ts'

let harness: Harness
let service: PlantedService
let leader: number

const secret = 'Geheim-of-the-client-77'

beforeEach(async () => {
  harness = await createHarness()
  // Tokens bear the time of the machine, which the library asks for itself.
  harness.setNow(new Date().toISOString())
  service = await openPlantedService()
  await harness.addUser('root', [{ role: 'admin' }])
  leader = await harness.addUser('leader', [{ role: 'leader' }])
})

afterEach(async () => {
  await service.close()
  await harness.close()
})

const set = (change: object = {}) =>
  harness.as('root', {
    method: 'PUT',
    url: '/api/v1/admin/oidc',
    payload: { issuer: service.issuer, clientId: 'monitor', secret, isOn: true, ...change },
  })

type Browser = { cookie: string }

async function begin(browser: Browser, next = '/rank') {
  const reply = await harness.app.inject({
    method: 'POST',
    url: '/api/v1/session/oidc',
    headers: { cookie: browser.cookie },
    payload: { next },
  })
  const [cookie] = reply.cookies
  if (cookie !== undefined) browser.cookie = `${cookie.name}=${cookie.value}`
  return reply
}

const finish = (browser: Browser, query: string) =>
  harness.app.inject({
    method: 'POST',
    url: '/api/v1/session/oidc/finish',
    headers: { cookie: browser.cookie },
    payload: { query },
  })

async function signIn(person = { sub: 'u-1', name: '周明远' }, browser: Browser = { cookie: '' }) {
  const { url } = (await begin(browser)).json<{ url: string }>()
  return finish(browser, service.signIn(url, person))
}

const identities = async () =>
  (await harness.as('root', { url: '/api/v1/admin/identities' })).json<{
    items: { id: number; name: string; refused: number; account: { login: string } | null }[]
  }>().items
const link = (id: number, account: number) =>
  harness.as('root', { method: 'POST', url: `/api/v1/admin/identities/${id}/link`, payload: { user: account } })
const unlink = (id: number) => harness.as('root', { method: 'POST', url: `/api/v1/admin/identities/${id}/unlink` })
const events = async (action: string) => {
  const rows = await harness.store.read((db) => db.select().from(auditEvent).where(eq(auditEvent.action, action)))
  return rows.map(({ actorName, object, detail }) => ({ actorName, object, detail: JSON.parse(detail) as unknown }))
}
const hasIdentityService = async () =>
  (await harness.app.inject({ url: '/api/v1/welcome' })).json<{ hasIdentityService: boolean }>().hasIdentityService

/** Set, tried once by a stranger, and linked by the admin. */
async function linkedLeader(): Promise<void> {
  await set()
  await signIn()
  const [stranger] = await identities()
  expect((await link(stranger?.id ?? 0, leader)).statusCode).toBe(200)
}

describe('setting the service', () => {
  it('is offered at the sign-in only once it is set and on', async () => {
    expect(await hasIdentityService()).toBe(false)
    expect((await begin({ cookie: '' })).json()).toMatchObject({ reason: 'identity.off' })
    expect((await set()).statusCode).toBe(200)
    expect(await hasIdentityService()).toBe(true)
    await set({ isOn: false, secret: null })
    expect(await hasIdentityService()).toBe(false)
  })

  it('keeps the secret in a private file, and tells it to nobody: not the admin, the trail, or another issuer', async () => {
    const saved = await set()
    const kept = await harness.as('root', { url: '/api/v1/admin/oidc' })
    expect(kept.json()).toMatchObject({ issuer: service.issuer, clientId: 'monitor', hasSecret: true, isOn: true })
    const file = join(harness.app.installation.dataDir, secretFile)
    expect([statSync(file).mode & 0o777, readFileSync(file, 'utf8').includes(secret)]).toEqual([0o600, true])
    const trail = JSON.stringify(await harness.store.read((db) => db.select().from(auditEvent)))
    expect([saved.body, kept.body, trail].join('')).not.toContain(secret)
    expect(await events('identity.configure')).toMatchObject([
      { object: 'identity-service', detail: { after: { issuer: service.issuer, isActive: true, newSecret: true } } },
    ])
    const other = await openPlantedService()
    const moved = await set({ issuer: other.issuer, secret: null })
    expect([moved.statusCode, moved.json().reason, other.asked]).toEqual([400, 'identity.secret', []])
    await other.close()
    expect((await set({ secret: null })).statusCode).toBe(200)
  })

  it('says what is wrong with an address before anything is asked', async () => {
    const wrong = ['sso.example.gov.cn', 'http://sso.example.gov.cn', 'ftp://10.0.0.1', 'https://a.cn/?x=1', '']
    for (const issuer of wrong)
      expect((await set({ issuer })).json(), issuer).toMatchObject({ status: 400, reason: 'identity.issuer' })
    expect((await set({ clientId: ' ' })).json()).toMatchObject({ reason: 'identity.client' })
    expect(service.asked).toEqual([])
  })

  it('refuses a service that is down, is none, calls itself otherwise, or points to another host', async () => {
    const refusals: [Planted, string][] = [
      [{ metadata: () => ({ issuer: 'https://other.example' }) }, 'identity.wrong_issuer'],
      [{ metadata: () => ({ token_endpoint: 'https://other.example/token' }) }, 'identity.foreign_endpoint'],
      [{ metadata: () => ({ authorization_endpoint: undefined }) }, 'identity.foreign_endpoint'],
    ]
    for (const [planted, reason] of refusals) {
      service.plant(planted)
      expect((await set()).json()).toMatchObject({ reason })
    }
    const none = await set({ issuer: `${service.issuer}/nowhere` })
    expect(none.json()).toMatchObject({ reason: expect.stringMatching(/^identity\.(no_service|wrong_issuer)$/) })
    expect((await set({ issuer: 'http://127.0.0.1:9' })).json()).toMatchObject({
      status: 503,
      reason: 'identity.silent',
    })
    expect(await hasIdentityService()).toBe(false)
  })
})

describe('signing in', () => {
  it('makes no account and matches no name: the stranger waits on the list until the admin links an account', async () => {
    await set()
    const stranger = await signIn({ sub: 'u-1', name: '用户leader' })
    expect([stranger.statusCode, stranger.json().reason]).toEqual([403, 'identity.unlinked'])
    await signIn({ sub: 'u-1', name: '用户leader' })
    expect(await identities()).toMatchObject([{ name: '用户leader', refused: 2, account: null }])
    expect(await harness.store.read((db) => db.select().from(user))).toHaveLength(2)
    expect(await events('session.refuse_identity')).toHaveLength(2)
    const id = (await identities())[0]?.id ?? 0
    expect((await link(id, leader)).json().items).toMatchObject([{ account: { login: 'leader' } }])
    const reply = await signIn({ sub: 'u-1', name: '用户leader' })
    expect(reply.json()).toMatchObject({
      next: '/rank',
      me: { user: { login: 'leader' }, grants: [{ role: 'leader' }] },
    })
    expect((await events('session.open_by_identity')).map(({ object }) => object)).toEqual(['login:leader'])
    expect(await events('identity.link')).toMatchObject([{ detail: { account: leader, subject: 'u-1' } }])
  })

  it('takes no role from the token, and asks for no change of a first password that was not used', async () => {
    await linkedLeader()
    await harness.store.write({ unaudited: 'fixture' }, (tx) =>
      tx.update(user).set({ mustChangePassword: true }).where(eq(user.id, leader)),
    )
    service.plant({ claims: { roles: ['admin'], groups: ['admin'], role: 'admin' } })
    const reply = await signIn()
    expect(reply.json()).toMatchObject({ me: { grants: [{ role: 'leader' }], user: { mustChangePassword: false } } })
    const [cookie] = reply.cookies
    const headers = { cookie: `${cookie?.name}=${cookie?.value}` }
    expect((await harness.app.inject({ url: '/api/v1/work', headers })).statusCode).toBe(200)
    expect((await harness.app.inject({ url: '/api/v1/admin/users', headers })).statusCode).toBe(403)
    const byPassword = await harness.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { login: 'leader', password: testPassword },
    })
    expect(byPassword.json()).toMatchObject({ user: { mustChangePassword: true } })
  })

  it('ends when the identity is unlinked or the service switched off, and lets no disabled account in', async () => {
    await linkedLeader()
    const headersOf = async () => {
      const [cookie] = (await signIn()).cookies
      return { cookie: `${cookie?.name}=${cookie?.value}` }
    }
    const status = async (headers: { cookie: string }) =>
      (await harness.app.inject({ url: '/api/v1/session', headers })).statusCode
    const first = await headersOf()
    expect(await status(first)).toBe(200)
    const id = (await identities())[0]?.id ?? 0
    await unlink(id)
    expect(await status(first)).toBe(401)
    expect(await events('identity.unlink')).toMatchObject([{ object: `identity:${id}`, detail: { account: leader } }])
    await link(id, leader)
    const second = await headersOf()
    await set({ isOn: false, secret: null })
    expect(await status(second)).toBe(401)
    await set()
    await harness.as('root', {
      method: 'PATCH',
      url: `/api/v1/admin/users/${leader}`,
      headers: { 'if-match': '1' },
      payload: { isActive: false },
    })
    expect((await signIn()).json()).toMatchObject({ status: 403, reason: 'identity.disabled' })
  })

  it('links one identity to one account', async () => {
    await linkedLeader()
    await signIn({ sub: 'u-2', name: '另一人' })
    const [waiting, linked] = await identities()
    expect((await link(linked?.id ?? 0, leader)).json()).toMatchObject({ reason: 'identity.linked' })
    expect((await link(waiting?.id ?? 0, leader)).json()).toMatchObject({ reason: 'identity.account_linked' })
    expect((await link(waiting?.id ?? 0, 999)).statusCode).toBe(404)
    expect((await unlink(waiting?.id ?? 0)).json()).toMatchObject({ reason: 'identity.unlinked' })
  })

  it('leads only to pages of this site', async () => {
    await set()
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', '/\t/evil.example', 'rank', ''])
      expect((await begin({ cookie: '' }, next)).statusCode, next).toBe(400)
    expect((await begin({ cookie: '' }, '/i?lead=RSJ&a=%2F')).statusCode).toBe(200)
  })

  it('shows a name without signs that turn or break the line', async () => {
    await set()
    await signIn({ sub: 'u-3', name: '张\u202e三\n' })
    expect(await identities()).toMatchObject([{ name: '张三' }])
  })

  it('lets two windows of one browser be on the way', async () => {
    await linkedLeader()
    const browser = { cookie: '' }
    const [one, two] = [await begin(browser), await begin(browser)].map((reply) => reply.json<{ url: string }>().url)
    for (const url of [one, two]) {
      const reply = await finish(browser, service.signIn(url ?? '', { sub: 'u-1' }))
      expect(reply.statusCode).toBe(200)
    }
  })
})

describe('what does not hold', () => {
  const refused = async (planted: Planted) => {
    service.plant(planted)
    const reply = await signIn()
    service.plant({})
    return reply.json<{ status: number; reason: string; detail: string }>()
  }
  const seconds = (ms: number) => Math.floor((Date.now() + ms) / 1000)

  it('is refused in words, audited, and opens nothing', async () => {
    await linkedLeader()
    const sessions = await harness.store.read((db) => db.select().from(session))
    const before = (await events('session.refuse_identity')).length
    const cases: [string, Planted][] = [
      ['identity.nonce', { claims: { nonce: 'of-another-sign-in' } }],
      ['identity.issuer', { claims: { iss: 'https://other.example' } }],
      ['identity.audience', { claims: { aud: 'another-client' } }],
      ['identity.clock', { claims: { exp: seconds(-3_600_000) } }],
      ['identity.clock', { claims: { nbf: seconds(3_600_000) } }],
      ['identity.answer', { hasForeignKey: true }],
      ['identity.used_code', { refusal: 'invalid_grant' }],
      ['identity.client', { refusal: 'invalid_client' }],
    ]
    for (const [reason, planted] of cases) {
      const problem = await refused(planted)
      expect(problem, reason).toMatchObject({ status: 401, reason })
      expect(problem.detail).toMatch(/[一-鿿].*。$/)
    }
    expect((await events('session.refuse_identity')).length - before).toBe(cases.length)
    expect(await harness.store.read((db) => db.select().from(session))).toHaveLength(sessions.length)
    expect((await signIn()).statusCode).toBe(200)
  })

  it('tolerates a clock that is half a minute off', async () => {
    await linkedLeader()
    service.plant({ claims: { exp: seconds(-30_000), iat: seconds(-330_000) } })
    expect((await signIn()).statusCode).toBe(200)
  })

  it('refuses a forged state, one of another browser, one used before, and one that is too old', async () => {
    await linkedLeader()
    const browser = { cookie: '' }
    const urlOf = async () => (await begin(browser)).json<{ url: string }>().url
    const answer = service.signIn(await urlOf(), { sub: 'u-1' })
    const forged = new URLSearchParams(answer)
    forged.set('state', 'x'.repeat(43))
    const reasonOf = async (asked: Browser, query: string) =>
      (await finish(asked, query)).json<{ reason: string }>().reason
    expect(await reasonOf(browser, forged.toString())).toBe('identity.state')
    expect(await reasonOf({ cookie: '' }, answer)).toBe('identity.state')
    expect((await finish(browser, answer)).statusCode).toBe(200)
    expect(await reasonOf(browser, answer)).toBe('identity.state')
    const late = service.signIn(await urlOf(), { sub: 'u-1' })
    harness.setNow(new Date(Date.now() + 11 * 60_000).toISOString())
    expect(await reasonOf(browser, late)).toBe('identity.state')
  })

  it('refuses a code that another sign-in was given: its verifier is not known', async () => {
    await linkedLeader()
    const [own, other] = [{ cookie: '' }, { cookie: '' }]
    const stolen = new URLSearchParams(
      service.signIn((await begin(other)).json<{ url: string }>().url, { sub: 'u-1' }),
    ).get('code')
    const mine = new URL((await begin(own)).json<{ url: string }>().url).searchParams.get('state')
    const query = new URLSearchParams({ code: stolen ?? '', state: mine ?? '' }).toString()
    expect((await finish(own, query)).json()).toMatchObject({ reason: 'identity.used_code' })
  })

  it('says that the person gave up, or that the service is silent, and refuses nobody in the latter', async () => {
    await linkedLeader()
    const browser = { cookie: '' }
    const state = new URL((await begin(browser)).json<{ url: string }>().url).searchParams.get('state') ?? ''
    const denied = await finish(browser, new URLSearchParams({ error: 'access_denied', state }).toString())
    expect(denied.json()).toMatchObject({ status: 401, reason: 'identity.denied' })
    const answer = service.signIn((await begin(browser)).json<{ url: string }>().url, { sub: 'u-1' })
    const before = (await events('session.refuse_identity')).length
    await service.close()
    expect((await finish(browser, answer)).json()).toMatchObject({ status: 503, reason: 'identity.silent' })
    expect(await events('session.refuse_identity')).toHaveLength(before)
  })

  it('is said when the secret is gone from the server', async () => {
    await set()
    const file = join(harness.app.installation.dataDir, secretFile)
    expect(existsSync(file)).toBe(true)
    rmSync(file)
    expect((await begin({ cookie: '' })).json()).toMatchObject({ status: 503, reason: 'identity.no_secret' })
  })

  it('is stopped after so many sign-ins in a minute from one address', async () => {
    await set()
    const statuses: number[] = []
    for (let asked = 0; asked < 125; asked++) statuses.push((await begin({ cookie: '' })).statusCode)
    expect([statuses.slice(0, 120), statuses.slice(120)]).toEqual([Array(120).fill(200), Array(5).fill(429)])
  })
})

it('keeps an identity who it is, and lets it change accounts only by way of none', async () => {
  await linkedLeader()
  const change = (values: Partial<typeof identity.$inferInsert>) =>
    harness.store.write({ unaudited: 'fixture' }, async (tx) => await tx.update(identity).set(values))
  await expect(change({ subject: 'u-9' })).rejects.toThrow('stays who it is')
  await expect(change({ userId: 1 })).rejects.toThrow('unlinked before')
})

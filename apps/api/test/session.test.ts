import { auditEvent, loginAttempt, session } from '@cg/db/schema'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, testPassword } from './harness.ts'
import type { Harness } from './harness.ts'

let harness: Harness

beforeEach(async () => {
  harness = await createHarness({ firstAdminCode: 'a1b2c3' })
  await harness.addUser('leader', [{ role: 'leader' }])
})

afterEach(() => harness.close())

const signIn = (login: string, password: string) =>
  harness.app.inject({ method: 'POST', url: '/api/v1/session', payload: { login, password } })

describe('signing in', () => {
  it('sets an HttpOnly SameSite cookie and stores only the hash of its token', async () => {
    const reply = await signIn('leader', testPassword)
    expect(reply.statusCode).toBe(200)
    const [cookie] = reply.cookies
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    const rows = await harness.store.read(async (db) => await db.select().from(session))
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(cookie?.value)
  })

  it('answers a wrong password and an unknown name alike', async () => {
    const [wrong, unknown] = [await signIn('leader', 'nope'), await signIn('nobody', 'nope')]
    expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401])
    expect(wrong.json().detail).toBe(unknown.json().detail)
  })

  it('stops guessing after ten failures and lets the account in again a quarter of an hour later', async () => {
    for (let attempt = 0; attempt < 10; attempt++) await signIn('leader', 'nope')
    const locked = await signIn('leader', testPassword)
    expect(locked.statusCode).toBe(429)
    expect(locked.headers['retry-after']).toBe('900')
    harness.setNow('2026-11-23T01:16:00Z')
    expect((await signIn('leader', testPassword)).statusCode).toBe(200)
    const attempts = await harness.store.read(async (db) => await db.select().from(loginAttempt))
    expect(attempts).toHaveLength(11)
  })

  it('ends after thirty idle minutes, at sign-out, and for other sessions when the password changes', async () => {
    const cookieOf = async () => {
      const [cookie] = (await signIn('leader', testPassword)).cookies
      return `${cookie?.name}=${cookie?.value}`
    }
    const get = (cookie: string) => harness.app.inject({ url: '/api/v1/session', headers: { cookie } })
    const [first, second] = [await cookieOf(), await cookieOf()]
    expect((await get(first)).statusCode).toBe(200)
    const change = await harness.app.inject({
      method: 'POST',
      url: '/api/v1/session/password',
      headers: { cookie: first },
      payload: { current: testPassword, next: 'Another-2026!' },
    })
    expect(change.statusCode).toBe(200)
    expect((await get(second)).statusCode).toBe(401)
    expect((await get(first)).statusCode).toBe(200)
    harness.setNow('2026-11-23T01:31:00Z')
    expect((await get(first)).statusCode).toBe(401)
  })
})

describe('guessing', () => {
  const tryFrom = (address: string, login: string, password = 'nope') =>
    harness.app.inject({ method: 'POST', url: '/api/v1/session', remoteAddress: address, payload: { login, password } })
  const statuses = (replies: { statusCode: number }[]) => Map.groupBy(replies, (reply) => reply.statusCode)
  const audited = async (action: string) => {
    const events = await harness.store.read(async (db) => await db.select().from(auditEvent))
    return events.filter((event) => event.action === action)
  }

  it('counts attempts under way: of 150 at once at one account ten are looked at', async () => {
    const replies = await Promise.all(Array.from({ length: 150 }, () => tryFrom('10.0.0.9', 'leader')))
    const found = statuses(replies)
    expect([found.get(401)?.length, found.get(429)?.length]).toEqual([10, 140])
    expect((await tryFrom('10.0.0.9', 'leader', testPassword)).statusCode).toBe(429)
    expect(await audited('session.refuse')).toHaveLength(10)
  })

  it('stops at one account after thirty failures from anywhere, and lets it in an hour later', async () => {
    for (let at = 0; at < 30; at++) expect((await tryFrom(`10.0.${at}.1`, 'leader')).statusCode).toBe(401)
    const locked = await tryFrom('10.0.99.1', 'leader', testPassword)
    expect([locked.statusCode, locked.headers['retry-after']]).toEqual([429, '3600'])
    expect(locked.json().detail).toContain('60 分钟后再试')
    await harness.addUser('other', [{ role: 'leader' }])
    expect((await tryFrom('10.0.99.1', 'other', testPassword)).statusCode).toBe(200)
    harness.setNow('2026-11-23T02:00:01Z')
    expect((await tryFrom('10.0.99.1', 'leader', testPassword)).statusCode).toBe(200)
  })

  it('locks one typist’s account at one address, not the office behind the same proxy', async () => {
    await harness.addUser('typist', [{ role: 'leader' }])
    await harness.addUser('colleague', [{ role: 'leader' }])
    for (let at = 0; at < 80; at++) await tryFrom('10.0.0.1', 'typist')
    expect((await tryFrom('10.0.0.1', 'typist', testPassword)).statusCode).toBe(429)
    expect((await tryFrom('10.0.0.2', 'typist', testPassword)).statusCode).toBe(200)
    expect((await tryFrom('10.0.0.1', 'colleague', testPassword)).statusCode).toBe(200)
  })

  it('stops one password on many accounts, but not those who signed in from there before', async () => {
    await harness.addUser('colleague', [{ role: 'leader' }])
    expect((await tryFrom('10.0.0.1', 'colleague', testPassword)).statusCode).toBe(200)
    const sprayed = await Promise.all(Array.from({ length: 70 }, (_, at) => tryFrom('10.0.0.1', `nobody${at}`)))
    const found = statuses(sprayed)
    expect([found.get(401)?.length, found.get(429)?.length]).toEqual([60, 10])
    expect((await tryFrom('10.0.0.1', 'leader', testPassword)).statusCode).toBe(429)
    expect((await tryFrom('10.0.0.1', 'colleague', testPassword)).statusCode).toBe(200)
    expect((await tryFrom('10.0.0.2', 'leader', testPassword)).statusCode).toBe(200)
  })

  it('of the current password is counted and audited like a sign-in, and shares its limit', async () => {
    const [signed] = (await signIn('leader', testPassword)).cookies
    const change = (current: string) =>
      harness.app.inject({
        method: 'POST',
        url: '/api/v1/session/password',
        headers: { cookie: `${signed?.name}=${signed?.value}` },
        payload: { current, next: 'Another-2026!' },
      })
    const replies = await Promise.all(Array.from({ length: 40 }, (_, at) => change(`guess-${at}`)))
    const found = statuses(replies)
    expect([found.get(400)?.length, found.get(429)?.length]).toEqual([10, 30])
    const events = await audited('password.refuse')
    expect(events).toHaveLength(10)
    expect(events[0]).toMatchObject({ actorName: '用户leader', detail: '{"address":"127.0.0.1"}' })
    expect((await change(testPassword)).statusCode).toBe(429)
    expect((await signIn('leader', testPassword)).statusCode).toBe(429)
    harness.setNow('2026-11-23T01:16:00Z')
    expect((await change(testPassword)).statusCode).toBe(200)
    const attempts = await harness.store.read(async (db) => await db.select().from(loginAttempt))
    expect(attempts.map((one) => one.isSuccess)).toEqual([true, ...Array.from({ length: 10 }, () => false)])
  })
})

describe('refusals', () => {
  it('refuses a write from another site, before reading its body', async () => {
    const reply = await harness.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
      payload: '{',
    })
    expect(reply.statusCode).toBe(403)
    expect(reply.json().reason).toBe('origin.foreign')
  })

  it('asks a caller without a session to sign in, with security headers and no schema details', async () => {
    const reply = await harness.app.inject({
      method: 'POST',
      url: '/api/v1/session/password',
      payload: { wrong: true },
    })
    expect(reply.statusCode).toBe(401)
    expect(reply.headers['content-security-policy']).toContain("default-src 'self'")
    expect(reply.json().detail).toContain('登录')
  })

  it.each([
    ['not json', '{', 'application/json', 400],
    ['unknown properties', JSON.stringify({ login: 'a', password: 'b', role: 'admin' }), 'application/json', 400],
    ['a wrong type', JSON.stringify({ login: 1, password: 'b' }), 'application/json', 400],
    ['a prototype', '{"login":"a","password":"b","__proto__":{"x":1}}', 'application/json', 400],
    ['another media type', 'x', 'text/csv', 415],
    [
      'a body that is too large',
      JSON.stringify({ login: 'a'.repeat(300_000), password: 'b' }),
      'application/json',
      413,
    ],
  ])('answers %s with words, never a 5xx', async (_, payload, type, status) => {
    const reply = await harness.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { 'content-type': type },
      payload,
    })
    expect(reply.statusCode).toBe(status)
    expect(reply.headers['content-type']).toContain('application/problem+json')
    expect(reply.json().detail).toMatch(/[\u4e00-\u9fff]/)
  })

  it('answers a broken address with a problem document and headers', async () => {
    for (const url of ['/api/v1/%zz', '/api/v1/none', `/api/v1/releases/${'x'.repeat(500)}/overview`]) {
      const reply = await harness.app.inject({ url })
      expect(reply.statusCode).toBeGreaterThanOrEqual(400)
      expect(reply.statusCode).toBeLessThan(500)
      expect(reply.headers['content-type']).toContain('application/problem+json')
    }
  })
})

describe('the first admin', () => {
  const create = (code: string, password = 'First-2026-admin') =>
    harness.app.inject({
      method: 'POST',
      url: '/api/v1/first-admin',
      payload: { code, login: 'root', name: '管理员', password },
    })

  it('needs the code of the console and a sound password, and works once', async () => {
    expect((await create('wrong')).statusCode).toBe(403)
    expect((await create('a1b2c3', 'short')).statusCode).toBe(400)
    expect((await create('a1b2c3')).statusCode).toBe(200)
    expect((await create('a1b2c3')).statusCode).toBe(409)
    const events = await harness.store.read(async (db) => await db.select().from(auditEvent))
    expect(events.map((event) => event.action)).toContain('user.create_first_admin')
  })
})

it('documents itself at /api/docs', async () => {
  const reply = await harness.app.inject({ url: '/api/docs/json' })
  expect(reply.statusCode).toBe(200)
  expect(Object.keys(reply.json().paths)).toContain('/api/v1/session')
})

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

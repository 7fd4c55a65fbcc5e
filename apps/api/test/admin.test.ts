import { openByHand } from '@cg/db/by-hand.fixture'
import { auditEvent, department, orgUnit, user } from '@cg/db/schema'
import { writeSetting } from '@cg/services/settings'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, testPassword } from './harness.ts'
import type { Harness } from './harness.ts'

let harness: Harness

beforeEach(async () => {
  harness = await createHarness()
  await harness.store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.insert(department).values({ code: 'RSJ', name: '市人社局', role: 'member', protocolOrder: 1 })
    await tx.insert(orgUnit).values({
      code: 'AP',
      name: '安平县',
      shortName: '安平县',
      kind: 'county',
      protocolOrder: 1,
      validFrom: '2021Q4',
      isDemo: true,
    })
  })
  await harness.addUser('root', [{ role: 'admin' }])
  await harness.addUser('eye', [{ role: 'auditor' }])
  await harness.addUser('leader', [{ role: 'leader' }])
})

afterEach(() => harness.close())

const create = (login: string, grants: object[]) =>
  harness.as('root', { method: 'POST', url: '/api/v1/admin/users', payload: { login, name: '张三', grants } })

describe('accounts', () => {
  it('start with a password that must be changed before anything else', async () => {
    const reply = await create('rsj1', [{ role: 'filler', department: 'RSJ', unit: null }])
    expect(reply.statusCode).toBe(200)
    const { password } = reply.json()
    const signIn = await harness.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { login: 'rsj1', password },
    })
    const cookie = `cg=${signIn.cookies[0]?.value}`
    const refused = await harness.app.inject({ url: '/api/v1/admin/users', headers: { cookie } })
    expect(refused.json().reason).toBe('password.must_change')
    const changed = await harness.app.inject({
      method: 'POST',
      url: '/api/v1/session/password',
      headers: { cookie },
      payload: { current: password, next: 'Harvest-2026' },
    })
    expect(changed.json().user.mustChangePassword).toBe(false)
  })

  it('whose name holds an invisible direction control are refused, and the character is named', async () => {
    for (const [name, code] of [
      ['张\u202e三', 'U+202E'],
      ['\u2066张三', 'U+2066'],
    ]) {
      const payload = { login: 'turned', name, grants: [{ role: 'leader', department: null, unit: null }] }
      const reply = await harness.as('root', { method: 'POST', url: '/api/v1/admin/users', payload })
      expect(reply.statusCode).toBe(400)
      expect(reply.json().detail).toBe(`提交内容中的 name 含有不可见的方向控制符（${code}），请删去后重新填写。`)
    }
    const title = encodeURIComponent('全市\u202d概况')
    const file = await harness.as('leader', {
      url: `/api/v1/releases/X/charts/export?kind=kpi&format=png&title=${title}`,
    })
    expect(file.json().detail).toContain('含有不可见的方向控制符（U+202D）')
  })

  it('may lead a department, which lands on its own indicators', async () => {
    const reply = await create('head', [{ role: 'leader', department: 'RSJ', unit: null }])
    expect([reply.statusCode, reply.json().user.grants[0]]).toEqual([
      200,
      expect.objectContaining({ role: 'leader', department: 'RSJ', unit: null }),
    ])
  })

  it.each([
    [
      'admin and auditor in one person',
      [
        { role: 'admin', department: null, unit: null },
        { role: 'auditor', department: null, unit: null },
      ],
      'grant.exclusive',
    ],
    ['a filler of nothing', [{ role: 'filler', department: null, unit: null }], 'grant.scope'],
    ['a department that does not exist', [{ role: 'filler', department: 'XXX', unit: null }], 'grant.department'],
    ['a unit that does not exist', [{ role: 'leader', department: null, unit: 'XX' }], 'grant.unit'],
  ])('refuse %s', async (_, grants, reason) => {
    const reply = await create('new1', grants)
    expect([reply.statusCode, reply.json().reason]).toEqual([400, reason])
    expect((await harness.as('root', { url: '/api/v1/admin/users' })).json().items).toHaveLength(3)
  })

  it('end their sessions when their rights change, and refuse a stale change', async () => {
    const id = (await harness.store.read(async (db) => await db.select().from(user).where(eq(user.login, 'leader'))))[0]
      ?.id
    expect((await harness.as('leader', { url: '/api/v1/session' })).statusCode).toBe(200)
    const patch = (version: number) =>
      harness.as('root', {
        method: 'PATCH',
        url: `/api/v1/admin/users/${id}`,
        headers: { 'if-match': `"${version}"` },
        payload: { isActive: false },
      })
    expect((await patch(1)).statusCode).toBe(200)
    expect((await harness.as('leader', { url: '/api/v1/session' })).statusCode).toBe(401)
    const stale = await patch(1)
    expect([stale.statusCode, stale.json().current.version]).toEqual([412, 2])
    const without = await harness.as('root', {
      method: 'PATCH',
      url: `/api/v1/admin/users/${id}`,
      payload: { isActive: true },
    })
    expect(without.statusCode).toBe(428)
  })

  it('cannot take the last admin away from themselves', async () => {
    const id = (await harness.store.read(async (db) => await db.select().from(user).where(eq(user.login, 'root'))))[0]
      ?.id
    const reply = await harness.as('root', {
      method: 'PATCH',
      url: `/api/v1/admin/users/${id}`,
      headers: { 'if-match': '1' },
      payload: { isActive: false },
    })
    expect(reply.json().reason).toBe('user.own_admin')
  })
})

describe('the audit trail', () => {
  it('is read by the auditor alone', async () => {
    expect((await harness.as('root', { url: '/api/v1/audit' })).statusCode).toBe(403)
    expect((await harness.as('eye', { url: '/api/v1/audit' })).json().items.length).toBeGreaterThan(0)
  })

  it.each([
    ['an edited line', 'UPDATE audit_event SET detail = \'{"x":1}\' WHERE id = 2'],
    ['a removed line', 'DELETE FROM audit_event WHERE id = 2'],
    [
      'two swapped lines',
      'UPDATE audit_event SET id = CASE id WHEN 2 THEN -3 ELSE -2 END WHERE id IN (2, 3); UPDATE audit_event SET id = -id WHERE id < 0',
    ],
  ])('names %s', async (_, tampering) => {
    for (const login of ['a1', 'a2', 'a3']) await create(login, [{ role: 'leader', department: null, unit: null }])
    const verify = async () => (await harness.as('eye', { url: '/api/v1/audit/verification' })).json()
    expect(await verify()).toMatchObject({ isIntact: true })
    const raw = openByHand(harness.app.installation.dataDir)
    expect(() => raw.exec(tampering)).toThrow('append-only')
    raw.breakRules()
    raw.exec(tampering)
    raw.close()
    expect(await verify()).toMatchObject({ isIntact: false, brokenAt: expect.any(Number) })
  })
})

describe('demo data', () => {
  const remove = (confirm: string) =>
    harness.as('root', { method: 'DELETE', url: '/api/v1/admin/demo', payload: { confirm } })

  it('goes in one step, after a backup, and leaves the audit trail and the triggers', async () => {
    expect((await remove('云川市')).json().reason).toBe('demo.none')
    await harness.store.write({ unaudited: 'fixture' }, async (tx) => {
      await writeSetting(tx, 'demo', {
        accounts: [{ login: 'leader', password: testPassword, name: '领导', role: '领导' }],
      })
      await writeSetting(tx, 'city', '云川市')
      await tx.update(user).set({ isDemo: true }).where(eq(user.login, 'leader'))
    })
    expect((await remove('别处')).json().reason).toBe('demo.confirm')
    const before = await harness.store.read(async (db) => (await db.select().from(auditEvent)).length)
    expect((await remove('云川市')).statusCode).toBe(200)
    const left = await harness.store.read(async (db) => ({
      units: await db.select().from(orgUnit),
      users: (await db.select().from(user)).map((row) => row.login).toSorted(),
      events: (await db.select().from(auditEvent)).length,
    }))
    expect(left).toEqual({ units: [], users: ['eye', 'root'], events: before + 1 })
    await expect(
      harness.store.write({ unaudited: 'fixture' }, async (tx) => await tx.delete(auditEvent)),
    ).rejects.toThrow()
    expect((await harness.app.inject({ url: '/api/v1/welcome' })).json()).toMatchObject({
      isDemo: false,
      demoAccounts: [],
    })
  })
})

it('opens a quarter and refuses dates out of order', async () => {
  const put = (body: object) =>
    harness.as('root', { method: 'PUT', url: '/api/v1/admin/periods/2026Q4', payload: body })
  const dates = {
    opensAt: '2027-01-01T00:00:00Z',
    dueAt: '2027-01-15T10:00:00Z',
    closesAt: '2027-01-31T10:00:00Z',
    state: 'open',
  }
  expect((await put(dates)).json().items[0]).toMatchObject({ code: '2026Q4', state: 'open' })
  expect((await put({ ...dates, dueAt: '2026-12-01T00:00:00Z' })).json().reason).toBe('period.order')
  expect((await put({ ...dates, dueAt: 'soon' })).json().reason).toBe('period.time')
  const steps = { checkBy: '2027-01-19T10:00:00Z', reviewBy: '2027-01-22T10:00:00Z', publishBy: '2027-01-27T10:00:00Z' }
  const stored = Object.fromEntries(Object.entries(steps).map(([key, at]) => [key, at.replace('Z', '.000Z')]))
  expect((await put({ ...dates, ...steps })).json().items[0]).toMatchObject(stored)
  expect((await put({ ...dates, ...steps, reviewBy: null })).json().items[0]).toMatchObject({
    ...stored,
    reviewBy: null,
  })
  expect((await put({ ...dates, ...steps, checkBy: dates.dueAt })).json().reason).toBe('period.steps')
  expect((await put({ ...dates, ...steps, publishBy: '2027-01-21T10:00:00Z' })).json().reason).toBe('period.steps')
  // Programs move a day that no calendar has to the next month.
  expect((await put({ ...dates, dueAt: '2027-02-29T10:00:00+08:00' })).json()).toMatchObject({
    reason: 'period.time',
    detail: expect.stringContaining('“2027-02-29T10:00:00+08:00”不是日历上有的时间'),
  })
})

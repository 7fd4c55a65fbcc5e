import { apiToken, auditEvent, grant, user } from '@cg/db/schema'
import { removeDemoRows } from '@cg/db/remove-demo'
import { must } from '@cg/domain/must'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listReleases, readAnswer } from '../release/read/releases.ts'
import { actorOf, enter, openCity, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { Person, TestCity } from '../release/release.fixture.ts'
import { preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import { hashToken, newToken } from '../session/actor.ts'
import { updateUser } from '../admin/users.ts'
import { createTokenGuard } from './guard.ts'
import type { TokenGuard } from './guard.ts'
import { createToken } from './make.ts'
import { listAllTokens, listTokens, revokeToken } from './manage.ts'

let city: TestCity
let now: string
let guard: TokenGuard

beforeEach(async () => {
  city = await openCity()
  now = '2026-10-20T02:00:00.000Z'
  guard = createTokenGuard({ store: city.store, now: () => new Date(now) })
})
afterEach(() => city.close())

const as = (who: Person) => city.as(who, now)
const make = (who: Person, days = 90, name = '同步到数据平台') =>
  createToken(as(who), { name, scope: 'release.read', days })
const show = (secret: string, address = '10.0.0.1') => guard.find({ secret, address, scope: 'release.read' })
const unknown = () => `cg_00000000_${newToken()}`

async function stored(id: number) {
  const [row] = await city.store.read((db) => db.select().from(apiToken).where(eq(apiToken.id, id)))
  return must(row)
}

const disable = (who: Person, isActive: boolean) =>
  city.store.write(
    { unaudited: 'fixture' },
    async (tx) =>
      void (await tx
        .update(user)
        .set({ isActive })
        .where(eq(user.id, actorOf(who).userId))),
  )

describe('a token', () => {
  it('is told once: of its secret only the hash is kept, and nothing of it in the trail', async () => {
    const { token, secret } = await make('leader')
    expect(secret).toMatch(/^cg_[0-9a-f]{8}_[A-Za-z0-9_-]{43}$/)
    expect(secret.startsWith(`${token.prefix}_`)).toBe(true)
    expect(await stored(token.id)).toMatchObject({ tokenHash: hashToken(secret), prefix: token.prefix })
    const kept = secret.slice(token.prefix.length + 1)
    const rows = await city.store.read(async (db) => ({
      tokens: await db.select().from(apiToken),
      trail: await db.select().from(auditEvent),
    }))
    expect(JSON.stringify(rows)).not.toContain(kept)
    expect(JSON.stringify(await listTokens(as('leader')))).not.toContain(kept)
    expect(rows.trail.at(-1)).toMatchObject({ action: 'token.create', object: `token:${token.id}` })
  })

  it('stands for its account with the rights of the moment of use', async () => {
    const { token, secret } = await make('reviewer')
    expect(await show(secret)).toEqual({
      actor: actorOf('reviewer'),
      use: { prefix: token.prefix, scope: 'release.read' },
    })
    const grants = [{ role: 'leader' as const, department: 'RSJ', unit: null }]
    await updateUser(as('admin'), actorOf('reviewer').userId, 1, { grants })
    expect((await show(secret)).actor.grants).toEqual(grants)
  })

  it('opens nothing once it is revoked, expired or nobody’s, and says why', async () => {
    const { token, secret } = await make('leader', 1)
    await expect(show(unknown())).rejects.toMatchObject({
      code: 'unauthenticated',
      detail: { reason: 'token.unknown' },
    })
    await expect(show('')).rejects.toMatchObject({ detail: { reason: 'token.unknown' } })
    now = '2026-10-21T01:59:59.999Z'
    await show(secret)
    now = '2026-10-21T02:00:00.000Z'
    await expect(show(secret)).rejects.toMatchObject({
      code: 'unauthenticated',
      message: expect.stringContaining('已于 2026年10月21日 10:00 到期'),
      detail: { reason: 'token.expired' },
    })
    expect((await listTokens(as('leader'))).items[0]).toMatchObject({ id: token.id, state: 'expired' })
    const other = await make('leader', 365)
    await revokeToken(as('leader'), { id: other.token.id })
    await expect(show(other.secret)).rejects.toMatchObject({
      code: 'unauthenticated',
      message: expect.stringContaining('已于 2026年10月21日 10:00 撤销'),
      detail: { reason: 'token.revoked' },
    })
  })

  it('rests while its account is disabled or must change its password', async () => {
    const { secret } = await make('leader')
    await disable('leader', false)
    await expect(show(secret)).rejects.toMatchObject({ code: 'unauthenticated', detail: { reason: 'token.disabled' } })
    expect((await listAllTokens(as('admin'))).items[0]).toMatchObject({ state: 'disabled' })
    await disable('leader', true)
    await show(secret)
    await city.store.write(
      { unaudited: 'fixture' },
      async (tx) =>
        void (await tx
          .update(user)
          .set({ mustChangePassword: true })
          .where(eq(user.id, actorOf('leader').userId))),
    )
    await expect(show(secret)).rejects.toMatchObject({
      code: 'forbidden',
      detail: { reason: 'password.must_change' },
    })
    expect((await listAllTokens(as('admin'))).items[0]).toMatchObject({ state: 'password' })
  })

  it('notes its use to the minute, and no refused use', async () => {
    const { token, secret } = await make('leader')
    expect((await stored(token.id)).lastUsedAt).toBe(null)
    await show(secret)
    now = '2026-10-20T02:00:59.000Z'
    await show(secret)
    expect((await stored(token.id)).lastUsedAt).toBe('2026-10-20T02:00:00.000Z')
    now = '2026-10-20T02:01:00.000Z'
    await show(secret)
    expect((await stored(token.id)).lastUsedAt).toBe('2026-10-20T02:01:00.000Z')
    now = '2026-10-20T03:00:00.000Z'
    await revokeToken(as('leader'), { id: token.id })
    await expect(show(secret)).rejects.toThrow('撤销')
    expect((await stored(token.id)).lastUsedAt).toBe('2026-10-20T02:01:00.000Z')
  })

  it('opens nothing by a scope that this version does not know', async () => {
    const { secret } = await make('leader')
    const { prefix } = (await listTokens(as('leader'))).items[0] ?? { prefix: '' }
    const other = `cg_11111111_${newToken()}`
    const row = { name: '将来的', prefix: 'cg_11111111', tokenHash: hashToken(other), scope: 'entry.write' }
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      const life = { createdAt: now, expiresAt: '2027-01-01T00:00:00.000Z' }
      await tx.insert(apiToken).values({ userId: actorOf('leader').userId, ...row, ...life })
    })
    await expect(show(other)).rejects.toMatchObject({ code: 'forbidden', detail: { reason: 'token.scope' } })
    expect((await show(secret)).use.prefix).toBe(prefix)
  })
})

describe('guessing', () => {
  it('stops at the thirtieth unknown token from an address for a quarter of an hour, for what never came from there', async () => {
    const [used, fresh] = [await make('leader'), await make('admin')]
    await show(used.secret)
    for (let guess = 0; guess < 30; guess++) await expect(show(unknown())).rejects.toThrow('接口令牌不正确')
    await expect(show(unknown())).rejects.toMatchObject({
      code: 'too_many_requests',
      detail: { reason: 'token.locked', retryAfterSeconds: 900 },
    })
    await expect(show(fresh.secret)).rejects.toMatchObject({ code: 'too_many_requests' })
    await show(used.secret)
    await show(fresh.secret, '10.0.0.2')
    now = '2026-10-20T02:15:00.000Z'
    await show(fresh.secret)
  })

  it('is not what a program does that goes on with a token that has ended', async () => {
    const { token, secret } = await make('leader')
    await revokeToken(as('leader'), { id: token.id })
    for (let call = 0; call < 40; call++) await expect(show(secret)).rejects.toThrow('撤销')
    await show((await make('leader')).secret)
  })
})

describe('making', () => {
  it('wants a purpose of its own among those alive, and room for one more', async () => {
    await make('leader', 30, ' 甲平台 ')
    await expect(make('leader', 30, '甲平台')).rejects.toMatchObject({ detail: { reason: 'token.name_taken' } })
    await make('admin', 30, '甲平台')
    await expect(make('leader', 30, '  ')).rejects.toMatchObject({ detail: { reason: 'token.no_name' } })
    for (let at = 2; at <= 10; at++) await make('leader', 30, `平台${at}`)
    await expect(make('leader', 30, '平台11')).rejects.toMatchObject({ detail: { reason: 'token.too_many' } })
    now = '2026-11-20T02:00:00.000Z'
    await make('leader', 30, '甲平台')
  })
})

describe('revoking', () => {
  it('is its account’s and an admin’s; to others it is not there', async () => {
    const { token } = await make('leader')
    await expect(revokeToken(as('publisher'), { id: token.id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(listAllTokens(as('publisher'))).rejects.toMatchObject({ code: 'forbidden' })
    expect((await listTokens(as('publisher'))).items).toEqual([])
    const ended = await revokeToken(as('admin'), { id: token.id })
    expect(ended).toMatchObject({ state: 'revoked', revokedBy: 'admin甲', owner: 'leader甲', isOwn: false })
    await expect(revokeToken(as('leader'), { id: token.id })).rejects.toMatchObject({
      code: 'conflict',
      detail: { reason: 'token.revoked' },
    })
  })

  it('cannot be undone, nor a token be changed into another, in the file itself', async () => {
    const { token } = await make('leader')
    const change = (to: Partial<typeof apiToken.$inferInsert>) =>
      city.store.write({ unaudited: 'fixture' }, async (tx) => {
        await tx.update(apiToken).set(to).where(eq(apiToken.id, token.id))
      })
    await expect(change({ expiresAt: '2030-01-01T00:00:00.000Z' })).rejects.toThrow()
    await expect(change({ userId: actorOf('admin').userId })).rejects.toThrow()
    await revokeToken(as('leader'), { id: token.id })
    await expect(change({ revokedAt: null, revokedBy: null })).rejects.toThrow()
    await expect(
      city.store.write({ unaudited: 'fixture' }, async (tx) => void (await tx.delete(apiToken))),
    ).rejects.toThrow()
  })
})

it('reads what is published and no preview, whatever its account may', async () => {
  await enter(city, '2026Q3', plainQuarter)
  await setForm(city, '2026Q3', 'accepted')
  const preview = await preparePreview(as('publisher'), { period: '2026Q3' })
  const program = { ...as('second'), token: { prefix: 'cg_00000000', scope: 'release.read' as const } }
  expect(await listReleases(program)).toEqual({ items: expect.any(Array) })
  expect((await listReleases(as('second'))).previews).toHaveLength(1)
  await readAnswer(as('second'), preview.head.code, 'overview')
  await expect(readAnswer(program, preview.head.code, 'overview')).rejects.toMatchObject({
    code: 'forbidden',
    detail: { reason: 'token.preview' },
  })
  const { head } = await publishPreview(as('second'), preview)
  expect((await readAnswer(program, head.code, 'overview')).body.length).toBeGreaterThan(0)
})

it('goes with the demo accounts, and stays where a demo admin revoked a real one’s', async () => {
  const [demo, real] = [await make('leader'), await make('publisher')]
  await revokeToken(as('admin'), { id: real.token.id })
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    for (const who of ['leader', 'admin'] as const)
      await tx
        .update(user)
        .set({ isDemo: true })
        .where(eq(user.id, actorOf(who).userId))
    await tx.delete(grant)
    await removeDemoRows(tx)
  })
  const rows = await city.store.read((db) => db.select().from(apiToken))
  expect(rows.map(({ id, revokedBy }) => [id, revokedBy])).toEqual([[real.token.id, null]])
  expect(demo.token.id).not.toBe(real.token.id)
})

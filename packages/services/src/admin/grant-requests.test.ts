import { grant, user } from '@cg/db/schema'
import { and, eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Context } from '../context.ts'
import { readInbox } from '../inbox/list.ts'
import { actorOf, openCity } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { loadActor } from '../session/actor.ts'
import { decideGrantRequest } from './grant-requests.ts'
import { createUser, listUsers, updateUser } from './users.ts'

/* Powers of the office: by one administrator alone while there is but one, by two where there are two. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const whole = { department: null, unit: null }
const reviewer = { role: 'reviewer' as const, ...whole }
const leader = { role: 'leader' as const, ...whole }

/** A second administrator, whom the only one makes. */
async function secondAdmin(): Promise<Context> {
  const { user: made } = await createUser(city.as('admin'), {
    login: 'admin2',
    name: '第二位',
    grants: [{ role: 'admin', ...whole }],
  })
  const actor = await city.store.read((db) => loadActor(db, made.id))
  if (actor === null) throw new Error('the second administrator cannot sign in')
  return { ...city.as('admin'), actor }
}

const requests = async () => (await listUsers(city.as('admin'))).requests

it('the only administrator gives them at once, and the grant says that one person did', async () => {
  const { user: made } = await createUser(city.as('admin'), { login: 'lijing', name: '李静', grants: [reviewer] })
  expect([made.isActive, made.grants.map(({ role }) => role)]).toEqual([true, ['reviewer']])
  const [row] = await city.store.read((db) => db.select().from(grant).where(eq(grant.userId, made.id)))
  expect(row).toMatchObject({ grantedBy: actorOf('admin').userId, confirmedBy: null })
  expect(await requests()).toEqual([])
})

it('where there is another, that one confirms, and neither the first nor anybody else', async () => {
  const second = await secondAdmin()
  const input = { login: 'lijing', name: '李静', grants: [reviewer] }
  const { user: made } = await createUser(city.as('admin'), input)
  // Nothing that the account may do holds yet: it is not in use, and cannot be put in use.
  expect([made.isActive, made.grants]).toEqual([false, []])
  await expect(updateUser(city.as('admin'), made.id, made.version, { isActive: true })).rejects.toMatchObject({
    detail: { reason: 'user.no_grants' },
  })
  const [waiting] = await requests()
  expect(waiting).toMatchObject({ login: 'lijing', words: '审核人（全市）', may: ['withdraw'] })
  const { id, version } = waiting ?? { id: 0, version: 0 }
  const decision = { id, version, action: 'confirm' as const, note: '' }
  await expect(decideGrantRequest(city.as('admin'), decision)).rejects.toMatchObject({
    detail: { reason: 'grant_request.own' },
  })
  await expect(decideGrantRequest(city.as('publisher'), decision)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(decideGrantRequest(second, { ...decision, version: 7 })).rejects.toMatchObject({ code: 'stale' })
  const told = async (ctx: Context) => (await readInbox(ctx, {})).items.map(({ sentence }) => sentence).join('')
  expect(await told(second)).toContain('审核人（全市）')
  await decideGrantRequest(second, decision)
  const actor = await city.store.read((db) => loadActor(db, made.id))
  expect(actor?.grants).toEqual([reviewer])
  const [row] = await city.store.read((db) => db.select().from(grant).where(eq(grant.userId, made.id)))
  expect(row).toMatchObject({ grantedBy: actorOf('admin').userId, confirmedBy: second.actor.userId })
  await expect(decideGrantRequest(second, { ...decision, version: 2 })).rejects.toMatchObject({ code: 'stale' })
})

it('what an account has already stays as it was given, other roles hold at once, and a refusal gives nothing', async () => {
  const second = await secondAdmin()
  const { user: made } = await createUser(city.as('admin'), { login: 'lijing', name: '李静', grants: [leader] })
  const change = { grants: [leader, reviewer], name: '李静静' }
  const after = await updateUser(city.as('admin'), made.id, made.version, change)
  expect([after.name, after.isActive, after.grants.map(({ role }) => role)]).toEqual(['李静静', true, ['leader']])
  const [waiting] = await requests()
  const asked = { id: waiting?.id ?? 0, version: 1 }
  await expect(decideGrantRequest(second, { ...asked, action: 'refuse', note: ' ' })).rejects.toMatchObject({
    code: 'invalid',
  })
  await decideGrantRequest(second, { ...asked, action: 'refuse', note: '没有必要' })
  expect((await city.store.read((db) => loadActor(db, made.id)))?.grants).toEqual([leader])
  // A publisher whose name is changed keeps the grant that was there, and nobody is asked for it again.
  const publisher = actorOf('publisher')
  const before = await city.store.read((db) => db.select().from(grant).where(eq(grant.userId, publisher.userId)))
  const [account] = await city.store.read((db) => db.select().from(user).where(eq(user.id, publisher.userId)))
  await updateUser(city.as('admin'), publisher.userId, account?.version ?? 0, {
    name: '改了名',
    grants: publisher.grants.map(({ role, department, unit }) => ({ role, department, unit })),
  })
  const kept = await city.store.read((db) =>
    db
      .select()
      .from(grant)
      .where(and(eq(grant.userId, publisher.userId))),
  )
  expect(kept).toEqual(before)
  expect((await requests()).filter(({ state }) => state === 'proposed')).toEqual([])
})

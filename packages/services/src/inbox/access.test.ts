import { apiToken } from '@cg/db/schema'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { linkIdentity, listIdentities } from '../identity/links.ts'
import { signInByIdentity } from '../identity/sign-in.ts'
import { actorOf, openCity, people } from '../release/release.fixture.ts'
import type { Person, TestCity } from '../release/release.fixture.ts'
import { writeSetting } from '../settings.ts'
import { createToken } from '../token/make.ts'
import { revokeToken } from '../token/manage.ts'
import { readInbox } from './list.ts'

/* Tokens that end and identities that wait: who is told, from when, and until when. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const made = '2026-10-01T02:00:00.000Z'
const daysLater = (days: number, ms = 0) => new Date(Date.parse(made) + days * 86_400_000 + ms).toISOString()
const kindsOf = async (who: Person, at: string) => (await readInbox(city.as(who, at), {})).items.map(({ kind }) => kind)

async function make(days: number, isUsed = true): Promise<number> {
  const { token } = await createToken(city.as('leader', made), { name: '数据平台', scope: 'release.read', days })
  if (isUsed) {
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.update(apiToken).set({ lastUsedAt: made }).where(eq(apiToken.id, token.id))
    })
  }
  return token.id
}

it('tells the account from 14 days before its token ends, and nobody else', async () => {
  await make(90)
  expect(await kindsOf('leader', daysLater(76, -1))).toEqual([])
  expect(await kindsOf('leader', daysLater(76))).toEqual(['tokenEnding'])
  expect(await kindsOf('leader', daysLater(90, -1))).toEqual(['tokenEnding'])
  for (const who of people.filter((one) => one !== 'leader')) expect(await kindsOf(who, daysLater(80)), who).toEqual([])
  const [message] = (await readInbox(city.as('leader', daysLater(80)), {})).items
  expect(message).toMatchObject({ at: daysLater(76), link: '/tokens' })
  expect(message?.sentence).toMatch(/^接口令牌“数据平台”将于2026年12月30日 10:00到期/)
})

it('tells that it ended only where a program used it, until another of its name was made', async () => {
  await make(90)
  expect(await kindsOf('leader', daysLater(90))).toEqual(['tokenEnded'])
  await createToken(city.as('leader', daysLater(91)), { name: '数据平台', scope: 'release.read', days: 90 })
  expect(await kindsOf('leader', daysLater(91))).toEqual([])
})

it('says nothing of a token that nobody used and that ended, that was revoked, or that was made for two weeks', async () => {
  const unused = await make(90, false)
  expect(await kindsOf('leader', daysLater(90))).toEqual([])
  expect(await kindsOf('leader', daysLater(80))).toEqual(['tokenEnding'])
  await revokeToken(city.as('leader', daysLater(1)), { id: unused })
  expect(await kindsOf('leader', daysLater(80))).toEqual([])
  await make(14)
  expect(await kindsOf('leader', daysLater(10))).toEqual([])
})

it('tells admins of an identity without an account until it is linked', async () => {
  const proven = { issuer: 'https://sso.example.gov.cn', subject: 'u-1', name: '张三' }
  await city.store.write({ unaudited: 'fixture' }, (tx) =>
    writeSetting(tx, 'identityService', { issuer: proven.issuer, clientId: 'monitor', isOn: true }),
  )
  const services = city.as('admin', made)
  await expect(signInByIdentity(services, { proven, address: '' })).rejects.toMatchObject({ code: 'forbidden' })
  for (const who of people) {
    expect(await kindsOf(who, daysLater(1)), who).toEqual(who === 'admin' ? ['identityWaiting'] : [])
  }
  const [waiting] = (await listIdentities(services)).items
  await linkIdentity(services, { id: waiting?.id ?? 0, user: actorOf('leader').userId })
  expect(await kindsOf('admin', daysLater(1))).toEqual([])
})

import { formerName, release } from '@cg/db/schema'
import { openByHand } from '@cg/db/by-hand.fixture'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { updateUser } from '../admin/users.ts'
import { readPrecheck } from './publish/precheck.ts'
import { preparePreview } from './publish/prepare.ts'
import { publishPreview } from './publish/publish.ts'
import { verifyRelease } from './publish/verify.ts'
import { readPassport } from './read/passport.ts'
import { listReleases } from './read/releases.ts'
import { actorOf, enter, openCity, plainQuarter, setForm } from './release.fixture.ts'
import type { Person, TestCity } from './release.fixture.ts'

/* A renamed account does not change who signed a release, entered a figure or accepted a form. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function publish(): Promise<{ code: string; id: number; version: number }> {
  await enter(city, '2026Q3', plainQuarter)
  await setForm(city, '2026Q3', 'accepted')
  const { id, version } = await preparePreview(city.as('publisher'), { period: '2026Q3' })
  const { head } = await publishPreview(city.as('second'), { id, version })
  return { code: head.code, id, version }
}

const renamed = (who: Person, name: string, version = 1, at = '2026-12-01T00:00:00.000Z') =>
  updateUser(city.as('admin', at), actorOf(who).userId, version, { name })

it('list, passport and a repeated publication keep the names of those who signed', async () => {
  const { code, id, version } = await publish()
  const before = {
    list: await listReleases(city.as('leader')),
    passport: await readPassport(city.as('leader'), { code, indicator: 'RATE', unit: 'A' }),
    published: await publishPreview(city.as('second'), { id, version }),
  }
  expect(before.list.items[0]).toMatchObject({ preparedBy: 'publisher甲', publishedBy: 'second甲' })
  for (const who of ['filler', 'reviewer', 'publisher', 'second'] as const) await renamed(who, `${who}乙`)
  for (const who of ['filler', 'second'] as const) await renamed(who, `${who}丙`, 2, '2026-12-02T00:00:00.000Z')
  const second = { ...city.as('second'), actor: { ...actorOf('second'), name: 'second丙' } }
  expect({
    list: await listReleases(city.as('leader')),
    passport: await readPassport(city.as('leader'), { code, indicator: 'RATE', unit: 'A' }),
    published: await publishPreview(second, { id, version }),
  }).toEqual(before)
})

it('what is done after the renaming bears the new name', async () => {
  await renamed('publisher', '新名', 1, '2026-01-01T00:00:00.000Z')
  const { code } = await publish()
  const { items } = await listReleases(city.as('leader'))
  expect(items.map((one) => [one.head.code, one.preparedBy])).toEqual([[code, '新名']])
})

it('a preview keeps the name of who prepared it', async () => {
  await enter(city, '2026Q3', plainQuarter)
  await setForm(city, '2026Q3', 'accepted')
  const { id } = await preparePreview(city.as('publisher'), { period: '2026Q3' })
  await renamed('publisher', '新名')
  expect((await readPrecheck(city.as('second'), { id })).preview.preparedBy).toBe('publisher甲')
})

it('the names are part of what is verified: a renaming breaks nothing, a forged one shows', async () => {
  const { code } = await publish()
  const isSound = async () => (await verifyRelease(city.as('auditor'), { code })).isSound
  await renamed('second', '新名')
  expect(await isSound()).toBe(true)
  const raw = openByHand(city.folder)
  raw.breakRules()
  raw.exec("UPDATE former_name SET name = '别人'")
  raw.close()
  expect(await isSound()).toBe(false)
})

it('a renaming that leaves no former name is refused by the database, and so is editing one', async () => {
  await publish()
  await renamed('second', '新名')
  const raw = openByHand(city.folder)
  const second = `login = 'second'`
  expect(() => raw.exec(`UPDATE "user" SET name = '悄悄改的' WHERE ${second}`)).toThrow('keeps its former name')
  expect(() => raw.exec(`UPDATE former_name SET name = 'x'`)).toThrow('append-only')
  expect(() => raw.exec(`DELETE FROM former_name`)).toThrow('append-only')
  raw.close()
  const rows = await city.store.read((db) => db.select().from(formerName))
  expect(rows).toMatchObject([{ name: 'second甲', until: '2026-12-01T00:00:00.000Z' }])
  expect(await city.store.read((db) => db.select({ state: release.state }).from(release))).toEqual([
    { state: 'published' },
  ])
})

import type { ByPartsBody } from '@cg/contract/catalogue-change'
import { grant, orgUnit, user } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import type { Context } from '../context.ts'
import { loadActor } from '../session/actor.ts'
import { decideCatalogueChange } from '../tailor/decide.ts'
import { checkCatalogueChange, proposeCatalogueChange } from '../tailor/propose.ts'
import { openCity } from './entry.fixture.ts'
import type { City } from './entry.fixture.ts'

/* 安平区 with three towns and two key enterprises, of which two towns and one enterprise have accounts of their own. */

const part = (code: string, name: string, kind: 'town' | 'enterprise', order: number) => ({
  code,
  name,
  shortName: name,
  kind,
  parentCode: 'AP',
  protocolOrder: order,
  validFrom: '2021Q1',
})

const accounts = { a1: 'A1', a2: 'A2', e1: 'E1' } as const
export type PartLogin = keyof typeof accounts

export type PartsCity = City & { readonly of: (login: PartLogin) => Context }

export async function openPartsCity(): Promise<PartsCity> {
  const city = await openCity()
  const { store, clock } = city
  const ids = await store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx
      .insert(orgUnit)
      .values([
        part('A1', '青石街道', 'town', 10),
        part('A2', '柳渡镇', 'town', 11),
        part('A3', '石桥湾镇', 'town', 12),
        part('E1', '云川重工', 'enterprise', 20),
        part('E2', '安平机电', 'enterprise', 21),
      ])
    const made = new Map<PartLogin, number>()
    for (const login of ['a1', 'a2', 'e1'] as const) {
      const values = { login, name: `${login}同志`, passwordHash: 'x', createdAt: clock.now }
      const [row] = await tx.insert(user).values(values).returning()
      const { id } = must(row)
      await tx.insert(grant).values({ userId: id, role: 'filler', unitCode: accounts[login], grantedAt: clock.now })
      made.set(login, id)
    }
    return made
  })
  const actors = new Map(
    await Promise.all(
      [...ids].map(async ([login, id]) => [login, must(await store.read((db) => loadActor(db, id)))] as const),
    ),
  )
  return { ...city, of: (login) => ({ store, now: () => new Date(clock.now), actor: must(actors.get(login)) }) }
}

/** Put forward by the admin and confirmed by the publisher, as every change of the catalogue. */
export async function reportByParts(city: City, body: Partial<ByPartsBody> = {}, from = '2026Q3'): Promise<void> {
  const change = {
    kind: 'byParts' as const,
    from,
    body: { form: 'U-ZGH', units: ['AP'], by: 'town' as const, ...body },
  }
  const { digest, refusals } = await checkCatalogueChange(city.as('admin'), change)
  if (refusals.length > 0) throw new Error(refusals.join())
  const { proposals } = await proposeCatalogueChange(city.as('admin'), { change, reason: '区里议定', seen: digest })
  await decideCatalogueChange(city.as('publisher'), {
    id: must(proposals[0]).id,
    action: 'confirm',
    note: '',
    version: 1,
  })
}

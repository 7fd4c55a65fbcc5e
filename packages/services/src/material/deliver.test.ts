import type { Recipe } from '@cg/contract/material/recipe'
import { user } from '@cg/db/schema'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Context, Services } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { readInbox } from '../inbox/list.ts'
import { preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import { actorOf, enter, openCity, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { Person, TestCity } from '../release/release.fixture.ts'
import { deliverDue } from './deliver.ts'
import type { MakePack } from './deliver.ts'
import { listDelivered, openDelivered, readDelivery, setDelivery } from './deliveries.ts'
import { createRecipe, removeRecipe } from './recipes.ts'

let city: TestCity
let clock: Date
let asked: string[]
beforeEach(async () => {
  city = await openCity()
  clock = new Date('2026-10-20T02:00:00.000Z')
  asked = []
})
afterEach(() => city.close())

const as = (who: Person): Context => ({ ...city.as(who), now: () => clock })
const services = (): Services => ({ store: city.store, now: () => clock })
const recipe: Recipe = {
  kind: 'own',
  name: '季度通报',
  skin: 'blue',
  unit: null,
  pages: [{ kind: 'agenda', id: 'p1' }],
}
const toLeader = { format: 'zip' as const, readers: [actorOf('leader').userId] }
const make: MakePack = async (_ctx, { code, recipe: { name } }) => {
  asked.push(code)
  return { bytes: new TextEncoder().encode(`${name} ${code}`), fileName: `${name}_${code}.zip` }
}

const wait = (minutes: number) => void (clock = new Date(clock.getTime() + minutes * 60_000))

async function publish(figures = plainQuarter, reason?: string): Promise<string> {
  wait(1)
  await enter(city, '2026Q3', figures)
  await setForm(city, '2026Q3', 'accepted')
  const preview = await preparePreview(as('publisher'), {
    period: '2026Q3',
    ...(reason === undefined ? {} : { reason }),
  })
  return (await publishPreview(as('second'), preview)).head.code
}

async function setUp(): Promise<void> {
  await createRecipe(as('publisher'), { recipe })
  await setDelivery(as('publisher'), { id: 1, delivery: toLeader })
}

const kindsOf = async (who: Person) => (await readInbox(as(who), {})).items.map(({ kind }) => kind)

it('makes a material once for each release that comes out after it was set up, and tells its readers', async () => {
  await publish()
  await setUp()
  await deliverDue(services(), make)
  expect(asked).toEqual([])
  const code = await publish({ ...plainQuarter, 'X A': 95_100 }, '更正漏填')
  await deliverDue(services(), make)
  await deliverDue(services(), make)
  expect(asked).toEqual([code])
  const { items } = await listDelivered(as('leader'))
  expect(items).toEqual([expect.objectContaining({ name: '季度通报', release: code, problem: null, size: 25 })])
  expect(await kindsOf('leader')).toContain('materialReady')
  expect((await openDelivered(as('leader'), { id: 1 })).bytes.toString()).toBe(`季度通报 ${code}`)
  // Who is not among its readers has no message, no line and no file.
  expect(await kindsOf('auditor')).not.toContain('materialReady')
  expect((await listDelivered(as('auditor'))).items).toEqual([])
  await expect(openDelivered(as('auditor'), { id: 1 })).rejects.toMatchObject({ code: 'not_found' })
})

it('makes nothing any more once it was ended, or the material is gone', async () => {
  await setUp()
  await setDelivery(as('publisher'), { id: 1, delivery: null })
  await createRecipe(as('publisher'), { recipe })
  await setDelivery(as('publisher'), { id: 2, delivery: toLeader })
  await removeRecipe(as('publisher'), { id: 2 })
  await publish()
  await deliverDue(services(), make)
  expect(asked).toEqual([])
})

it('tells who set it up why there is no file, and nobody else', async () => {
  await setUp()
  await publish()
  await deliverDue(services(), () => Promise.reject(new ServiceError('invalid', '第3页没有可画的数据。')))
  expect((await listDelivered(as('publisher'))).items).toEqual([
    expect.objectContaining({ problem: '第3页没有可画的数据。', size: null }),
  ])
  expect(await kindsOf('publisher')).toContain('materialFailed')
  expect(await kindsOf('leader')).not.toContain('materialFailed')
  await expect(openDelivered(as('publisher'), { id: 1 })).rejects.toThrow('第3页')
})

it('tries again what failed for want of a thread or by the machine', async () => {
  await setUp()
  const code = await publish()
  const busy = new ServiceError('unavailable', '同时导出的人较多，请几秒后再试。')
  await expect(deliverDue(services(), () => Promise.reject(busy))).rejects.toBe(busy)
  await expect(deliverDue(services(), () => Promise.reject(new Error('no memory')))).rejects.toThrow('no memory')
  await deliverDue(services(), make)
  expect(asked).toEqual([code])
})

it('makes the others all the same, and gives up after an hour with words', async () => {
  await setUp()
  await createRecipe(as('publisher'), { recipe: { ...recipe, name: '一页纸' } })
  await setDelivery(as('publisher'), { id: 2, delivery: toLeader })
  const code = await publish()
  const failing: MakePack = (ctx, wanted) =>
    wanted.recipe.name === '季度通报' ? Promise.reject(new Error('no memory')) : make(ctx, wanted)
  await expect(deliverDue(services(), failing)).rejects.toThrow('no memory')
  expect(asked).toEqual([code])
  wait(61)
  await expect(deliverDue(services(), failing)).rejects.toThrow('no memory')
  await deliverDue(services(), failing)
  expect(asked).toEqual([code])
  const { items } = await listDelivered(as('publisher'))
  expect(items.find(({ name }) => name === '季度通报')?.problem).toContain('手工生成')
})

it('does not make it in the name of an account that is no longer in use', async () => {
  await setUp()
  await publish()
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx
      .update(user)
      .set({ isActive: false })
      .where(eq(user.id, actorOf('publisher').userId))
  })
  await deliverDue(services(), make)
  expect(asked).toEqual([])
})

it('keeps the files of the last two releases', async () => {
  await setUp()
  for (const figure of [95_100, 95_200, 95_300]) {
    await publish({ ...plainQuarter, 'X A': figure }, figure === 95_100 ? undefined : '更正')
    await deliverDue(services(), make)
  }
  expect((await listDelivered(as('leader'))).items.map(({ size }) => size)).toEqual([25, 25, null])
  await expect(openDelivered(as('leader'), { id: 1 })).rejects.toThrow('已清理')
})

it('is set up by the office for what it may change, and for accounts in use', async () => {
  await createRecipe(as('leader'), { recipe })
  await expect(readDelivery(as('leader'), { id: 1 })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(setDelivery(as('publisher'), { id: 1, delivery: toLeader })).rejects.toMatchObject({ code: 'not_found' })
  await createRecipe(as('publisher'), { recipe })
  await expect(setDelivery(as('publisher'), { id: 2, delivery: { format: 'zip', readers: [4_000] } })).rejects.toThrow(
    '已停用',
  )
  const { people } = await readDelivery(as('publisher'), { id: 2 })
  expect(people[0]?.part).toContain('领导')
})

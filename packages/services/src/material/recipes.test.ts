import type { Recipe, RecipePage } from '@cg/contract/material/recipe'
import { mostSlides } from '@cg/contract/material/recipe'
import { mostRecipes } from '@cg/contract/material/recipe-routes'
import { removeDemoRows } from '@cg/db/remove-demo'
import { auditEvent } from '@cg/db/schema'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCity } from '../release/release.fixture.ts'
import type { Person, TestCity } from '../release/release.fixture.ts'
import {
  addRecipePage,
  copyRecipe,
  createRecipe,
  listRecipes,
  readRecipe,
  removeRecipe,
  saveRecipe,
} from './recipes.ts'

let city: TestCity
let now: string

beforeEach(async () => {
  city = await openCity()
  now = '2026-10-20T02:00:00.000Z'
})
afterEach(() => city.close())

const as = (who: Person) => city.as(who, now)
const ranking: RecipePage = {
  kind: 'chart',
  id: 'p1',
  chart: { kind: 'district-ranking', measure: 'RATE' },
  as: 'chart',
  title: null,
  remark: '',
}
const recipe: Recipe = { kind: 'quarter', name: '三季度通报', skin: 'blue', unit: null, pages: [ranking] }
const make = (who: Person, more: Partial<Recipe> = {}) => createRecipe(as(who), { recipe: { ...recipe, ...more } })
const share = (who: Person, id: number, version: number) => saveRecipe(as(who), { id, recipe, isShared: true, version })
const names = async (who: Person) => (await listRecipes(as(who))).items.map(({ name }) => name)

describe('a material', () => {
  it('is kept as it came, and saved over the version that was seen', async () => {
    const { info } = await make('leader', { name: ' 三季度通报 ', unit: 'AP' })
    expect(info).toMatchObject({ name: '三季度通报', version: 1, isOwn: true, isShared: false, pageCount: 1 })
    const pages: RecipePage[] = [{ kind: 'agenda', id: 'a' }, ranking]
    now = '2026-10-20T03:00:00.000Z'
    const saved = await saveRecipe(as('leader'), {
      id: info.id,
      recipe: { ...recipe, skin: 'red', pages },
      isShared: false,
      version: 1,
    })
    expect(saved.info).toMatchObject({ version: 2, updatedAt: now, skin: 'red' })
    expect((await readRecipe(as('leader'), { id: info.id })).recipe).toEqual({ ...recipe, skin: 'red', pages })
  })

  it('leaves one line for the saves of a sitting, and one for each number, name or reader that changes', async () => {
    const { info } = await make('leader')
    let version = info.version
    const save = async (at: string, changed: Partial<Recipe> = {}, isShared = false) => {
      now = `2026-10-20T${at}:00.000Z`
      await saveRecipe(as('leader'), { id: info.id, recipe: { ...recipe, ...changed }, isShared, version: version++ })
      const events = await city.store.read((db) => db.select().from(auditEvent))
      return events.filter(({ action }) => action === 'recipe.save').length
    }
    expect(await save('03:00')).toBe(1)
    expect(await save('03:10', { skin: 'red' })).toBe(1)
    expect(await save('03:20', { skin: 'red', pages: [{ kind: 'agenda', id: 'a' }, ranking] })).toBe(1)
    expect(await save('03:21', { pages: [{ ...ranking, remark: '请看前三位' }] })).toBe(2)
    expect(await save('03:22', { pages: [{ ...ranking, remark: '请看前三位' }] })).toBe(2)
    expect(await save('03:23', { name: '通报' })).toBe(3)
    expect(await save('03:24', { name: '通报' }, true)).toBe(4)
    expect(await save('03:53', { name: '通报', skin: 'red' }, true)).toBe(4)
    expect(await save('03:54', { name: '通报' }, true)).toBe(5)
    expect((await readRecipe(as('leader'), { id: info.id })).info.version).toBe(version)
  })

  it('tells who saved it in between, with what stands there now', async () => {
    const { info } = await make('leader')
    await share('leader', info.id, 1)
    await saveRecipe(as('publisher'), { id: info.id, recipe: { ...recipe, name: '改过' }, isShared: true, version: 2 })
    await expect(share('leader', info.id, 2)).rejects.toMatchObject({
      code: 'stale',
      message: expect.stringMatching(/^publisher甲已于 2026年10月20日 10:00 保存过这份材料/),
      detail: { reason: 'recipe.changed', current: { info: { version: 3 }, recipe: { name: '改过' } } },
    })
    expect((await readRecipe(as('leader'), { id: info.id })).recipe.name).toBe('改过')
  })

  it('is nobody else’s until it is shown to everybody; then the city’s publishers change it too', async () => {
    const { info } = await make('leader')
    const { id } = info
    expect(await names('reviewer')).toEqual([])
    const strangers = [
      readRecipe(as('publisher'), { id }),
      share('publisher', id, 1),
      copyRecipe(as('publisher'), { id }),
      removeRecipe(as('publisher'), { id }),
      addRecipePage(as('publisher'), { id, page: ranking }),
    ]
    for (const refused of strangers) await expect(refused).rejects.toMatchObject({ code: 'not_found' })
    await share('leader', id, 1)
    expect((await listRecipes(as('reviewer'))).items).toMatchObject([{ isOwn: false, mayChange: false }])
    await expect(share('reviewer', id, 2)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(removeRecipe(as('reviewer'), { id })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(addRecipePage(as('reviewer'), { id, page: ranking })).rejects.toMatchObject({ code: 'forbidden' })
    expect((await share('publisher', id, 2)).info).toMatchObject({ isOwn: false, mayChange: true, version: 3 })
    await removeRecipe(as('publisher'), { id })
    expect(await names('leader')).toEqual([])
  })

  it('takes a page at its end, before the closing one, under an id of its own', async () => {
    const { info } = await make('leader', { pages: [ranking, { kind: 'closing', id: 'p2', title: null }] })
    const { recipe: added, info: after } = await addRecipePage(as('leader'), { id: info.id, page: ranking })
    expect(added.pages.map(({ id, kind }) => `${kind} ${id}`)).toEqual(['chart p1', 'chart p3', 'closing p2'])
    expect(after.version).toBe(2)
    const full = Array.from({ length: mostSlides }, (_, at): RecipePage => ({ kind: 'agenda', id: `a${at}` }))
    const other = await make('leader', { pages: full })
    await expect(addRecipePage(as('leader'), { id: other.info.id, page: ranking })).rejects.toMatchObject({
      code: 'conflict',
      detail: { reason: 'recipe.full' },
    })
  })

  it('is copied for oneself alone', async () => {
    const { info } = await make('leader', { name: '名'.repeat(40) })
    await saveRecipe(as('leader'), {
      id: info.id,
      recipe: { ...recipe, name: '名'.repeat(40) },
      isShared: true,
      version: 1,
    })
    const copy = await copyRecipe(as('reviewer'), { id: info.id })
    expect(copy.info).toMatchObject({ isOwn: true, isShared: false, version: 1, name: `${'名'.repeat(36)}（副本）` })
    expect(await names('leader')).toEqual(['名'.repeat(40)])
  })

  it('refuses a name of blanks, two pages of one id, and more than can be kept', async () => {
    await expect(make('leader', { name: '  ' })).rejects.toMatchObject({ detail: { reason: 'recipe.no_name' } })
    await expect(make('leader', { pages: [ranking, ranking] })).rejects.toMatchObject({
      detail: { reason: 'recipe.page_twice' },
    })
    for (let count = 0; count < mostRecipes; count++) await make('leader')
    await expect(make('leader')).rejects.toMatchObject({ code: 'conflict', detail: { reason: 'recipe.too_many' } })
    await make('reviewer')
  })

  it('leaves its acts in the trail, and goes with the demo city', async () => {
    const { info } = await make('leader')
    await copyRecipe(as('leader'), { id: info.id })
    await removeRecipe(as('leader'), { id: info.id })
    const trail = await city.store.read((db) => db.select().from(auditEvent))
    expect(trail.slice(-3).map(({ action, object }) => `${action} ${object}`)).toEqual([
      'recipe.create recipe:1',
      'recipe.copy recipe:2',
      'recipe.remove recipe:1',
    ])
    await city.store.write({ unaudited: 'fixture' }, removeDemoRows)
    expect(await names('leader')).toEqual([])
  })
})

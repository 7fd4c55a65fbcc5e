import type { PackOutline } from '@cg/contract/material/pack'
import { packSkinNames, packSkins, recipeKinds } from '@cg/contract/material/recipe'
import type { Recipe, RecipePageKind } from '@cg/contract/material/recipe'
import { must } from '@cg/domain/must'
import { illFormed } from '@cg/export/well-formed'
import { everyStateQuarter, plainQuarter } from '@cg/services/release/release.fixture'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openReleaseApi, testRelease as code } from './release-api.fixture.ts'
import type { ReleaseApi } from './release-api.fixture.ts'

/* Materials, as who puts them together gets them from a published release. */

let api: ReleaseApi

beforeEach(async () => {
  api = await openReleaseApi()
})

afterEach(() => api.close())

const path = `/api/v1/releases/${code}/packs`

function post(tail: string, payload: object) {
  return api.app.inject({ method: 'POST', url: path + tail, payload, cookies: api.cookiesOf('leader') })
}

async function builtin(kind: string, query = ''): Promise<Recipe> {
  const reply = await api.app.inject({ url: `${path}/recipes/${kind}${query}`, cookies: api.cookiesOf('leader') })
  expect([kind, reply.statusCode]).toEqual([kind, 200])
  return reply.json<Recipe>()
}

async function outline(recipe: Recipe): Promise<PackOutline> {
  const reply = await post('/outline', { recipe })
  expect(reply.statusCode).toBe(200)
  return reply.json<PackOutline>()
}

it.each([
  ['a plain quarter', plainQuarter],
  ['a quarter with every state', everyStateQuarter],
])(
  'every built-in recipe of %s has no page that says nothing, and every slide is drawn',
  async (_, quarter) => {
    await api.publish(quarter)
    for (const kind of recipeKinds) {
      const recipe = await builtin(kind)
      const { pages, slides } = await outline(recipe)
      expect(pages.flatMap(({ remarks }) => remarks).filter(({ check }) => check === 'empty')).toEqual([])
      expect(slides).toBe(pages.reduce((sum, page) => sum + page.slides, 0))
      for (let slide = 1; slide <= slides; slide++) {
        const drawn = await post('/slide', { recipe, slide })
        expect([kind, slide, drawn.statusCode]).toEqual([kind, slide, 200])
        expect([drawn.headers['content-type'], illFormed(drawn.body)]).toEqual(['image/svg+xml; charset=utf-8', null])
        expect(drawn.body).not.toMatch(/<script|javascript:|https?:\/\/(?!www\.w3\.org)/u)
      }
      const beyond = await post('/slide', { recipe, slide: slides + 1 })
      expect([beyond.statusCode, beyond.json<{ detail: string }>().detail]).toEqual([
        400,
        `材料共${slides}张，没有第${slides + 1}张。`,
      ])
    }
  },
  60_000,
)

it('every kind of page has its look in both skins', async () => {
  await api.publish(plainQuarter)
  const recipe = await builtin('quarter')
  const kinds: RecipePageKind[] = ['cover', 'agenda', 'chapter', 'chart', 'words', 'closing']
  const { pages } = await outline(recipe)
  for (const kind of kinds) {
    const slide = must(pages[recipe.pages.findIndex((page) => page.kind === kind)]).slide
    const looks = await Promise.all(
      packSkins.map(async (skin) => (await post('/slide', { recipe: { ...recipe, skin }, slide })).body),
    )
    expect(new Set(looks).size, `${kind}: ${Object.values(packSkinNames).join('、')}`).toBe(packSkins.length)
  }
}, 30_000)

it('a page that this release cannot fill says why and stops none of the others', async () => {
  await api.publish(plainQuarter)
  const recipe = await builtin('one-page')
  const page = must(recipe.pages[0])
  const gone = {
    kind: 'chart',
    id: 'gone',
    chart: { kind: 'trend', measure: 'NONE' },
    as: 'chart',
    title: null,
    remark: '',
  }
  const { pages } = await outline({ ...recipe, pages: [page, gone as Recipe['pages'][number]] })
  expect(pages.map(({ slides }) => slides)).toEqual([1, 1])
  expect(pages[1]?.remarks).toEqual([
    { check: 'empty', weight: 'stop', words: expect.stringContaining('这一页没有内容：') },
  ])
})

it('refuses in words a unit and an indicator that the release does not have, and a recipe with an id twice', async () => {
  await api.publish(plainQuarter)
  const recipe = await builtin('one-page')
  const page = must(recipe.pages[0])
  const twice = await post('/outline', { recipe: { ...recipe, pages: [page, page] } })
  const get = (query: string) =>
    api.app.inject({ url: `${path}/recipes/talk?${query}`, cookies: api.cookiesOf('leader') })
  for (const [reply, words] of [
    [twice, '编号都是'],
    [await get('unit=NOWHERE'), '没有代码为 NOWHERE 的单位'],
    [await get('measure=NONE'), '没有代码为 NONE 的指标'],
  ] as const) {
    expect(reply.statusCode).toBe(400)
    expect(reply.json<{ detail: string }>().detail).toContain(words)
  }
})

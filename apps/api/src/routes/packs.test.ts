import { createHash } from 'node:crypto'
import type { PackJob, PackOutline } from '@cg/contract/material/pack'
import { packFormats } from '@cg/contract/material/pack'
import { glanceTitle, recipeKinds } from '@cg/contract/material/recipe'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { packSkinNames, packSkins } from '@cg/contract/skin'
import type { Recipe, RecipePageKind } from '@cg/contract/material/recipe'
import type { StampAnswer } from '@cg/contract/stamp'
import { auditEvent } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { illFormed } from '@cg/export/well-formed'
import { preparePreview } from '@cg/services/release/publish/prepare'
import { everyStateQuarter, plainQuarter } from '@cg/services/release/release.fixture'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openReleaseApi, testNow, testRelease as code } from './release-api.fixture.ts'
import type { Person } from '@cg/services/release/release.fixture'
import type { ReleaseApi } from './release-api.fixture.ts'

/* Materials, as who puts them together gets them from a published release. */

let api: ReleaseApi
let now: Date

beforeEach(async () => {
  now = new Date(testNow)
  api = await openReleaseApi({ now: () => now })
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

it.each([
  ['a plain quarter', plainQuarter],
  ['a quarter with every state', everyStateQuarter],
])(
  'of %s no material of any unit, indicator or dimension has a title too long to be read at a glance',
  async (_, quarter) => {
    await api.publish(quarter)
    const reply = await api.app.inject({ url: `/api/v1/releases/${code}/matrix`, cookies: api.cookiesOf('leader') })
    const { units, indicators } = reply.json<MatrixFacts>()
    const asked = [
      ['quarter', ''],
      ...units.code.flatMap((unit) => ['talk', 'one-page'].map((kind) => [kind, `?unit=${unit}`])),
      ...indicators.map(({ code: measure }) => ['topic', `?measure=${measure}`]),
      ...[...new Set(indicators.map(({ dimension }) => dimension))].map((one) => ['topic', `?dimension=${one}`]),
    ]
    let charts = 0
    for (const [kind = '', query = ''] of asked) {
      const recipe = await builtin(kind, query)
      const { pages } = await outline(recipe)
      charts += recipe.pages.filter((page) => page.kind === 'chart').length
      const long = pages.filter(({ title }) => Array.from(title).length > glanceTitle)
      expect([kind, query, long.map(({ title }) => title)]).toEqual([kind, query, []])
    }
    expect(charts).toBeGreaterThan(asked.length)
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
})

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

it('refuses in words a unit, an indicator and a dimension that the release does not have, and a recipe with an id twice', async () => {
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
    [await get('dimension=NONE'), '没有代码为 NONE 的维度'],
  ] as const) {
    expect(reply.statusCode).toBe(400)
    expect(reply.json<{ detail: string }>().detail).toContain(words)
  }
})

it('of a preview is the office’s alone, also right after the office has looked at it', async () => {
  await api.publish(plainQuarter)
  const { code: preview } = (await preparePreview(api.city.as('publisher'), { period: '2026Q3', reason: '更正漏填' }))
    .head
  const recipe = await builtin('one-page')
  const ask = (who: Person) =>
    api.app.inject({
      method: 'POST',
      url: `/api/v1/releases/${encodeURIComponent(preview)}/packs/outline`,
      payload: { recipe },
      cookies: api.cookiesOf(who),
    })
  const looked = await ask('publisher')
  expect(looked.statusCode).toBe(200)
  expect(looked.json<PackOutline>().pages[0]?.remarks.map(({ check }) => check)).toContain('unpublished')
  expect((await ask('leader')).statusCode).toBe(403)
})

describe('the making of a material', () => {
  const ask = (method: 'GET' | 'DELETE', url: string, who: Person = 'leader') =>
    api.app.inject({ method, url: `/api/v1/packs/${url}`, cookies: api.cookiesOf(who) })

  async function start(kind: string, format: string): Promise<PackJob> {
    const reply = await post('', { recipe: await builtin(kind), format })
    expect(reply.statusCode).toBe(200)
    return reply.json<PackJob>()
  }

  async function ended(id: string): Promise<PackJob> {
    for (;;) {
      const job = (await ask('GET', id)).json<PackJob>()
      if (job.state !== 'waiting' && job.state !== 'running') return job
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  it('ends with a file in every format, which leaves its digest in the audit trail', async () => {
    await api.publish(plainQuarter)
    for (const format of packFormats) {
      const job = await start('one-page', format)
      expect(await ended(job.id)).toMatchObject({ state: 'done', done: job.total, total: job.total, words: '已生成' })
      const reply = await ask('GET', `${job.id}/file`)
      expect([format, reply.statusCode]).toEqual([format, 200])
      expect(decodeURIComponent(String(reply.headers['content-disposition']))).toContain(
        `2026Q3_一页纸_CG-2026Q3-01.${format}`,
      )
      const events = await api.city.store.read((db) => db.select().from(auditEvent))
      const taken = must(events.findLast(({ action }) => action === 'release.take_pack'))
      expect(JSON.parse(taken.detail)).toEqual({
        pack: '一页纸',
        format: format.toUpperCase(),
        fileSize: reply.rawPayload.byteLength,
        fileHash: createHash('sha256').update(reply.rawPayload).digest('hex'),
      })
      if (format !== 'zip')
        expect(await checked(reply.rawPayload)).toMatchObject({
          verdict: 'original',
          standing: 'current',
          file: { kind: 'pack', format, title: '一页纸' },
        })
    }
  })

  async function checked(file: Buffer): Promise<StampAnswer> {
    const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n'
    const reply = await api.app.inject({
      method: 'POST',
      url: '/api/v1/stamps/check/file',
      payload: Buffer.concat([Buffer.from(head), file, Buffer.from('\r\n--x--\r\n')]),
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      cookies: api.cookiesOf('filler'),
    })
    return reply.json<StampAnswer>()
  }

  it('is given up when asked to, and the next one is made', async () => {
    await api.publish(plainQuarter)
    const job = await start('quarter', 'zip')
    const cancelled = await ask('DELETE', job.id)
    expect(cancelled.json<PackJob>()).toMatchObject({ state: 'cancelled', words: '已取消' })
    const file = await ask('GET', `${job.id}/file`)
    expect([file.statusCode, file.json<{ detail: string }>().detail]).toEqual([
      400,
      '这份材料没有可取的文件（已取消），请等待生成完毕，或重新生成。',
    ])
    expect(await ended((await start('one-page', 'xlsx')).id)).toMatchObject({ state: 'done' })
  })

  it('is of its asker alone, and for ten minutes', async () => {
    await api.publish(plainQuarter)
    const { id } = await start('one-page', 'xlsx')
    await ended(id)
    for (const reply of [
      await ask('GET', id, 'second'),
      await ask('DELETE', id, 'second'),
      await ask('GET', `${id}/file`, 'admin'),
    ])
      expect(reply.statusCode).toBe(404)
    now = new Date(now.getTime() + 9 * 60_000)
    expect((await ask('GET', `${id}/file`)).statusCode).toBe(200)
    now = new Date(now.getTime() + 2 * 60_000)
    expect((await ask('GET', `${id}/file`)).statusCode).toBe(404)
  })
})

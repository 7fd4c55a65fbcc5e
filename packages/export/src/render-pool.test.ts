import { pageFrom } from '@cg/charts/page/page'
import { gallery } from '@cg/charts/testing/gallery'
import { pageAnswers } from '@cg/charts/testing/page-fixture'
import { must } from '@cg/domain/must'
import { afterEach, expect, test } from 'vitest'
import { boundedCache } from './bounded-cache.ts'
import type { RenderPool } from './render-pool.ts'
import { openRenderPool } from './render-pool.ts'
import { RenderBusyError, RenderFailedError } from './render-queue.ts'
import { renderPanel } from './image/panel.ts'
import { renderChart } from './render.ts'

let pool: RenderPool | null = null
const model = must(gallery()[0])

afterEach(async () => {
  await pool?.close()
  pool = null
})

test('the worker draws the bytes that this thread would draw, once', async () => {
  pool = openRenderPool()
  const [first, second] = await Promise.all([
    pool.render(model, { format: 'png' }),
    pool.render(model, { format: 'png' }),
  ])
  expect(Buffer.from(first.bytes).equals(Buffer.from((await renderChart(model, { format: 'png' })).bytes))).toBe(true)
  expect(second).toBe(first)
  expect(await pool.render(model, { format: 'png' })).toBe(first)
  expect(first.fileName).toBe('2026Q3_技能培训覆盖率_区县排名_CG-2026Q3-01.png')
})

test('a full queue is refused and a slow drawing given up, and the next one is drawn', async () => {
  pool = openRenderPool({ maxWaiting: 1, timeoutMs: 15_000 })
  const running = pool.render(model, { format: 'svg' })
  const waiting = pool.render(model, { format: 'csv' })
  await expect(pool.render(model, { format: 'xlsx' })).rejects.toThrow(RenderBusyError)
  await Promise.all([running, waiting])
  const hasty = openRenderPool({ timeoutMs: 1 })
  await expect(hasty.render(model, { format: 'png', preset: 'poster' })).rejects.toThrow(RenderFailedError)
  await hasty.close()
  expect((await pool.render(model, { format: 'pptx' })).bytes.length).toBeGreaterThan(10_000)
})

test('nobody takes all places: each owner has a share of all queues together, and owners take turns', async () => {
  pool = openRenderPool({ maxOfOne: 4 })
  const drawn: string[] = []
  const ask = async (owner: string, at: number) => {
    const named = { ...model, title: `${owner}${at}` }
    await must(pool).render(named, { format: 'csv' }, owner)
    drawn.push(owner)
  }
  const greedy = [0, 1, 2, 3].map((at) => ask('greedy', at))
  await expect(ask('greedy', 4)).rejects.toThrow('您已有4个文件正在生成')
  await Promise.all([...greedy, ask('late', 0)])
  expect(drawn).toEqual(['greedy', 'late', 'greedy', 'greedy', 'greedy'])
})

test('a share counts what waits in every queue, and is free again when a file is made or has failed', async () => {
  pool = openRenderPool({ maxOfOne: 1 })
  const failing = pool.render({ ...model, body: { form: 'nonsense' } as never }, { format: 'svg' }, 'one')
  await expect(pool.renderBook({} as never, 'one')).rejects.toThrow('您已有1个文件正在生成')
  await expect(failing).rejects.toThrow(RenderFailedError)
  expect((await pool.render(model, { format: 'csv' }, 'one')).bytes.length).toBeGreaterThan(100)
})

test('a book is made in the thread of pages, after the page that came first, and one of each person waits', async () => {
  pool = openRenderPool()
  const ended: string[] = []
  const told = (name: string) => () => ended.push(name)
  const overview = pageFrom(pageAnswers.overview, {}, null)
  const page = pool.renderPage(overview, 'pptx', 'one').then(told('page'))
  const book = pool.renderBook({ nonsense: 1 } as never, 'two').catch(told('book'))
  await expect(pool.renderBook({ nonsense: 2 } as never, 'two')).rejects.toThrow('您已有1个文件等待生成')
  const paper = pool.renderPage(overview, 'pdf', 'two').then(told('paper'))
  await Promise.all([page, book, paper])
  expect(ended).toEqual(['page', 'book', 'paper'])
})

test('the newest book is kept, whatever else is drawn meanwhile', async () => {
  pool = openRenderPool({ maxCacheBytes: 1 })
  const [overview, matrix] = [pageAnswers.overview.overview, pageAnswers.unit.matrix]
  const release = { head: overview.release, contentHash: 'a', previousHash: null, publishedBy: null, preparedBy: '甲' }
  const book = {
    release,
    correction: null,
    overview,
    sheet: null,
    matrix,
    score: null,
    indicators: [],
    profiles: [],
  }
  const first = await pool.renderBook(book as never)
  const chart = await pool.render(model, { format: 'csv' })
  expect(await pool.render(model, { format: 'csv' })).not.toBe(chart)
  expect(await pool.renderBook(book as never)).toBe(first)
})

test('a model that cannot be drawn fails alone', async () => {
  pool = openRenderPool()
  await expect(pool.render({ ...model, body: { form: 'nonsense' } as never }, { format: 'svg' })).rejects.toThrow(
    RenderFailedError,
  )
  expect((await pool.render(model, { format: 'csv' })).bytes.length).toBeGreaterThan(100)
})

test('the cache forgets the oldest and never holds more than it may', () => {
  const cache = boundedCache<string>(10, (value) => value.length)
  cache.set('a', '12345')
  cache.set('b', '12345')
  cache.get('a')
  cache.set('c', '123')
  cache.set('d', 'longer than all')
  expect([cache.get('a'), cache.get('b'), cache.get('c'), cache.get('d')]).toEqual([
    '12345',
    undefined,
    '123',
    undefined,
  ])
})

test('a panel is drawn before the files that wait, as this thread would draw it', async () => {
  pool = openRenderPool()
  const order: string[] = []
  const files = (['png', 'svg', 'xlsx'] as const).map((format) =>
    must(pool)
      .render(model, { format })
      .then(() => order.push(format)),
  )
  const panel = pool.renderPanel(model, { width: 400, height: 300, theme: 'light' })
  await Promise.all([...files, panel.then(() => order.push('panel'))])
  expect(order).toEqual(['png', 'panel', 'svg', 'xlsx'])
  expect(await panel).toBe(renderPanel(model, { width: 400, height: 300, theme: 'light' }))
})

test('of a hundred exports at once each is drawn or told to come again, and a page gets its panel meanwhile', async () => {
  pool = openRenderPool()
  const files = Array.from({ length: 100 }, (_, at) =>
    must(pool).render({ ...model, title: `第${at}张` }, { format: 'csv' }),
  )
  const allSettled = Promise.allSettled(files)
  const panel = pool.renderPanel(model, { width: 400, height: 300, theme: 'light' })
  const first = await Promise.race([panel.then(() => 'panel'), must(files[40]).then(() => 'last file')])
  expect(first).toBe('panel')
  const settled = await allSettled
  const busy = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []))
  expect(settled.length - busy.length).toBe(41)
  expect(busy.every((reason) => reason instanceof RenderBusyError)).toBe(true)
})

import type { PackJob, PackOutline, PackRemark } from '@cg/contract/material/pack'
import type { Recipe, RecipePage } from '@cg/contract/material/recipe'
import type { KeptRecipe, RecipeInfo } from '@cg/contract/material/recipe-routes'
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { renderApp } from '../../testing/render-app.tsx'
import { problem, serveFixtures } from '../../testing/server.ts'
import type { Call } from '../../testing/server.ts'

const saved: string[] = []
vi.mock('../../lib/clipboard.ts', async (original) => ({
  ...(await original<typeof import('../../lib/clipboard.ts')>()),
  saveFile: (_: Blob, name: string) => void saved.push(name),
}))

const page = (id: string, measure: string): RecipePage => ({
  kind: 'chart',
  id,
  chart: { kind: 'district-ranking', measure },
  as: 'chart',
  title: null,
  remark: '',
})
const written = { text: '我市领先', instead: '上季的句子', release: 'CG-2026Q2-01' }
const recipe: Recipe = {
  kind: 'quarter',
  name: '季度通报',
  skin: 'blue',
  unit: null,
  pages: [
    { kind: 'cover', id: 'a', title: null, subtitle: null },
    { ...page('b', 'JN03'), title: written } as RecipePage,
    page('c', 'QY01'),
  ],
}
const info: RecipeInfo = {
  id: 3,
  name: '季度通报',
  kind: 'quarter',
  skin: 'blue',
  unit: null,
  pageCount: 3,
  owner: '陈书记',
  isOwn: true,
  isShared: false,
  mayChange: true,
  version: 4,
  updatedBy: '陈书记',
  updatedAt: '2026-10-20T02:00:00.000Z',
}
const claim: PackRemark = { check: 'claim', weight: 'look', words: '标题“我市领先”可能不再成立。' }

/** As the server would say of it: one slide a page, a remark where a title is of another sentence. */
function outlineOf({ pages }: Recipe): PackOutline {
  return {
    slides: pages.length,
    passed: ['每页都有数据来源'],
    pages: pages.map((one, at) => {
      const title = 'title' in one && typeof one.title === 'object' ? one.title : null
      const generatedTitle = one.kind === 'chart' ? `${one.chart.measure}的句子` : ''
      const isOld = title !== null && title.instead !== generatedTitle
      return {
        id: one.id,
        slide: at + 1,
        slides: 1,
        generatedTitle,
        title: title?.text ?? (generatedTitle || '季度通报'),
        remarks: isOld ? [claim] : [],
      }
    }),
  }
}

type Kept = { kept: KeptRecipe; stale: boolean; job: PackJob }
let now: Kept
let calls: Call[]

const job = (change: Partial<PackJob>): PackJob => ({
  id: 'job-00001',
  format: 'zip',
  state: 'running',
  done: 2,
  total: 12,
  words: '正在生成 PDF 第2页',
  fileName: null,
  bytes: null,
  ...change,
})

beforeEach(() => {
  saved.length = 0
  localStorage.clear()
  URL.createObjectURL = () => 'blob:preview'
  URL.revokeObjectURL = () => undefined
  now = { kept: { info, recipe }, stale: false, job: job({}) }
  calls = serveFixtures(({ path, method, body }) => {
    const sent = body as { recipe: Recipe; isShared: boolean } | undefined
    if (path === '/api/v1/recipes' && method === 'GET') return { body: { items: [now.kept.info] } }
    if (path === '/api/v1/recipes') return { body: { info: { ...info, id: 9 }, recipe: sent?.recipe } }
    if (path === '/api/v1/recipes/3/pages') return { body: now.kept }
    if (path === '/api/v1/recipes/3' && method === 'PUT' && sent !== undefined) {
      if (now.stale) return problem(412, 'stale', '周立已于 10:23 保存过这份材料，您此后的修改没有保存。')
      const version = now.kept.info.version + 1
      now.kept = { info: { ...info, version, isShared: sent.isShared }, recipe: sent.recipe }
      return { body: now.kept }
    }
    if (path.startsWith('/api/v1/recipes/')) return { body: now.kept }
    if (path.endsWith('/packs/outline') && sent !== undefined) return { body: outlineOf(sent.recipe) }
    if (path.endsWith('/packs/slide')) return { body: '<svg/>' }
    if (path.endsWith('/packs')) return { body: now.job }
    if (path.endsWith('/file')) return { body: 'zip' }
    if (path.startsWith('/api/v1/packs/')) return { body: method === 'DELETE' ? job({ state: 'cancelled' }) : now.job }
    return undefined
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const saves = () => calls.filter(({ path, method }) => path === '/api/v1/recipes/3' && method === 'PUT')
const lastSaved = () => (saves().at(-1)?.body as { recipe: Recipe } | undefined)?.recipe
const order = () =>
  lastSaved()
    ?.pages.map(({ id }) => id)
    .join('')
const listed = async () => within(await screen.findByRole('region', { name: '页面' }))
const row = async (name: RegExp) => (await listed()).findByRole('button', { name })

it('lists materials with the way to the newest figures, and says where there are none', async () => {
  renderApp('/materials')
  const card = within((await screen.findByRole('heading', { name: '季度通报' })).closest('li') as HTMLElement)
  expect(card.getByText('3页')).not.toBeNull()
  expect(card.getByText(/我编制，陈书记 2026年10月20日 10:00 改动/)).not.toBeNull()
  expect(card.getByRole('link', { name: /^用 CG-\d{4}Q\d-\d\d 生成$/ }).getAttribute('href')).toBe('/materials/3')
})

it('is saved by itself over the version that was read, each time over the one before', async () => {
  renderApp('/materials/3')
  fireEvent.keyDown(await row(/季度通报/), { key: 'ArrowDown' })
  fireEvent.keyDown(await row(/我市领先/), { key: 'ArrowUp', altKey: true })
  await waitFor(() => expect(order()).toBe('bac'), { timeout: 20_000 })
  expect(saves()[0]?.headers.get('if-match')).toBe('"4"')
  fireEvent.click((await listed()).getByRole('button', { name: '下移一页' }))
  await waitFor(() => expect(saves()).toHaveLength(2), { timeout: 20_000 })
  expect(saves()[1]?.headers.get('if-match')).toBe('"5"')
})

it('deletes a page, gives it back on 撤销, and keeps the last one', async () => {
  renderApp('/materials/3?sheet=b')
  fireEvent.keyDown(await row(/我市领先/), { key: 'Delete' })
  expect((await listed()).queryByRole('button', { name: /我市领先/ })).toBeNull()
  fireEvent.click((await listed()).getByRole('button', { name: '撤销' }))
  expect(await row(/2.*我市领先/)).not.toBeNull()
})

it('writes a title in the place of the generated one, and goes back to it', async () => {
  renderApp('/materials/3?sheet=c')
  const field = await screen.findByDisplayValue('QY01的句子')
  fireEvent.change(field, { target: { value: '' } })
  expect((field as HTMLTextAreaElement).value).toBe('')
  fireEvent.change(field, { target: { value: '普惠面扩大' } })
  fireEvent.blur(field)
  await waitFor(
    () => expect(lastSaved()?.pages[2]).toMatchObject({ title: { text: '普惠面扩大', instead: 'QY01的句子' } }),
    {
      timeout: 20_000,
    },
  )
  fireEvent.click(await screen.findByRole('button', { name: '恢复自动标题' }))
  await waitFor(() => expect(lastSaved()?.pages[2]).toMatchObject({ title: null }), { timeout: 20_000 })
})

it('names titles of an earlier release that no longer hold, and takes what is true now with one press', async () => {
  renderApp('/materials/3')
  fireEvent.click(await screen.findByRole('button', { name: '第2页改用本期的标题' }))
  await waitFor(() => expect(lastSaved()?.pages[1]).toMatchObject({ title: null }), { timeout: 20_000 })
  expect(await screen.findByText('检查：没有发现问题')).not.toBeNull()
})

it('keeps a title that still holds as one of this release', async () => {
  renderApp('/materials/3')
  fireEvent.click(await screen.findByRole('button', { name: '第2页的标题仍然成立' }))
  await waitFor(
    () => expect(lastSaved()?.pages[1]).toMatchObject({ title: { text: '我市领先', instead: 'JN03的句子' } }),
    { timeout: 20_000 },
  )
})

it('exchanges one of two charts by itself, offering what half a page can show', async () => {
  const [left, right] = [{ kind: 'kpi' }, { kind: 'district-ranking', measure: 'JN03' }] as const
  const pair: RecipePage = { kind: 'two-charts', id: 'p', left, right, title: null, remark: '' }
  now.kept = { info, recipe: { ...recipe, pages: [pair] } }
  renderApp('/materials/3')
  fireEvent.click(await screen.findByRole('button', { name: '换一张右图' }))
  const dialog = within(await screen.findByRole('dialog'))
  expect(dialog.queryByRole('radio', { name: /^画像/ })).toBeNull()
  fireEvent.click(await dialog.findByRole('radio', { name: /^组间差距/ }))
  fireEvent.click(dialog.getByRole('button', { name: '换上' }))
  await waitFor(() => expect(lastSaved()?.pages).toEqual([{ ...pair, right: { kind: 'gaps' } }]), { timeout: 20_000 })
})

it('lists a second heading of a page beside the first, and none without a first', async () => {
  const words: RecipePage = {
    kind: 'words',
    id: 'w',
    page: 'unit',
    params: {},
    heading: '距时序目标',
    also: '位次还能怎样变',
    title: null,
    remark: '',
  }
  now.kept = { info, recipe: { ...recipe, pages: [words] } }
  renderApp('/materials/3')
  fireEvent.change(await screen.findByLabelText('再列一栏'), { target: { value: '位次与变动' } })
  await waitFor(() => expect(lastSaved()?.pages).toEqual([{ ...words, also: '位次与变动' }]), { timeout: 20_000 })
  fireEvent.change(screen.getByLabelText('只列一栏'), { target: { value: '' } })
  const { also: _, ...whole } = words
  await waitFor(() => expect(lastSaved()?.pages).toEqual([{ ...whole, heading: null }]), { timeout: 20_000 })
  expect(screen.queryByLabelText('再列一栏')).toBeNull()
})

it('says who saved in between, loses nothing, and keeps what is in hand as another material', async () => {
  now.stale = true
  renderApp('/materials/3')
  fireEvent.change(await screen.findByLabelText(/^名称/), { target: { value: '年度通报' } })
  expect((await screen.findByText(/周立已于 10:23 保存过/, {}, { timeout: 20_000 })).textContent).toContain('没有保存')
  expect(JSON.stringify(localStorage)).toContain('年度通报')
  fireEvent.click(screen.getByRole('button', { name: '把我的另存为一份' }))
  await waitFor(() => {
    const made = calls.find(({ path, method }) => path === '/api/v1/recipes' && method === 'POST')
    expect(made?.body).toMatchObject({ recipe: { name: '年度通报（另存）' } })
  })
})

it('is not saved without a name, and says so', async () => {
  renderApp('/materials/3')
  fireEvent.change(await screen.findByLabelText(/^名称/), { target: { value: ' ' } })
  expect(await screen.findAllByText('材料还没有名称，写上名称后自动保存。')).not.toHaveLength(0)
  await new Promise((resolve) => setTimeout(resolve, 1300))
  expect(saves()).toHaveLength(0)
})

it('makes all files, telling how far it is, and downloads them', async () => {
  renderApp('/materials/3')
  fireEvent.click(await screen.findByRole('button', { name: '导出全部.zip' }))
  expect(await screen.findByText('正在生成 PDF 第2页')).not.toBeNull()
  now.job = job({ state: 'done', done: 12, words: '已生成' })
  await waitFor(() => expect(saved).toHaveLength(1), { timeout: 20_000 })
  const started = calls.find(({ path }) => path.endsWith('/packs'))
  expect(started?.body).toMatchObject({ format: 'zip', recipe: { name: '季度通报' } })
})

it('gives a file up when asked, and tells the server', async () => {
  renderApp('/materials/3')
  fireEvent.click(await screen.findByRole('button', { name: '导出PPTX' }))
  fireEvent.click(await screen.findByRole('button', { name: '取消' }))
  await screen.findByText('已取消生成。')
  expect(calls.some(({ path, method }) => path === '/api/v1/packs/job-00001' && method === 'DELETE')).toBe(true)
  expect(saved).toEqual([])
})

it('lets others look and copy where they may not change it', async () => {
  now.kept = { info: { ...info, isOwn: false, isShared: true, mayChange: false, owner: '周立' }, recipe }
  renderApp('/materials/3')
  expect(await screen.findByRole('button', { name: '复制为我的材料' })).not.toBeNull()
  expect((await listed()).queryByRole('button', { name: '加页面' })).toBeNull()
  fireEvent.keyDown(await row(/我市领先/), { key: 'Delete' })
  expect(await row(/我市领先/)).not.toBeNull()
  expect(screen.queryByRole('button', { name: '第2页改用本期的标题' })).toBeNull()
})

it('adds a chart from where it is exported, with its own spec and the title that was written there', async () => {
  renderApp('/rank?by=JN03')
  fireEvent.click((await screen.findAllByRole('button', { name: '导出' }))[0] as HTMLElement)
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.change(dialog.getByLabelText('标题'), { target: { value: '我市领先' } })
  fireEvent.click(dialog.getByRole('button', { name: '加入材料' }))
  fireEvent.click(await screen.findByRole('button', { name: '加入' }))
  await screen.findByText(/已加入“季度通报”第3页。/)
  const added = calls.find(({ path }) => path === '/api/v1/recipes/3/pages')?.body
  expect(added).toMatchObject({
    page: { kind: 'chart', chart: { kind: 'district-ranking', measure: 'JN03' }, title: { text: '我市领先' } },
  })
})

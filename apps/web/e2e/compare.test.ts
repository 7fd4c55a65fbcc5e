import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barriers, paleWords } from './barriers.ts'
import { readCity } from './city.ts'
import type { ReadCity } from './city.ts'

/* A leader puts districts aside while reading and lays them side by side; an analyst looks how each got there. */

let city: ReadCity
let leader: Page

beforeAll(async () => {
  city = await readCity()
  leader = await city.person('lingdao')
})

afterAll(async () => {
  await city?.stop()
})

it('two districts stand side by side after three clicks on the way', async () => {
  let clicks = 0
  const click = async (name: string | RegExp, role: 'link' | 'button' = 'link') => {
    clicks += 1
    await leader.getByRole(role, { name }).first().click()
  }
  await leader.goto('/u/DWQ')
  await click(/^加入对比：/, 'button')
  await leader.getByRole('complementary', { name: '待对比单位' }).waitFor()
  await leader.goto('/u/XPQ')
  await click(/^加入对比：/, 'button')
  await click('并列对比 →')
  await leader.locator('.rug').waitFor()
  await expect.poll(() => leader.locator('.rug tbody tr').count()).toBe(3)
  expect(await leader.locator('.rug tbody th').last().textContent()).toMatch(/^相差（.+−.+）$/)
  expect(clicks).toBe(3)
})

it('a unit that the quarter lacks is said on the page', async () => {
  await leader.goto('/compare?units=DWQ,NOBODY')
  await leader.getByText('链接中的单位NOBODY本期不在列，没有列出。').waitFor()
})

it.each([
  ['light', 1440],
  ['dark', 1440],
  ['light', 390],
] as const)('指标 and 对比 have no barrier, %s at %i', async (theme, width) => {
  await leader.setViewportSize({ width, height: 900 })
  for (const path of ['/i/QY01', '/compare?units=DWQ,XPQ&i=QY01']) {
    await leader.goto(`${path}${path.includes('?') ? '&' : '?'}theme=${theme}`)
    await leader.getByRole('heading', { name: /各单位走势/ }).waitFor()
    const found = theme === 'dark' ? await paleWords(leader) : await barriers(leader)
    expect([path, found]).toEqual([path, []])
  }
})

it('each unit’s own line leads to its page, and goes out in every format', async () => {
  await leader.setViewportSize({ width: 1440, height: 900 })
  await leader.goto('/i/QY01')
  await leader.getByRole('heading', { name: /各单位走势/ }).waitFor()
  const code = /CG-\d{4}Q\d-\d+/.exec((await leader.locator('.page-head').textContent()) ?? '')?.[0] ?? ''
  for (const kind of ['multiples', 'funnel'])
    for (const format of ['png', 'svg', 'pptx', 'xlsx', 'csv']) {
      const file = `/api/v1/releases/${code}/charts/export?kind=${kind}&measure=QY01&format=${format}`
      expect([kind, format, (await leader.request.get(file)).status()]).toEqual([kind, format, 200])
    }
  await leader
    .getByRole('link', { name: /年第.季度：/ })
    .first()
    .click()
  await expect.poll(() => new URL(leader.url()).pathname).toMatch(/^\/u\//)
})

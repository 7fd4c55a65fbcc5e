import { join } from 'node:path'
import { columnsMediaType } from '@cg/contract/columns/media-type'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { chromiumArgs, chromiumPath } from '@cg/tooling/chromium'
import { firstMessage, startScript } from '@cg/tooling/bench/child'
import type { Child } from '@cg/tooling/bench/child'
import { openSession } from '@cg/tooling/bench/dataset'
import { closeDatasets, publishedDataset } from '@cg/tooling/bench/published'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { settled, watch } from './settle.ts'

/*
 * A city of so many units that no page may draw them all: what stands in a page does not grow with them, and what a release
 * leaves for later is computed when it is asked for. Made as the benchmark makes its cities, with figures that mean nothing.
 */

const units = 260
let child: Child
let browser: Browser
let page: Page
let code: string
const faults: string[] = []

beforeAll(async () => {
  const { dataset, code: last } = await publishedDataset({ name: 'many', units }, 2)
  code = last
  child = startScript('packages/tooling/src/bench/serve-app.ts', [dataset.folder, join(import.meta.dirname, '../dist')])
  const { port } = (await firstMessage(child)) as { port: number }
  const baseURL = `http://localhost:${port}`
  browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] })
  const context = await browser.newContext({ baseURL, locale: 'zh-CN', reducedMotion: 'reduce' })
  await context.addCookies([{ name: 'cg', value: openSession(dataset), url: baseURL }])
  page = await context.newPage()
  watch(page)
  page.setDefaultTimeout(60_000)
  page.on('pageerror', (error) => faults.push(error.message))
})

afterAll(async () => {
  await browser?.close()
  await child?.stop()
  closeDatasets()
})

async function open(place: string): Promise<number> {
  await page.goto(place)
  await page.locator('main h1, main .state, .wall').first().waitFor()
  await settled(page)
  return page.locator('*').count()
}

/** Most elements of a page; a list of all units would be thousands more. */
const places = {
  '/': 2_400,
  '/rank': 600,
  '/rank?view=table': 1_000,
  '/rank?view=interval': 600,
  '/rank?view=dimensions': 700,
  '/i': 4_200,
  '/i/JN03': 2_400,
  '/u/U0007': 6_000,
  '/compare': 8_000,
  '/compare?rows=indicators': 9_000,
  '/equity': 2_400,
  '/targets': 4_500,
  '/targets?unit=U0007': 4_500,
  '/releases': 600,
  '/releases/difference?from=CG-2026Q2-01&to=CG-2026Q3-01': 900,
  '/screen': 900,
} as const

const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const

for (const [size, viewport] of Object.entries(sizes))
  it.each(Object.entries(places))(
    `on a ${size} %s holds no more elements than its kind of page`,
    async (place, most) => {
      await page.setViewportSize(viewport)
      expect(await open(place), place).toBeLessThanOrEqual(most)
    },
  )

it('reads a long answer that came as packed columns, to the last row as its JSON says', async () => {
  const path = `/api/v1/releases/${code}/matrix`
  const came = page.waitForResponse((response) => new URL(response.url()).pathname === path)
  await page.setViewportSize(sizes.desk)
  await open(`/compare?pub=${code}`)
  expect((await came).headers()['content-type']).toBe(columnsMediaType)
  const { indicators, value } = (await (await page.request.get(path)).json()) as MatrixFacts
  const at = indicators.findIndex(({ code: one }) => one === 'JN03')
  const shown = await page.locator('td.rug-cell').allTextContents()
  for (const unit of [0, 5, 11]) expect(shown.join('\n')).toContain((value[at]?.[unit] ?? Number.NaN).toFixed(1))
})

it('tells where a row stands among all while some are drawn', async () => {
  await page.setViewportSize(sizes.desk)
  await open('/compare')
  const grid = page.getByRole('grid')
  expect(await grid.getAttribute('aria-rowcount')).toBe(String(2 + units + 1))
  expect(await grid.locator('tbody tr[aria-rowindex]').count()).toBeLessThan(60)
  await page.locator('.rug-frame').evaluate((frame) => frame.scrollTo(0, frame.scrollHeight))
  const last = grid.locator(`tbody tr[aria-rowindex="${2 + units}"]`)
  await last.waitFor()
  expect(await last.textContent()).toContain(`测试区县${units}`)
})

it('shows the way of a unit’s places and its text, which the release left for later', async () => {
  await open(`/u/U0007?pub=${code}`)
  await page.getByRole('heading', { level: 1, name: /测试区县7综合得分在260个单位中/ }).waitFor()
  await open(`/rank?view=bump&by=JN03&focus=U0007&pub=${code}`)
  await page.getByText('图中只画所选的单位').first().waitFor()
  await open(`/targets?unit=U0007&pub=${code}`)
  await page.getByRole('heading', { level: 1, name: /测试区县7/ }).waitFor()
})

it('finds a unit by typing', async () => {
  await open(`/u/U0007?pub=${code}`)
  const field = page.getByRole('combobox', { name: '区县' })
  await field.fill('县251')
  await page.getByRole('option', { name: '测试区县251' }).waitFor()
  await field.press('Enter')
  await page.waitForURL(/\/u\/U0251/)
  expect(faults).toEqual([])
})

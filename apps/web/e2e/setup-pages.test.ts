import { readFileSync } from 'node:fs'
import { must } from '@cg/domain/must'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barriers, sideways } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'
import { replaceTexts } from './workbook.ts'

/* The pages of 管理: the calendar goes out to Excel and comes back changed. */

const sizes = [
  { width: 1440, height: 900 },
  { width: 1366, height: 768 },
  { width: 390, height: 844 },
] as const

let city: City
let admin: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  admin = await city.person('admin')
})

afterAll(async () => {
  expect(city?.faults ?? []).toEqual([])
  await city?.stop()
})

/** No barrier and nothing beside the window, on three screens. */
async function seeAtThreeSizes(page: Page, name: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    expect(await barriers(page)).toEqual([])
    expect(await sideways(page)).toBe(0)
    const folder = process.env['SHOTS']
    if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}-${size.width}.png` })
  }
  await page.setViewportSize(sizes[0])
}

it('the calendar goes out with every step, is changed in Excel, and comes back as it was shown', async () => {
  await admin.goto('/admin?part=periods')
  const [download] = await Promise.all([
    admin.waitForEvent('download'),
    admin.getByRole('button', { name: '导出 Excel' }).click(),
  ])
  const buffer = await replaceTexts(readFileSync(must(await download.path())), [
    ['2026年11月22日 18:00', '2026年11月28日 18:00'],
    ['2026-10-10', '2026-10-11'],
  ])
  await admin
    .locator('input[type=file]')
    .setInputFiles({ name: '期次.xlsx', mimeType: 'application/octet-stream', buffer })
  const dialog = admin.getByRole('dialog')
  await dialog.getByText(/2026年第三季度：涉及 \d+ 张还没有审核通过的报表。/).waitFor()
  const words = (await dialog.textContent()) ?? ''
  expect(words).toContain('2026Q3的截止时间由“2026年11月22日 18:00”改为“2026年11月28日 18:00”')
  expect(words).toContain('2026年第三季度的截止时间 2026年11月28日 18:00 是星期六，不上班，请核对。')
  expect(words).toContain('2026年的放假安排：增加调休上班 10月11日；不再调休上班 10月10日')
  expect(words).toMatch(/“期次”：改动 1 期，相同 \d+ 期。/)
  await seeAtThreeSizes(admin, 'calendar')
  await dialog.getByRole('button', { name: '装入' }).click()
  await expect.poll(() => admin.getByRole('dialog').count()).toBe(0)
  await admin.getByRole('row', { name: /2026年.*10月11日/ }).waitFor()
  await admin.getByText('谁改过什么').first().click()
  await admin.getByText('设置期次').first().waitFor()
})

import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barriers } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'

/* A district head takes the page of the district to a meeting: two clicks, and the file says what the screen said. */

let city: City
let leader: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  leader = await city.person('lingdao')
})

afterAll(async () => {
  await city?.stop()
})

const exportButton = (page: Page) => page.getByRole('button', { name: '导出本页' })

it('a profile is saved as PDF and as slides with two clicks each', async () => {
  await leader.goto('/u')
  await leader.getByRole('heading', { level: 1 }).waitFor()
  for (const [format, magic] of [
    ['PDF', '%PDF-'],
    ['PPTX', 'PK'],
  ] as const) {
    await exportButton(leader).click()
    const panel = leader.getByRole('dialog', { name: '导出本页' })
    await panel.waitFor()
    if (format === 'PDF') expect(await barriers(leader)).toEqual([])
    const [download] = await Promise.all([
      leader.waitForEvent('download'),
      panel.getByRole('button', { name: `导出${format}` }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(
      new RegExp(`^2026Q\\d_区县画像_.+_CG-2026Q\\d-\\d+\\.${format.toLowerCase()}$`, 'u'),
    )
    const bytes = await readFile(await download.path())
    expect(bytes.subarray(0, magic.length).toString('latin1')).toBe(magic)
    await expect.poll(() => panel.count()).toBe(0)
  }
})

it('takes what the address chose, can be stopped, and says in words what failed', async () => {
  await leader.goto('/targets?light=late')
  const asked: string[] = []
  await leader.route('**/pages/targets?**', async (route) => {
    asked.push(new URL(route.request().url()).search)
    if (asked.length > 1)
      await route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: JSON.stringify({ code: 'unavailable', detail: '同时导出的人较多，请几秒后再试。' }),
      })
  })
  await exportButton(leader).click()
  const panel = leader.getByRole('dialog', { name: '导出本页' })
  await panel.getByRole('button', { name: '导出PDF' }).click()
  await panel.getByRole('button', { name: '取消' }).click()
  await expect.poll(() => panel.getByRole('button', { name: '取消' }).count()).toBe(0)
  expect(await panel.getByRole('alert').count()).toBe(0)
  expect(asked[0]).toBe('?light=late&format=pdf')
  await panel.getByRole('button', { name: '导出PPTX' }).click()
  await expect.poll(() => panel.getByRole('alert').textContent()).toBe('未能生成文件：同时导出的人较多，请几秒后再试。')
  await leader.unrouteAll()
})

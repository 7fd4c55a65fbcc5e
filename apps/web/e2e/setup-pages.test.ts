import { readFileSync } from 'node:fs'
import { must } from '@cg/domain/must'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barriers, sideways } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'
import { replaceTexts } from './workbook.ts'

/*
 * The pages of 管理: the calendar goes out to Excel and comes back changed; a change of who is ranked is put forward by one
 * person and confirmed, refused or withdrawn.
 */

const sizes = [
  { width: 1440, height: 900 },
  { width: 1366, height: 768 },
  { width: 390, height: 844 },
] as const

let city: City
let admin: Page
let publisher: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  admin = await city.person('admin')
  publisher = await city.person('fabu')
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

/** Puts another name of a district forward, from the running quarter on. */
async function propose(page: Page, name: string, to: string): Promise<void> {
  await page.goto('/admin?part=units')
  await page.getByRole('button', { name: `修改${name}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/^名称/).fill(to)
  await dialog.getByLabel('变更季度').selectOption({ label: '2026年第四季度' })
  await dialog.getByLabel(/^变更依据/).fill('民政部批复〔2026〕8号')
  await dialog.getByRole('button', { name: '检查影响' }).click()
  await dialog.getByText('这项改动涉及排名或区县的分报合计，提请后由发布人确认才写入').waitFor()
  if (to === '东湾新区') await seeAtThreeSizes(page, 'unit-checked')
  await dialog.getByRole('button', { name: '提请确认' }).click()
  await page.getByText('已提请，待发布人确认后写入').waitFor()
}

const waiting = (page: Page) => page.getByRole('button', { name: /^查看(?:并办理)?第\d+号单位变更$/ }).first()

/** Opens the newest proposal and takes the act, with its reason. */
async function decide(page: Page, act: '确认' | '退回' | '撤回', reason = ''): Promise<void> {
  await page.goto('/admin?part=units')
  await waiting(page).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: act, exact: true }).click()
  if (reason !== '') await dialog.getByLabel(/原因|意见/).fill(reason)
  await dialog.getByRole('button', { name: act, exact: true }).click()
  await page.getByText(`变更已${act}`).waitFor()
}

it('who puts a change of a ranked unit forward cannot confirm it, though he were a publisher', async () => {
  const headers = { origin: city.base }
  const grants = ['admin', 'publisher'].map((role) => ({ role, department: null, unit: null }))
  const made = await admin.request.post('/api/v1/admin/users', {
    data: { login: 'shuangjue', name: '双角色', grants },
    headers,
  })
  expect(made.status()).toBe(200)
  const { password } = (await made.json()) as { password: string }
  const both = await city.person('shuangjue', password)
  const next = { current: password, next: 'Yuntu-2027-hao' }
  expect((await both.request.post('/api/v1/session/password', { data: next, headers })).status()).toBe(200)
  await propose(both, '东湾区', '东湾新区')
  await waiting(both).click()
  const dialog = both.getByRole('dialog')
  await dialog.getByText('名称由“东湾区”改为“东湾新区”').waitFor()
  await dialog
    .getByText(/另一位|另一人/)
    .first()
    .waitFor()
  expect(await dialog.getByRole('button', { name: '确认', exact: true }).count()).toBe(0)
  const id = Number(/第 (\d+) 号/.exec((await dialog.textContent()) ?? '')?.[1])
  const own = await both.request.post(`/api/v1/admin/unit-proposals/${id}/decide`, {
    data: { action: 'confirm', note: '' },
    headers: { ...headers, 'if-match': '1' },
  })
  expect([own.status(), await own.text()]).toEqual([403, expect.stringContaining('proposal.own')])
})

it('another person sees what it reaches and confirms it: from its quarter on the district has the name', async () => {
  await publisher.goto('/admin?part=units')
  await publisher.getByText('1 项单位变更待确认').waitFor()
  await seeAtThreeSizes(publisher, 'unit-waiting')
  await waiting(publisher).click()
  await publisher
    .getByRole('dialog')
    .getByText(/已发布的\d+期不变。/)
    .waitFor()
  await seeAtThreeSizes(publisher, 'unit-proposal')
  await decide(publisher, '确认')
  await publisher.getByText('2026年第三季度及以前：东湾区').waitFor()
  expect(await publisher.getByRole('row', { name: /^东湾新区/ }).count()).toBe(1)
})

it('another one is refused with the reason that its proposer reads, and a third withdrawn', async () => {
  await propose(admin, '西屏区', '西屏新区')
  await decide(publisher, '退回', '批复文号不对，请核对后重提')
  await admin.goto('/admin?part=units')
  await admin.getByText(/退回：批复文号不对，请核对后重提/).waitFor()
  await propose(admin, '西屏区', '西屏新区')
  await decide(admin, '撤回')
  await admin.goto('/admin?part=units')
  await seeAtThreeSizes(admin, 'unit-decided')
  expect(await admin.getByRole('row', { name: /^西屏区/ }).count()).toBe(1)
  await publisher.goto('/admin?part=units')
  await publisher.getByText('单位变更记录').waitFor()
})

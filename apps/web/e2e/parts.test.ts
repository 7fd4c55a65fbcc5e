import type { CatalogueBoard } from '@cg/contract/catalogue-change'
import { must } from '@cg/domain/must'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barriers } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'

/*
 * 澄阳市's form is reported by its three towns: put forward, confirmed, filled by the district and by one town's own
 * account, added up while it is typed, and sent as a whole. The steps build on each other.
 */

const formName = '工会组建与民主管理情况表'
const form = '/fill/2026Q4/U-ZGH-RIGHTS/CYS'

let city: City
let admin: Page
let publisher: Page
let district: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  admin = await city.person('admin')
  publisher = await city.person('fabu')
  district = await city.person('cytb')
})

afterAll(async () => {
  expect(city?.faults ?? []).toEqual([])
  await city?.stop()
})

async function startParting(from: string): Promise<ReturnType<Page['getByRole']>> {
  await admin.goto('/admin?part=catalogue')
  await admin.locator('label', { hasText: /^报表$/ }).click()
  await admin.getByRole('button', { name: `分报${formName}` }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByLabel(/^从哪个季度起/).selectOption({ label: from })
  await dialog.getByRole('checkbox', { name: '澄阳市（3 个乡镇街道）' }).check()
  await dialog.getByRole('button', { name: '检查影响' }).click()
  return dialog
}

it('is refused for a quarter whose figures the district has typed', async () => {
  const dialog = await startParting('2026年第三季度')
  await dialog.getByText(/同一个数不填两遍。请改从2026年第四季度起。/).waitFor()
})

it('is put forward with whom it reaches, and confirmed by another', async () => {
  const dialog = await startParting('2026年第四季度')
  await dialog.getByText(`1 个区县、3 个乡镇街道，1 张表：《${formName}》`).waitFor()
  expect(await barriers(admin)).toEqual([])
  await dialog.getByLabel(/^变更原因/).fill('市里议定由乡镇街道直接填报')
  await dialog.getByRole('button', { name: '提出变更' }).click()
  await admin.getByText('变更已提出，待另一位发布人确认').waitFor()
  const { proposals } = (await (await admin.request.get('/api/v1/admin/catalogue')).json()) as CatalogueBoard
  await publisher.goto('/admin?part=catalogue')
  await publisher.getByRole('button', { name: `查看并办理第${must(proposals[0]).id}号目录变更` }).click()
  await publisher.getByRole('dialog').getByRole('button', { name: '确认' }).click()
  await publisher.getByRole('dialog').getByRole('button', { name: '确认' }).click()
  await publisher.getByText('变更已确认').waitFor()
})

it('a new town beneath it is told that it has to report there, and wants a second person', async () => {
  await admin.goto('/admin?part=units')
  await admin.getByText(`《${formName}》2026年第四季度起由乡镇街道分报`).waitFor()
  await admin.getByRole('button', { name: '新增单位' }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByLabel(/^代码/).fill('CYS-04')
  await dialog.getByLabel(/^名称/).fill('望江镇')
  await dialog.getByLabel('类别').selectOption({ label: '乡镇街道' })
  await dialog.getByLabel(/^上级/).selectOption({ label: '澄阳市' })
  await dialog.getByText(`《${formName}》2026年第四季度起由乡镇街道分报，它也要在表里填自己的一行`).waitFor()
  await dialog.getByLabel(/^起始季度/).selectOption({ label: '2026年第四季度' })
  await dialog.getByLabel(/^变更依据/).fill('省政府批复')
  await dialog.getByRole('button', { name: '检查影响' }).click()
  await dialog.getByText(/澄阳市的《.+》由乡镇街道分报，望江镇也要填自己的一行/).waitFor()
  await dialog.getByRole('button', { name: /提请确认/ }).waitFor()
  expect(await barriers(admin)).toEqual([])
  await dialog.getByRole('button', { name: '取消' }).click()
})

const cell = (page: Page, item: string, unit: string) => page.getByLabel(`${item}，${unit}，家`, { exact: true })

async function type(page: Page, item: string, unit: string, text: string): Promise<void> {
  await cell(page, item, unit).click()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

const item = '已建工会企业数'

it('the district fills rows of its towns, and the sum follows without a click', async () => {
  const dates = { opensAt: '2026-11-01T00:00:00Z', dueAt: '2027-01-15T10:00:00Z', closesAt: '2027-01-20T10:00:00Z' }
  const headers = { origin: city.base }
  const opened = await admin.request.put('/api/v1/admin/periods/2026Q4', { data: { ...dates, state: 'open' }, headers })
  expect(opened.status()).toBe(200)
  await district.goto(form)
  await district.getByText(/本表由乡镇街道分报：青石街道 0\/6、柳渡镇 0\/6、石桥湾镇 0\/6/).waitFor()
  await type(district, item, '青石街道', '12')
  await type(district, item, '柳渡镇', '0')
  expect(await cell(district, item, '澄阳市').inputValue()).toBe('未报')
  await type(district, item, '石桥湾镇', '30')
  expect(await cell(district, item, '澄阳市').inputValue()).toBe('42')
  expect(await barriers(district)).toEqual([])
})

it("a town's own account fills its row and sees no other", async () => {
  const headers = { origin: city.base }
  const made = await admin.request.post('/api/v1/admin/users', {
    data: { login: 'ldzhen', name: '柳渡填报', grants: [{ role: 'filler', department: null, unit: 'CYS-02' }] },
    headers,
  })
  expect(made.status()).toBe(200)
  const { password } = (await made.json()) as { password: string }
  const town = await city.person('ldzhen', password)
  const next = { current: password, next: 'Yuntu-2027-hao' }
  expect((await town.request.post('/api/v1/session/password', { data: next, headers })).status()).toBe(200)
  await town.goto('/fill')
  await town.getByRole('link', { name: new RegExp(formName) }).click()
  await town.getByText(/您填柳渡镇 1\/6。填完即保存，不用提交/).waitFor()
  expect(await town.getByText('青石街道').count()).toBe(0)
  await type(town, item, '柳渡镇', '8')
  await expect.poll(() => town.getByText('已保存').count()).toBeGreaterThan(0)
  expect(await barriers(town)).toEqual([])
  await district.goto(form)
  expect(await cell(district, item, '澄阳市').inputValue()).toBe('50')
})

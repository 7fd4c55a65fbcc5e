import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barriers } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'

/*
 * 填报范围: 东湾区 and 岚谷县 fill the union form no more from the open quarter on. Put forward with what it reaches, confirmed
 * by another; gone from the district's board, and no debt on the office's. The steps build on each other.
 */

const formName = '工会组建与民主管理情况表'

let city: City
let admin: Page
let district: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  admin = await city.person('admin')
  district = await city.person('dwtb')
})

afterAll(async () => {
  expect(city?.faults ?? []).toEqual([])
  await city?.stop()
})

async function openScope(...without: string[]): Promise<ReturnType<Page['getByRole']>> {
  await admin.goto('/admin?part=catalogue')
  await admin.locator('label', { hasText: /^报表$/ }).click()
  await admin.getByRole('button', { name: `填报范围：${formName}` }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByLabel(/^从哪个季度起/).selectOption({ label: '2026年第三季度' })
  for (const name of without) await dialog.getByRole('checkbox', { name }).uncheck()
  await dialog.getByRole('button', { name: '检查影响' }).click()
  return dialog
}

it('is refused for a quarter in which a district has sent, by name', async () => {
  const dialog = await openScope('青禾县')
  await dialog
    .getByText(/^青禾县已经报送2026年第三季度的《工会组建与民主管理情况表》，不能再改它的填报范围。/)
    .waitFor()
})

it('is put forward with whom it leaves out and what was typed, and confirmed by another', async () => {
  await district.goto('/fill')
  await district.getByText(formName).waitFor()
  const dialog = await openScope('东湾区', '岚谷县')
  await dialog.getByText(`《${formName}》2026年第三季度起由 12 个区县改为 10 个区县填报`).waitFor()
  await dialog.getByText('不再填报的：东湾区、岚谷县').waitFor()
  await dialog.getByText(/^东湾区已填的2026年第三季度《工会组建与民主管理情况表》 \d 个数保留备查/).waitFor()
  expect(await barriers(admin)).toEqual([])
  await dialog.getByLabel(/^变更原因/).fill('市里议定，这两个区县没有这项业务')
  await dialog.getByRole('button', { name: '提出变更' }).click()
  await admin.getByText('变更已提出，待另一位发布人确认').waitFor()
  const publisher = await city.person('fabu')
  await publisher.goto('/admin?part=catalogue')
  await publisher.getByRole('button', { name: /^查看并办理第\d+号目录变更$/ }).click()
  await publisher.getByRole('dialog').getByRole('button', { name: '确认' }).click()
  await publisher.getByRole('dialog').getByRole('button', { name: '确认' }).click()
  await publisher.getByText('变更已确认').waitFor()
  await publisher.locator('label', { hasText: /^报表$/ }).click()
  await publisher.getByText('2026年第三季度起不填报的：东湾区、岚谷县').waitFor()
})

it('is gone from the district’s board, which says so; the form itself says why', async () => {
  await district.goto('/fill')
  await district.getByText(`东湾区自2026年第三季度起不用填《${formName}》，也不算未报。`).waitFor()
  expect(await district.getByRole('link', { name: new RegExp(formName) }).count()).toBe(0)
  expect(await barriers(district)).toEqual([])
})

it('is no debt on the office’s board', async () => {
  const office = await city.person('shenhe')
  await office.goto('/review?list=matrix')
  const row = office.getByRole('row').filter({ hasText: '东湾区' })
  await row.getByText('不填报').waitFor()
  expect(await office.getByText('不填报', { exact: true }).count()).toBe(2)
})

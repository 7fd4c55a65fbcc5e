import type { FormDetail } from '@cg/contract/entry'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers } from './barriers.ts'
import { demoPassword, startCity } from './city.ts'
import type { City } from './city.ts'

/*
 * 内部审签 as people do it: the admin gives two accounts their right and switches it on for one department; its filler
 * proposes, the checker gives it back with a reason and then agrees, the head signs, the office sees three names. The
 * steps build on each other.
 */

const form = '2026Q3/GXJ-DRIVE/GXJ'
const formName = '企业产改推进与认知调查表'
const reason = '东湾区的企业数与台账不符，请核对'

let city: City
let admin: Page
let filler: Page
let checker: Page
let head: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  admin = await city.person('admin')
  filler = await city.person('gxj')
  checker = await account('gxjshenhe', '工信审核', 'unit_checker')
  head = await account('gxjjz', '工信局长', 'unit_head')
})

afterAll(async () => {
  await city?.stop()
})

/** A new account through the API, and its first sign-in with a password of its own. */
async function account(login: string, name: string, role: string): Promise<Page> {
  const origin = { origin: city.base }
  const grants = [{ role, department: 'GXJ', unit: null }]
  const made = await admin.request.post('/api/v1/admin/users', { headers: origin, data: { login, name, grants } })
  const { password } = (await made.json()) as { password: string }
  const page = await city.stranger()
  await page.request.post('/api/v1/session', { headers: origin, data: { login, password } })
  const next = `Zhong-${demoPassword}`
  await page.request.post('/api/v1/session/password', { headers: origin, data: { current: password, next } })
  await page.request.post('/api/v1/session', { headers: origin, data: { login, password: next } })
  return page
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${city.base}${path}`)
  await page.locator('main h1').waitFor()
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const inDialog = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
const chip = (page: Page) => page.locator('.page-head-meta')
const cards = (page: Page, title: string) => page.locator('.work').filter({ hasText: title })

async function detail(page: Page): Promise<FormDetail> {
  return (await (await page.request.get(`/api/v1/forms/${form}`)).json()) as FormDetail
}

describe('sign-off inside a department', () => {
  it('is switched on by the admin on the page of those who report', async () => {
    await open(admin, '/admin?part=reporters')
    await admin.getByRole('button', { name: '设置市工信局的内部审签' }).click()
    expect(await barriers(admin)).toEqual([])
    await admin.getByLabel(/^开启填报、审核、签发须是三位不同的同志/).check()
    await inDialog(admin, '保存')
    const row = admin.getByRole('row', { name: /市工信局/ })
    await row.getByText('已开启').waitFor()
    expect(await row.textContent()).toContain('工信局长')
    expect(await barriers(admin)).toEqual([])
  })

  it('is refused for a department without people for it, in words that say whom to name', async () => {
    await admin.getByRole('button', { name: '设置市财政局的内部审签' }).click()
    await admin.getByLabel(/^开启填报、审核、签发须是三位不同的同志/).check()
    await inDialog(admin, '保存')
    await admin
      .getByRole('alert')
      .getByText(/没有单位审核人、单位负责人账号/)
      .waitFor()
    await inDialog(admin, '取消')
  })

  it('lets the filler propose, after which nothing can be typed', async () => {
    const { cells, rows, units } = await detail(filler)
    const entries = cells.isEntry.flatMap((isEntry, index) =>
      isEntry
        ? [
            {
              item: rows[Math.floor(index / units.length)]?.item,
              breakdown: rows[Math.floor(index / units.length)]?.breakdown,
              unit: units[index % units.length]?.code,
              text: String(cells.previous[index]),
              version: cells.version[index],
            },
          ]
        : [],
    )
    await filler.request.put(`/api/v1/forms/${form}/cells`, {
      headers: { origin: city.base },
      data: { source: 'paste', cells: entries },
    })
    await open(filler, `/fill/${form}`)
    await filler.getByText('本单位的报表经内部审核、单位负责人签发后报送。').waitFor()
    expect(await filler.getByRole('button', { name: '提交', exact: true }).count()).toBe(0)
    await press(filler, '提请内部审核…')
    expect(await barriers(filler)).toEqual([])
    await inDialog(filler, '提请')
    await filler.getByText('报表正在单位内部审核，只读').waitFor()
    expect(await chip(filler).textContent()).toContain('内部审核中')
    expect(await filler.locator('input[data-index="0"]').getAttribute('readonly')).not.toBeNull()
    expect(await barriers(filler)).toEqual([])
  })

  it('shows the checker what waits, and gives it back with a reason', async () => {
    await open(checker, '/fill')
    await expect.poll(() => checker.locator('h1').first().textContent()).toBe('有 1 张表待您审核或签发')
    await cards(checker, '待本人审核或签发')
      .getByRole('link', { name: new RegExp(formName) })
      .click()
    await press(checker, '退回填报人…')
    await checker.getByRole('dialog').getByRole('textbox').fill(reason)
    await inDialog(checker, '退回')
    await expect.poll(() => chip(checker).textContent()).toContain('草稿')
    await open(filler, `/fill/${form}`)
    await filler.getByText(`内部审签时由 工信审核 退回`).waitFor()
    expect(await filler.locator('main').textContent()).toContain(reason)
  })

  it('goes on to the head once the checker agrees, and is sent by the signature', async () => {
    await press(filler, '提请内部审核…')
    await inDialog(filler, '提请')
    await filler.getByRole('button', { name: '取回…' }).waitFor()
    await open(checker, `/fill/${form}`)
    await press(checker, '审核同意…')
    await inDialog(checker, '同意')
    await expect.poll(() => chip(checker).textContent()).toContain('待负责人签发')
    await open(head, '/inbox')
    await head.getByText(new RegExp(`${formName}》内部审核已同意（工信审核），待单位负责人签发。`)).waitFor()
    await open(head, '/fill')
    await cards(head, '待本人审核或签发')
      .getByRole('link', { name: new RegExp(formName) })
      .click()
    await press(head, '签发报送')
    await inDialog(head, '签发报送')
    await head.getByRole('dialog').getByText('2026Q3-GXJ-DRIVE-GXJ-1').waitFor()
    await inDialog(head, '知道了')
    await expect.poll(() => chip(head).textContent()).toContain('已提交')
  })

  it('leaves three names on the printed sheet and before the reviewer', async () => {
    await open(filler, `/fill/${form}/sheet`)
    const signatures = await filler.locator('.sheet-signatures').textContent()
    expect(signatures).toMatch(/填报人：.+（2026年.+审核人：工信审核（2026年.+单位负责人：工信局长（2026年/)
    const reviewer = await city.person('shenhe')
    await open(reviewer, `/review/${form}`)
    const words = reviewer.getByText(
      /^单位内部审签：填报人 .+，单位审核人 工信审核（.+），单位负责人 工信局长（.+）。$/,
    )
    await words.waitFor()
  })
})

describe('whom the office calls', () => {
  it('is named by the unit itself, and stands on the office’s board and in the text for the work group', async () => {
    await open(filler, '/fill')
    await filler.getByRole('button', { name: /^(登记|修改)市工信局的联络员$/ }).click()
    expect(await barriers(filler)).toEqual([])
    await filler.getByLabel('姓名').fill('孙联络')
    await filler.getByLabel('电话').fill('0571-88001234')
    await inDialog(filler, '保存')
    await filler.getByText(/市工信局：孙联络\s+0571-88001234/).waitFor()
    const reviewer = await city.person('shenhe')
    await open(reviewer, '/review?list=reminders')
    const row = reviewer.getByRole('row', { name: /市工信局/ }).first()
    expect(await row.textContent()).toMatch(/孙联络\s+0571-88001234/)
    expect(await reviewer.locator('.reminder-text').textContent()).toMatch(/市工信局（联络员孙联络）：/)
    expect(await reviewer.locator('.reminder-text').textContent()).not.toContain('88001234')
    await row.getByRole('button', { name: '已提醒' }).click()
    await expect.poll(() => row.textContent()).toContain('1 次，最近')
    expect(await barriers(reviewer)).toEqual([])
    expect(city.faults).toEqual([])
  })
})

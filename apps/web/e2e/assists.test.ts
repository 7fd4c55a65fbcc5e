import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barriers } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'

/*
 * 协助 (A10): the city asks 市统计局 to help 市工信局 with an item in the middle of a quarter; it is told that day, supplies
 * a document, and 市工信局 takes it behind its figure, where its source is named. The steps build on each other.
 */

const item = 'E_KEY_ON'
const supplies = '重点企业名录'

let city: City
let admin: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  admin = await city.person('admin')
})

afterAll(async () => {
  await city?.stop()
})

async function post<Reply>(page: Page, path: string, data: unknown, version?: number): Promise<Reply> {
  const match = version === undefined ? {} : { 'if-match': `"${version}"` }
  const headers = { origin: city.base, ...match }
  const reply = await page.request.post(`/api/v1/${path}`, { data, headers })
  expect(reply.ok(), await reply.text()).toBe(true)
  return (await reply.json()) as Reply
}

it('two persons ask the department to help', async () => {
  const publisher = await city.person('fabu')
  const body = { items: [item], evidence: 'none', assisting: [{ department: 'TJJ', supplies }] }
  const change = { kind: 'duty', from: '2026Q3', body }
  const { digest, refusals } = await post<{ digest: string; refusals: string[] }>(
    admin,
    'admin/catalogue/check',
    change,
  )
  expect(refusals).toEqual([])
  const proposed = { change, reason: '市产改办协调会纪要第6号', seen: digest }
  const { proposals } = await post<{ proposals: { id: number; version: number }[] }>(
    admin,
    'admin/catalogue/proposals',
    proposed,
  )
  const first = proposals[0] ?? { id: 0, version: 0 }
  const path = `admin/catalogue/proposals/${first.id}/decide`
  await post(publisher, path, { action: 'confirm', note: '' }, first.version)
})

it('the department is told on the day, and supplies a document', async () => {
  const helper = await city.person('tjj')
  await helper.goto('/inbox')
  const news = helper.getByText(new RegExp(`为市工信局的2026年第三季度.*提供协助材料：${supplies}`))
  await news.waitFor()
  const sections = await helper.locator('main').innerText()
  // News of the day stands above what the quarter's opening brought.
  expect(sections.indexOf(supplies)).toBeLessThan(
    sections.indexOf('10月1日') < 0 ? Infinity : sections.indexOf('10月1日'),
  )
  await news.click()
  await helper.getByRole('heading', { name: '协助事项' }).waitFor()
  await helper.getByRole('button', { name: /查看.*的协助事项/ }).click()
  await helper.getByLabel(/文字说明，或文件名称和文号/).fill('统计专报〔2026〕12号')
  expect(await barriers(helper)).toEqual([])
  await helper.getByRole('button', { name: '提供文字' }).click()
  await helper.getByText('已提供 1 份').waitFor()
})

it('the responsible department takes it behind its figure, where its source is named', async () => {
  const filler = await city.person('gxj')
  await filler.goto('/fill/2026Q3/GXJ-DEMO/GXJ')
  await filler.locator('input[data-index="0"]').click()
  // The demo's own supply may stand beside it.
  const supply = filler.locator('.side-evidence', { hasText: '统计专报〔2026〕12号' })
  await supply.getByRole('button', { name: '用作佐证' }).click()
  await filler.locator('.side-evidence', { hasText: '（市统计局提供）' }).first().waitFor()
  expect(await barriers(filler)).toEqual([])
})

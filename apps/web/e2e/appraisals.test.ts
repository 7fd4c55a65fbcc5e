import type { AppraisalList } from '@cg/contract/appraisal'
import type { FormDetail } from '@cg/contract/entry'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { barriers } from './barriers.ts'
import { startCity } from './city.ts'
import type { City } from './city.ts'
import { layoutFaults } from './layout.ts'

/*
 * A figure that no register holds: the city adds an item in points, the office names three scorers and a scale, they
 * score, the office sees the spread and writes the means, and the department's form holds them. The steps build on each other.
 */

const item = '产改制度建设评分'
const form = 'RSJ-CAREER'

let city: City
let office: Page
let scorers: Page[]

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  office = await city.person('shenhe')
  scorers = await Promise.all(['tjj', 'zgh', 'gxj'].map((login) => city.person(login)))
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

it('the demo city’s scoring is under way, and the page says what to do for another', async () => {
  await office.goto('/review')
  await office.getByRole('link', { name: '定性评分 →' }).click()
  await office.getByRole('heading', { level: 1, name: '定性评分：评分中1项，待写入0项' }).waitFor()
  await office.getByText('填报中的季度没有别的可评分数据项').waitFor()
  await office.getByText(/黄文静 0\/12/).waitFor()
  expect(await barriers(office)).toEqual([])
})

it('the city adds the item by two persons, and it can be scored', async () => {
  const [admin, publisher] = [await city.person('admin'), await city.person('fabu')]
  const body = {
    name: item,
    definition: '对照评分标准评定',
    unit: '分',
    decimals: 1,
    periodKind: 'STOCK_EOQ',
    asked: 'every',
    department: 'RSJ',
    form,
    breakdowns: [],
    hasCityTotal: false,
    mayBeNegative: false,
  }
  const change = { kind: 'item', from: '2026Q3', body }
  const { digest, refusals } = await post<{ digest: string; refusals: string[] }>(
    admin,
    'admin/catalogue/check',
    change,
  )
  expect(refusals).toEqual([])
  const proposed = { change, reason: '市里要求评定制度建设', seen: digest }
  const { proposals } = await post<{ proposals: { id: number; version: number }[] }>(
    admin,
    'admin/catalogue/proposals',
    proposed,
  )
  const first = proposals[0] ?? { id: 0, version: 0 }
  const confirm = { action: 'confirm', note: '' }
  await post(publisher, `admin/catalogue/proposals/${first.id}/decide`, confirm, first.version)
})

it('the office opens the scoring with a scale of its own words', async () => {
  await office.goto('/appraisals')
  await office.getByLabel(/季度和数据项/).selectOption({ index: 1 })
  await office.getByLabel(/评分依据/).fill('产改办〔2026〕9号')
  await office.getByRole('textbox', { name: /评分标准/ }).fill('90 制度健全并落实\n75 有制度，部分落实\n60 没有制度')
  for (const body of ['市统计局', '市总工会', '市工信局']) {
    await office.getByRole('checkbox', { name: body }).first().check()
  }
  expect(await layoutFaults(office)).toEqual([])
  expect(await barriers(office)).toEqual([])
  await office.getByRole('button', { name: '开始评分' }).click()
  await office.getByRole('heading', { level: 1, name: '定性评分：评分中2项，待写入0项' }).waitFor()
})

it('a scorer is told, scores by the scale, and sees nobody else’s; the others follow', async () => {
  const [first, ...others] = scorers
  if (first === undefined) throw new Error('no scorer')
  await first.goto('/inbox')
  await first.getByText(new RegExp(`请您给2026年第三季度“${item}”评分`)).click()
  await first.getByRole('button', { name: '评分：东湾区' }).click()
  const dialog = first.getByRole('dialog')
  await dialog.getByLabel(/档次/).selectOption('60')
  await dialog.getByLabel(/评分理由/).fill('没有看到制度文本')
  await dialog.getByLabel(/依据/).fill('现场查看，2026年10月')
  expect(await barriers(first)).toEqual([])
  await dialog.getByRole('button', { name: '保存评分' }).click()
  await first.getByText('您评了60分：没有看到制度文本（第1轮）').waitFor()
  const list = (await (await first.request.get('/api/v1/appraisals')).json()) as AppraisalList
  const [scoring] = list.items
  const given = { reason: '查阅制度文本', evidence: '制度汇编2026年版' }
  for (const page of scorers) {
    for (const { code, name } of scoring?.units ?? []) {
      if (page === first && name === '东湾区') continue
      const points = page === others[0] ? 75 : 90
      await post(page, `appraisals/${scoring?.id}/scores`, { unit: code, points, ...given })
    }
  }
  await office.reload()
  await office.getByText(/吴国平 12\/12/).waitFor()
  expect(await office.getByText('没有看到制度文本').count()).toBe(0)
})

it('ended, the office sees who stands apart, and writes the means into the form', async () => {
  await office.getByRole('button', { name: `截止评分：${item}` }).click()
  await office.getByRole('dialog').getByText('评分人都已评完。').waitFor()
  await office.getByRole('dialog').getByRole('button', { name: '截止评分' }).click()
  await office.getByText('3名评分人平均75.0分，最低60分，最高90分，标准差15.0分').waitFor()
  await office.getByText(/评60分，与其他评分人的中位数相差超过一档。/).waitFor()
  expect(await layoutFaults(office)).toEqual([])
  expect(await barriers(office)).toEqual([])
  await office.getByRole('button', { name: `写入报表：${item}` }).click()
  await office.getByRole('dialog').getByRole('button', { name: '写入报表' }).click()
  await office.getByText('已写入报表', { exact: true }).waitFor()
})

it('the department finds the figure in its form', async () => {
  const department = await city.person('rsj')
  await department.goto(`/fill/2026Q3/${form}/RSJ`)
  await department.getByText(item).first().waitFor()
  const reply = await department.request.get(`/api/v1/forms/2026Q3/${form}/RSJ`)
  const { cells } = (await reply.json()) as FormDetail
  expect(cells.value).toContain(75)
})

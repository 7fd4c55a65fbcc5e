import { readFileSync } from 'node:fs'
import type { FormDetail } from '@cg/contract/entry'
import type { ReviewMatrix, ReviewQueue } from '@cg/contract/review'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paste, startCity } from './city.ts'
import type { City } from './city.ts'
import { tabTo, walk } from './walk.ts'
import { replaceNumber } from './workbook.ts'

/*
 * What those do in a quarter who fill and who review, each task from where it begins, by real clicks and keys, held to the
 * number of clicks that the design allows it. The steps build on each other.
 */

let city: City
let department: Page
let reviewer: Page

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  department = await city.person('gxj')
  reviewer = await city.person('shenhe')
})

afterAll(async () => {
  await city?.stop()
})

const cell = (page: Page, index: number) => page.locator(`input[data-index="${index}"]`)
const count = (page: Page) => page.locator('.fill-count').textContent()

async function formOf(page: Page, form: string): Promise<FormDetail> {
  return (await (await page.request.get(`/api/v1/forms/${form}`)).json()) as FormDetail
}

async function reviewed<Reply>(what: 'queue' | 'matrix'): Promise<Reply> {
  return (await (await reviewer.request.get(`/api/v1/review/${what}`)).json()) as Reply
}

async function stateOf(form: string, reporter: string): Promise<string | undefined> {
  const { cells } = await reviewed<ReviewMatrix>('matrix')
  return cells.find((one) => one.form === form && one.reporter === reporter)?.state
}

describe('who fills for a department', () => {
  const owed = '2026Q3/GXJ-DRIVE/GXJ'
  let previous: (number | null)[]

  it('lands on what it owes and until when', async () => {
    const { page, took } = await walk(department)
    expect(new URL(page.url()).pathname).toBe('/fill')
    expect(await page.locator('h1').first().textContent()).toBe('本季待填 2 张表')
    expect(await page.locator('.page-head-sub').textContent()).toMatch(/^2026年第三季度 · 截止 .+（还有 .+）$/)
    await took(0)
  })

  it('fills eight numbers by the keyboard alone: saved as it goes, last quarter’s number and the unit beside', async () => {
    const { page, took } = await walk(department)
    await tabTo(page, page.getByRole('link', { name: /企业产改推进与认知调查表/ }))
    await page.keyboard.press('Enter')
    await cell(page, 0).waitFor()
    previous = (await formOf(page, owed)).cells.previous
    await tabTo(page, cell(page, 0))
    for (let index = 0; index < 8; index++) {
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-index'))).toBe(String(index))
      await page.keyboard.type(String(previous[index]))
      await page.keyboard.press('Tab')
    }
    await expect.poll(async () => (await formOf(page, owed)).cells.value.slice(0, 8)).toEqual(previous.slice(0, 8))
    await page.getByRole('status').filter({ hasText: '已保存' }).waitFor()
    const beside = await page.locator('td[data-cell="3"]').textContent()
    expect(beside).toContain(previous[3]?.toLocaleString('en-US'))
    await took(0)
  })

  it('pastes the rest from Excel', async () => {
    const { page, click, took } = await walk(department, `/fill/${owed}`)
    await click(cell(page, 8))
    await paste(page, previous.slice(8, 12).join('\r\n'))
    await expect.poll(async () => (await formOf(page, owed)).cells.value).toEqual(previous)
    await took(1)
  })

  it('explains what a rule asks about, or mends it: one click for each', async () => {
    const { page, click, took } = await walk(department, `/fill/${owed}`)
    await tabTo(page, cell(page, 11))
    await page.keyboard.press('Delete')
    await expect.poll(() => count(page)).toBe('待说明 1 处')
    await page.keyboard.press('F8')
    await page.keyboard.press('Control+Enter')
    const box = page.locator('.side .finding-explain').first()
    await tabTo(page, box.locator('textarea'))
    await page.keyboard.type('该区台账正在核对，下季补报')
    await click(box.getByRole('button', { name: '保存说明' }))
    await expect.poll(() => count(page)).toBe('校验通过')
    const { explanations } = await formOf(page, owed)
    expect(explanations.map(({ text }) => text)).toEqual(['该区台账正在核对，下季补报'])
    await took(1)
  })

  it('submits, sees the receipt, and has the sheet that the leader signs and stamps', async () => {
    const { page, click, took } = await walk(department, `/fill/${owed}`)
    await click(page.getByRole('button', { name: '提交', exact: true }))
    const dialog = page.getByRole('dialog')
    await tabTo(page, dialog.getByRole('button', { name: '提交' }))
    await page.keyboard.press('Enter')
    await dialog.getByText('2026Q3-GXJ-DRIVE-GXJ-1').waitFor()
    await click(dialog.getByRole('link', { name: '打印盖章页' }))
    await page.getByText('回执编号：2026Q3-GXJ-DRIVE-GXJ-1').waitFor()
    expect(await page.locator('.sheet tbody tr').count()).toBeGreaterThanOrEqual(1)
    expect(await page.locator('.sheet-signatures').textContent()).toMatch(/单位负责人|填表人|填报人/)
    await took(2)
  })

  it('takes the form back before anyone has begun to review it', async () => {
    const { page, click, took } = await walk(department)
    await click(page.getByRole('link', { name: /企业产改推进与认知调查表/ }))
    await click(page.getByRole('button', { name: '撤回…' }))
    await click(page.getByRole('dialog').getByRole('button', { name: /^撤回/ }))
    await expect.poll(() => cell(page, 0).getAttribute('readonly')).toBeNull()
    expect(await stateOf('GXJ-DRIVE', 'GXJ')).toBe('withdrawn')
    await took(3)
  })

  it('takes the form away as a workbook with last figures in it, and hands the filled one in', async () => {
    const { page, click, took } = await walk(department, `/fill/${owed}`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      click(page.getByRole('link', { name: '下载模板（已预填）' })),
    ])
    await took(1)
    const buffer = await replaceNumber(readFileSync(await download.path()), previous[2] ?? 0, (previous[2] ?? 0) + 1)
    const again = await walk(department, `/fill/${owed}`)
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      again.click(page.getByRole('button', { name: '上传 Excel' })),
    ])
    await chooser.setFiles({ name: '回填.xlsx', mimeType: 'application/octet-stream', buffer })
    await page.getByRole('dialog').getByText('将更新 1 格').waitFor()
    await again.click(page.getByRole('button', { name: '写入', exact: true }))
    await expect.poll(() => cell(page, 2).inputValue()).toBe(String((previous[2] ?? 0) + 1))
    await again.took(2)
  })

  it('has a returned form open at the cell that came back, with the reviewer’s words beside it', async () => {
    const { page, click, took } = await walk(await city.person('xcb'))
    await click(page.getByRole('link', { name: /红色教育与理论宣传情况表/ }))
    await page.locator('.side-returned').waitFor()
    const focused = page.locator('input[data-index]:focus')
    expect(await focused.getAttribute('aria-label')).toMatch(/栖岩市/)
    expect(await focused.getAttribute('readonly')).toBeNull()
    expect(await page.locator('.side-returned').textContent()).toContain('栖岩市人次约为上季度的10倍，疑似多写一位')
    await took(1)
    await page.context().close()
  })
})

describe('who fills for a district', () => {
  let union: Page

  beforeAll(async () => {
    union = await city.person('dwtb')
  })

  it('lands on its own place, what it lacks to the targets, and the published values of its group', async () => {
    const { page, took } = await walk(union)
    expect(await page.locator('h1').first().textContent()).toMatch(/^东湾区综合得分在12个单位中居第\d+位/)
    expect(await page.locator('main').textContent()).toMatch(/再提高[\d.]+个百分点/)
    expect(await page.getByRole('table', { name: '同组各单位数值' }).locator('tbody tr').count()).toBeGreaterThan(3)
    await took(0)
  })

  it('sees how all define an indicator', async () => {
    const { page, click, took } = await walk(union)
    await click(page.locator('.unit-lost').getByRole('link'))
    await page.waitForURL((url) => url.pathname.startsWith('/i/'))
    await page.getByRole('heading', { name: '口径' }).waitFor()
    expect(await page.locator('main').textContent()).toMatch(/牵头部门.+÷/)
    await took(1)
  })

  it('takes its profile as a sheet of A4', async () => {
    const { page, click, took } = await walk(union)
    await click(page.getByRole('button', { name: '导出本页' }))
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      click(page.getByRole('button', { name: '导出PDF' })),
    ])
    const paper = readFileSync(await download.path()).toString('latin1')
    const sheets = paper.match(/\/MediaBox\s*\[[^\]]*\]/g) ?? []
    expect(new Set(sheets.map((box) => box.replace(/\.\d+/g, '')))).toEqual(new Set(['/MediaBox [0 0 595 841]']))
    await took(2)
  })

  it('sees why a form of its own came back', async () => {
    const { page, click, took } = await walk(await city.person('yltb'), '/fill')
    await click(page.getByRole('link', { name: /思想政治工作联络员情况表/ }))
    await page.locator('.side-returned').waitFor()
    expect(await page.locator('.side-returned').textContent()).toMatch(/第 1 轮 · .+：.{8,}/)
    await took(1)
    await page.context().close()
  })
})

describe('who reviews', () => {
  it('sees who reported what, and whom to chase', async () => {
    const { page, click, took } = await walk(reviewer)
    expect(new URL(page.url()).pathname).toBe('/review')
    await click(page.getByText('报送进度', { exact: true }))
    await page.locator('.matrix tbody tr').first().waitFor()
    const { cells } = await reviewed<ReviewMatrix>('matrix')
    expect(await page.locator('.matrix-link').count()).toBe(cells.length)
    const row = page.locator('.matrix tbody tr', { hasText: '岚谷县' })
    expect((await row.locator('.chip').allTextContents()).join()).toContain('未开始')
    await took(1)
  })

  it('chases all who owe with words that are written already', async () => {
    const { page, click, took } = await walk(reviewer)
    await click(page.getByText('催报', { exact: true }))
    await click(page.getByRole('button', { name: '复制全部催报文字' }))
    const text = () => page.evaluate(() => navigator.clipboard.readText())
    await expect.poll(text).toMatch(/^【催报】2026年第三季度/)
    const owing = (await reviewed<ReviewMatrix>('matrix')).cells.filter(({ state }) =>
      ['not_started', 'draft', 'returned', 'withdrawn'].includes(state),
    )
    expect(await text()).toContain(`${owing.length} 张报表待报送`)
    expect(await text()).toMatch(
      /市委宣传部（联络员\S{2,4}）：《红色教育与理论宣传情况表》（退回待改 1 格，已逾期 \d+ 天）/,
    )
    await took(2)
  })

  it('holds a value that leapt against its past and the filler’s words, without leaving its line', async () => {
    const { page, click, took } = await walk(reviewer)
    await click(page.getByRole('link', { name: '技能培训与技能人才情况表' }))
    const line = page.locator('.review-table tbody tr', { hasText: '技能培训人次' })
    await line.waitFor()
    const words = await line.textContent()
    for (const said of ['14,443', '10,100', '增长43.0%', '9,531', '新增2家企业集中开展岗前培训'])
      expect(words).toContain(said)
    expect(await line.locator('.review-spark line').count()).toBe(8)
    await took(1)
  })

  it('returns a cell with a reason and is at the next form; decides an explanation and accepts: a click a case', async () => {
    const { page, click, took } = await walk(reviewer)
    await tabTo(page, page.getByRole('link', { name: '技能培训与技能人才情况表' }))
    await page.keyboard.press('Enter')
    const line = page.locator('.review-table tbody tr', { hasText: '技能培训人次' })
    await click(line.getByLabel('退回此格'))
    await page.keyboard.press('r')
    const dialog = page.getByRole('dialog')
    await tabTo(page, dialog.getByLabel('附言（可不填）'))
    await page.keyboard.type('请附两家企业的培训台账')
    await tabTo(page, dialog.getByRole('button', { name: '退回', exact: true }))
    await page.keyboard.press('Enter')
    await took(1)
    await page.waitForURL((url) => url.pathname === '/review/2026Q3/ZGH-IDEOLOGY/ZGH')
    expect(await stateOf('RSJ-SKILLS', 'RSJ')).toBe('returned')
    await click(page.getByRole('button', { name: '采纳', exact: true }))
    await page.getByText('已采纳').first().waitFor()
    await page.keyboard.press('a')
    await page.waitForURL((url) => url.pathname !== '/review/2026Q3/ZGH-IDEOLOGY/ZGH')
    expect(await stateOf('ZGH-IDEOLOGY', 'ZGH')).toBe('accepted')
    await took(2)
    const next = new URL(page.url()).pathname
    // One explanation waits here too; decided, the form passes by a click.
    await click(page.getByRole('button', { name: '采纳', exact: true }))
    await page.getByText('已采纳').first().waitFor()
    await click(page.getByRole('button', { name: '通过', exact: true }))
    await page.waitForURL((url) => url.pathname !== next)
    const { items } = await reviewed<ReviewQueue>('queue')
    expect(items.map(({ period, form, reporter }) => `/review/${period}/${form}/${reporter}`)).not.toContain(next)
    await took(4)
  })
})

it('no page failed', () => {
  expect(city.faults).toEqual([])
})

import { readFileSync } from 'node:fs'
import JSZip from 'jszip'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { paste, startCity } from './city.ts'
import type { City } from './city.ts'

/*
 * One quarter as people run it, through the real pages: a department fills its form by keyboard and by paste, breaks a
 * rule, explains another, submits; a reviewer returns a row; it comes back and is accepted; two people publish; a leader
 * sees the new quarter and takes a chart to the meeting. The steps build on each other.
 */

const form = '/2026Q3/YBJ-RIGHTS/YBJ'
const preview = '试看-2026Q3-01'
const period = '2026年第三季度'

let city: City
let filler: Page
let reviewer: Page
/** [unit][item] as last quarter's figures, a little higher, with the parts adding up. */
let figures: number[][]

beforeAll(async () => {
  city = await startCity(['--as-of=2026-11-23'])
  filler = await city.typing('ybj')
  reviewer = await city.person('shenhe')
})

afterAll(async () => {
  await city?.stop()
})

const cell = (page: Page, index: number) => page.locator(`input[data-index="${index}"]`)
const units = 12

type FormReply = { rows: unknown[]; units: unknown[]; cells: { previous: number[] } }

describe('a department', () => {
  it('lands on what it owes and opens the form', async () => {
    await expect.poll(() => filler.locator('h1').first().textContent()).toContain('本季待填')
    await filler.getByText('职工基本医疗保险情况表').click()
    await cell(filler, 0).waitFor()
    const reply = (await (await filler.request.get(`/api/v1/forms${form}`)).json()) as FormReply
    expect([reply.rows.length, reply.units.length]).toEqual([3, units])
    figures = Array.from({ length: units }, (_, unit) => {
      const [above, msme] = [1, 2].map(
        (row) => Math.round((reply.cells.previous[row * units + unit] ?? 0) * 1.004) + unit,
      )
      return [(above ?? 0) + (msme ?? 0), above ?? 0, msme ?? 0]
    })
  })

  it('types as in Excel: 万 and full-width digits are read and shown back, rubbish is kept and not saved', async () => {
    await cell(filler, 0).click()
    await filler.keyboard.type('4.9万')
    await filler.keyboard.press('Enter')
    await filler.keyboard.type('３８，０００')
    await filler.keyboard.press('Enter')
    await filler.keyboard.type('大约五万')
    await filler.keyboard.press('Enter')
    await expect.poll(() => cell(filler, 0).inputValue()).toBe('49,000')
    await expect.poll(() => cell(filler, 1).inputValue()).toBe('38,000')
    expect(await cell(filler, 2).inputValue()).toBe('大约五万')
    expect(await filler.locator('td[data-cell="2"]').getAttribute('class')).toContain('invalid')
    await expect.poll(() => filler.getByRole('status').filter({ hasText: '已保存' }).count()).toBe(1)
  })

  it('pastes a block from Excel, and takes it back with Ctrl+Z', async () => {
    await cell(filler, 0).click()
    await paste(filler, figures.map((row) => row.join('\t')).join('\r\n'))
    await expect.poll(() => cell(filler, 35).inputValue()).toBe(figures[11]?.[2]?.toLocaleString('en-US'))
    await cell(filler, 35).click()
    await filler.keyboard.press('Control+z')
    await expect.poll(() => cell(filler, 35).inputValue()).toBe('')
    await cell(filler, 0).click()
    await paste(filler, figures.map((row) => row.join('\t')).join('\r\n'))
    await expect.poll(() => cell(filler, 35).inputValue()).not.toBe('')
  })

  it('cannot submit while the parts do not add up; the refusal names the cell', async () => {
    await cell(filler, 0).click()
    await filler.keyboard.type(String((figures[0]?.[0] ?? 0) + 500))
    await filler.keyboard.press('Enter')
    await expect.poll(() => filler.locator('.fill-count').textContent()).toMatch(/强制性 [1-9]/)
    await filler.getByRole('button', { name: '提交', exact: true }).click()
    await filler.getByRole('dialog').getByRole('button', { name: '提交' }).click()
    await filler.getByText('没有提交').waitFor()
    expect(await filler.getByRole('dialog').textContent()).toContain('东湾区')
    await filler.getByRole('button', { name: '返回修改' }).click()
    await cell(filler, 0).click()
    await filler.keyboard.type(String(figures[0]?.[0]))
    await filler.keyboard.press('Enter')
    await expect.poll(() => filler.locator('.fill-count').textContent()).toContain('校验通过')
  })

  it('explains a jump, submits and gets a receipt', async () => {
    const jumped = (figures[9] ?? []).map((value, item) => (item === 0 ? 0 : Math.round(value * 1.3)))
    jumped[0] = (jumped[1] ?? 0) + (jumped[2] ?? 0)
    await cell(filler, 9).click()
    await paste(filler, jumped.join('\t'))
    await expect.poll(() => filler.locator('.fill-count').textContent()).toMatch(/待说明 [1-9]/)
    for (
      let guard = 0;
      guard < 20 && !(await filler.locator('.fill-count').textContent())?.includes('校验通过');
      guard++
    ) {
      const before = await filler.locator('.fill-count').textContent()
      await filler.getByRole('button', { name: /下一处/ }).click()
      const box = filler
        .locator('.finding-explain')
        .filter({ has: filler.getByText('核实性') })
        .first()
      await box.locator('textarea').fill('本季新增企业所致，已与经办机构核实无误')
      await box.getByRole('button', { name: '保存说明' }).click()
      await expect.poll(() => filler.locator('.fill-count').textContent()).not.toBe(before)
    }
    expect(await filler.locator('.fill-count').textContent()).toContain('校验通过')
    await filler.getByRole('button', { name: '提交', exact: true }).click()
    await filler.getByRole('dialog').getByRole('button', { name: '提交' }).click()
    await filler.getByText('回执编号').waitFor()
    await filler.getByRole('button', { name: '知道了' }).click()
    await expect.poll(() => cell(filler, 0).getAttribute('readonly')).not.toBeNull()
  })
})

describe('a reviewer', () => {
  it('returns one row with a reason per cell', async () => {
    await reviewer.goto(`/review${form}`)
    await reviewer.getByText(/^全部 \d+/).click()
    const row = reviewer.locator('tr').filter({ hasText: '岚谷县' })
    await expect.poll(() => row.count()).toBe(3)
    for (let at = 0; at < 3; at++) {
      await row.nth(at).getByLabel('退回此格').check()
      await row.nth(at).getByLabel('退回原因', { exact: true }).fill('增幅过大，请与上季口径核对')
    }
    await reviewer.getByRole('button', { name: '退回 3 格' }).click()
    await reviewer.getByRole('dialog').getByRole('button', { name: '退回', exact: true }).click()
    await reviewer.waitForURL((url) => url.pathname !== `/review${form}`)
  })

  it('gets it back corrected: only the returned cells were open', async () => {
    await filler.goto(`/fill${form}`)
    await expect.poll(() => filler.locator('input[data-index]:not([readonly])').count()).toBe(3)
    await cell(filler, 9).click()
    await paste(filler, (figures[9] ?? []).join('\t'))
    await expect.poll(() => filler.locator('.fill-count').textContent()).toContain('校验通过')
    await filler.getByRole('button', { name: '再次提交' }).click()
    await filler.getByRole('dialog').getByRole('button', { name: '提交' }).click()
    await filler.getByText('回执编号').waitFor()
  })

  it('accepts it and prepares a preview, which the same person cannot publish', async () => {
    for (const one of [form, '/2026Q3/RSJ-RIGHTS/RSJ']) {
      await reviewer.goto(`/review${one}`)
      await reviewer.getByRole('button', { name: '通过', exact: true }).click()
      await reviewer.waitForURL((url) => url.pathname !== `/review${one}`)
    }
    await reviewer.goto('/publish')
    await reviewer.getByRole('listitem').filter({ hasText: period }).getByRole('button', { name: '生成试看' }).click()
    await reviewer.getByText('试看 · 未发布', { exact: true }).waitFor()
    await reviewer.getByText('须由另一位发布人复核签发').waitFor()
    expect(await reviewer.getByRole('button', { name: '复核并发布' }).count()).toBe(0)
  })

  it('reads the preview on the pages of a release, each of them marked, and takes a marked file', async () => {
    await reviewer
      .getByRole('navigation', { name: `${preview} 的页面` })
      .getByRole('link', { name: '排名' })
      .click()
    await reviewer.waitForURL((url) => url.pathname === '/rank' && url.searchParams.get('pub') === preview)
    for (const page of ['排名', '总览', '对比', '目标']) {
      await reviewer.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: page, exact: true }).click()
      await reviewer.getByText(`试看编号 ${preview}`).waitFor()
      await reviewer.getByRole('note').filter({ hasText: '仅审核人和发布人可见' }).waitFor()
      expect([page, await reviewer.locator('.preview-mark').count()]).toEqual([page, 1])
      expect([page, new URL(reviewer.url()).searchParams.get('pub')]).toEqual([page, preview])
    }
    const of = `/api/v1/releases/${encodeURIComponent(preview)}`
    const file = await reviewer.request.get(`${of}/charts/export?kind=district-ranking&measure=QY10&format=csv`)
    expect([file.status(), (await file.text()).includes('试看 · 未发布')]).toEqual([200, true])
    expect(decodeURIComponent(file.headers()['content-disposition'] ?? '')).toContain(preview)
  })
})

describe('a leader', () => {
  it('does not see the quarter before it is published', async () => {
    const leader = await city.person('lingdao')
    await leader.goto('/')
    await leader.getByText('CG-2026Q2-').first().waitFor()
    expect(await leader.content()).not.toContain('2026Q3')
    // Whoever gets the address of a preview from the office gets nothing by it.
    await leader.goto(`/rank?pub=${encodeURIComponent(preview)}`)
    await leader.getByText('试看不对外公开').waitFor()
    await leader.getByRole('link', { name: /在本页查看最近一期 CG-2026Q2-/ }).waitFor()
    expect(await leader.locator('table, .chart-drawing').count()).toBe(0)
    await leader.context().close()
  })

  it('sees it after a second person has published, and exports a chart whose figures equal the screen', async () => {
    const publisher = await city.person('fuhe')
    await publisher.goto('/publish')
    await publisher.getByRole('button', { name: '复核并发布' }).click()
    await publisher
      .getByRole('dialog')
      .getByRole('button', { name: /^发布(并关闭 \d+ 张)?$/ })
      .click()
    await publisher.getByText('已发布 CG-2026Q3-01').waitFor()
    await publisher.goto(`/rank?pub=${encodeURIComponent(preview)}`)
    await publisher.getByText(`${preview} 已不能打开`).waitFor()
    await publisher.getByRole('link', { name: '在本页查看 CG-2026Q3-01 →' }).click()
    await publisher.getByText('发布编号 CG-2026Q3-01').first().waitFor()
    expect(await publisher.locator('.preview-mark').count()).toBe(0)

    const leader = await city.person('lingdao')
    await leader.goto('/')
    await leader.getByText('CG-2026Q3-01').first().waitFor()
    expect(await leader.locator('h1').first().textContent()).not.toBe('')
    await leader.goto('/rank?by=QY10')
    await leader.getByText('基本医疗保险参保率').first().waitFor()
    const facts = (await (await leader.request.get('/api/v1/releases/CG-2026Q3-01/rankings/QY10')).json()) as {
      value: (number | null)[]
      numerator: (number | null)[]
    }
    expect(facts.numerator).toEqual(figures.map((row) => row[0]))
    const shown = facts.value.flatMap((value) => (value === null ? [] : [value.toFixed(1)]))
    // The bars are a picture; each mark has a button that says its unit and value.
    for (const value of shown)
      await leader
        .getByRole('button', { name: new RegExp(`：${value.replace('.', '\\.')}`) })
        .first()
        .waitFor()
    for (const format of ['png', 'pptx', 'xlsx', 'svg', 'csv']) {
      const file = await leader.request.get(
        `/api/v1/releases/CG-2026Q3-01/charts/export?kind=district-ranking&measure=QY10&format=${format}`,
      )
      expect(file.status()).toBe(200)
      await expectFigures(format, await file.body(), shown)
    }
  })

  it('saves the picture through the export dialog', async () => {
    const leader = await city.person('lingdao')
    await leader.goto('/rank?by=QY10')
    await leader.getByRole('button', { name: '导出', exact: true }).first().click()
    const dialog = leader.getByRole('dialog')
    await dialog.getByText('PNG', { exact: true }).first().waitFor()
    const [download] = await Promise.all([
      leader.waitForEvent('download'),
      dialog
        .getByRole('button', { name: /下载|保存/ })
        .first()
        .click(),
    ])
    expect(download.suggestedFilename()).toContain('CG-2026Q3-01')
    expect(readFileSync(await download.path()).length).toBeGreaterThan(20_000)
  })
})

it('threw no error on any page and asked no other host', () => {
  expect(city.faults).toEqual([])
})

async function expectFigures(format: string, bytes: Buffer, shown: string[]): Promise<void> {
  if (format === 'png') {
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    return
  }
  const text = format === 'pptx' || format === 'xlsx' ? await zippedText(bytes) : bytes.toString('utf8')
  expect(text).toContain('CG-2026Q3-01')
  for (const value of shown) expect(text).toContain(String(Number(value)))
}

async function zippedText(bytes: Buffer): Promise<string> {
  const zip = await JSZip.loadAsync(bytes)
  const parts = await Promise.all(
    Object.values(zip.files)
      .filter((file) => file.name.endsWith('.xml'))
      .map((file) => file.async('string')),
  )
  return parts.join('\n')
}

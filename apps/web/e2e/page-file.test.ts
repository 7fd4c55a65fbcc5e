import { readFile } from 'node:fs/promises'
import { printedStampCode, stampCodesIn } from '@cg/domain/stamp-code'
import { partText } from '@cg/export/testing/zip'
import JSZip from 'jszip'
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
  await panel.getByText('党建红').click()
  await panel.getByLabel('水印').fill('内部资料')
  await panel.getByRole('button', { name: '导出PDF' }).click()
  await panel.getByRole('button', { name: '取消' }).click()
  await expect.poll(() => panel.getByRole('button', { name: '取消' }).count()).toBe(0)
  expect(await panel.getByRole('alert').count()).toBe(0)
  expect(decodeURIComponent(asked[0] ?? '')).toBe('?light=late&skin=red&watermark=内部资料&format=pdf')
  await panel.getByRole('button', { name: '导出PPTX' }).click()
  await expect.poll(() => panel.getByRole('alert').textContent()).toBe('未能生成文件：同时导出的人较多，请几秒后再试。')
  await leader.unrouteAll()
})

/* The same for the office's paper: what is rewritten wrongly is told, and the file is known again, altered or not. */

const fileOf = (name: string, buffer: Buffer) => ({
  name,
  mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  buffer,
})

async function taken(page: Page): Promise<Buffer> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载 DOCX' }).click(),
  ])
  return readFile(await file.path())
}

const added = '请各单位按期报送'
let office: Page
let paper: Buffer

it('a 通报 is rewritten: a number that was not published is told, in digits or in characters', async () => {
  office = await city.person('shenhe')
  await office.goto('/materials/bulletin')
  // On a machine that is set dark, a page that is light has light boxes to tick.
  await office.emulateMedia({ colorScheme: 'dark' })
  expect(await office.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light')
  await office.getByRole('button', { name: /^改写：本期应报报表/ }).click()
  const field = office.getByLabel('改写这一段')
  const right = await field.inputValue()
  await field.fill(right.replace(/。$/u, '，其中九十九个单位迟报。'))
  await office.getByText(/^与发布值不符：九十九个。/).waitFor()
  await field.fill(right.replace(/。$/u, `，${added}。`))
  expect(await office.getByText(/^与发布值不符/).count()).toBe(0)
  await office.getByRole('button', { name: '完成', exact: true }).click()
  paper = await taken(office)
  expect(await partText(paper, 'word/document.xml')).toContain(added)
})

it('the paper takes the layout of a template, and says why a file is none', async () => {
  const input = office.locator('section', { has: office.getByRole('heading', { name: '版面' }) }).locator('input')
  await input.setInputFiles(fileOf('坏.docx', Buffer.from('no document')))
  await expect.poll(() => office.getByRole('alert').textContent()).toContain('这个文件不是 Word 文档')
  await input.setInputFiles(fileOf('公文纸.docx', paper))
  await office.getByText(/^模板：公文纸\.docx，赵一鸣于/).waitFor()
  expect(await office.getByRole('alert').count()).toBe(0)
  expect(await partText(await taken(office), 'word/document.xml')).toContain(added)
  await office.getByRole('button', { name: '不用模板' }).click()
  await office.getByText('平台自带版面（GB/T 9704—2012）。').waitFor()
})

it('the file is known by its code and by itself, and told what was altered in it', async () => {
  const words = (await partText(paper, 'word/document.xml')).replaceAll(/<[^>]+>/gu, '')
  const [code = ''] = stampCodesIn(words)
  const typed = printedStampCode(code)
  const outcome = office.locator('.stamp-outcome')
  await office.goto('/materials/check')
  const ask = async (asked: string) => {
    await office.getByRole('textbox', { name: '核验码' }).fill(asked)
    await office.getByRole('button', { name: '核验', exact: true }).click()
  }
  await ask(`${typed.slice(0, -1)}${typed.endsWith('3') ? '4' : '3'}`)
  await outcome.getByText(/可能看错或抄错了一位/).waitFor()
  await ask(typed)
  await outcome.getByRole('heading', { name: '查到了这个核验码，数据现行' }).waitFor()
  expect(await barriers(office)).toEqual([])
  const input = office.locator('input[type=file]')
  await input.setInputFiles(fileOf('通报.docx', paper))
  await outcome.getByRole('heading', { name: '是原件，数据现行' }).waitFor()
  const zip = await JSZip.loadAsync(paper)
  const document = (await zip.file('word/document.xml')?.async('string')) ?? ''
  zip.file('word/document.xml', document.replace(added, '迟报的已全部补报'))
  await input.setInputFiles(fileOf('改.docx', await zip.generateAsync({ type: 'nodebuffer' })))
  await outcome.getByRole('heading', { name: '与原件不符，数据现行' }).waitFor()
  const lists = await outcome.locator('.stamp-texts').allTextContents()
  expect(lists).toEqual([expect.stringContaining(added), expect.stringContaining('迟报的已全部补报')])
})

it('threw nothing', () => {
  // The 503 above is staged.
  expect(city.faults.filter((fault) => !fault.startsWith('503'))).toEqual([])
})

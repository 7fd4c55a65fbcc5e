import { gallery } from '@cg/charts/testing/gallery'
import { textWidth } from '@cg/charts/text-layout'
import { must } from '@cg/domain/must'
import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { cellWidth } from '../printed-page.ts'
import { nativeChart } from '../slides/forms.ts'
import { partNames, partText } from '../testing/zip.ts'
import { chartSheet } from './chart-sheet.ts'
import type { Sheet } from './chart-workbook.ts'
import { writeWorkbook } from './chart-workbook.ts'
import { renderXlsx } from './xlsx.ts'

const models = gallery()
const meta = { title: '表', generatedAt: '2026-10-25T08:00:00.000Z' }

describe.each(models.map((model) => [model.kind, model] as const))('the workbook of %s', (_, model) => {
  test('has notes with the six lines, the records, the figures as drawn, the places and what it is made from', async () => {
    const book = await readXlsx(await renderXlsx(model))
    const places = model.ranking === null ? [] : ['排名']
    expect(book.sheets.map((sheet) => sheet.name)).toEqual(['说明', '数据', '图数据', ...places, '元数据'])
    const notes = new Map(must(book.sheets[0]).rows.map((row) => [row[0], row[1]]))
    expect(notes.get('标题')).toBe(model.title)
    for (const word of ['副标题', '数据来源', '截至', '口径', '发布编号', '生成时间', '数据性质'])
      expect(notes.get(word), word).toBeTruthy()
    expect(must(book.sheets[1]).rows).toHaveLength(model.records.rows.length + 1)
    expect(must(book.sheets.at(-1)).rows).toContainEqual(['发布编号', model.file.release])
  })

  test('is the same bytes every time', async () => {
    expect(Buffer.from(await renderXlsx(model)).equals(Buffer.from(await renderXlsx(model)))).toBe(true)
  })

  test('holds no formula and no folder', async () => {
    const bytes = await renderXlsx(model)
    const names = await partNames(bytes)
    expect(names.filter((name) => name.endsWith('/'))).toEqual([])
    for (const name of names.filter((part) => part.startsWith('xl/worksheets/sheet')))
      expect(await partText(bytes, name)).not.toMatch(/<f[ >]/)
  })
})

test('numbers are numbers with their format, under a frozen header with a filter', async () => {
  const bytes = await renderXlsx(must(models[0]))
  const sheet = await partText(bytes, 'xl/worksheets/sheet2.xml')
  expect(sheet).toContain('<autoFilter ref="A1:X13"')
  expect(sheet).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/)
  expect(sheet).toMatch(/orientation="landscape"/)
  expect(await partText(bytes, 'xl/styles.xml')).toContain('#,##0.0')
  const rows = must((await readXlsx(bytes)).sheets[1]).rows
  expect(must(rows[1])[5]).toBe(85.1)
  expect(must(rows[12])[5]).toBe('未报')
})

test('what looks like a formula is text', async () => {
  const [model] = models
  const evil = ['=1+1', '+1', '-1+1', '@A1', '\t=1', '＝1']
  const records = {
    ...must(model).records,
    rows: evil.map((name) =>
      must(must(model).records.rows[0]).map((cell, at) => (at === 2 ? { text: name, value: null } : cell)),
    ),
  }
  const book = await readXlsx(await renderXlsx({ ...must(model), title: '=cmd', records }))
  const texts = book.sheets.flatMap((sheet) => sheet.rows.flat()).filter((cell) => typeof cell === 'string')
  expect(texts.filter((text) => /^[=+\-@＝＋－＠\t\r]/.test(text))).toEqual([])
})

test('a column that mixes indicators prints each number with its own digits', async () => {
  const tartan = must(models.find((model) => model.kind === 'tartan'))
  const bytes = await renderXlsx(tartan)
  const styles = await partText(bytes, 'xl/styles.xml')
  const formats = [...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]+)"/g)].map(
    (match) => [match[1], match[2]] as const,
  )
  const used = [...must(/<cellXfs[^>]*>([^]*?)<\/cellXfs>/.exec(styles))[0].matchAll(/<xf [^>]*numFmtId="(\d+)"/g)].map(
    (match) => match[1],
  )
  const cell = /<c r="G2" s="(\d+)"/.exec(await partText(bytes, 'xl/worksheets/sheet2.xml'))?.[1]
  expect(formats.find(([id]) => id === used[Number(cell)])?.[1]).toBe('#,##0.0')
})

const kind = (wanted: string) => must(models.find((model) => model.kind === wanted))
const sheetXml = async (model: (typeof models)[number], at: number) =>
  await partText(await renderXlsx(model), `xl/worksheets/sheet${at}.xml`)

test('every page that a workbook prints has the release and its number at its foot', async () => {
  const model = kind('tile-map')
  const words = [model.file.subject, model.file.view, model.lines.release].join('\u3000')
  for (let at = 1; at <= 5; at++)
    expect(await sheetXml(model, at)).toContain(`&amp;L&amp;9${words}&amp;R&amp;9第 &amp;P 页，共 &amp;N 页`)
  const preview = gallery({}, { state: 'preview', code: '试看-2026Q3' })[0]
  expect(await sheetXml(must(preview), 2)).toContain('试看 · 未发布')
})

test('words keep clear of the numbers before them, and the longest forecast is not cut off by the next column', async () => {
  const styles = await partText(await renderXlsx(kind('targets')), 'xl/styles.xml')
  expect(styles).toMatch(/<alignment [^>]*horizontal="left"[^>]*indent="1"/)
  const sheet = await sheetXml(kind('targets'), 2)
  const widths = [...sheet.matchAll(/<col [^>]*?width="([\d.]+)"/g)].map((match) => Number(match[1]))
  const longest = kind('targets').records.columns.map((_, at) =>
    Math.max(...kind('targets').records.rows.map((row) => textWidth(must(row[at]).text) * 2)),
  )
  expect(widths.every((width, at) => width >= Math.min(62, must(longest[at])))).toBe(true)
})

test('what names a row comes again on each page of a wide table, and of a matrix its first column alone', async () => {
  const titles = async (model: (typeof models)[number], at: number) =>
    new RegExp(`localSheetId="${at}">[^<]*?(\\$[A-Z]+:\\$[A-Z]+)`).exec(
      await partText(await renderXlsx(model), 'xl/workbook.xml'),
    )?.[1]
  expect(await titles(kind('district-ranking'), 1)).toBe('$A:$E')
  const units = Array.from({ length: 14 }, (_, at) => ({ header: `指标${at}的覆盖率`, key: `${at}` }))
  const lights = kind('target-lights')
  const [name, figure] = [must(lights.table.columns[0]), must(lights.table.columns[1])]
  const wide = {
    ...lights,
    table: {
      columns: [name, ...units.map((unit) => ({ ...figure, ...unit }))],
      rows: lights.table.rows.map((row) => [must(row[0]), ...units.map(() => must(row[1]))]),
    },
  }
  expect(await titles(wide, 2)).toBe('$A:$A')
})

test('a workbook’s chart says what has no number, which line is which, and stands where both can be printed', async () => {
  const ranking = kind('district-ranking')
  const book = await readXlsx(await renderXlsx(ranking))
  const names = must(book.sheets[2]).rows.map((row) => row[0])
  expect(names.filter((name) => String(name).includes('（未报）'))).toHaveLength(1)
  const { body } = kind('bump')
  const bump = await partText(await renderXlsx(kind('bump')), 'xl/charts/chart1.xml')
  expect(bump.match(/showSerName val="1"/g)).toHaveLength(body.form === 'bump' ? body.series.length : 0)
  expect(bump).not.toContain('<c:legend>')
  // Beside a narrow table, below a wide one.
  const from = async (model: (typeof models)[number]) =>
    Number(/<xdr:from><xdr:col>(\d+)/.exec(await partText(await renderXlsx(model), 'xl/drawings/drawing3.xml'))?.[1])
  expect(await from(kind('breakdown'))).toBeGreaterThan(0)
  expect(await from(kind('gaps'))).toBe(0)
})

test('a table too wide to be read on one sheet of paper goes on on the next, its first columns again', async () => {
  const setup = async (kind: string) => {
    const book = await partText(
      await renderXlsx(must(models.find((model) => model.kind === kind))),
      'xl/worksheets/sheet2.xml',
    )
    return Number(/fitToWidth="(\d+)"/.exec(book)?.[1] ?? 1)
  }
  expect(await setup('district-ranking')).toBeGreaterThan(1)
  expect(await setup('trend')).toBe(1)
})

test('the long name of a measure wraps over its numbers, and a chart with its few rows stays on one page', async () => {
  const model = must(models.find(({ kind }) => kind === 'district-ranking'))
  const head = '规上工业企业思想政治工作联络员覆盖率（%）'
  const rows = [['甲县', 91.2]] as const
  const sheet: Sheet = { name: '表', header: ['单位', head], rows, decimals: [null, 1] }
  const table = await partText(await writeWorkbook([sheet], meta), 'xl/worksheets/sheet1.xml')
  const width = Number(must(/<col min="2"[^>]* width="([\d.]+)"/.exec(table)?.[1]))
  expect(width).toBeLessThan(cellWidth(head) / 2)
  const lines = Math.ceil(cellWidth(head) / (width - 5))
  expect(Number(must(/<row r="1"[^>]* ht="([\d.]+)"/.exec(table)?.[1]))).toBeGreaterThanOrEqual(17 * lines)
  const chart = chartSheet('图', must(nativeChart(model)), true)
  const whole = await partText(await writeWorkbook([chart], meta), 'xl/worksheets/sheet1.xml')
  expect([whole, table].map((xml) => /fitToHeight="(\d+)"/.exec(xml)?.[1] ?? '1')).toEqual(['1', '0'])
})

test('what the lights mean holds for figures that should be low as well', async () => {
  const book = await readXlsx(await renderXlsx(must(models[0])))
  const notes = new Map(must(book.sheets[0]).rows.map((row) => [row[0], row[1]]))
  expect(['● 达标', '▲ 临近', '■ 滞后', '完成程度'].map((light) => notes.get(light))).toEqual([
    '达到时序目标',
    '完成程度在95%以上',
    '完成程度不足95%',
    '完成程度为实际值÷时序目标，数值越低越好的指标为时序目标÷实际值',
  ])
})

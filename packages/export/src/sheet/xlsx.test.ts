import { gallery } from '@cg/charts/testing/gallery'
import { must } from '@cg/domain/must'
import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { partNames, partText } from '../testing/zip.ts'
import { renderXlsx } from './xlsx.ts'

const models = gallery()

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

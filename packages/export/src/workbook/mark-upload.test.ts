import JSZip from 'jszip'
import { writeXlsx } from 'hucre/xlsx'
import type { CellValue, WriteSheet } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { readCsv } from './csv-grid.ts'
import { matchForm } from './form-match.ts'
import type { MatchedForm } from './form-match.ts'
import { writeFormTemplate } from './form-template.ts'
import { form } from './form.fixture.ts'
import type { WorkbookGrid } from './grid.ts'
import { cellName, placeOf } from './grid.ts'
import { markUpload } from './mark-upload.ts'
import type { CellMark } from './mark-words.ts'
import { readWorkbook } from './read.ts'
import { officeFindings } from '../testing/office.ts'

type Book = Extract<WorkbookGrid, { ok: true }>

async function read(bytes: Uint8Array): Promise<{ book: Book; match: MatchedForm }> {
  const book = await readWorkbook(bytes)
  if (!book.ok) throw new Error(book.reason)
  const match = matchForm(book, form)
  if (!match.ok) throw new Error(match.reason)
  return { book, match }
}

async function marked(bytes: Uint8Array, marks: readonly CellMark[]): Promise<Uint8Array> {
  const file = await markUpload({ bytes, isOwn: true, ...(await read(bytes)) }, form, marks)
  expect(file.isOwn).toBe(true)
  return file.bytes
}

const wrong = (place: string, message: string): CellMark => ({ place, message, kind: 'wrong' })
const doubtful = (place: string, message: string): CellMark => ({ place, message, kind: 'doubtful' })

/** The words that stand in a column of a sheet, by row number as people count. */
async function column(bytes: Uint8Array, sheet: string, letters: string): Promise<[number, unknown][]> {
  const { book } = await read(bytes)
  const at = placeOf(`!${letters}1`)?.column ?? -1
  const rows = book.sheets.find(({ name }) => name === sheet)?.rows ?? []
  return rows.flatMap((line, row): [number, unknown][] => {
    const value = line[at] ?? null
    return value === null || value === '' ? [] : [[row + 1, value]]
  })
}

const parts = async (bytes: Uint8Array): Promise<Map<string, string>> => {
  const zip = await JSZip.loadAsync(bytes)
  const names = Object.keys(zip.files)
  return new Map(
    await Promise.all(names.map(async (name) => [name, (await zip.file(name)?.async('string')) ?? ''] as const)),
  )
}

/** The cells that our rules tint, rule by rule. */
const tintsIn = (xml: string) =>
  [
    ...xml.matchAll(
      /<conditionalFormatting sqref="([^"]*)">(?:(?!<\/cond)[^])*?ISTEXT\([^]*?<\/conditionalFormatting>/g,
    ),
  ].map(([, cells]) => cells)

/** An office's sheet: a merged title, an empty line, heads of two lines, a note under the table, hidden columns. */
const office = (figures: CellValue[][], more: Partial<WriteSheet> = {}): Promise<Uint8Array> =>
  writeXlsx({
    sheets: [
      { name: '封面 & 说明', rows: [['请勿外传']] },
      {
        name: '数据',
        rows: [
          ['2026年第三季度技能培训情况'],
          [],
          ['指标', '计量单位', '各区', null],
          [null, null, '安平区', '北山区'],
          ...figures,
          [],
          ['注：培训人次不含线上。'],
        ],
        merges: [
          { startRow: 0, startCol: 0, endRow: 0, endCol: 3 },
          { startRow: 2, startCol: 2, endRow: 2, endCol: 3 },
        ],
        columns: [{ width: 30 }, { width: 9 }, { width: 12 }, { width: 12 }],
        ...more,
      },
    ],
  })

const planted: CellValue[][] = [
  ['技能培训人次', '人', '约300', 100],
  [null, null, null, null],
  ['新增技能人才数', '人', 5, '七'],
]
const faults = [
  wrong('数据!C5', '技能培训人次：不是数字'),
  doubtful('数据!D5', '合计小于分项'),
  doubtful('数据!C5', '合计小于分项'),
  wrong('数据!D7', '新增技能人才数：不是数字'),
]

describe('a file sent back with marks', () => {
  it('has the words in its own rows at the right end of the table, under empty lines and merged heads', async () => {
    const bytes = await marked(await office(planted), faults)
    expect(await column(bytes, '数据', 'E')).toEqual([
      [4, '错误说明'],
      [5, 'C5：技能培训人次：不是数字；D5、C5：合计小于分项'],
      [7, 'D7：新增技能人才数：不是数字'],
    ])
    const sheet = (await parts(bytes)).get('xl/worksheets/sheet2.xml') ?? ''
    expect(tintsIn(sheet)).toEqual(['C5 D7', 'D5'])
  })

  it('changes nothing else: every other part byte for byte, and every cell of the sheet as it was', async () => {
    const sent = await office(planted)
    const [before, after] = [await parts(sent), await parts(await marked(sent, faults))]
    expect([...after.keys()]).toEqual([...before.keys()])
    const touched = [...before].filter(([name, text]) => after.get(name) !== text).map(([name]) => name)
    expect(touched.toSorted()).toEqual(['xl/styles.xml', 'xl/workbook.xml', 'xl/worksheets/sheet2.xml'])
    const added = [
      /<c r="E\d+" s="\d+" t="inlineStr">.*?<\/c>/gs,
      /<sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr>/g,
      /<pageSetup [^>]*\/>/g,
      /<definedNames>.*?<\/definedNames>/gs,
      /<conditionalFormatting .*?<\/conditionalFormatting>/gs,
      /<col min="5"[^>]*\/>/g,
      /\sspans="[^"]*"/g,
    ]
    const bare = (xml = '') => added.reduce((text, one) => text.replace(one, ''), xml)
    for (const name of ['xl/worksheets/sheet2.xml', 'xl/workbook.xml'])
      expect(bare(after.get(name))).toBe(bare(before.get(name)))
  })

  it('comes back corrected: 错误说明 is no column of the table, and nothing is left to say', async () => {
    const bytes = await marked(await office(planted), faults)
    const { match } = await read(bytes)
    expect(match.ignored.filter(({ message }) => message.includes('错误说明'))).toEqual([])
    expect(match.cells.map(({ place, text }) => [place, text])).toEqual([
      ['数据!C5', '约300'],
      ['数据!D5', '100'],
      ['数据!C7', '5'],
      ['数据!D7', '七'],
    ])
  })

  it('is marked a second time in the same column: old words and tints are gone, new ones stand', async () => {
    const once = await marked(await office(planted), faults)
    const twice = await marked(once, [wrong('数据!D7', '仍不是数字')])
    expect(await column(twice, '数据', 'E')).toEqual([
      [4, '错误说明'],
      [7, 'D7：仍不是数字'],
    ])
    expect(await column(twice, '数据', 'F')).toEqual([])
    const [first, second] = [await parts(once), await parts(twice)]
    expect(tintsIn(second.get('xl/worksheets/sheet2.xml') ?? '')).toEqual(['D7'])
    expect(second.get('xl/styles.xml')).toBe(first.get('xl/styles.xml'))
  })

  it('is marked where districts are the rows, above the first of them', async () => {
    const rows = [
      ['2026年第三季度'],
      ['区县', '技能培训人次', '新增技能人才数'],
      ['安平区', 1, '五'],
      ['北山区', 2, 3],
      ['合计', 3, 8],
    ]
    const bytes = await marked(await writeXlsx({ sheets: [{ name: '数据', rows }] }), [wrong('数据!C3', '不是数字')])
    expect(await column(bytes, '数据', 'D')).toEqual([
      [2, '错误说明'],
      [3, 'C3：不是数字'],
    ])
    const { match } = await read(bytes)
    expect(match.cells).toHaveLength(4)
    expect(match.ignored.map(({ place }) => place)).toEqual(['数据!A5'])
  })

  it('keeps the rules that its own people set, and takes away only ours', async () => {
    const own = await office(planted)
    const zip = await JSZip.loadAsync(own)
    const path = 'xl/worksheets/sheet2.xml'
    const xml = (await zip.file(path)?.async('string')) ?? ''
    const rule =
      '<conditionalFormatting sqref="C5:D7"><cfRule type="dataBar" priority="3"/><cfRule type="expression" priority="4"><formula>ISTEXT(C5)</formula></cfRule></conditionalFormatting>'
    zip.file(path, xml.replace(/(<pageMargins|<\/worksheet>)/, `${rule}$1`))
    const once = await marked(await zip.generateAsync({ type: 'uint8array' }), faults)
    const sheet = async (bytes: Uint8Array) => (await parts(bytes)).get(path) ?? ''
    expect(await sheet(once)).toContain(rule)
    expect([...(await sheet(once)).matchAll(/priority="(\d+)"/g)].map(([, one]) => one)).toEqual(['1', '2', '3', '4'])
    const twice = await marked(once, [doubtful('数据!D5', '合计小于分项')])
    expect(await sheet(twice)).toContain(rule)
    expect(tintsIn((await sheet(twice)).replace(rule, ''))).toEqual(['D5'])
  })

  it('is understood with a prefix, with rows and cells that say no address, and with wide hidden columns', async () => {
    const own = await writeXlsx({
      sheets: [
        {
          name: '数据',
          rows: [
            ['指标', '安平区'],
            ['技能培训人次', 1],
          ],
        },
      ],
    })
    const zip = await JSZip.loadAsync(own)
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    const text = (word: string) => `<x:c t="inlineStr"><x:is><x:t>${word}</x:t></x:is></x:c>`
    const rows = `<x:row>${text('指标')}${text('安平区')}</x:row><x:row/><x:row>${text('技能培训人次')}${text('约')}</x:row>`
    const cols = '<x:cols><x:col min="2" max="16384" width="3" hidden="1"/></x:cols>'
    zip.file(
      'xl/worksheets/sheet1.xml',
      `<x:worksheet xmlns:x="${main}">${cols}<x:sheetData>${rows}</x:sheetData></x:worksheet>`,
    )
    const bytes = await marked(await zip.generateAsync({ type: 'uint8array' }), [wrong('数据!B3', '不是数字')])
    // The empty line between is a line: the words stand in the third.
    expect(await column(bytes, '数据', 'C')).toEqual([
      [2, '错误说明'],
      [3, 'B3：不是数字'],
    ])
    const xml = (await parts(bytes)).get('xl/worksheets/sheet1.xml') ?? ''
    expect([...xml.matchAll(/<x:col ([^>]*)\/>/g)].map(([, one]) => one)).toEqual([
      'min="2" max="2" width="3" hidden="1"',
      'min="3" max="3" width="60" customWidth="1"',
      'min="4" max="16384" width="3" hidden="1"',
    ])
  })

  it('says words that would break a sheet as they are', async () => {
    const hostile = '“=1+1”</t><script>&"\u0008'
    const bytes = await marked(await office(planted), [wrong('数据!C5', hostile)])
    expect(await column(bytes, '数据', 'E')).toEqual([
      [4, '错误说明'],
      [5, 'C5：“=1+1”</t><script>&"'],
    ])
  })
})

describe('the page of a file that is sent back', () => {
  const path = 'xl/worksheets/sheet2.xml'
  const withPart = async (bytes: Uint8Array, name: string, change: (xml: string) => string) => {
    const zip = await JSZip.loadAsync(bytes)
    zip.file(name, change((await zip.file(name)?.async('string')) ?? ''))
    return zip.generateAsync({ type: 'uint8array' })
  }

  it('is A4 on its side with the words on it and the heads on each page, set once', async () => {
    const once = await marked(await office(planted), faults)
    for (const bytes of [once, await marked(once, faults)]) {
      const all = await parts(bytes)
      const sheet = all.get(path) ?? ''
      expect(sheet.match(/<pageSetUpPr [^>]*>/g)).toEqual(['<pageSetUpPr fitToPage="1"/>'])
      expect(sheet.match(/<pageSetup [^>]*>/g)).toEqual([
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
      ])
      expect(all.get('xl/workbook.xml')?.match(/<definedName .*?<\/definedName>/g)).toEqual([
        `<definedName name="_xlnm.Print_Titles" localSheetId="1">'数据'!$4:$4</definedName>`,
      ])
    }
  })

  it('keeps the margins and the fit of its people, and lets their area of print reach the words', async () => {
    const setUp = '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/>'
    const own = '<pageSetup scale="90" paperSize="8" orientation="portrait" copies="2"/>'
    const area = `<definedNames><definedName name="_xlnm.Print_Area" localSheetId="1">'数据'!$A$1:$D$6</definedName></definedNames>`
    const file = await withPart(
      await withPart(await office(planted), path, (xml) =>
        xml.replace(/<pageMargins[^>]*>/, '').replace('</worksheet>', `${setUp}${own}</worksheet>`),
      ),
      'xl/workbook.xml',
      (xml) => xml.replace('</sheets>', `</sheets>${area}`),
    )
    const all = await parts(await marked(file, faults))
    expect(all.get(path)).toContain(
      `${setUp}<pageSetup scale="90" copies="2" paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>`,
    )
    expect(all.get('xl/workbook.xml')).toContain(`'数据'!$A$1:$E$7</definedName>`)
    const fitted = await withPart(file, path, (xml) =>
      xml.replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'),
    )
    expect((await parts(await marked(fitted, faults))).get(path)).toContain(own)
  })

  it('has rows tall enough for their wrapped words, fitted anew once the words are gone', async () => {
    const long = wrong('数据!C5', '应不大于合计，请核对'.repeat(10))
    const once = await marked(await office(planted), [long, wrong('数据!D7', '不是数字')])
    const rowIn = async (bytes: Uint8Array, row: number) =>
      new RegExp(`<row r="${row}"[^>]*>`).exec((await parts(bytes)).get(path) ?? '')?.[0]
    expect(await rowIn(once, 5)).toBe('<row r="5" ht="62">')
    expect(await rowIn(once, 7)).toBe('<row r="7">')
    const all = await parts(once)
    const style = Number(/<c r="E5" s="(\d+)"/.exec(all.get(path) ?? '')?.[1])
    const formats = /<cellXfs[^>]*>([^]*)<\/cellXfs>/.exec(all.get('xl/styles.xml') ?? '')?.[1] ?? ''
    expect(formats.match(/<xf\b(?:[^>]*\/>|[^]*?<\/xf>)/g)?.[style]).toContain('wrapText="1"')
    expect(await rowIn(await marked(once, [wrong('数据!D7', '不是数字')]), 5)).toBe('<row r="5">')
  })
})

describe('a template sent back with marks', () => {
  it('keeps its codes, its versions and its sheets', async () => {
    const template = await writeFormTemplate(form)
    const bytes = await marked(template, [wrong('技能培训情况表!E8', '不是数字')])
    const { match } = await read(bytes)
    expect(match).toEqual((await read(template)).match)
    expect(await column(bytes, '技能培训情况表', 'F')).toEqual([
      [6, '错误说明'],
      [8, 'E8：不是数字'],
    ])
    const sheet = (await parts(bytes)).get('xl/worksheets/sheet1.xml') ?? ''
    expect(/<col min="6"[^>]*>/.exec(sheet)?.[0]).toBe('<col min="6" max="6" width="60" customWidth="1"/>')
    // The page as the template set it, the heads on each page.
    expect(sheet).toMatch(/<pageSetup [^>]*orientation="landscape"/)
    expect((await parts(bytes)).get('xl/workbook.xml')?.match(/Print_Titles" localSheetId="0"/g)).toHaveLength(1)
  })

  it('shows a tint before the red letters of the sheet: LibreOffice shows only the first rule that a cell meets', async () => {
    const bytes = await marked(await writeFormTemplate(form), [wrong('技能培训情况表!D7', '不是数字')])
    const sheet = (await parts(bytes)).get('xl/worksheets/sheet1.xml') ?? ''
    const rules = [...sheet.matchAll(/<conditionalFormatting sqref="([^"]*)"><cfRule [^>]*priority="(\d+)"/g)]
    expect(rules.map(([, cells, priority]) => [cells, Number(priority)])).toEqual([
      ['D7', 1],
      ['D7:E7', 1001],
      ['D8:E8', 1002],
      ['D9:E9', 1003],
    ])
  })
})

describe('a file that cannot be written again', () => {
  it('comes back as a template with its figures, the marks in their cells and the rest under the table', async () => {
    const bytes = new TextEncoder().encode(
      '指标,安平区,北山\n技能培训人次,约300,1.2万\n新增技能人才数,5,\n新增技能人才数,6,7\n',
    )
    const book = readCsv(bytes)
    const match = book.ok ? matchForm(book, form) : null
    if (!book.ok || match?.ok !== true) throw new Error('not read')
    const marks = [wrong('数据!B2', '不是数字'), ...match.errors.map((one) => wrong(one.place, one.message))]
    const file = await markUpload({ bytes, book, isOwn: false, match }, form, marks)
    expect(file.isOwn).toBe(false)
    const back = await read(file.bytes)
    expect(back.match.matchedBy).toBe('template')
    expect(back.match.cells.map(({ text }) => text)).toEqual(['约300', '1.2万', '', '不适用', '5', '8'])
    expect(back.match.cells[0]?.base).toEqual({ version: 2, text: '12000' })
    const words = await column(file.bytes, '技能培训情况表', 'F')
    expect(words.slice(0, 2)).toEqual([
      [6, '错误说明'],
      [7, 'D7：不是数字'],
    ])
    expect(words.slice(2).map(([, text]) => String(text))).toEqual([
      expect.stringContaining('原文件 数据!B4：与 数据!B3 是同一格'),
      expect.stringContaining('原文件 数据!C4：与 数据!C3 是同一格'),
    ])
  })
})

describe('places in a file', () => {
  it.each([
    [0, 0],
    [6, 25],
    [9, 701],
    [2999, 16383],
  ])('row %i, column %i is read from its name', (row, at) => {
    expect(placeOf(`甲!乙!${cellName(row, at)}`)).toEqual({ sheet: '甲!乙', row, column: at })
  })
  it('a sheet alone is no cell', () => expect(placeOf('上季')).toBe(null))
})

describe('the Open XML SDK', { timeout: 180_000 }, () => {
  it('finds nothing wrong with a marked file, once and twice', async () => {
    const once = await marked(await office(planted), faults)
    const template = await marked(await writeFormTemplate(form), [doubtful('技能培训情况表!D7', '过大')])
    for (const one of [once, await marked(once, faults.slice(2)), template])
      expect(await officeFindings(one, 'xlsx')).toEqual([])
  })
})

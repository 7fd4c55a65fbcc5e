import { randomBytes } from 'node:crypto'
import JSZip from 'jszip'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import type { FormDetail } from '@cg/contract/entry'
import { matchForm } from './form-match.ts'
import { writeFormTemplate } from './form-template.ts'
import { form, row, unit } from './form.fixture.ts'
import { cellName } from './grid.ts'
import { readWorkbook } from './read.ts'
import { officeFindings } from '../testing/office.ts'

async function read(bytes: Uint8Array) {
  const book = await readWorkbook(bytes)
  if (!book.ok) throw new Error(book.reason)
  return book
}

describe('a template that comes back', () => {
  it('reads as it was written: numbers, 0, words and blanks, with the versions it was made from', async () => {
    const match = matchForm(await read(await writeFormTemplate(form)), form)
    expect(match).toMatchObject({ ok: true, matchedBy: 'template', errors: [], ignored: [] })
    if (!match.ok) return
    expect(match.cells.map((cell) => [cell.item, cell.breakdown, cell.unit, cell.text, cell.base])).toEqual([
      ['P_TRAIN', '', 'AP', '12000', { version: 2, text: '12000' }],
      ['P_TRAIN', '', 'BS', '0', { version: 1, text: '0' }],
      ['P_TRAIN', 'size:above', 'AP', '', { version: 0, text: '' }],
      ['P_TRAIN', 'size:above', 'BS', '不适用', { version: 1, text: '不适用' }],
      ['P_NEW', '', 'AP', '7', { version: 1, text: '7' }],
      ['P_NEW', '', 'BS', '8', { version: 1, text: '8' }],
    ])
    expect(match.cells[0]?.place).toBe('技能培训情况表!D7')
  })

  it('names the column of a district that the form asks no more', async () => {
    const ap = { ...form, units: form.units.filter(({ code }) => code === 'AP') }
    const match = matchForm(await read(await writeFormTemplate(form)), ap)
    expect(match).toMatchObject({
      ok: true,
      matchedBy: 'template',
      ignored: [
        {
          place: expect.stringMatching(/^技能培训情况表!E\d$/),
          message: '“北山”不是本表现在填报的单位，这一列已略过',
        },
      ],
    })
    expect(match.ok && new Set(match.cells.map((cell) => cell.unit))).toEqual(new Set(['AP']))
  })

  it('locks headers and closed cells, hides its codes and warns of anything but numbers', async () => {
    const zip = await JSZip.loadAsync(await writeFormTemplate(form))
    const sheet = (await zip.file('xl/worksheets/sheet1.xml')?.async('string')) ?? ''
    expect(sheet).toContain('<sheetProtection')
    expect(sheet).toContain('<dataValidation ')
    expect(sheet).toContain('不适用')
    const book = (await zip.file('xl/workbook.xml')?.async('string')) ?? ''
    expect(book).toContain('veryHidden')
  })

  it('says at its head and on every page that its figures are not published, until they are', async () => {
    const saidIn = async (state: FormDetail['submission']['state']): Promise<[boolean, boolean]> => {
      const bytes = await writeFormTemplate({ ...form, submission: { ...form.submission, state } })
      const zip = await JSZip.loadAsync(bytes)
      const sheet = (await zip.file('xl/worksheets/sheet1.xml')?.async('string')) ?? ''
      const foot = /<oddFooter>(.*?)<\/oddFooter>/s.exec(sheet)?.[1] ?? ''
      const head = (await zip.file('xl/sharedStrings.xml')?.async('string')) ?? ''
      return [head.includes('本季数字未发布'), foot.includes('本季数字未发布')]
    }
    for (const state of ['draft', 'submitted', 'accepted'] as const) {
      expect([state, ...(await saidIn(state))]).toEqual([state, true, true])
    }
    expect(await saidIn('locked')).toEqual([false, false])
  })

  it('prints in letters that can be read: many units over several pages with the names of rows, one unit on one', async () => {
    const printed = async (count: number) => {
      const units = Array.from({ length: count }, (_, at) => unit(`U${at}`, `第${at}区`))
      const many = count * form.rows.length
      const cells = Object.fromEntries(
        Object.entries(form.cells).map(([key, column]) => [key, Array.from({ length: many }, () => column[0])]),
      ) as FormDetail['cells']
      const zip = await JSZip.loadAsync(await writeFormTemplate({ ...form, units, cells }))
      const part = async (name: string) => (await zip.file(name)?.async('string')) ?? ''
      return { sheet: await part('xl/worksheets/sheet1.xml'), book: await part('xl/workbook.xml') }
    }
    const [wide, narrow] = [await printed(12), await printed(1)]
    expect(Number(/fitToWidth="(\d+)"/.exec(wide.sheet)?.[1])).toBe(3)
    expect(wide.book).toMatch(/Print_Titles"[^>]*>[^<]*\$A:\$C/)
    expect(wide.book).toMatch(/Print_Titles"[^>]*>[^<]*\$6:\$6/)
    expect(wide.sheet).toContain('技能培训情况表 2026Q3 市人社局 本季数字未发布，仅供填报审核 演示数据&amp;R')
    expect(Number(/fitToWidth="(\d+)"/.exec(narrow.sheet)?.[1] ?? 1)).toBe(1)
    // A mark in the sheet's name, as in 劳动合同、争议, would break a name without quotes.
    expect(wide.book).toContain("'技能培训情况表'!$A:$C,'技能培训情况表'!$6:$6</definedName>")
    // What may be filled in takes three lines over four narrow columns; the hidden one of 错误说明 gives no room.
    expect(narrow.sheet).toMatch(/<row r="4"[^>]*ht="48"/)
    expect(wide.sheet).toMatch(/<row r="4"[^>]*ht="32"/)
  })

  it('holds no text that a spreadsheet would take for a formula', async () => {
    const hostile = {
      ...form,
      head: { ...form.head, reporterName: '=HYPERLINK("http://x")' },
      rows: form.rows.map((one) => ({ ...one, name: `@${one.name}`, definition: '+1' })),
      units: form.units.map((one) => ({ ...one, shortName: `-${one.shortName}` })),
    }
    const book = await read(await writeFormTemplate(hostile))
    const texts = book.sheets.flatMap((sheet) => sheet.rows.flat()).filter((value) => typeof value === 'string')
    expect(texts.length).toBeGreaterThan(20)
    expect(texts.filter((text) => /^\s*[=+\-@]/.test(text))).toEqual([])
  })

  it('is refused for another form, naming both', async () => {
    const other = { ...form, head: { ...form.head, period: '2026Q2' } }
    const match = matchForm(await read(await writeFormTemplate(form)), other)
    expect(match.ok).toBe(false)
    expect(!match.ok && match.reason).toContain('2026年第三季度表 RSJ-SKILLS')
    expect(!match.ok && match.reason).toContain('当前打开的是2026年第二季度的《技能培训情况表》')
  })

  const named = (units: FormDetail['units']) => ({ ...form, units })
  it.each<[string, FormDetail, string]>([
    ['of another city', named([unit('AP', '东城区'), unit('BS', '西城区')]), '代码 AP 是“安平区”，本表中是“东城区”'],
    ['without a unit of the form', named([unit('X1', '甲区'), unit('X2', '乙区')]), '没有本表的任何单位'],
    [
      'with an item in another unit of measure',
      { ...form, rows: form.rows.map((one) => ({ ...one, unit: '万人' })) },
      '“技能培训人次”的计量单位已由人改为万人',
    ],
  ])('is refused when it is %s', async (_, opened, words) => {
    const match = matchForm(await read(await writeFormTemplate(form)), opened)
    expect(!match.ok && match.reason).toContain(words)
    expect(!match.ok && match.reason).toMatch(/请重新下载模板，把数字粘贴进去后再上传。$/)
  })

  it('is refused when what it hides was changed by hand', async () => {
    const zip = await JSZip.loadAsync(await writeFormTemplate(form))
    const path = 'xl/worksheets/sheet3.xml'
    const xml = (await zip.file(path)?.async('string')) ?? ''
    expect(xml).toContain('<v>12000</v>')
    zip.file(path, xml.replace('<v>12000</v>', '<v>12001</v>'))
    const match = matchForm(await read(await zip.generateAsync({ type: 'uint8array' })), form)
    expect(!match.ok && match.reason).toContain('用来核对的隐藏内容被改动过')
  })

  it('is known with names that would act as formulas or hold invisible letters, and with more cells than are read', async () => {
    const odd = { ...form, units: [unit('AP', '=A1\u0008=区'), unit('BS', '\u202e北山区')] }
    expect(matchForm(await read(await writeFormTemplate(odd)), odd)).toMatchObject({ ok: true, matchedBy: 'template' })
    const units = Array.from({ length: 40 }, (_, at) => unit(`U${at}`, `第${at}区`))
    const rows = Array.from({ length: 80 }, (_, at) => row(`I${at}`, `第${at}项`))
    const cells = Object.fromEntries(
      Object.entries(form.cells).map(([key, column]) => [key, Array.from({ length: 3200 }, () => column[0])]),
    ) as FormDetail['cells']
    const large = { ...form, units, rows, cells }
    expect(matchForm(await read(await writeFormTemplate(large)), large)).toMatchObject({ ok: true, errors: [] })
  })

  it('of an older version of the form tells which rows and columns it lacks, and which are no more', async () => {
    const opened = {
      ...form,
      units: [...form.units, unit('CX', '长溪县')],
      rows: [...form.rows.slice(0, 2), row('P_OTHER', '新指标')],
    }
    const match = matchForm(await read(await writeFormTemplate(form)), opened)
    expect(match.ok && match.cells).toHaveLength(4)
    expect(match.ok && match.ignored).toEqual([
      { place: '技能培训情况表!B9', message: '“新增技能人才数”不是本表现有的一行，已略过' },
      { place: '技能培训情况表', message: '没有指标“新指标”，这部分没有读取，请在本页填写' },
      { place: '技能培训情况表', message: '没有单位“长溪县”，这部分没有读取，请在本页填写' },
    ])
  })

  it('offers the words for no figure in a list that refuses nothing, and says what a cell takes', async () => {
    const zip = await JSZip.loadAsync(await writeFormTemplate(form))
    const sheet = (await zip.file('xl/worksheets/sheet1.xml')?.async('string')) ?? ''
    const rules = [...sheet.matchAll(/<dataValidation [^]*?<\/dataValidation>/g)].map(([rule]) => rule)
    expect(rules.map((rule) => /sqref="([^"]*)"/.exec(rule)?.[1])).toEqual(['D7:E7', 'D8:E8', 'D9:E9'])
    for (const rule of rules) {
      expect(rule).toContain('type="list"')
      expect(rule.replaceAll('&quot;', '"')).toContain('<formula1>"不适用,无法提供,不公布,未报"</formula1>')
      expect(rule).toContain('填不小于 0 的整数，没有数字时用下拉箭头选词。单位：人。')
      // A list that says its errors would stop every number.
      expect(rule).not.toMatch(/showErrorMessage="(?:1|true)"/)
    }
    expect((await zip.file('xl/sharedStrings.xml')?.async('string')) ?? '').toContain('下拉箭头只用来选这几个词')
  })

  it('turns red what is neither a number as its cell asks nor one of the words', async () => {
    const rowOf = (more: Partial<FormDetail['rows'][number]>) => ({ ...row('P_NEW', '新增技能人才数'), ...more })
    const rules = async (more: Partial<FormDetail['rows'][number]>) => {
      const zip = await JSZip.loadAsync(await writeFormTemplate({ ...form, rows: [rowOf(more)] }))
      const sheet = (await zip.file('xl/worksheets/sheet1.xml')?.async('string')) ?? ''
      const all = [...sheet.matchAll(/<conditionalFormatting sqref="D7:E7">[^]*?<formula>([^]*?)<\/formula>/g)]
      return all.map(([, formula = '']) => formula.replaceAll('&quot;', '"').replaceAll('&gt;', '>'))
    }
    const words = 'OR(D7="不适用",D7="无法提供",D7="不公布",D7="未报")'
    expect(await rules({})).toEqual([`AND(LEN(D7)>0,NOT(IF(ISNUMBER(D7),AND(D7>=0,D7=INT(D7)),${words})))`])
    expect(await rules({ mayBeNegative: true, decimals: 1 })).toEqual([
      `AND(LEN(D7)>0,NOT(IF(ISNUMBER(D7),TRUE,${words})))`,
    ])
  })

  it('keeps a hidden column for 错误说明 between this quarter and the last, and reads nothing from it', async () => {
    const book = await read(await writeFormTemplate(form))
    expect(book.sheets[0]?.rows[5]?.slice(3)).toEqual(['安平', '北山', '错误说明', '上季 安平', '上季 北山'])
    const zip = await JSZip.loadAsync(await writeFormTemplate(form))
    const sheet = (await zip.file('xl/worksheets/sheet1.xml')?.async('string')) ?? ''
    const columns = [...sheet.matchAll(/<col ([^>]*)\/>/g)].map(([, one = '']) => one)
    expect(columns.filter((one) => one.includes('hidden="')).map((one) => /min="(\d+)"/.exec(one)?.[1])).toEqual([
      '1',
      '6',
    ])
  })

  it('gives names and definitions the lines that they take', async () => {
    const name = '本季度参加职业技能培训并取得国家职业技能等级证书（含高级工以上）的产业工人人数'
    const rows = [{ ...row('P_TRAIN', name), definition: '口径' }, row('P_NEW', '新增技能人才数')]
    const zip = await JSZip.loadAsync(await writeFormTemplate({ ...form, rows }))
    const heights = async (at: number) => {
      const sheet = (await zip.file(`xl/worksheets/sheet${at}.xml`)?.async('string')) ?? ''
      return [...sheet.matchAll(/<row r="(\d+)"[^>]*? ht="([\d.]+)"/g)].map(([, line, height]) => [line, height])
    }
    expect((await heights(1)).slice(1)).toEqual([['7', '31']])
    expect(await heights(2)).toEqual([['2', '46.5']])
  })

  it('bears the names of those who filled in, checked and signed it inside the unit', async () => {
    const named = {
      isNeeded: true,
      step: null,
      proposedBy: '陈晓岚',
      proposedAt: '2026-10-12T07:00:00.000Z',
      endorsedBy: '何静',
      endorsedAt: '2026-10-12T08:00:00.000Z',
      signedBy: '罗建国',
      signedAt: '2026-10-12T09:00:00.000Z',
    }
    const saidIn = async (signOff: FormDetail['submission']['signOff']) => {
      const bytes = await writeFormTemplate({ ...form, submission: { ...form.submission, signOff } })
      return (await (await JSZip.loadAsync(bytes)).file('xl/sharedStrings.xml')?.async('string')) ?? ''
    }
    expect(await saidIn(named)).toContain(
      '内部审签：填报人 陈晓岚（2026年10月12日 15:00） → 单位审核人 何静（2026年10月12日 16:00） → 单位负责人 罗建国（2026年10月12日 17:00）',
    )
    expect(await saidIn(null)).not.toContain('内部审签')
  })

  it('says which rows want evidence and who helps, in columns that other templates do not have', async () => {
    const shared = async (rows: FormDetail['rows']) => {
      const bytes = await writeFormTemplate({ ...form, rows })
      const match = matchForm(await read(bytes), { ...form, rows })
      expect(match).toMatchObject({ ok: true, matchedBy: 'template', errors: [], ignored: [] })
      return (await (await JSZip.loadAsync(bytes)).file('xl/sharedStrings.xml')?.async('string')) ?? ''
    }
    const plain = await shared(form.rows)
    expect(plain).not.toContain('佐证材料')
    const assisting = [{ department: 'GXJ', name: '市工信局', supplies: '规上企业名单' }]
    const asked = await shared(form.rows.map((one) => ({ ...one, evidence: 'block' as const, assisting })))
    for (const words of ['佐证材料', '须附佐证材料才能报送（强制性）', '市工信局（规上企业名单）'])
      expect(asked).toContain(words)
  })

  it('names the demo city on its head and on every page, and nowhere for a real one', async () => {
    const saidIn = async (isDemo: boolean) => {
      const zip = await JSZip.loadAsync(await writeFormTemplate({ ...form, head: { ...form.head, isDemo } }))
      const part = async (name: string) => (await zip.file(name)?.async('string')) ?? ''
      const feet = await Promise.all([1, 2].map((at) => part(`xl/worksheets/sheet${at}.xml`)))
      return [await part('xl/sharedStrings.xml'), ...feet].map((text) => text.includes('演示数据'))
    }
    expect(await saidIn(true)).toEqual([true, true, true])
    expect(await saidIn(false)).toEqual([false, false, false])
  })
})

/** A workbook of one sheet with a heading and, in its second row, the given cell beside 300. */
async function sheetWith(cell: string, calculation = ''): Promise<Uint8Array> {
  const bytes = await writeXlsx({
    sheets: [
      {
        name: '数据',
        rows: [
          ['指标', '安平区', '北山区'],
          ['技能培训人次', 1, 300],
        ],
      },
    ],
  })
  const zip = await JSZip.loadAsync(bytes)
  const path = 'xl/worksheets/sheet1.xml'
  const xml = (await zip.file(path)?.async('string')) ?? ''
  const prefix = cell.startsWith('<x:') ? ' xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"' : ''
  zip.file(path, xml.replace(/<c r="B2".*?<\/c>/s, cell).replace('<worksheet', `<worksheet${prefix}`))
  const book = (await zip.file('xl/workbook.xml')?.async('string')) ?? ''
  zip.file('xl/workbook.xml', book.replace(/<calcPr[^>]*\/>/, '').replace('</workbook>', `${calculation}</workbook>`))
  return zip.generateAsync({ type: 'uint8array' })
}

describe('a workbook that is not our template', () => {
  const own = (rows: (string | number | boolean | Date | null)[][]) => writeXlsx({ sheets: [{ name: '数据', rows }] })

  it('is read by the names of items and units, and says what it passed over', async () => {
    const bytes = await own([
      ['某某表'],
      ['指标', '单位', '安平区', '北山'],
      ['1、技能培训人次（人）', '人', '1.2万', 300],
      ['其中：规上企业', '人', 5, 6],
      ['别的指标', '人', 1, 2],
    ])
    const match = matchForm(await read(bytes), form)
    expect(match).toMatchObject({ ok: true, matchedBy: 'labels' })
    if (!match.ok) return
    expect(match.cells.map((cell) => [cell.item, cell.breakdown, cell.unit, cell.text, cell.place])).toEqual([
      ['P_TRAIN', '', 'AP', '1.2万', '数据!C3'],
      ['P_TRAIN', '', 'BS', '300', '数据!D3'],
      ['P_TRAIN', 'size:above', 'AP', '5', '数据!C4'],
      ['P_TRAIN', 'size:above', 'BS', '6', '数据!D4'],
    ])
    expect(match.ignored).toEqual([{ place: '数据!A5', message: '“别的指标”不是本表的指标，已略过' }])
  })

  it('names the cells that are dates or truth values', async () => {
    const bytes = await own([
      ['指标', '安平区', '北山区'],
      ['技能培训人次', new Date('2026-01-15'), true],
    ])
    const match = matchForm(await read(bytes), form)
    expect(match.ok && match.errors.map((error) => error.place)).toEqual(['数据!B2', '数据!C2'])
  })

  it('names the cells whose formula has no stored result, and reads the others', async () => {
    const rows = [
      ['指标', '安平区', '北山区'],
      ['技能培训人次', null, 300],
      ['新增技能人才数', null, 5],
    ]
    const cells = new Map([
      ['1,1', { formula: 'C2*2' }],
      ['2,1', { formula: 'C3*2', formulaResult: 10 }],
    ])
    const match = matchForm(await read(await writeXlsx({ sheets: [{ name: '数据', rows, cells }] })), form)
    expect(match.ok && match.errors).toEqual([
      { place: '数据!B2', message: '公式没有计算结果，请在表格软件中打开并保存后再上传' },
    ])
    expect(match.ok && match.cells.map((cell) => cell.text)).toEqual(['300', '10', '5'])
  })

  it.each([
    ['no value', '<c r="B2"><f>C2*2</f></c>'],
    ['an empty value', '<c r="B2"><f>C2*2</f><v></v></c>'],
    ['a shared formula', '<c r="B2"><f t="shared" si="0"/></c>'],
    ['a data table', '<c r="B2"><f t="dataTable" ref="B2" r1="C2"/><v/></c>'],
    ['a prefix', '<x:c r="B2"><x:f/></x:c>'],
  ])('tells a formula with %s from a blank cell', async (_, cell) => {
    const match = matchForm(await read(await sheetWith(cell)), form)
    expect(match.ok && match.errors.map((error) => error.place)).toEqual(['数据!B2'])
    expect(match.ok && match.cells).toHaveLength(1)
  })

  it('does not take for calculated the zero that a program wrote which leaves calculating to the next', async () => {
    const formulas = '<c r="B2"><f>C2*2</f><v>0</v></c>'
    const later = await read(await sheetWith(formulas, '<calcPr calcId="124519" fullCalcOnLoad="1"/>'))
    const match = matchForm(later, form)
    expect(match.ok && match.errors.map((error) => error.place)).toEqual(['数据!B2'])
    const calculated = matchForm(await read(await sheetWith(formulas)), form)
    expect(calculated.ok && calculated.cells.map((cell) => cell.text)).toEqual(['0', '300'])
  })

  it("takes Excel's float noise as Excel shows it", async () => {
    const rows = [
      ['指标', '安平区', '北山区'],
      ['技能培训人次', 100.1 + 0.2, 57.699999999999996],
    ]
    const match = matchForm(await read(await own(rows)), form)
    expect(match.ok && match.cells.map((cell) => cell.text)).toEqual(['100.3', '57.7'])
  })

  const table = [
    ['指标', '安平区', '北山'],
    ['技能培训人次', 1, 300],
  ]
  const sheets = (...all: { name: string; rows: (string | number | null)[][]; hidden?: boolean }[]) =>
    writeXlsx({ sheets: all })
  const reasonOf = async (bytes: Uint8Array) => {
    const match = matchForm(await read(bytes), form)
    return match.ok ? null : match.reason
  }

  it('is read from the sheet that its reader sees, and tells of the others', async () => {
    const last = {
      name: '上季',
      hidden: true,
      rows: [
        ['指标', '安平区'],
        ['技能培训人次', 9],
      ],
    }
    const notes = { name: '说明', rows: [['口径见通知']] }
    const match = matchForm(await read(await sheets(last, { name: '本季', rows: table }, notes)), form)
    expect(match.ok && match.cells.map(({ place, text }) => [place, text])).toEqual([
      ['本季!B2', '1'],
      ['本季!C2', '300'],
    ])
    expect(match.ok && match.ignored).toEqual([
      { place: '上季', message: '是隐藏的工作表，没有读取' },
      { place: '说明', message: '没有本表的指标和单位，没有读取' },
    ])
    expect(await reasonOf(await sheets(notes, { ...last, rows: table }))).toContain('只在隐藏的工作表“上季”中')
  })

  it('is refused where two sheets, two columns or its title leave open which figures are meant', async () => {
    expect(await reasonOf(await sheets({ name: '甲', rows: table }, { name: '乙', rows: table }))).toContain(
      '2 张工作表（“甲”、“乙”）',
    )
    const beside = [
      ['', '甲类', null, '乙类', null],
      ['指标', '安平区', '北山', '安平区', '北山'],
      ['技能培训人次', 1, 2, 3, 4],
    ]
    expect(await reasonOf(await own(beside))).toContain('“安平”有两列（数据!B2、数据!D2）')
    expect(await reasonOf(await own([['2026年第二季度技能培训情况'], ...table]))).toContain('写明是“2026年第二季度”')
    expect(await reasonOf(await own([['2026年三季度'], ...table]))).toBeNull()
  })

  it('takes the unit of measure from its column or the label, and names the columns it does not take', async () => {
    const rows = [
      ['序号', '指标', '计量单位', '合计', '安平', '北山区', '备注'],
      [1, '技能培训人次', '百人', 5, 2, 3, '快报'],
      [2, '新增技能人才数（万人）', null, 5, 1.2, '不适用', null],
    ]
    const match = matchForm(await read(await own(rows)), form)
    expect(match.ok && match.cells.map(({ text }) => text)).toEqual(['2百人', '3百人', '1.2万人', '不适用'])
    expect(match.ok && match.ignored).toEqual([
      { place: '数据!D1', message: '“合计”由系统计算，已略过' },
      { place: '数据!G1', message: '“备注”不是本表的单位，已略过' },
    ])
  })

  it('is read with districts as rows too, under a head of two lines, and every place is that of the file', async () => {
    const rows = [
      ['2026年第三季度技能培训情况', null, null, null, null],
      ['区县', '技能培训人次（百人）', null, '新增技能人才数', '说明'],
      [null, '合计', '其中：规上企业', null, null],
      ['安平', 5, 2, 3, '快报'],
      ['北山区', 6, '不适用', new Date('2026-09-30'), null],
      ['合计', 11, 2, 3, null],
    ]
    const match = matchForm(await read(await own(rows)), form)
    expect(
      match.ok && match.cells.map(({ item, breakdown, unit, text, place }) => [item + breakdown, unit, text, place]),
    ).toEqual([
      ['P_TRAIN', 'AP', '5百人', '数据!B4'],
      ['P_TRAIN', 'BS', '6百人', '数据!B5'],
      ['P_TRAINsize:above', 'AP', '2百人', '数据!C4'],
      ['P_TRAINsize:above', 'BS', '不适用', '数据!C5'],
      ['P_NEW', 'AP', '3', '数据!D4'],
    ])
    expect(match.ok && match.errors).toEqual([{ place: '数据!D5', message: '是日期，不是数字，请改为数值' }])
    expect(match.ok && match.ignored).toEqual([
      { place: '数据!E1', message: '“说明”不是本表的指标，已略过' },
      { place: '数据!A6', message: '“合计”由系统计算，已略过' },
    ])
    expect(await reasonOf(await own([['2026年第二季度'], ...rows.slice(1)]))).toContain(
      '数据!A1 写明是“2026年第二季度”',
    )
    const twofold = [...rows.slice(1, 5), ['安平', 1, 1, 1, null]]
    expect(await reasonOf(await own(twofold))).toContain('“安平”有两行（数据!A3、数据!A5）')
  })

  it('is refused with words when it holds nothing of the form', async () => {
    const match = matchForm(await read(await own([['随便'], [1]])), form)
    expect(!match.ok && match.reason).toContain('技能培训情况表')
  })
})

describe('files that must not be read', () => {
  const zipped = async (files: Record<string, string>) => {
    const zip = new JSZip()
    for (const [name, content] of Object.entries(files)) zip.file(name, content)
    return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' })
  }
  const workbook = { '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' }

  it.each([
    ['random bytes', () => Promise.resolve(new Uint8Array(randomBytes(4000)))],
    ['nothing', () => Promise.resolve(new Uint8Array())],
    ['an HTML page named xls', () => Promise.resolve(new TextEncoder().encode('<html><table></table></html>'))],
    ['a zip that is no workbook', () => zipped({ 'a.txt': 'hello' })],
    ['a bomb', () => zipped({ ...workbook, 'xl/sharedStrings.xml': '0'.repeat(40 * 1024 * 1024) })],
    ['a modest bomb', () => zipped({ ...workbook, 'xl/sharedStrings.xml': '0'.repeat(3 * 1024 * 1024) })],
    ['macros', () => zipped({ ...workbook, 'xl/vbaProject.bin': 'x' })],
    ['a path out of the archive', () => zipped({ ...workbook, 'xl/../../evil.xml': 'x' })],
    ['a document type', () => zipped({ ...workbook, 'xl/styles.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' })],
    ['broken sheets', () => zipped({ ...workbook, 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row' })],
    [
      'too many files',
      () =>
        zipped({
          ...workbook,
          ...Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`xl/media/i${at}.png`, 'x'])),
        }),
    ],
  ])('%s is refused in Chinese', async (_, make) => {
    const book = await readWorkbook(await make())
    const refusal = book.ok ? matchForm(book, form) : book
    expect(refusal.ok).toBe(false)
    expect(!refusal.ok && refusal.reason).toMatch(/[一-鿿].*[。]$/)
  })

  it.each([
    ['many cells', `<row r="1">${'<c r="A1"/>'.repeat(310_000)}</row>`],
    ['a wide rectangle', '<row r="2900"><c r="XFD2900"/></row>'],
  ])('%s are refused for their number, whatever the time they take', async (_, rows) => {
    const sheet = `<worksheet><sheetData>${rows}</sheetData></worksheet>`
    const zip = new JSZip()
    for (const [name, content] of Object.entries({ ...workbook, 'xl/worksheets/sheet1.xml': sheet }))
      zip.file(name, content)
    const book = await readWorkbook(await zip.generateAsync({ type: 'uint8array', compression: 'STORE' }))
    expect(!book.ok && book.reason).toContain('单元格过多')
  })

  it('a good file is read in full however little its sheets say beside the cells', async () => {
    const zip = await JSZip.loadAsync(await writeFormTemplate(form))
    const path = 'xl/worksheets/sheet1.xml'
    const xml = (await zip.file(path)?.async('string')) ?? ''
    const columns = `<cols>${'<col min="1" max="16384" width="9"/>'.repeat(20_000)}</cols>`
    const stray = '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    zip.file(path, xml.replace(/<cols>.*?<\/cols>/s, columns).replace('</sheetData>', stray))
    const match = matchForm(await read(await zip.generateAsync({ type: 'uint8array', compression: 'STORE' })), form)
    expect(match.ok && match.cells).toHaveLength(6)
  })

  it('a file that was not read in time is not called broken or too large', async () => {
    const book = await readWorkbook(await writeFormTemplate(form), 1)
    expect(!book.ok && book.reason).toMatch(/没有读完这个文件，什么也没有写入。可能是服务器正忙，请稍后再上传/)
  })

  it('a truncated template is refused', async () => {
    const bytes = await writeFormTemplate(form)
    expect((await readWorkbook(bytes.slice(0, bytes.length - 200))).ok).toBe(false)
  })
})

describe('cell names', () => {
  it.each([
    [0, 0, 'A1'],
    [6, 25, 'Z7'],
    [0, 26, 'AA1'],
    [9, 701, 'ZZ10'],
    [9, 702, 'AAA10'],
  ])('row %i, column %i is %s', (r, c, name) => expect(cellName(r, c)).toBe(name))
})

describe('the Open XML SDK', { timeout: 180_000 }, () => {
  it('finds nothing wrong with a form as a workbook, empty, filled, or with hostile words', async () => {
    const empty = { ...form.cells, state: Array(6).fill('not_reported'), value: Array(6).fill(null) }
    const hostile = '</t><script>&"\u0008 =HYPERLINK("http://x")'
    const named = { ...form, head: { ...form.head, name: hostile }, units: [unit('AP', hostile), unit('BS', hostile)] }
    for (const one of [form, { ...form, cells: empty }, named])
      expect(await officeFindings(await writeFormTemplate(one), 'xlsx')).toEqual([])
  })
})

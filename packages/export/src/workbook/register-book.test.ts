import type { RegisterRecord, RegisterSheet } from '@cg/contract/register'
import { must } from '@cg/domain/must'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import type { CellValue, WriteSheet } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import type { WorkbookGrid } from './grid.ts'
import { readWorkbook } from './read.ts'
import { markRegister } from './mark-register.ts'
import { matchRegister } from './register-match.ts'
import { writeRegisterBook } from './register-template.ts'

/* 台账 as a workbook: what is written is read back untouched, and what people make of it is read or refused in words. */

const record = (id: number, name: string, more: Partial<RegisterRecord> = {}): RegisterRecord => ({
  id,
  unit: 'A',
  unitName: '甲区',
  values: { name, level: '省级', day: '2026-05-08', people: 1200 },
  state: 'accepted',
  isCounted: true,
  version: 2,
  steps: [],
  files: [],
  mayAttach: false,
  may: [],
  ...more,
})

const sheet: Pick<RegisterSheet, 'kind' | 'units' | 'records'> = {
  kind: {
    code: 'CONTEST',
    name: '技能竞赛',
    definition: '一条记录是一次竞赛。',
    department: 'RSJ',
    departmentName: '市人社局',
    fields: [
      { code: 'name', name: '竞赛名称', type: 'text', isRequired: true },
      { code: 'level', name: '级别', type: 'choice', isRequired: true, choices: ['省级', '市级'] },
      { code: 'day', name: '举办日期', type: 'date', isRequired: true },
      { code: 'people', name: '参赛人数', type: 'number', isRequired: false, unit: '人', decimals: 0 },
    ],
    title: 'name',
    day: 'day',
    isNamed: false,
    feeds: [],
    mayEnter: true,
    counts: { submitted: 0, accepted: 2, returned: 0 },
  },
  units: [
    { code: 'A', name: '甲区' },
    { code: 'B', name: '乙县' },
  ],
  records: [
    record(3, '=焊工大赛'),
    record(4, '钳工大赛', { values: { name: '钳工大赛', level: '市级', day: '2026-06-01', people: null } }),
    record(5, '车工大赛', { state: 'withdrawn' }),
  ],
}

async function match(bytes: Uint8Array, kind = sheet.kind, units = sheet.units) {
  const book = await readWorkbook(bytes)
  if (!book.ok) throw new Error(book.reason)
  return matchRegister(book, { kind, units })
}

const heads = ['区县', '竞赛名称', '级别', '举办日期', '参赛人数']
/** A sheet that somebody typed. */
const typed = (rows: CellValue[][], more: Partial<WriteSheet> = {}) =>
  writeXlsx({ sheets: [{ name: '表', rows: [heads, ...rows], ...more }] })

describe('a register as a workbook', () => {
  it('is read back as nobody touched it, whatever its texts begin with; what was withdrawn is not in it', async () => {
    expect(await match(await writeRegisterBook(sheet, 'records'))).toMatchObject({
      ok: true,
      ignored: [],
      rows: [
        {
          line: 4,
          id: '3',
          version: 2,
          isUntouched: true,
          texts: { name: '=焊工大赛', day: '2026-05-08', people: '1200' },
        },
        { line: 5, id: '4', isUntouched: true, texts: { people: '' } },
      ],
    })
  })

  it('keeps its heads in sight and offers units and choices from lists', async () => {
    const book = await readXlsx(await writeRegisterBook(sheet, 'empty'))
    const main = must(book.sheets[0])
    expect(main.rows[2]).toEqual([
      '记录号',
      '区县*',
      '竞赛名称*',
      '级别*',
      '举办日期*',
      '参赛人数（人）',
      '修改原因',
      '状态',
    ])
    expect(main.freezePane).toMatchObject({ rows: 3 })
    const lists = (main.dataValidations ?? []).filter(({ type }) => type === 'list').map(({ formula1 }) => formula1)
    expect(lists).toEqual([`'填写说明'!$E$2:$E$3`, `'填写说明'!$F$2:$F$3`])
    expect(
      must(book.sheets[1])
        .rows.slice(1, 3)
        .map((row) => row.slice(4, 6)),
    ).toEqual([
      ['甲区', '省级'],
      ['乙县', '市级'],
    ])
  })

  it('tells what was changed from what was not, wherever rows and columns went', async () => {
    const book = await readXlsx(await writeRegisterBook(sheet, 'records'))
    const [main, , stamp] = book.sheets
    const rows = must(main)
      .rows.slice(2)
      .map((row) => [row[3], '随手记', ...row].slice(0, 9))
    const changed = rows.map((row) => row.map((cell) => (cell === '钳工大赛' ? '电工大赛' : (cell ?? null))))
    // The first column repeats a head, which nobody could tell apart.
    expect(await match(await rewritten(changed, must(stamp).rows))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('表头“级别”出现了两次'),
    })
    const whole = changed.map((row) => row.slice(1)).toReversed()
    const turned = [must(whole.at(-1)), ...whole.slice(0, -1)]
    expect(await match(await rewritten(turned, must(stamp).rows))).toMatchObject({
      ok: true,
      ignored: [`A1“随手记”不是本台账的栏目，这一列没有读取`],
      rows: [
        { id: '4', isUntouched: false, texts: { name: '电工大赛' } },
        { id: '3', isUntouched: true },
      ],
    })
  })

  it('takes dates as dates, as text and in a column of texts; formulas by their result', async () => {
    const bytes = await typed(
      [
        ['甲区', new Date('2026-05-08T00:00:00Z'), '省级', '2026年5月8日', 12],
        ['乙县', '钳工大赛', '市级', new Date('2026-05-09T00:00:00Z'), null],
      ],
      { cells: new Map([['2,4', { formula: '6*7', formulaResult: 42 }]]) },
    )
    expect(await match(bytes)).toMatchObject({
      rows: [
        {
          line: 2,
          id: '',
          version: null,
          unit: '甲区',
          texts: { name: '2026-05-08', day: '2026年5月8日' },
          faults: [],
        },
        { line: 3, texts: { day: '2026-05-09', people: '42' } },
      ],
    })
  })

  it('names cells that cannot be read', async () => {
    const bytes = await typed([['甲区', true, '#REF!', null, new Date('2026-05-09T00:00:00Z')]], {
      cells: new Map([['1,3', { formula: 'A1' }]]),
    })
    const read = await match(bytes)
    expect(read.ok && read.rows[0]?.faults.map(({ column, message }) => `${column}${message}`)).toEqual([
      '竞赛名称是逻辑值（TRUE、FALSE），请改为文字或数字',
      '级别公式出错（#REF!），请改正',
      '举办日期公式没有计算结果，请在 Excel 或 WPS 中打开、保存后再上传',
      '参赛人数是日期，不是数字，请改为数字',
    ])
  })

  it('names the cells that a merge hides, by the range to take apart, and no others', async () => {
    const bytes = await typed(
      [
        ['甲区', '焊工大赛', '省级', '2026-05-08', 12],
        [null, '钳工大赛', '市级', '2026-05-09', 3],
        ['乙县', '车工大赛', '市级', '2026-05-10', 4],
      ],
      { merges: [{ startRow: 1, startCol: 0, endRow: 2, endCol: 0 }] },
    )
    const read = await match(bytes)
    expect(read.ok && read.rows.map(({ line, faults }) => [line, faults])).toEqual([
      [2, []],
      [3, [{ column: '区县', message: '在合并单元格A2:A3中，内容只在第一格。请取消合并，每一格都填上再上传' }]],
      [4, []],
    ])
  })

  it('comes back with its faults marked by cell, and is read again once they are mended', async () => {
    const bytes = await writeRegisterBook(sheet, 'records')
    const book = await readWorkbook(bytes)
    if (!book.ok) throw new Error(book.reason)
    const found = matchRegister(book, sheet)
    if (!found.ok) throw new Error(found.reason)
    const faults = [
      { line: 4, column: '级别', message: '没有“县级”这个选项' },
      { line: 5, column: '举办日期', message: '不是日期' },
      { line: 5, column: '参赛人数', message: '不是数字' },
    ]
    const marked = must(await markRegister({ bytes, book, table: found.table }, faults))
    const { sheets } = await readXlsx(marked)
    const rows = must(sheets[0]).rows
    const at = must(rows[2]).indexOf('错误说明')
    expect(at).toBe(8)
    expect([rows[3]?.[at], rows[4]?.[at]]).toEqual(['D4：没有“县级”这个选项', 'E5：不是日期；F5：不是数字'])
    // What stands under 错误说明 is no column of the register, and the rows are as untouched as before.
    expect(await match(marked)).toMatchObject({
      ok: true,
      ignored: [],
      rows: [{ isUntouched: true }, { isUntouched: true }],
    })
    const again = await readWorkbook(marked)
    if (!again.ok) throw new Error(again.reason)
    const second = must(await markRegister({ bytes: marked, book: again, table: found.table }, faults.slice(0, 1)))
    const mended = must((await readXlsx(second)).sheets[0]).rows
    expect([mended[2]?.indexOf('错误说明'), mended[4]?.[at] ?? null]).toEqual([8, null])
  })

  it.each<[string, () => Promise<Uint8Array>, RegExp]>([
    [
      'another register',
      () => writeRegisterBook({ ...sheet, kind: { ...sheet.kind, code: 'CASE', name: '创新案例' } }, 'empty'),
      /^这是“创新案例”台账的表，不是“技能竞赛”的/,
    ],
    [
      'an older template',
      () =>
        writeXlsx({
          sheets: [
            {
              name: '表',
              rows: [
                ['区县', '竞赛名称'],
                ['甲区', 'x'],
              ],
            },
          ],
        }),
      /^表头缺少“级别”“举办日期”“参赛人数”，可能是以前的模板/,
    ],
    [
      'something else',
      () => writeXlsx({ sheets: [{ name: '表', rows: [['甲', '乙']] }] }),
      /^没有找到表头（区县、竞赛名称/,
    ],
    ['an empty template', () => writeRegisterBook(sheet, 'empty'), /的表头下面没有内容/],
    [
      'ten thousand rows',
      () => typed(Array.from({ length: 10_000 }, (_, at) => ['甲区', `第${at}次`, '省级', '2026-05-08', 1])),
      /^工作表“表”超过3000行（含空行），后面的没有读取。.*请分成几个文件，每个不超过2000条/,
    ],
    [
      'more than are read at once',
      () => typed(Array.from({ length: 2001 }, (_, at) => ['甲区', `第${at}次`, '省级', '2026-05-08', 1])),
      /^工作表“表”有2001条，一次最多读2000条。请分成几个文件，每个不超过2000条，分次上传。$/,
    ],
    ['a hidden sheet', () => typed([['甲区', 'x']], { hidden: true }), /是隐藏的/],
  ])('is refused with what to do: %s', async (_, write, reason) => {
    expect(await match(await write())).toMatchObject({ ok: false, reason: expect.stringMatching(reason) })
  })

  it('of another city is refused even where nobody touched it; one district that is ours still makes it ours', async () => {
    const theirs = await writeRegisterBook(sheet, 'records')
    const elsewhere = [{ code: 'A', name: '丙区' }]
    expect(await match(theirs, sheet.kind, elsewhere)).toEqual({
      ok: false,
      reason: '这是其他城市的表（甲区、乙县等），其中没有本市的区县。请在本页下载模板，把内容粘贴过去再上传。',
    })
    expect(await match(theirs, sheet.kind, [...elsewhere, { code: 'B', name: '乙县' }])).toMatchObject({ ok: true })
  })

  it('with two sheets that could be meant is refused', () => {
    const grid = { name: '表', rows: [heads], isHidden: false }
    const book: Extract<WorkbookGrid, { ok: true }> = { ok: true, sheets: [grid, { ...grid, name: '表2' }] }
    expect(matchRegister(book, sheet)).toMatchObject({ ok: false, reason: expect.stringContaining('请只留一张') })
  })
})

function rewritten(rows: CellValue[][], stamp: readonly (readonly CellValue[])[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: [
      { name: '改过', rows },
      { name: '_cg_register', rows: stamp.map((row) => [...row]), veryHidden: true },
    ],
  })
}

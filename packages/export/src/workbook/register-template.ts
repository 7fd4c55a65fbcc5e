import type { RegisterRecord, RegisterSheet } from '@cg/contract/register'
import { mostRecordsAtOnce } from '@cg/contract/register'
import { registerHeads } from '@cg/contract/register-upload'
import { must } from '@cg/domain/must'
import type { Cell, CellStyle, CellValue, DataValidation, WriteSheet } from 'hucre/xlsx'
import { inertCell } from '../inert-text.ts'
import { cellWidth, printedFoot, printedPage } from '../printed-page.ts'
import { writeBook } from '../write-book.ts'
import { plainNumber } from './form-layout.ts'
import { cellName } from './grid.ts'
import { border, grey, headStyle } from './filled-style.ts'
import { heightOf } from './mark-height.ts'
import {
  cleanText,
  guideName,
  headOf,
  headsOf,
  registerLayout,
  roomForNew,
  rowDigest,
  stampMark,
  madeFor,
  stampSheet,
  standing,
  stateText,
} from './register-layout.ts'

/** What a workbook shows of a register. */
type Shown = Pick<RegisterSheet, 'kind' | 'units' | 'records'>
type Kind = RegisterSheet['kind']
type Field = Kind['fields'][number]

/** A register as a workbook to fill: its columns with room for new records, and the standing records where they are wanted. */
export async function writeRegisterBook(sheet: Shown, content: 'empty' | 'records'): Promise<Uint8Array> {
  const records = content === 'empty' ? [] : standing(sheet.records)
  return writeBook({
    sheets: [mainSheet(sheet, records), guideSheet(sheet), hiddenSheet(sheet, records)],
    defaultFont: { name: '宋体', size: 11 },
    properties: { title: inertCell(`${sheet.kind.name}台账`), subject: inertCell(sheet.kind.departmentName) },
  })
}

const guidance = `一行一条记录。新记录的“${registerHeads.id}”留空；要改已有的记录，先在台账页的“记录”栏导出 Excel，在那份表上改。各栏怎么填见“${guideName}”。一次最多登记或修改${mostRecordsAtOnce}条。`

function mainSheet(sheet: Shown, records: readonly RegisterRecord[]): WriteSheet {
  const { kind } = sheet
  const heads = headsOf(kind)
  const widths = heads.map((_, column) => widthOf(sheet, column))
  const across = widths.reduce((sum, one) => sum + one, 0)
  const line = (text: string): CellValue[] => [inertCell(text), ...heads.slice(1).map(() => null)]
  return {
    name: mainName(kind),
    rows: [
      line(`${kind.name}台账（${kind.departmentName}）`),
      line(`${kind.definition}　${guidance}`),
      heads.map((head, column) => (isNeeded(kind, column) ? `${head}*` : head)),
      ...records.map((record) => recordLine(sheet, record)),
    ],
    cells: styles(kind, heads.length, records.length),
    columns: widths.map((width, column) => ({ width, style: columnStyle(kind, column) })),
    merges: [registerLayout.titleRow, registerLayout.guidanceRow].map((row) => ({
      startRow: row,
      startCol: 0,
      endRow: row,
      endCol: heads.length - 1,
    })),
    rowDefs: new Map([
      [registerLayout.titleRow, { height: 26 }],
      [registerLayout.guidanceRow, { height: (heightOf(`${kind.definition}　${guidance}`, across) ?? 15.5) + 6 }],
      [registerLayout.headRow, { height: 34 }],
    ]),
    freezePane: { rows: registerLayout.firstRow, columns: 2 },
    dataValidations: validations(sheet, records.length),
    pageSetup: printedPage({
      widths,
      naming: 2,
      titleRows: `$${registerLayout.headRow + 1}:$${registerLayout.headRow + 1}`,
    }),
    headerFooter: printedFoot(inertCell(`${kind.name}台账　${kind.departmentName}`)),
  }
}

/** A sheet's name holds no mark that a reference could not. */
function mainName({ name }: Kind): string {
  return name.replaceAll(/[\\/?*[\]:']/g, '').slice(0, 31)
}

function isNeeded({ fields }: Kind, column: number): boolean {
  return column === 1 || fields[column - 2]?.isRequired === true
}

function widthOf({ kind, units }: Shown, column: number): number {
  const field = kind.fields[column - 2]
  if (column === 0) return 9
  if (column === 1) return Math.max(12, ...units.map(({ name }) => cellWidth(name) + 4))
  if (field === undefined) return column === kind.fields.length + 2 ? 24 : 10
  const own = { text: 24, number: 11, date: 13, choice: Math.max(...(field.choices ?? ['']).map(cellWidth)) + 5 }
  return Math.min(40, Math.max(cellWidth(headOf(field)) + 3, own[field.type]))
}

function recordLine(sheet: Shown, record: RegisterRecord): CellValue[] {
  const { fields } = sheet.kind
  return [
    record.id,
    inertCell(record.unitName),
    ...fields.map((field) => cellOf(field, record.values[field.code] ?? null)),
    null,
    stateText(record),
  ]
}

function cellOf({ type }: Field, value: string | number | null): CellValue {
  if (value === null || typeof value === 'number') return value
  return type === 'date' ? new Date(`${value}T00:00:00Z`) : inertCell(value)
}

/** What the cells of a record are read as while nobody touches them. */
function readBack(sheet: Shown, record: RegisterRecord): string[] {
  const text = (value: string | number | null): string =>
    value === null ? '' : typeof value === 'number' ? plainNumber(value) : cleanText(inertCell(value))
  return [text(record.unitName), ...sheet.kind.fields.map(({ code }) => text(record.values[code] ?? null))]
}

/** The form of what is typed: texts stay texts, so that 3-1 does not become the first of March. */
function columnStyle({ fields }: Kind, column: number): CellStyle {
  const field = fields[column - 2]
  const isOurs = column === 0 || column === fields.length + 3
  const numFmt =
    field?.type === 'number'
      ? `#,##0${field.decimals === undefined || field.decimals === 0 ? '' : `.${'0'.repeat(field.decimals)}`}`
      : field?.type === 'date'
        ? 'yyyy-mm-dd'
        : column === 0
          ? '0'
          : '@'
  return { numFmt, ...(isOurs ? { font: { color: { rgb: '808080' } } } : {}) }
}

function styles(kind: Kind, width: number, count: number): Map<string, Partial<Cell>> {
  const cells = new Map<string, Partial<Cell>>()
  cells.set(`${registerLayout.titleRow},0`, { style: { font: { bold: true, size: 16 } } })
  cells.set(`${registerLayout.guidanceRow},0`, { style: { alignment: { wrapText: true, vertical: 'top' } } })
  for (let column = 0; column < width; column++) {
    const own = columnStyle(kind, column)
    const isOurs = column === 0 || column === width - 1
    cells.set(`${registerLayout.headRow},${column}`, { style: headStyle })
    for (let row = registerLayout.firstRow; row < registerLayout.firstRow + count + roomForNew; row++)
      cells.set(`${row},${column}`, { style: { ...own, border, ...(isOurs ? { fill: grey } : {}) } })
  }
  return cells
}

/** Lists to choose from, and for every column what it should hold. The upload reads every cell again. */
function validations({ kind, units }: Shown, count: number): DataValidation[] {
  const last = registerLayout.firstRow + count + roomForNew - 1
  const range = (column: number) => `${cellName(registerLayout.firstRow, column)}:${cellName(last, column)}`
  const told = (column: number, title: string, message: string) => ({
    allowBlank: true,
    showInputMessage: true,
    inputTitle: title.slice(0, 32),
    inputMessage: message.slice(0, 250),
    range: range(column),
  })
  const list = (column: number, title: string, from: string): DataValidation => ({
    ...told(column, title, '用下拉箭头选择。'),
    type: 'list',
    formula1: from,
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: title.slice(0, 32),
    errorMessage: '请用下拉箭头选择列表中的一个。',
  })
  const said = (column: number, title: string, message: string): DataValidation => ({
    ...told(column, title, message),
    type: 'custom',
    formula1: 'TRUE',
    showErrorMessage: false,
  })
  const lists = listColumns({ kind, units })
  return [
    said(0, registerHeads.id, '系统给的号，请勿改动；新记录留空。'),
    list(1, registerHeads.unit, listRange(lists, registerHeads.unit)),
    ...kind.fields.map((field, at) =>
      field.type === 'choice'
        ? list(at + 2, field.name, listRange(lists, field.name))
        : said(at + 2, field.name, howToFill(field)),
    ),
    said(kind.fields.length + 2, registerHeads.reason, '只有修改已入账的记录才要写，上传时也可以一并填写。'),
  ]
}

function howToFill({ type, isRequired, unit = '', decimals = 0, choices = [] }: Field): string {
  const blank = isRequired ? '必填。' : '没有的留空。'
  switch (type) {
    case 'text':
      return `文字，不超过300个字。${blank}`
    case 'number':
      return `${decimals === 0 ? '整数' : `数字，最多${decimals}位小数`}${unit === '' ? '' : `，单位：${unit}`}。${blank}`
    case 'date':
      return `日期，写成 2026-05-08 或 2026年5月8日。${blank}`
    case 'choice':
      return `从下拉列表中选：${choices.join('、')}。${blank}`
  }
}

type ListColumn = { readonly name: string; readonly values: readonly string[] }

/** What is chosen from stands on the sheet of guidance, where a list may be longer than a rule could hold. */
function listColumns({ kind, units }: Pick<RegisterSheet, 'kind' | 'units'>): ListColumn[] {
  return [
    { name: registerHeads.unit, values: units.map(({ name }) => name) },
    ...kind.fields.flatMap(({ name, choices }) => (choices === undefined ? [] : [{ name, values: choices }])),
  ]
}

const guideHeads = ['栏目', '是否必填', '怎么填'] as const
/** A blank column between the guidance and the lists. */
const firstListColumn = guideHeads.length + 1

function listRange(lists: readonly ListColumn[], name: string): string {
  const at = lists.findIndex((one) => one.name === name)
  const column = cellName(0, firstListColumn + at).slice(0, -1)
  return `'${guideName}'!$${column}$2:$${column}$${must(lists[at]).values.length + 1}`
}

function guideSheet(sheet: Shown): WriteSheet {
  const { kind } = sheet
  const lists = listColumns(sheet)
  const rows = [
    [registerHeads.id, '', '系统给的号，请勿改动；新记录留空。'],
    [registerHeads.unit, '必填', '从下拉列表中选。'],
    ...kind.fields.map((field) => [field.name, field.isRequired ? '必填' : '', howToFill(field)]),
    [registerHeads.reason, '', '修改已入账的记录时必填，上传时也可以一并填写；新记录不用写。'],
    [registerHeads.state, '', '仅供查看，上传时不读取。'],
    ['', '', '文件里没有的记录保持不变；不要的记录请在系统中撤回或销账。'],
    ['', '', '不要合并单元格，不要改表头；可以增删行、排序，日期写成文字也能读取。'],
  ]
  const height = Math.max(rows.length, ...lists.map(({ values }) => values.length))
  const listed = (at: number) => lists.map(({ values }) => inertCell(values[at] ?? ''))
  const widths = [20, 10, 70, 3, ...lists.map(({ name, values }) => Math.max(...[name, ...values].map(cellWidth)) + 4)]
  return {
    name: guideName,
    rows: [
      [...guideHeads, null, ...lists.map(({ name }) => inertCell(`可选：${name}`))],
      ...Array.from({ length: height }, (_, at): CellValue[] => [
        ...(rows[at] ?? ['', '', '']).map((text) => inertCell(text) || null),
        null,
        ...listed(at).map((text) => text || null),
      ]),
    ],
    columns: widths.map((width) => ({ width, style: { alignment: { wrapText: true, vertical: 'top' } } })),
    cells: new Map(
      widths.flatMap((_, column) => (column === 3 ? [] : [[`0,${column}`, { style: headStyle }] as const])),
    ),
    rowDefs: new Map(
      rows.flatMap(([, , text = ''], at) => {
        const tall = heightOf(text, 70)
        return tall === null ? [] : [[at + 1, { height: tall }] as const]
      }),
    ),
    freezePane: { rows: 1 },
    pageSetup: printedPage({ widths, naming: 1, titleRows: '$1:$1' }),
    protection: { sheet: true },
  }
}

/** Which register of which city it is and what each record said: an upload tells by it what a person touched. */
function hiddenSheet(sheet: Shown, records: readonly RegisterRecord[]): WriteSheet {
  return {
    name: stampSheet,
    rows: [
      [stampMark, sheet.kind.code, sheet.kind.name, madeFor(sheet.units)],
      ...records.map((record) => [record.id, record.version, rowDigest(readBack(sheet, record))]),
    ],
    veryHidden: true,
  }
}

import { assistingWords, evidenceNeedNames } from '@cg/contract/catalogue-duty'
import { signersIn, signersWords } from '@cg/contract/sign-off-words'
import type { FormDetail, FormRow } from '@cg/contract/entry'
import type { FormCell } from '@cg/domain/form/form-cell'
import { formatDateTime, formatPeriod, formatState } from '@cg/domain/number/number-format'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import type { Cell, CellStyle, CellValue, ConditionalRule, DataValidation, WriteSheet } from 'hucre/xlsx'
import { inertCell } from '../inert-text.ts'
import { writeBook } from '../write-book.ts'
import { cellWidth, printedFoot, printedPage } from '../printed-page.ts'
import { cellName } from './grid.ts'
import { hiddenLines, previousMark } from './match-template.ts'
import {
  cellIndex,
  cellText,
  definitionName,
  faultColumnOf,
  layout,
  metaSheet,
  rowCode,
  rowLabel,
  sheetName,
} from './form-layout.ts'
import { border, grey, headStyle } from './filled-style.ts'
import { faultWidth, heightOf } from './mark-height.ts'
import { faultHead } from './mark-words.ts'

/** What a file holds in the form's cells instead of what is stored, by `rowCode` and unit: 'P_TRAIN||AP'. */
export type FilledTexts = ReadonlyMap<string, string>

export function filledKey(cell: Pick<FormCell, 'item' | 'breakdown' | 'unit'>): string {
  return `${rowCode(cell)}|${cell.unit}`
}

/** The form as a workbook: prefilled with what is stored, last quarter beside it, only the open cells unlocked (A3). */
export async function writeFormTemplate(form: FormDetail, filled: FilledTexts = new Map()): Promise<Uint8Array> {
  return writeBook({
    sheets: [mainSheet(form, filled), definitionSheet(form), hiddenSheet(form)],
    defaultFont: { name: '宋体', size: 11 },
    workbookProtection: { lockStructure: true },
    properties: {
      title: inertCell(form.head.name),
      subject: inertCell(`${form.head.period} ${form.head.reporterName}`),
    },
  })
}

function mainSheet(form: FormDetail, filled: FilledTexts): WriteSheet {
  const { rows, units } = form
  const width = faultColumnOf(form) + 1 + units.length
  const block = units.map(() => 14)
  // The column of 错误说明 takes no room until something is said in it.
  const widths = [nameWidth, 8, ...block, 0, ...block]
  const merged = Math.min(width - 1, 8)
  // Programs differ in how much a line holds: a tenth is kept free.
  const across = widths.slice(0, merged).reduce((sum, one) => sum + one, 0)
  const lines = Math.ceil((cellWidth(guidance) * 1.1) / across)
  return {
    name: sheetName(form.head.name),
    rows: inert([...headLines(form, width), ...rows.map((_, row) => bodyLine(form, row, filled))]),
    cells: styles(form, width),
    columns: [
      { width: 4, hidden: true },
      ...widths.map((one) => (one === 0 ? { width: faultWidth, hidden: true } : { width: one })),
    ],
    merges: [0, 1, 2, 3].map((row) => ({ startRow: row, startCol: 1, endRow: row, endCol: merged })),
    rowDefs: new Map([[guidanceRow, { height: 16 * lines }], [layout.codeRow, { hidden: true }], ...tallRows(form)]),
    freezePane: { rows: layout.firstRow, columns: layout.firstColumn },
    dataValidations: validations(form),
    conditionalRules: doubts(form),
    protection: { sheet: true, formatColumns: false, formatRows: false },
    pageSetup: printedPage({ widths: [0, ...widths], naming: layout.firstColumn, titleRows: titleRow }),
    headerFooter: pageFoot(form),
  }
}

/** Lines whose name takes more than one: a height that is written holds in every program. */
function tallRows({ rows }: FormDetail): [number, { height: number }][] {
  return rows.flatMap((row, at): [number, { height: number }][] => {
    const height = heightOf(rowLabel(row), nameWidth)
    return height === null ? [] : [[layout.firstRow + at, { height }]]
  })
}

/** What each page belongs to. */
function pageFoot(form: FormDetail): NonNullable<WriteSheet['headerFooter']> {
  const { name, period, reporterName } = form.head
  return printedFoot(inertCell(`${name} ${period} ${reporterName}${unpublished(form, ' ')}${demo(form, ' ')}`))
}

const guidance =
  '只填白色格。没有发生填 0；没有此项填“不适用”；掌握不了填“无法提供”；依法不公布填“不公布”；留空为未报。数字直接输入，下拉箭头只用来选这几个词；变成红字的请核对。'
const guidanceRow = 3
const nameWidth = 42
/** The heads of the units, on each page. */
const titleRow = `$${layout.headerRow + 1}:$${layout.headerRow + 1}`

/** 演示数据 on a form of the demo city, behind `space`. */
function demo({ head }: Pick<FormDetail, 'head'>, space: string): string {
  return head.isDemo ? `${space}演示数据` : ''
}

/** Said at the head and on every page while the figures have not come out: a form is locked with its release. */
function unpublished({ submission }: Pick<FormDetail, 'submission'>, space: string): string {
  return submission.state === 'locked' ? '' : `${space}本季数字未发布，仅供填报审核`
}

function headLines({ head, submission, units }: FormDetail, width: number): CellValue[][] {
  const marks = [
    head.tableNo === null ? null : `表号：${head.tableNo}`,
    `制定机关：${head.issuer}`,
    head.approvalNo === null ? null : `批准文号：${head.approvalNo}`,
    head.validUntil === null ? null : `有效期至：${head.validUntil}`,
    head.legalNote,
  ]
  const blank = (text: string): CellValue[] => [null, text, ...Array.from({ length: width - 2 }, () => null)]
  return [
    blank(`${head.name}（${formatPeriod(parsePeriod(head.period))}）`),
    blank(
      `填报单位：${head.reporterName}　　截止时间：${formatDateTime(submission.dueAt)}${unpublished({ submission }, '　　')}${demo({ head }, '　　')}`,
    ),
    blank([...marks, signed(submission)].filter((mark) => mark !== null).join('　')),
    blank(guidance),
    [null, null, null, ...units.map((unit) => unit.code), null, ...units.map((unit) => `${previousMark}${unit.code}`)],
    [
      null,
      '指标',
      '单位',
      ...units.map((unit) => unit.shortName),
      faultHead,
      ...units.map((unit) => `上季 ${unit.shortName}`),
    ],
  ]
}

/** 内部审签: whose names stand under the form; null where none does. */
function signed({ signOff }: FormDetail['submission']): string | null {
  const names = signOff === null ? '' : signersWords(signersIn(signOff))
  return names === '' ? null : `内部审签：${names}`
}

function bodyLine(form: FormDetail, row: number, filled: FilledTexts): CellValue[] {
  const fact = must(form.rows[row])
  const { cells, units } = form
  const now = units.map(({ code }, unit): CellValue => {
    const text = filled.get(filledKey({ ...fact, unit: code }))
    if (text !== undefined) return isPlain(text) ? Number(text) : text
    const at = cellIndex(form, row, unit)
    const state = cells.state[at] ?? 'not_reported'
    const value = cells.value[at] ?? null
    return state === 'reported' ? value : cellText(state, value) || null
  })
  const previous = units.map((_, unit): CellValue => cells.previous[cellIndex(form, row, unit)] ?? null)
  return [rowCode(fact), rowLabel(fact), fact.unit, ...now, null, ...previous]
}

/** Digits that a sheet may hold as a number and show as they were written. */
function isPlain(text: string): boolean {
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/.test(text)
}

const open: CellStyle = {
  border,
  protection: { locked: false },
  alignment: { horizontal: 'right', vertical: 'center' },
}
const faults: CellStyle = { border, alignment: { wrapText: true, vertical: 'center' } }
const locked: CellStyle = { border, fill: grey, alignment: { horizontal: 'right', vertical: 'center' } }

function styles(form: FormDetail, width: number): Map<string, Partial<Cell>> {
  const cells = new Map<string, Partial<Cell>>()
  cells.set('0,1', { style: { font: { bold: true, size: 16 } } })
  cells.set(`${guidanceRow},1`, { style: { alignment: { wrapText: true, vertical: 'top' } } })
  for (let column = 1; column < width; column++) cells.set(`${layout.headerRow},${column}`, { style: headStyle })
  for (const [row, fact] of form.rows.entries()) {
    const at = layout.firstRow + row
    const numFmt = fact.decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(fact.decimals)}`
    cells.set(`${at},1`, { style: { border, alignment: { wrapText: true, vertical: 'center' } } })
    cells.set(`${at},2`, { style: { border, alignment: { horizontal: 'center', vertical: 'center' } } })
    cells.set(`${at},${faultColumnOf(form)}`, { style: faults })
    for (const unit of form.units.keys()) {
      const isOpen = form.cells.isOpen[cellIndex(form, row, unit)] === true
      cells.set(`${at},${layout.firstColumn + unit}`, { style: { ...(isOpen ? open : locked), numFmt } })
      cells.set(`${at},${faultColumnOf(form) + 1 + unit}`, { style: { ...locked, numFmt } })
    }
  }
  return cells
}

/**
 * The words to choose from, beside which a cell takes any number: a list that says no errors. A cell holds one validation
 * only, so what it should be is said when it is entered and judged by `doubts`; the upload reads every cell again.
 */
function validations(form: FormDetail): DataValidation[] {
  return form.rows.map((fact, row) => ({
    type: 'list',
    values: stateWords,
    allowBlank: true,
    showInputMessage: true,
    inputTitle: fact.name.slice(0, 32),
    inputMessage: `${asked(fact)}单位：${fact.unit}。${fact.definition}`.slice(0, 250),
    showErrorMessage: false,
    range: cellsOf(form, row).range,
  }))
}

function asked({ mayBeNegative, decimals, evidence }: FormRow): string {
  const kind = decimals === 0 ? '整数' : '数字'
  const proof = evidence === 'none' ? '' : '须在系统中附佐证材料。'
  return `填${mayBeNegative ? '' : '不小于 0 的'}${kind}，没有数字时用下拉箭头选词。${proof}`
}

/** Behind the tints of a file that is sent back: some programs show only the first rule that a cell meets. */
const doubtPriority = 1001

/** Red letters, not a wall, on what is neither a number as the cell asks nor one of the words, pasted ones too. */
function doubts(form: FormDetail): ConditionalRule[] {
  return form.rows.map((fact, row) => {
    const { first, range } = cellsOf(form, row)
    const words = stateWords.map((word) => `${first}="${word}"`)
    const whole = fact.decimals === 0 ? [`${first}=INT(${first})`] : []
    const number = [...(fact.mayBeNegative ? [] : [`${first}>=0`]), ...whole]
    // Where the cell is text, IF keeps the comparisons from it.
    const isRight = `IF(ISNUMBER(${first}),${number.length === 0 ? 'TRUE' : `AND(${number.join(',')})`},OR(${words.join(',')}))`
    return {
      type: 'expression',
      priority: doubtPriority + row,
      formula: `AND(LEN(${first})>0,NOT(${isRight}))`,
      style: { font: { bold: true, color: { rgb: 'C00000' } } },
      range,
    }
  })
}

/** The cells of this quarter in a row. */
function cellsOf(form: FormDetail, row: number): { readonly first: string; readonly range: string } {
  const first = cellName(layout.firstRow + row, layout.firstColumn)
  return { first, range: `${first}:${cellName(layout.firstRow + row, faultColumnOf(form) - 1)}` }
}

/** The words that stand for a figure; 未报 says what a blank says. */
const stateWords = (['not_applicable', 'not_available', 'withheld', 'not_reported'] as const).map(formatState)

function definitionSheet(form: FormDetail): WriteSheet {
  const rows = form.rows.filter((row) => row.breakdown === '')
  const style: CellStyle = { alignment: { wrapText: true, vertical: 'top' } }
  const hasDuties = rows.some(({ evidence, assisting }) => evidence !== 'none' || assisting.length > 0)
  const widths = [40, 8, 100, ...(hasDuties ? dutyWidths : [])]
  const heights = rows.flatMap((row, at): [number, { height: number }][] => {
    const said = [row.name, '', row.definition, ...(hasDuties ? duty(row) : [])]
    const height = Math.max(...said.map((text, column) => heightOf(text, widths[column] ?? 0) ?? 0))
    return height === 0 ? [] : [[at + 1, { height }]]
  })
  return {
    name: definitionName,
    rows: inert([
      ['指标', '单位', '口径', ...(hasDuties ? ['佐证材料', '协助部门'] : [])],
      ...rows.map((row) => [row.name, row.unit, row.definition, ...(hasDuties ? duty(row) : [])]),
    ]),
    columns: widths.map((width) => ({ width, style })),
    rowDefs: new Map(heights),
    pageSetup: printedPage({ widths, naming: 1, titleRows: '$1:$1' }),
    headerFooter: pageFoot(form),
    protection: { sheet: true },
  }
}

const dutyWidths = [24, 40]

/** What is asked of a row besides its figure, in the columns of 口径说明. */
function duty({ evidence, assisting }: FormRow): string[] {
  return [evidenceNeedNames[evidence], assistingWords(assisting)]
}

/** Names come from people: none may act as a formula. */
function inert(rows: readonly (readonly CellValue[])[]): CellValue[][] {
  return rows.map((row) => row.map((value) => (typeof value === 'string' ? inertCell(value) : value)))
}

/** What the file was made for and what stood in every cell then: an upload is compared with this. */
function hiddenSheet(form: FormDetail): WriteSheet {
  const rows = hiddenLines(form).map((line) => line.map((value) => (typeof value === 'object' ? null : value)))
  return { name: metaSheet, rows, veryHidden: true }
}

import type { CellStyle, SheetChart, WriteSheet } from 'hucre/xlsx'
import JSZip from 'jszip'
import { columnLetter, formatCode } from '../slides/chart-text.ts'
import { inertCell } from '../inert-text.ts'
import { writeBook } from '../write-book.ts'
import { cellWidth, printedFoot, printedPage } from '../printed-page.ts'

/* The only place that knows the spreadsheet library: sheets in, bytes out. */

export type SheetCell = string | number | null

export type Sheet = {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly SheetCell[])[]
  /** Per column; null for words. */
  readonly decimals: readonly (number | null)[]
  /** Digits of single cells that differ from their column's, keyed 'row,column' of `rows`. */
  readonly cellDecimals?: ReadonlyMap<string, number>
  /** Where a chart stands, and the chart part to put there. */
  readonly chart?: {
    readonly carrier: SheetChart
    readonly xml: string
    readonly beside: number
    readonly isTall: boolean
  }
  /** Columns whose cells are chosen from a list, also in the lines below that are still empty. */
  readonly choices?: readonly Choice[]
  /** Printed at the head of each of its pages: what it shows. */
  readonly title?: string
  /** A sheet of notes: no filter, wrapped text. */
  readonly isText?: boolean
}

/** What a column is chosen from: words, or a column of another sheet of the workbook. */
export type Choice = {
  readonly column: number
  readonly from: readonly string[] | { readonly sheet: string; readonly column: number; readonly rows: number }
}

export type WorkbookMeta = {
  readonly title: string
  readonly generatedAt: string
  /** Printed at the foot of each page; a workbook inside a slide is never printed. */
  readonly foot?: string
}

const headStyle: CellStyle = {
  font: { name: '微软雅黑', size: 11, bold: true, color: { rgb: '1B2430' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E9EDF3' } },
  alignment: { vertical: 'center', wrapText: true },
}

/** A workbook: real numbers with formats, a frozen header with filters, widths for Chinese, A4 across with the header on each page. */
export async function writeWorkbook(sheets: readonly Sheet[], meta: WorkbookMeta): Promise<Uint8Array> {
  const made = new Date(meta.generatedAt)
  const bytes = await writeBook({
    sheets: sheets.map((sheet) => writeSheet(sheet, meta)),
    properties: { title: inertCell(meta.title), creator: '产改进展监测平台', created: made, modified: made },
  })
  // The library numbers the charts in the order of their sheets.
  const drawn = sheets.flatMap(({ chart }) => (chart === undefined ? [] : [chart.xml]))
  return settleZip(bytes, made, Object.fromEntries(drawn.map((xml, at) => [`xl/charts/chart${at + 1}.xml`, xml])))
}

function writeSheet(sheet: Sheet, { foot }: WorkbookMeta): WriteSheet {
  const rows = [
    sheet.header.map(inertCell),
    ...sheet.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? inertCell(cell) : cell))),
  ]
  const isText = sheet.isText === true
  const hasFilter = !isText && sheet.rows.length > 0
  const columns = sheet.header.map((_, at) => columnOf(sheet, at))
  const words = sheet.decimals.findIndex((decimals) => decimals !== null)
  return {
    name: sheet.name,
    rows,
    columns,
    cells: styledCells(sheet),
    freezePane: { rows: 1 },
    rowDefs: rowsOf(sheet),
    ...(hasFilter ? { autoFilter: { range: `A1:${columnLetter(sheet.header.length - 1)}${rows.length}` } } : {}),
    pageSetup: printedPage({
      widths: columns.map(({ width }) => width),
      naming: words < 0 ? sheet.header.length : words,
      titleRows: '$1:$1',
      beside: sheet.chart?.beside ?? 0,
      isTall: sheet.chart?.isTall ?? false,
      isUpright: isText,
      isWhole: sheet.chart !== undefined && sheet.rows.length <= rowsOfAPage,
    }),
    ...(sheet.choices === undefined ? {} : { dataValidations: sheet.choices.map(choiceOf) }),
    ...(foot === undefined ? {} : { headerFooter: printedFoot(inertCell(foot), sheet.title) }),
    ...(sheet.chart === undefined ? {} : { charts: [sheet.chart.carrier] }),
  }
}

/** Lines in which a list is offered: what is filled in by hand is longer than what was there. */
const choiceLines = 1000

function choiceOf({ column, from }: Choice): NonNullable<WriteSheet['dataValidations']>[number] {
  const letter = columnLetter(column)
  const source = isWords(from)
    ? { values: [...from] }
    : { formula1: `'${from.sheet}'!$${columnLetter(from.column)}$2:$${columnLetter(from.column)}$${from.rows + 1}` }
  return {
    type: 'list',
    ...source,
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: '请从列表中选择',
    errorMessage: '单元格右侧的箭头里列出了可以填写的内容，可以留空。',
    range: `${letter}2:${letter}${choiceLines + 1}`,
  }
}

function isWords(from: Choice['from']): from is readonly string[] {
  return Array.isArray(from)
}

const bodyFont = { name: '微软雅黑', size: 11 } as const
const textColumnWidth = 90
/** Rows that a chart below them leaves letters that can be read. */
const rowsOfAPage = 20
/** A longer head of a column of numbers wraps, into so many lines at most. */
const oneLineHead = 10
const headLines = 4
/** The widest column of a table, in characters: a longer text in it wraps. */
const mostColumnWidth = 64
const sentenceWidth = 56

/** A column with texts too long for one line of a table. */
function isOfSentences({ rows, decimals, isText }: WidthsOf, at: number): boolean {
  if (isText === true || (decimals[at] ?? null) !== null) return false
  return rows.some((row) => cellWidth(row[at] ?? null) + 4 > mostColumnWidth)
}

function hasSentences(sheet: WidthsOf): boolean {
  return sheet.header.some((_, at) => isOfSentences(sheet, at))
}

/** Points of height of a row by its longest sentence. */
function sentenceHeight(row: readonly SheetCell[], columns: readonly number[]): number {
  const lines = columns.map((at) => Math.ceil(cellWidth(row[at] ?? null) / (sentenceWidth - 6)))
  return 17 * Math.max(1, ...lines) + 2
}

/** Points of height for the lines a wrapped text needs. */
function textHeight(row: readonly SheetCell[]): number {
  return 18 * Math.max(1, ...row.map((cell) => Math.ceil(cellWidth(cell) / (textColumnWidth - 6))))
}

/** Heights of what wraps: the lines of a text, the heads of numbers. */
function rowsOf(sheet: Sheet): Map<number, { height: number }> {
  if (sheet.isText === true) return new Map(sheet.rows.map((row, at) => [at + 1, { height: textHeight(row) }]))
  const sentences = sheet.header.flatMap((_, at) => (isOfSentences(sheet, at) ? [at] : []))
  const high = new Map(
    sentences.length === 0
      ? []
      : sheet.rows.map((row, at) => [at + 1, { height: sentenceHeight(row, sentences) }] as const),
  )
  const lines = sheet.header.map((head, at) => Math.ceil(cellWidth(head) / Math.max(1, columnWidth(sheet, at) - 5)))
  const most = Math.max(1, ...lines)
  return most === 1 ? high : high.set(0, { height: 17 * most + 4 })
}

/** The header, and the numbers printed with other digits than their column. */
function styledCells(sheet: Sheet): NonNullable<WriteSheet['cells']> {
  const cells: NonNullable<WriteSheet['cells']> = new Map()
  for (const [at, word] of sheet.header.entries()) {
    const isNumber = (sheet.decimals[at] ?? null) !== null
    cells.set(`0,${at}`, {
      value: inertCell(word),
      style: {
        ...headStyle,
        alignment: {
          ...headStyle.alignment,
          ...(isNumber ? { horizontal: 'right' } : { horizontal: 'left', indent: 1 }),
        },
      },
    })
  }
  const vertical = hasSentences(sheet) ? 'top' : 'center'
  for (const [place, decimals] of sheet.cellDecimals ?? []) {
    const [row = 0, column = 0] = place.split(',').map(Number)
    const value = sheet.rows[row]?.[column] ?? null
    if (typeof value === 'number') cells.set(`${row + 1},${column}`, { value, style: numberStyle(decimals, vertical) })
  }
  return cells
}

function numberStyle(decimals: number, vertical: 'top' | 'center'): CellStyle {
  return { font: bodyFont, alignment: { vertical, horizontal: 'right' }, numFmt: formatCode(decimals) }
}

function columnOf(sheet: Sheet, at: number) {
  const decimals = sheet.decimals[at] ?? null
  const isText = sheet.isText === true
  const style: CellStyle =
    decimals === null
      ? {
          font: bodyFont,
          alignment: {
            vertical: isText || hasSentences(sheet) ? 'top' : 'center',
            horizontal: 'left',
            wrapText: isText || isOfSentences(sheet, at),
            indent: 1,
          },
        }
      : numberStyle(decimals, hasSentences(sheet) ? 'top' : 'center')
  return { width: columnWidth(sheet, at), style }
}

type WidthsOf = Pick<Sheet, 'header' | 'rows' | 'isText' | 'decimals'>

/** Characters wide: a filter's arrow stands beside the head, digits keep clear of the words beside them. */
export function columnWidth(sheet: WidthsOf, at: number): number {
  if (isOfSentences(sheet, at)) return sentenceWidth
  const cells = sheet.rows.map((row) => cellWidth(row[at] ?? null))
  const whole = cellWidth(sheet.header[at] ?? null)
  // The name of a measure is longer than its numbers: it wraps, or a wide table takes several sheets of paper.
  const isNumber = (sheet.decimals[at] ?? null) !== null
  const head = isNumber && whole > oneLineHead ? Math.max(oneLineHead, Math.ceil(whole / headLines) + 1) : whole
  const widest = Math.max(head + 5, ...cells.map((width) => width + 4))
  return Math.min(sheet.isText === true ? textColumnWidth : mostColumnWidth, widest)
}

/** Writes the archive anew with one date and without folders: the same sheets are the same bytes. */
export async function settleZip(
  bytes: Uint8Array,
  date: Date,
  replaced: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  const source = await JSZip.loadAsync(bytes)
  const target = new JSZip()
  const names = Object.keys(source.files).filter((name) => source.files[name]?.dir === false)
  for (const name of names) {
    const file = source.file(name)
    if (file === null) continue
    const content =
      name === 'xl/styles.xml'
        ? withFontsInOrder(await file.async('string'))
        : (replaced[name] ?? (await file.async('uint8array')))
    target.file(name, content, { date, createFolders: false, ...(isPacked(name) ? { compression: 'STORE' } : {}) })
  }
  return await target.generateAsync({
    type: 'uint8array',
    compression: 'DEFLATE',
    compressionOptions: { level: 6 },
    platform: 'DOS',
  })
}

/** A PNG is compressed already. */
function isPacked(name: string): boolean {
  return name.endsWith('.png')
}

const fontOrder = ['b', 'i', 'strike', 'u', 'vertAlign', 'sz', 'color', 'name', 'family', 'charset', 'scheme']

/** The library writes a font's colour before its size; the schema has an order. */
function withFontsInOrder(styles: string): string {
  return styles.replace(/<font>([^]*?)<\/font>/g, (_, inside: string) => {
    const elements = [...inside.matchAll(/<(\w+)(?:\s[^>]*)?\/>/g)].map(([text, name = '']) => ({ text, name }))
    const sorted = elements.toSorted((left, right) => fontOrder.indexOf(left.name) - fontOrder.indexOf(right.name))
    return `<font>${sorted.map((element) => element.text).join('')}</font>`
  })
}

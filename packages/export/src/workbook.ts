import { writeXlsx } from 'hucre/xlsx'
import type { CellStyle, SheetChart, WriteSheet } from 'hucre/xlsx'
import JSZip from 'jszip'
import { formatCode } from './chart-xml.ts'
import { inertCell } from './inert-text.ts'

/* The only place that knows the spreadsheet library: sheets in, bytes out. */

export type SheetCell = string | number | null

export type Sheet = {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly SheetCell[])[]
  /** Per column; null for words. */
  readonly decimals: readonly (number | null)[]
  /** Where a chart stands, and the chart part to put there. At most one a workbook. */
  readonly chart?: { readonly carrier: SheetChart; readonly xml: string }
  /** A sheet of notes: no filter, wrapped text. */
  readonly isText?: boolean
}

export type WorkbookMeta = { readonly title: string; readonly generatedAt: string }

const headStyle: CellStyle = {
  font: { name: '微软雅黑', size: 11, bold: true, color: { rgb: '1B2430' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E9EDF3' } },
  alignment: { vertical: 'center', wrapText: true },
}

/** A workbook: real numbers with formats, a frozen header with filters, widths for Chinese, A4 across with the header on each page. */
export async function writeWorkbook(sheets: readonly Sheet[], meta: WorkbookMeta): Promise<Uint8Array> {
  const made = new Date(meta.generatedAt)
  const bytes = await writeXlsx({
    sheets: sheets.map(writeSheet),
    properties: { title: inertCell(meta.title), creator: '产改进展监测平台', created: made, modified: made },
  })
  const drawn = sheets.find((sheet) => sheet.chart !== undefined)?.chart?.xml
  return settleZip(bytes, made, drawn === undefined ? {} : { 'xl/charts/chart1.xml': drawn })
}

function writeSheet(sheet: Sheet): WriteSheet {
  const rows = [
    sheet.header.map(inertCell),
    ...sheet.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? inertCell(cell) : cell))),
  ]
  const last = String.fromCharCode(65 + Math.min(25, sheet.header.length - 1))
  const isText = sheet.isText === true
  return {
    name: sheet.name,
    rows,
    columns: sheet.header.map((word, at) => columnOf(sheet, word, at)),
    cells: new Map(sheet.header.map((word, at) => [`0,${at}`, { value: inertCell(word), style: headStyle }])),
    freezePane: { rows: 1 },
    ...(isText || sheet.rows.length === 0 ? {} : { autoFilter: { range: `A1:${last}${rows.length}` } }),
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '$1:$1',
    },
    ...(sheet.chart === undefined ? {} : { charts: [sheet.chart.carrier] }),
  }
}

function columnOf(sheet: Sheet, word: string, at: number) {
  const decimals = sheet.decimals[at] ?? null
  const widest = Math.max(cellWidth(word), ...sheet.rows.map((row) => cellWidth(row[at] ?? null)))
  const style: CellStyle = {
    font: { name: '微软雅黑', size: 11 },
    alignment: {
      vertical: 'center',
      wrapText: sheet.isText === true,
      ...(decimals === null ? {} : { horizontal: 'right' as const }),
    },
    ...(decimals === null ? {} : { numFmt: formatCode(decimals) }),
  }
  return { width: Math.min(sheet.isText === true ? 90 : 40, widest + 4), style }
}

/** A Chinese character is two columns wide. */
function cellWidth(cell: SheetCell): number {
  if (cell === null) return 0
  return Array.from(String(cell)).reduce((width, letter) => width + (letter > '\u2e80' ? 2 : 1), 0)
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
    if (file !== null)
      target.file(name, replaced[name] ?? (await file.async('uint8array')), { date, createFolders: false })
  }
  return await target.generateAsync({
    type: 'uint8array',
    compression: 'DEFLATE',
    compressionOptions: { level: 6 },
    platform: 'DOS',
  })
}

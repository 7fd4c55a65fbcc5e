import type { WriteSheet } from 'hucre/xlsx'
import { columnLetter } from './slides/chart-text.ts'

/* How a sheet of a workbook comes out of a printer: letters that can be read, the row's name on each page, a foot. */

/** Characters across a sheet of A4 on its side that can still be read. */
const readableWidth = 200

/** A Chinese character is two columns wide. */
export function cellWidth(cell: string | number | null): number {
  if (cell === null) return 0
  return Array.from(String(cell)).reduce((width, letter) => width + (letter > '\u2e80' ? 2 : 1), 0)
}

export type PrintedColumns = {
  /** Width of each column in characters; 0 for a hidden one. */
  readonly widths: readonly number[]
  /** How many of the first columns name the row; they come again on each page, as far as they leave room. */
  readonly naming: number
  /** Rows to repeat, '$1:$1'. */
  readonly titleRows: string
  /** Room that a chart beside the columns takes, in characters. */
  readonly beside?: number
  /** Longer than a page on its side, and to be seen at a glance: one page upright. */
  readonly isTall?: boolean
  /** Notes: pages upright, however many. */
  readonly isUpright?: boolean
  /** A chart with its few rows: one page, so that no mark of it stands on the next. */
  readonly isWhole?: boolean
}

/**
 * A4 on its side. A table wider than can be read goes on on the next page with its naming columns, which the other columns
 * then share the page with.
 */
export function printedPage(columns: PrintedColumns): NonNullable<WriteSheet['pageSetup']> {
  const { widths, naming, titleRows, beside = 0, isTall = false, isUpright = false, isWhole = false } = columns
  const total = sum(widths) + beside
  const kept = keptColumns(widths, naming)
  const again = sum(widths.slice(0, kept))
  const across = total <= readableWidth ? 1 : Math.max(2, Math.ceil((total - again) / (readableWidth - again)))
  return {
    paperSize: 'a4',
    orientation: isTall || isUpright ? 'portrait' : 'landscape',
    fitToPage: true,
    fitToWidth: isTall || isUpright ? 1 : across,
    fitToHeight: isTall || isWhole ? 1 : 0,
    margins: { top: 0.6, bottom: 0.75, left: 0.5, right: 0.5, header: 0.3, footer: 0.35 },
    printTitlesRow: titleRows,
    ...(across > 1 && kept > 0 && !isTall ? { printTitlesColumn: `$A:$${columnLetter(kept - 1)}` } : {}),
  }
}

/** Half of the page at most. */
function keptColumns(widths: readonly number[], naming: number): number {
  let kept = 0
  while (kept < naming && sum(widths.slice(0, kept + 1)) <= readableWidth / 2) kept++
  return kept
}

/** At the foot of each page: what it belongs to, and which page it is; at its head what the sheet shows. */
export function printedFoot(words: string, title?: string): NonNullable<WriteSheet['headerFooter']> {
  const oddFooter = `&L&9${words.replaceAll('&', '&&')}&R&9第 &P 页，共 &N 页`
  // A digit at the beginning would be read as a size of letters.
  return title === undefined ? { oddFooter } : { oddFooter, oddHeader: `&L&11 ${title.replaceAll('&', '&&')}` }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}

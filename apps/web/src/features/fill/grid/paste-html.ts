import { parseHtml } from '../../../lib/parse-html.ts'

/**
 * The texts of the first table in a clipboard's HTML, line by line. A cell over several columns or lines gives its text
 * once and blanks for the rest, as Excel does. [] when there is no table.
 */
export function readHtmlTable(html: string): string[][] {
  const table = parseHtml(html).querySelector('table')
  const lines: string[][] = []
  /** Columns still covered by a cell of a line above, and for how many lines. */
  const covered: number[] = []
  for (const row of table?.rows ?? []) {
    const texts: string[] = []
    const skip = () => {
      while ((covered[texts.length] ?? 0) > 0) {
        covered[texts.length] = (covered[texts.length] ?? 0) - 1
        texts.push('')
      }
    }
    for (const cell of row.cells) {
      skip()
      for (let column = 0; column < cell.colSpan; column++) {
        covered[texts.length] = cell.rowSpan - 1
        texts.push(column === 0 ? textOf(cell) : '')
      }
    }
    skip()
    lines.push(texts)
  }
  return lines
}

function textOf(cell: HTMLTableCellElement): string {
  return (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
}

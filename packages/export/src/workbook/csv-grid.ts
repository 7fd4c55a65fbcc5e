import { gridLimits } from './grid.ts'
import type { WorkbookGrid } from './grid.ts'
import { zipRefusals } from './zip-directory.ts'

/** Reads a csv file as one sheet: UTF-8 with or without its mark, else GB 18030, as Excel saves it in China. */
export function readCsv(bytes: Uint8Array): WorkbookGrid {
  const text = decode(bytes)
  if (countOf(text, ',') + countOf(text, '\n') > mostCells) return { ok: false, reason: zipRefusals.tooManyCells }
  const rows = splitRows(text)
  if (rows.length > gridLimits.rows) return { ok: false, reason: `文件超过${gridLimits.rows}行，请分次上传。` }
  return { ok: true, sheets: [{ name: '数据', rows, isHidden: false }] }
}

/** As of a workbook: what is counted is the work that a file makes. */
const mostCells = 300_000

function countOf(text: string, sign: string): number {
  let count = 0
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) count += 1
  return count
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/**
 * Commas apart, quotes doubled within quotes (RFC 4180). What lies between signs is taken in one piece: letter by letter, a
 * cell of five megabytes was a hundred and fifty in memory. Of a cell no more is kept than of a workbook's.
 */
function splitRows(text: string): string[][] {
  const rows: string[][] = [[]]
  let [cell, isQuoted, from] = ['', false, 0]
  const take = (to: number): void => {
    if (to > from && cell.length < gridLimits.textLength)
      cell += text.slice(from, Math.min(to, from + gridLimits.textLength - cell.length))
    from = to + 1
  }
  const endCell = (): void => {
    rows.at(-1)?.push(cell)
    cell = ''
  }
  const signs = /[",\r\n]/g
  for (let found = signs.exec(text); found !== null; found = signs.exec(text)) {
    const [sign] = found
    if (isQuoted && sign !== '"') continue
    take(found.index)
    if (isQuoted && text[found.index + 1] === '"') {
      // The second of two quotes is a letter.
      from = found.index + 1
      signs.lastIndex = found.index + 2
    } else if (sign === '"') isQuoted = !isQuoted
    else if (sign === ',') endCell()
    else if (sign === '\n') {
      endCell()
      rows.push([])
    }
  }
  take(text.length)
  endCell()
  return rows.at(-1)?.every((one) => one === '') === true ? rows.slice(0, -1) : rows
}

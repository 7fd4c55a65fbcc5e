import { gridLimits } from './grid.ts'
import type { WorkbookGrid } from './grid.ts'

/** Reads a csv file as one sheet: UTF-8 with or without its mark, else GB 18030, as Excel saves it in China. */
export function readCsv(bytes: Uint8Array): WorkbookGrid {
  const rows = splitRows(decode(bytes))
  if (rows.length > gridLimits.rows) return { ok: false, reason: `文件超过${gridLimits.rows}行，请分次上传。` }
  return { ok: true, sheets: [{ name: '数据', rows, isHidden: false }] }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** Commas apart, quotes doubled within quotes (RFC 4180). */
function splitRows(text: string): string[][] {
  const rows: string[][] = [[]]
  let [cell, isQuoted] = ['', false]
  const endCell = (): void => {
    rows.at(-1)?.push(cell)
    cell = ''
  }
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? ''
    if (isQuoted && letter === '"' && text[at + 1] === '"') {
      cell += '"'
      at++
    } else if (letter === '"') isQuoted = !isQuoted
    else if (!isQuoted && letter === ',') endCell()
    else if (!isQuoted && letter === '\n') {
      endCell()
      rows.push([])
    } else if (isQuoted || letter !== '\r') cell += letter
  }
  endCell()
  return rows.at(-1)?.every((one) => one === '') === true ? rows.slice(0, -1) : rows
}

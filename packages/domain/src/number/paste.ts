/**
 * Reads the text that Excel and WPS put on the clipboard: tab-separated, quoted where a cell holds a tab,
 * a line break or a quote. Cells come back as written, each row as long as it was; [] for an empty clipboard.
 */
export function readPaste(text: string): string[][] {
  const source = text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '')
  if (source === '') return []
  const rows: string[][] = [[]]
  let at = 0
  while (at <= source.length) {
    const cell = readCell(source, at)
    rows[rows.length - 1]?.push(cell.text)
    if (source[cell.end] === '\n') rows.push([])
    at = cell.end + 1
  }
  return rows
}

type ScannedCell = { readonly text: string; readonly end: number }

function readCell(source: string, start: number): ScannedCell {
  return (source[start] === '"' ? readQuoted(source, start) : null) ?? readBare(source, start)
}

function readBare(source: string, start: number): ScannedCell {
  let end = start
  while (end < source.length && source[end] !== '\t' && source[end] !== '\n') end += 1
  return { text: source.slice(start, end), end }
}

/** Null when the quote does not close before a tab, a line end or the end: then it was part of the text. */
function readQuoted(source: string, start: number): ScannedCell | null {
  let text = ''
  let at = start + 1
  while (at < source.length) {
    if (source[at] === '"' && source[at + 1] === '"') {
      text += '"'
      at += 2
    } else if (source[at] === '"') {
      const next = source[at + 1]
      return next === undefined || next === '\t' || next === '\n' ? { text, end: at + 1 } : null
    } else {
      text += source[at]
      at += 1
    }
  }
  return null
}

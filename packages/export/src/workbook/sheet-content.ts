export type SheetContent = {
  readonly xml: string
  /** Cells that are written, and those of the rectangle that a reader lays out for them. */
  readonly cells: number
  readonly area: number
}

/**
 * A worksheet's XML with nothing but its cells and where they are joined, as far as row `mostRows`: column widths, rules, formats and drawings
 * can be made to cost far more than they hold, and no figure stands in them. A formula element is never left empty,
 * so that a cell that should have been calculated can be told from a blank one. Null when no rows can be found.
 */
export function sheetContent(xml: string, mostRows: number): SheetContent | null {
  const root = /<((?:\w+:)?)worksheet\b[^>]*>/.exec(xml)
  if (root === null) return null
  const prefix = root[1] ?? ''
  const close = `</${prefix}sheetData>`
  const start = xml.indexOf(`<${prefix}sheetData`)
  const end = xml.lastIndexOf(close)
  if (start < 0) return null
  if (end < start) return { xml: `${root[0]}</${prefix}worksheet>`, cells: 0, area: 0 }
  const counted = countCells(xml.slice(start, end), mostRows)
  const data = counted.xml
    .replace(/<((?:\w+:)?f)((?:\s[^<>]*)?)\/>/g, '<$1$2>0</$1>')
    .replace(/<((?:\w+:)?f)((?:\s[^<>]*)?)>\s*<\/\1>/g, '<$1$2>0</$1>')
  return { ...counted, xml: `${root[0]}${data}${close}${mergesOf(xml.slice(end), prefix)}</${prefix}worksheet>` }
}

/** Where cells are joined, only the first holds what stands there. As many as a reader is told of. */
const mostMerges = 2000

function mergesOf(behind: string, prefix: string): string {
  const refs: string[] = []
  for (const [, ref = ''] of behind.matchAll(
    /<(?:\w+:)?mergeCell\s[^<>]{0,200}?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"/g,
  )) {
    refs.push(ref)
    if (refs.length >= mostMerges) break
  }
  if (refs.length === 0) return ''
  const own = refs.map((ref) => `<${prefix}mergeCell ref="${ref}"/>`).join('')
  return `<${prefix}mergeCells count="${refs.length}">${own}</${prefix}mergeCells>`
}

function countCells(data: string, mostRows: number): SheetContent {
  let [cells, row, columns] = [0, 0, 0]
  for (const match of data.matchAll(/<(?:\w+:)?(row|c)(?=[\s/>])(?:[^<>]*?\sr="([A-Z]{0,3})(\d{0,7})")?/g)) {
    const [, element, letters = '', digits = ''] = match
    if (element === 'row') {
      const next = digits === '' ? row + 1 : Number(digits)
      if (next > mostRows) return { xml: data.slice(0, match.index), cells, area: row * columns }
      row = Math.max(row, next)
    } else {
      cells += 1
      columns = Math.max(columns, columnNumber(letters))
    }
  }
  return { xml: data, cells, area: row * columns }
}

function columnNumber(letters: string): number {
  let number = 0
  for (let at = 0; at < letters.length; at++) number = number * 26 + letters.charCodeAt(at) - 64
  return number
}

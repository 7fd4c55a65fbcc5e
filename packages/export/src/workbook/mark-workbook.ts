import JSZip from 'jszip'
import { withPrintNames } from './mark-page.ts'
import type { PrintedMarks } from './mark-page.ts'
import type { Earlier, Tints, Wrapping } from './mark-sheet.ts'
import { markSheet } from './mark-sheet.ts'
import type { SheetMarks } from './mark-words.ts'
import { applied, xmlAttribute, xmlParts, xmlPrefix } from './xml-parts.ts'

/** A sheet's marks, and where those of an earlier round stand. */
export type MarkedSheet = SheetMarks & { readonly earlier: Earlier | null }

/**
 * The same workbook with marks: the sheets that have some, and the workbook's list of formats, are added to; every other
 * part keeps its bytes. Null where the file is made in a way that is not known. The archive must have been read before.
 */
export async function markedWorkbook(bytes: Uint8Array, sheets: readonly MarkedSheet[]): Promise<Uint8Array | null> {
  const zip = await JSZip.loadAsync(bytes)
  const part = async (name: string) => (await zip.file(name)?.async('string')) ?? ''
  const book = await part('xl/workbook.xml')
  const paths = sheetPaths(book, await part('xl/_rels/workbook.xml.rels'))
  const styled = withTints(await part('xl/styles.xml'))
  if (styled === null) return null
  const wrapped = withWrapping(styled.xml)
  const formats = { tints: styled.tints, wrapping: wrapped.wrapping }
  zip.file('xl/styles.xml', wrapped.xml, asItWas)
  const printed: PrintedMarks[] = []
  for (const sheet of sheets) {
    const path = paths.get(sheet.sheet)
    const xml = path === undefined ? '' : await part(path)
    const marked = xml === '' ? null : markSheet(xml, sheet, { ...formats, earlier: sheet.earlier })
    if (path === undefined || marked === null) return null
    zip.file(path, marked.xml, asItWas)
    const { head, column } = marked
    const lastRow = Math.max(head, ...sheet.words.keys())
    printed.push({ index: [...paths.keys()].indexOf(sheet.sheet), sheet: sheet.sheet, head, column, lastRow })
  }
  zip.file('xl/workbook.xml', withPrintNames(book, printed), asItWas)
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' })
}

/** No entries for folders that the archive did without. */
const asItWas = { createFolders: false }

/** Where each sheet's part lies in the archive, by the sheet's name. */
function sheetPaths(book: string, relations: string): Map<string, string> {
  const targets = new Map(
    [...relations.matchAll(/<(?:[\w.-]+:)?Relationship\s([^>]*)>/g)].map(([, attributes = '']) => [
      xmlAttribute(attributes, 'Id'),
      xmlAttribute(attributes, 'Target') ?? '',
    ]),
  )
  return new Map(
    [...book.matchAll(/<(?:[\w.-]+:)?sheet\s([^>]*)>/g)].flatMap(([, attributes = '']) => {
      const name = xmlAttribute(attributes, 'name')
      const target = targets.get(xmlAttribute(attributes, '[\\w.-]+:id'))
      if (name === null || target === undefined) return []
      return [[plainText(name), target.startsWith('/') ? target.slice(1) : `xl/${target}`] as const]
    }),
  )
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function plainText(xml: string): string {
  return xml.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? whole
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
  })
}

const colours = { wrong: 'FFFFC7CE', doubtful: 'FFFFEB9C' } as const

/** Parts of a list of formats that stand behind the differential ones. */
const behindTints = new Set(['tableStyles', 'colors', 'extLst'])

function withTints(xml: string): { readonly xml: string; readonly tints: Tints } | null {
  const prefix = xmlPrefix(xml)
  const root = /<(?:[\w.-]+:)?styleSheet\b[^>]*[^/]>/.exec(xml)
  const parts = root === null ? null : xmlParts(xml, root.index + root[0].length, xml.lastIndexOf('</'))
  if (parts === null) return null
  const own = (['wrong', 'doubtful'] as const).map((kind) => tint(prefix, colours[kind])).join('')
  const list = parts.find(({ name }) => name === 'dxfs')
  const known = list === undefined ? [] : (xmlParts(xml, list.inside, list.outside) ?? [])
  const standing = list === undefined ? '' : xml.slice(list.inside, list.outside)
  const tints = { wrong: known.length, doubtful: known.length + 1 }
  // A file that comes back for another round has them already.
  const at = standing.indexOf(own)
  if (list !== undefined && at >= 0) {
    const first = known.findIndex((one) => one.start === list.inside + at)
    return { xml, tints: { wrong: first, doubtful: first + 1 } }
  }
  const text = `<${prefix}dxfs count="${known.length + 2}">${standing}${own}</${prefix}dxfs>`
  const before = parts.find(({ name }) => behindTints.has(name))?.start ?? parts.at(-1)?.end ?? xml.lastIndexOf('</')
  const [start, end] = list === undefined ? [before, before] : [list.start, list.end]
  return { xml: xml.slice(0, start) + text + xml.slice(end), tints }
}

function tint(prefix: string, rgb: string): string {
  const fill = `<${prefix}patternFill patternType="solid"><${prefix}fgColor rgb="${rgb}"/><${prefix}bgColor rgb="${rgb}"/></${prefix}patternFill>`
  return `<${prefix}dxf><${prefix}fill>${fill}</${prefix}fill></${prefix}dxf>`
}

/** A cell format that wraps is added to the list, unless an earlier round did. */
function withWrapping(xml: string): { readonly xml: string; readonly wrapping: Wrapping } {
  const prefix = xmlPrefix(xml)
  const root = /<(?:[\w.-]+:)?styleSheet\b[^>]*[^/]>/.exec(xml)
  const parts = root === null ? null : xmlParts(xml, root.index + root[0].length, xml.lastIndexOf('</'))
  const list = parts?.find(({ name }) => name === 'cellXfs')
  const known = list === undefined ? null : xmlParts(xml, list.inside, list.outside)
  if (list === undefined || known === null) return { xml, wrapping: null }
  const own = `<${prefix}xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><${prefix}alignment vertical="top" wrapText="1"/></${prefix}xf>`
  const texts = known.map(({ start, end }) => xml.slice(start, end))
  const all = texts.flatMap((text, at) => (/\swrapText="(?:1|true)"/.test(text) ? [at] : []))
  const standing = texts.indexOf(own)
  if (standing >= 0) return { xml, wrapping: { words: standing, all } }
  const text = `<${prefix}cellXfs count="${known.length + 1}">${xml.slice(list.inside, list.outside)}${own}</${prefix}cellXfs>`
  return { xml: applied(xml, [{ ...list, text }]), wrapping: { words: known.length, all: [...all, known.length] } }
}

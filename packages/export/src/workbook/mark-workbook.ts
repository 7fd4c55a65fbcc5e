import JSZip from 'jszip'
import type { Earlier, Tints } from './mark-sheet.ts'
import { markSheet } from './mark-sheet.ts'
import type { SheetMarks } from './mark-words.ts'
import { xmlAttribute, xmlParts, xmlPrefix } from './xml-parts.ts'

/** A sheet's marks, and where those of an earlier round stand. */
export type MarkedSheet = SheetMarks & { readonly earlier: Earlier | null }

/**
 * The same workbook with marks: the sheets that have some, and the workbook's list of formats, are added to; every other
 * part keeps its bytes. Null where the file is made in a way that is not known. The archive must have been read before.
 */
export async function markedWorkbook(bytes: Uint8Array, sheets: readonly MarkedSheet[]): Promise<Uint8Array | null> {
  const zip = await JSZip.loadAsync(bytes)
  const part = async (name: string) => (await zip.file(name)?.async('string')) ?? ''
  const paths = sheetPaths(await part('xl/workbook.xml'), await part('xl/_rels/workbook.xml.rels'))
  const styled = withTints(await part('xl/styles.xml'))
  if (styled === null) return null
  zip.file('xl/styles.xml', styled.xml, asItWas)
  for (const sheet of sheets) {
    const path = paths.get(sheet.sheet)
    const xml = path === undefined ? '' : await part(path)
    const marked = xml === '' ? null : markSheet(xml, sheet, { tints: styled.tints, earlier: sheet.earlier })
    if (path === undefined || marked === null) return null
    zip.file(path, marked, asItWas)
  }
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

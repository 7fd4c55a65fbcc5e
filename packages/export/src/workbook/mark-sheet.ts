import { xmlText } from '../inert-text.ts'
import { cellName, placeOf } from './grid.ts'
import { faultWidth, heightOf, withHeight, withoutHeight } from './mark-height.ts'
import { pageEdits } from './mark-page.ts'
import { faultHead } from './mark-words.ts'
import type { SheetMarks } from './mark-words.ts'
import { applied, xmlAttribute, xmlParts, xmlPrefix } from './xml-parts.ts'
import type { Edit, XmlPart } from './xml-parts.ts'

/*
 * Marks in a worksheet's own XML: everything that is not named here stays byte for byte. Tints are rules of conditional
 * formatting, which leave the cells' formats alone and can be found and taken away again.
 */

/** Which of the workbook's differential formats tints which cells. */
export type Tints = { readonly wrong: number; readonly doubtful: number }

/** The cell format of the words, and all those whose text is wrapped; null in a book without cell formats. */
export type Wrapping = { readonly words: number; readonly all: readonly number[] } | null

const mostColumns = 16_384

/** The formula by which a tint of ours is known; it is always true. */
const ourFormula = `ISTEXT("${faultHead}")`
const isOurs = (rule: string) => new RegExp(`ISTEXT\\([^<]*${faultHead}`).test(rule)

export type Formats = { readonly tints: Tints; readonly wrapping: Wrapping }
/** The sheet's XML, and where the words stand in it now. */
export type MarkedXml = { readonly xml: string; readonly column: number; readonly head: number }

/** The sheet's XML with the marks, those of an earlier round taken away; null where it is laid out in no known way. */
export function markSheet(
  xml: string,
  marks: SheetMarks,
  { tints, wrapping, earlier }: Formats & { readonly earlier: Earlier | null },
): MarkedXml | null {
  const prefix = xmlPrefix(xml)
  const root = /<(?:[\w.-]+:)?worksheet\b[^>]*>/.exec(xml)
  const inside = (root?.index ?? 0) + (root?.[0].length ?? 0)
  const parts = root === null ? null : xmlParts(xml, inside, xml.lastIndexOf('</'))
  const data = parts?.find(({ name }) => name === 'sheetData')
  if (parts === null || data === undefined) return null
  const rows = readRows(xml, data)
  if (rows === null) return null
  const column = earlier?.column ?? firstFreeColumn(rows, merges(xml, parts), marks)
  if (column >= mostColumns) return null
  const head = earlier?.head ?? marks.head
  const words = new Map([...marks.words, [head, faultHead]])
  const isOld = (row: number) => earlier !== null && row > earlier.head
  const edits: Edit[] = [
    ...rowEdits(rows, words, { xml, prefix, column, wrapping, isOld, end: data.outside }),
    ...columnEdits(xml, parts, { prefix, column, before: data.start }),
    ...ruleEdits(xml, parts, { prefix, marks, tints, after: data.end }),
    ...pageEdits(xml, parts, { prefix, inside }),
  ]
  return { xml: applied(xml, edits), column, head }
}

/** Where the words of an earlier round stand. */
export type Earlier = { readonly head: number; readonly column: number }

type SheetCell = XmlPart & { readonly column: number; readonly isEmpty: boolean }
type SheetRow = XmlPart & { readonly row: number; readonly cells: readonly SheetCell[] }

/** Rows and cells without an address follow the one before them. */
function readRows(xml: string, data: XmlPart): SheetRow[] | null {
  const parts = xmlParts(xml, data.inside, data.outside)
  if (parts === null) return null
  const rows: SheetRow[] = []
  for (const part of parts.filter(({ name }) => name === 'row')) {
    const cells = readCells(xml, part)
    if (cells === null) return null
    const written = Number(xmlAttribute(part.attributes, 'r') ?? 0)
    rows.push({ ...part, row: written > 0 ? written - 1 : (rows.at(-1)?.row ?? -1) + 1, cells })
  }
  return rows
}

function readCells(xml: string, row: XmlPart): SheetCell[] | null {
  const parts = xmlParts(xml, row.inside, row.outside)
  if (parts === null) return null
  const cells: SheetCell[] = []
  for (const part of parts.filter(({ name }) => name === 'c')) {
    const at = placeOf(`!${xmlAttribute(part.attributes, 'r') ?? ''}`)
    const isEmpty = !/<(?:[\w.-]+:)?(?:v|f|is)\b/.test(xml.slice(part.inside, part.outside))
    cells.push({ ...part, column: at?.column ?? (cells.at(-1)?.column ?? -1) + 1, isEmpty })
  }
  return cells
}

type Area = { readonly top: number; readonly bottom: number; readonly right: number }

function merges(xml: string, parts: readonly XmlPart[]): Area[] {
  const own = parts.find(({ name }) => name === 'mergeCells')
  return (
    (own === undefined ? null : xmlParts(xml, own.inside, own.outside))?.flatMap((part) => {
      const [from, to] = (xmlAttribute(part.attributes, 'ref') ?? '').split(':').map((name) => placeOf(`!${name}`))
      return from && to ? [{ top: from.row, bottom: to.row, right: to.column }] : []
    }) ?? []
  )
}

/** Right of everything that stands beside or under the table's heads. */
function firstFreeColumn(rows: readonly SheetRow[], areas: readonly Area[], { head, words }: SheetMarks): number {
  const last = Math.max(head, ...words.keys())
  const cells = rows.filter(({ row }) => row >= head).flatMap((row) => row.cells.filter((cell) => !cell.isEmpty))
  const merged = areas.filter(({ top, bottom }) => bottom >= head && top <= last).map(({ right }) => right)
  return cells.reduce((most, cell) => Math.max(most, cell.column), Math.max(-1, ...merged)) + 1
}

type RowPlan = {
  readonly xml: string
  readonly prefix: string
  readonly column: number
  readonly wrapping: Wrapping
  /** Words of an earlier round may stand in this row. */
  readonly isOld: (row: number) => boolean
  /** Where a row under the last one goes. */
  readonly end: number
}

function rowEdits(rows: readonly SheetRow[], words: ReadonlyMap<number, string>, plan: RowPlan): Edit[] {
  const edits: Edit[] = []
  const left = new Map(words)
  for (const row of rows) {
    const text = left.get(row.row)
    left.delete(row.row)
    const standing = row.cells.find((cell) => cell.column === plan.column)
    if (text !== undefined) edits.push(...wordEdits(row, text, plan))
    else if (standing !== undefined && !standing.isEmpty && plan.isOld(row.row))
      edits.push(...wordless(row, standing, plan))
  }
  for (const [row, text] of [...left].toSorted(([a], [b]) => a - b)) {
    const at = rows.find((one) => one.row > row)?.start ?? plan.end
    const { prefix } = plan
    const open = withHeight(`<${prefix}row r="${row + 1}">`, heightOf(text, faultWidth))
    edits.push({ start: at, end: at, text: `${open}${wordCell(row, text, plan)}</${prefix}row>` })
  }
  return edits
}

/** A row whose words of an earlier round are gone: its cell keeps its format, and the program finds its height. */
function wordless(row: SheetRow, standing: SheetCell, { xml, prefix, column }: RowPlan): Edit[] {
  const style = xmlAttribute(standing.attributes, 's')
  const cell = style === null ? '' : `<${prefix}c r="${cellName(row.row, column)}" s="${style}"/>`
  return [
    { start: row.start, end: row.inside, text: withoutHeight(xml.slice(row.start, row.inside)) },
    { ...standing, text: cell },
  ]
}

function wordEdits(row: SheetRow, text: string, plan: RowPlan): Edit[] {
  const opening = plan.xml.slice(row.start, row.inside)
  // What the row says of its width is no longer so; a reader may do without.
  const bare = opening.replace(/\sspans\s*=\s*(?:"[^"]*"|'[^']*')/, '').replace(/\s*\/>$/, '>')
  const open = withHeight(bare, heightOf(text, faultWidth))
  const first: Edit = { start: row.start, end: row.inside, text: open }
  const standing = row.cells.find(({ column }) => column === plan.column)
  const cell = wordCell(row.row, text, plan, standing)
  if (row.inside === row.end) return [{ ...first, text: `${open}${cell}</${plan.prefix}row>` }]
  const at = row.cells.find(({ column }) => column > plan.column)?.start ?? row.outside
  return [first, standing === undefined ? { start: at, end: at, text: cell } : { ...standing, text: cell }]
}

/** In the format of the standing cell where that wraps its text. */
function wordCell(row: number, text: string, { prefix, column, wrapping }: RowPlan, standing?: SheetCell): string {
  const own = Number(xmlAttribute(standing?.attributes ?? '', 's') ?? 0)
  const style = wrapping === null ? '' : ` s="${wrapping.all.includes(own) ? own : wrapping.words}"`
  const words = `<${prefix}t xml:space="preserve">${xmlText(text)}</${prefix}t>`
  return `<${prefix}c r="${cellName(row, column)}"${style} t="inlineStr"><${prefix}is>${words}</${prefix}is></${prefix}c>`
}

/** The words' column is wide and seen; the columns around it keep what they are. */
function columnEdits(
  xml: string,
  parts: readonly XmlPart[],
  { prefix, column, before }: { readonly prefix: string; readonly column: number; readonly before: number },
): Edit[] {
  const own = `<${prefix}col min="${column + 1}" max="${column + 1}" width="${faultWidth}" customWidth="1"/>`
  const columns = parts.find(({ name }) => name === 'cols')
  if (columns === undefined) return [{ start: before, end: before, text: `<${prefix}cols>${own}</${prefix}cols>` }]
  const all = xmlParts(xml, columns.inside, columns.outside) ?? []
  const span = ({ attributes }: XmlPart) => ({
    min: Number(xmlAttribute(attributes, 'min')) - 1,
    max: Number(xmlAttribute(attributes, 'max')) - 1,
  })
  const around = all.find((one) => span(one).min <= column && span(one).max >= column)
  if (around === undefined) {
    const at = all.find((one) => span(one).min > column)?.start ?? columns.outside
    return [{ start: at, end: at, text: own }]
  }
  const { min, max } = span(around)
  const rest = around.attributes.replace(/\s(?:min|max)\s*=\s*(?:"[^"]*"|'[^']*')/g, '')
  const part = (from: number, to: number) =>
    from > to ? '' : `<${prefix}col min="${from + 1}" max="${to + 1}"${rest}/>`
  return [{ ...around, text: part(min, column - 1) + own + part(column + 1, max) }]
}

/** What must stand before the rules of conditional formatting. */
const beforeRules = new Set(
  'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr'.split(
    ' ',
  ),
)

type RulePlan = {
  readonly prefix: string
  readonly marks: SheetMarks
  readonly tints: Tints
  readonly after: number
}

function ruleEdits(xml: string, parts: readonly XmlPart[], { prefix, marks, tints, after }: RulePlan): Edit[] {
  const standing = parts.filter(({ name }) => name === 'conditionalFormatting')
  const old = standing.flatMap((part): Edit[] => {
    const own = (xmlParts(xml, part.inside, part.outside) ?? []).filter(({ name }) => name === 'cfRule')
    const gone = own.filter((rule) => isOurs(xml.slice(rule.inside, rule.outside)))
    if (gone.length > 0 && gone.length === own.length) return [{ ...part, text: '' }]
    return gone.map((rule) => ({ ...rule, text: '' }))
  })
  const priorities = [...xml.matchAll(/\spriority="(\d+)"/g)].map(([, priority]) => Number(priority))
  const taken = new Set(priorities)
  // Ahead of the sheet's own rules where there is room: some programs show only the first rule that a cell meets.
  const free = Array.from({ length: taken.size + 2 }, (_, at) => at + 1).filter((one) => !taken.has(one))
  const rules = (['wrong', 'doubtful'] as const).map((kind, at) => {
    if (marks[kind].length === 0) return ''
    const formula = `<${prefix}formula>${xmlText(ourFormula)}</${prefix}formula>`
    const rule = `<${prefix}cfRule type="expression" dxfId="${tints[kind]}" priority="${free[at]}">${formula}</${prefix}cfRule>`
    return `<${prefix}conditionalFormatting sqref="${marks[kind].join(' ')}">${rule}</${prefix}conditionalFormatting>`
  })
  const at = standing[0]?.start ?? parts.findLast(({ name }) => beforeRules.has(name))?.end ?? after
  return [...old, { start: at, end: at, text: rules.join('') }]
}

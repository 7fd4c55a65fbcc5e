import { xmlText } from '../inert-text.ts'
import { cellName, placeOf } from './grid.ts'
import { applied, withAttributes, xmlAttribute, xmlParts, xmlPrefix } from './xml-parts.ts'
import type { Edit, XmlPart } from './xml-parts.ts'

/*
 * How a marked sheet is printed: the column of words belongs to the page. What its people set so that the width fits the
 * paper stays; a sheet without goes on A4 on its side, and its heads come again on each page.
 */

/** What stands before the set-up of the page, in a sheet. */
const beforePage = new Set(
  'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins'.split(
    ' ',
  ),
)

const isYes = (value: string | null) => value === '1' || value === 'true'

/** The sheet fits the width of its paper; `inside` is where the sheet's content begins. */
export function pageEdits(
  xml: string,
  parts: readonly XmlPart[],
  { prefix, inside }: { readonly prefix: string; readonly inside: number },
): Edit[] {
  const properties = parts.find(({ name }) => name === 'sheetPr')
  const children = properties === undefined ? [] : (xmlParts(xml, properties.inside, properties.outside) ?? [])
  const fit = children.find(({ name }) => name === 'pageSetUpPr')
  const setUp = parts.find(({ name }) => name === 'pageSetup')
  const isFit = isYes(xmlAttribute(fit?.attributes ?? '', 'fitToPage'))
  if (isFit && xmlAttribute(setUp?.attributes ?? '', 'fitToWidth') !== '0') return []
  const own = `<${prefix}pageSetUpPr${withAttributes(fit?.attributes ?? '', { fitToPage: 1 })}/>`
  const page = { paperSize: 9, orientation: 'landscape', fitToWidth: 1, fitToHeight: 0 }
  const text = `<${prefix}pageSetup${withAttributes(setUp?.attributes ?? '', page)}/>`
  const at = parts.findLast(({ name }) => beforePage.has(name))?.end ?? inside
  return [
    fitEdit(xml, { prefix, inside, own, properties, fit }),
    setUp === undefined ? { start: at, end: at, text } : { ...setUp, text },
  ]
}

type Fit = {
  readonly prefix: string
  readonly inside: number
  readonly own: string
  readonly properties: XmlPart | undefined
  readonly fit: XmlPart | undefined
}

function fitEdit(xml: string, { prefix, inside, own, properties, fit }: Fit): Edit {
  if (properties === undefined) {
    return { start: inside, end: inside, text: `<${prefix}sheetPr>${own}</${prefix}sheetPr>` }
  }
  if (fit !== undefined) return { ...fit, text: own }
  const isAlone = properties.inside === properties.end
  if (!isAlone) return { start: properties.outside, end: properties.outside, text: own }
  const opening = xml.slice(properties.start, properties.end).replace(/\s*\/>$/, '>')
  return { ...properties, text: `${opening}${own}</${prefix}sheetPr>` }
}

/** A marked sheet by its number in the workbook, and the corner that its printed area must reach. */
export type PrintedMarks = {
  readonly index: number
  readonly sheet: string
  readonly head: number
  readonly column: number
  readonly lastRow: number
}

/** The workbook's list of names: heads repeated where none are, and a set area of print that reaches the words. */
export function withPrintNames(xml: string, sheets: readonly PrintedMarks[]): string {
  const prefix = xmlPrefix(xml)
  const root = /<(?:[\w.-]+:)?workbook\b[^>]*>/.exec(xml)
  const parts = root === null ? null : xmlParts(xml, root.index + root[0].length, xml.lastIndexOf('</'))
  if (parts === null) return xml
  const list = parts.find(({ name }) => name === 'definedNames')
  const names = list === undefined ? [] : (xmlParts(xml, list.inside, list.outside) ?? [])
  const named = (name: string, index: number) =>
    names.find(
      ({ attributes }) =>
        xmlAttribute(attributes, 'name') === `_xlnm.${name}` &&
        xmlAttribute(attributes, 'localSheetId') === String(index),
    )
  const areas = sheets.flatMap((one) => {
    const area = named('Print_Area', one.index)
    return area === undefined ? [] : [areaEdit(xml, area, one)]
  })
  const titles = sheets
    .filter(({ index }) => named('Print_Titles', index) === undefined)
    .map(({ index, sheet, head }) => {
      const rows = xmlText(`'${sheet.replaceAll("'", "''")}'!$${head + 1}:$${head + 1}`)
      return `<${prefix}definedName name="_xlnm.Print_Titles" localSheetId="${index}">${rows}</${prefix}definedName>`
    })
    .join('')
  return applied(xml, [...areas, ...(titles === '' ? [] : [titleEdit(titles, { prefix, parts, list })])])
}

/** What stands before the list of names, in a workbook. */
const beforeNames = new Set(['sheets', 'functionGroups', 'externalReferences'])

function titleEdit(
  titles: string,
  {
    prefix,
    parts,
    list,
  }: { readonly prefix: string; readonly parts: readonly XmlPart[]; readonly list?: XmlPart | undefined },
): Edit {
  if (list !== undefined && list.inside !== list.end) return { start: list.outside, end: list.outside, text: titles }
  const text = `<${prefix}definedNames>${titles}</${prefix}definedNames>`
  if (list !== undefined) return { ...list, text }
  const at = parts.findLast(({ name }) => beforeNames.has(name))?.end ?? 0
  return { start: at, end: at, text }
}

/** One rectangle is made to reach the words; several are their people's own choice. */
function areaEdit(xml: string, area: XmlPart, { column, lastRow }: PrintedMarks): Edit {
  const text = xml.slice(area.inside, area.outside)
  const [, start = '', from = '', to = ''] = /^([^,]*!)(\$[A-Z]+\$\d+):(\$[A-Z]+\$\d+)$/.exec(text) ?? []
  const [first, last] = [from, to].map((name) => placeOf(`!${name.replaceAll('$', '')}`))
  if (!first || !last) return { start: area.inside, end: area.outside, text }
  const corner = cellName(Math.max(last.row, lastRow), Math.max(last.column, column))
  const fixed = corner.replace(/^([A-Z]+)(\d+)$/, '$$$1$$$2')
  return { start: area.inside, end: area.outside, text: `${start}${from}:${fixed}` }
}

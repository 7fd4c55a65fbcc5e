import type { BulletinAnnex } from '@cg/contract/bulletin'
import { textWidth as lettersWide } from '@cg/charts/text-layout'
import { paragraphXml, runXml } from './docx-body.ts'
import { paperStyles } from './docx-styles.ts'
import { textWidth, twips, wideTextWidth } from './measure.ts'

/** An annex: its number, the title above the table, the table, its notes. */
export function annexXml(annex: BulletinAnnex, label: string): string {
  return [
    paragraphXml('annex', runXml(label)),
    paragraphXml('tableTitle', runXml(annex.title)),
    tableXml(annex),
    ...annex.notes.map((note) => paragraphXml('foot', runXml(`注：${note}`))),
  ].join('')
}

const border = (side: string): string => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`

function tableXml(annex: BulletinAnnex): string {
  const widths = columnWidths(annex)
  const total = widths.reduce((sum, width) => sum + width, 0)
  const sides = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(border).join('')
  const head = annex.columns.map(({ header }, at) =>
    cellXml(header, { width: widths[at] ?? 0, style: 'head', isNumber: false, size: sizeOf(annex) }),
  )
  const rows = annex.rows.map((row) => {
    const cells = row.map((text, at) =>
      cellXml(text, {
        width: widths[at] ?? 0,
        style: 'cell',
        isNumber: annex.columns[at]?.isNumber === true,
        size: sizeOf(annex),
      }),
    )
    return `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join('')}</w:tr>`
  })
  return `<w:tbl><w:tblPr><w:tblW w:w="${total}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>${sides}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${widths
    .map((width) => `<w:gridCol w:w="${width}"/>`)
    .join(
      '',
    )}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${head.join('')}</w:tr>${rows.join('')}</w:tbl>`
}

/** Half points: many columns are set smaller. */
function sizeOf({ columns }: BulletinAnnex): number {
  return columns.length > 8 ? 17 : 21
}

type Cell = {
  readonly width: number
  readonly style: 'head' | 'cell'
  readonly isNumber: boolean
  readonly size: number
}

function cellXml(text: string, { width, style, isNumber, size }: Cell): string {
  const align = isNumber ? '<w:jc w:val="right"/>' : ''
  const run = `<w:r><w:rPr><w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr><w:t xml:space="preserve">${runText(text)}</w:t></w:r>`
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="${paperStyles[style].id}"/>${align}</w:pPr>${run}</w:p></w:tc>`
}

function runText(text: string): string {
  return /<w:t [^>]*>([^]*)<\/w:t>/u.exec(runXml(text))?.[1] ?? ''
}

/** As wide as their longest text within limits; what is left goes to the first column of names. They fill the 版心. */
function columnWidths(annex: BulletinAnnex): number[] {
  const { columns, rows, isWide } = annex
  const whole = twips(isWide ? wideTextWidth : textWidth)
  const letter = sizeOf(annex) * 10
  const wanted = columns.map(({ header, isNumber }, at) => {
    const widest = Math.max(...rows.map((row) => lettersWide(row[at] ?? '')))
    const head = Math.min(lettersWide(header), isNumber ? 4 : 8)
    // Word sets a quarter of a letter between 第 and 10: without room for it 第10位 breaks.
    const room = !isNumber && rows.some((row) => /\d/u.test(row[at] ?? '')) ? 1.5 : 1
    return Math.round((Math.min(Math.max(widest, head), isNumber ? 7 : 22) + room) * letter + 60)
  })
  const main = wanted.indexOf(Math.max(...wanted))
  const others = wanted.reduce((sum, width, at) => (at === main ? sum : sum + width), 0)
  const least = Math.round(whole * 0.2)
  if (whole - others >= least) return wanted.map((width, at) => (at === main ? whole - others : width))
  const share = (whole - least) / others
  return wanted.map((width, at) => (at === main ? least : Math.floor(width * share)))
}

import type { PageCell, PageTable } from '@cg/charts/page/page-model'
import { textWidth } from '@cg/charts/text-layout'
import { closeMark } from '@cg/domain/claim/words'
import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { theme } from './frame.ts'

/** Twentieths of a point: what margins of 27 mm leave of A4. */
const textTwips = 8844

/** Western letters as in the text, Chinese ones in Song. */
export const face = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体', cs: 'Times New Roman' }

/** Figures as a table of the paper's own: heads repeat, no row is parted, columns that say nothing are left out. */
export function tableOf(whole: PageTable): Table {
  const table = withoutEmpty(whole)
  const size = table.columns.length > 7 ? 15 : 18
  const widths = columnTwips(table, size)
  const cell = (one: PageCell, at: number, isBold: boolean, span = 1): TableCell =>
    new TableCell({
      width: { size: span > 1 ? textTwips : (widths[at] ?? 0), type: WidthType.DXA },
      columnSpan: span,
      margins: { left: 60, right: 60, top: 20, bottom: 20 },
      ...(one.fill === null ? {} : { shading: { type: ShadingType.CLEAR, fill: one.fill.slice(1), color: 'auto' } }),
      children: [
        new Paragraph({
          alignment: table.columns[at]?.isNumber === true && span === 1 ? AlignmentType.RIGHT : AlignmentType.LEFT,
          spacing: { line: 240, lineRule: LineRuleType.AUTO },
          children: [
            // An empty cell has no letters whose size its line would take.
            new TextRun({
              text: one.text === '' ? '\u00a0' : one.text,
              size,
              bold: isBold,
              font: face,
              color: (one.ink ?? theme.ink).slice(1),
            }),
          ],
        }),
      ],
    })
  const heads = table.columns.map(({ header }, at) =>
    cell({ text: header, fill: theme.page, ink: theme.ink2 }, at, true),
  )
  const rows = table.rows.map((row) =>
    row.kind === 'section'
      ? new TableRow({
          cantSplit: true,
          children: [cell({ text: row.text, fill: null, ink: null }, 0, true, table.columns.length)],
        })
      : new TableRow({ cantSplit: true, children: row.cells.map((one, at) => cell(one, at, row.isFocus)) }),
  )
  const border = { style: BorderStyle.SINGLE, size: 4, color: theme.lineStrong.slice(1) }
  return new Table({
    columnWidths: widths,
    width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders: {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
    rows: [new TableRow({ tableHeader: true, cantSplit: true, children: heads }), ...rows],
  })
}

/** In the drawing brackets join them, and the workbook lists them; here their names would be most of the table. */
const bracketed = `${closeMark}的单位`

/** Without the columns of which every cell is empty or —. */
function withoutEmpty(table: PageTable): PageTable {
  const rows = table.rows.flatMap((row) => (row.kind === 'row' ? [row] : []))
  const isSaid = (at: number): boolean => rows.some(({ cells }) => !['', '—'].includes(cells[at]?.text ?? ''))
  const kept = table.columns.flatMap((_, at) =>
    at === 0 || (isSaid(at) && table.columns[at]?.header !== bracketed) ? [at] : [],
  )
  const pick = <T>(list: readonly T[]): T[] => kept.flatMap((at) => list.slice(at, at + 1))
  return {
    ...table,
    columns: pick(table.columns),
    rows: table.rows.map((row) => (row.kind === 'section' ? row : { ...row, cells: pick(row.cells) })),
  }
}

/** Letters of a cell that stays in one line; what is longer wraps. */
const oneLine = 7
/** What margins of a cell take, in letters. */
const padding = 0.9

/** Short cells keep their line, their head takes two or three; what is left goes to the columns of sentences. */
function columnTwips({ columns, rows }: PageTable, size: number): number[] {
  const letters = textTwips / (size * 10)
  const needs = columns.map(({ header }, at) => {
    const longest = Math.max(...rows.map((row) => (row.kind === 'row' ? textWidth(row.cells[at]?.text ?? '') : 0)), 0)
    return { longest, least: Math.max(2, Math.min(longest, oneLine), Math.ceil(textWidth(header) / 3)) + padding }
  })
  const least = needs.reduce((sum, one) => sum + one.least, 0)
  const wishes = needs.map((one) => Math.max(0, one.longest + padding - one.least))
  const wished = wishes.reduce((sum, one) => sum + one, 0)
  const spare = letters - least
  const first = needs[0]?.least ?? 0
  const given = needs.map((one, at) => {
    // Names of units keep their line; numbers and heads give way.
    if (spare <= 0) return at === 0 ? first : (one.least * (letters - first)) / (least - first)
    return one.least + (wished > spare ? (spare * (wishes[at] ?? 0)) / wished : (wishes[at] ?? 0))
  })
  const used = given.reduce((sum, one) => sum + one, 0)
  return given.map((one) => Math.floor((one / used) * textTwips))
}

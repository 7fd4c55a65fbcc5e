import type { ChartModel, GridBody, GridCell } from '@cg/charts/model'
import { cellColours } from '@cg/charts/theme'
import { longestPiece, textWidth, wrapText } from '@cg/charts/text-layout'
import { officeFace } from './chart-text.ts'
import type { Frame } from './layout.ts'
import { contentFrame, evenParts, textInches } from './layout.ts'
import type { Slide } from './library.ts'
import { theme } from './native.ts'
import type { ShapeForm } from './slide-form.ts'

/** More than 12 × 12 cells cannot be read on a slide (ux 4.3). */
const columnsOnASlide = 12
/** Letters of 14 points need wider columns (ux 4); so few columns go with smaller ones. */
const leastColumns = 4
const readable = 14
/** Twelve units, and the city above them. */
const rowsOnASlide = 13

/** The tartan rug as a native table: fill, shape glyph and value stay editable text. */
export const gridForm: ShapeForm<GridBody> = {
  drawnBy: 'shapes',
  pages: gridPages,
  draw: drawGrid,
}

/** All units of some indicators on each slide; the count of lagging units stands under the last ones. */
function gridPages(body: GridBody): readonly GridBody[] {
  const all = body.columns.map((_, at) => at)
  const rowParts = evenParts(body.rows, rowsOnASlide)
  return readableParts(body, all).flatMap((places) =>
    rowParts.map((rows, part) => ({
      ...body,
      columns: pick(body.columns, places),
      rows: rows.map((row) => ({ ...row, cells: pick(row.cells, places) })),
      totals: part === rowParts.length - 1 ? pick(body.totals, places) : [],
    })),
  )
}

/** The columns of each slide: as many as can be read. */
function readableParts(body: GridBody, all: readonly number[]): readonly (readonly number[])[] {
  for (let across = columnsOnASlide; across > leastColumns; across--) {
    const parts = evenParts(all, across)
    if (parts.every((places) => isReadable(columnsOf(body, places)))) return parts
  }
  return evenParts(all, leastColumns)
}

function columnsOf(body: GridBody, places: readonly number[]): GridBody {
  const rows = body.rows.slice(0, rowsOnASlide).map((row) => ({ ...row, cells: pick(row.cells, places) }))
  return { ...body, rows, columns: pick(body.columns, places), totals: pick(body.totals, places) }
}

function isReadable(body: GridBody): boolean {
  const { points, headPoints } = layoutOf(body, contentFrame(footTop), [])
  return points >= readable && headPoints >= readable
}

/** Of a foot of three lines. */
const footTop = 6.7

function pick<T>(list: readonly T[], places: readonly number[]): T[] {
  return places.flatMap((at) => list.slice(at, at + 1))
}

const cellMargin = 0.015
const base = {
  fontFace: officeFace,
  valign: 'middle' as const,
  margin: cellMargin,
  border: { type: 'solid' as const, color: 'FFFFFF', pt: 2 },
}

/** Top, right, bottom and left of a cell beside the dashed line before a new definition: both cells at it draw it. */
function borders(isBefore: boolean, isAfter: boolean): [Border, Border, Border, Border] {
  const dashed: Border = { type: 'dash', color: theme.ink2.slice(1), pt: 1.5 }
  return [base.border, isBefore ? dashed : base.border, base.border, isAfter ? dashed : base.border]
}

type Border = { type: 'solid' | 'dash'; color: string; pt: number }

type Layout = {
  readonly names: number
  readonly width: number
  readonly points: number
  readonly headPoints: number
  readonly heads: readonly (readonly string[])[]
  readonly heights: readonly number[]
}

const nameInches = (name: string): number => textInches(name, readable) + 0.2

/** Lines of a head and of a row never need more than their row's height, or the table would grow over the source line. */
function layoutOf(body: GridBody, room: Frame, unbroken: Words): Layout {
  const names = Math.max(1, ...[body.totalsWord, ...body.rows.map(({ name }) => name)].map(nameInches))
  const width = (room.w - names) / Math.max(1, body.columns.length)
  const longest = Math.max(1, ...body.columns.map((column) => longestPiece(column.name, unbroken)))
  const headPoints = Math.max(8, Math.min(readable, headRoom(width) / longest))
  const heads = body.columns.map((column) => wrapText(column.name, headPoints, headRoom(width), unbroken))
  const head = Math.max(1, ...heads.map((lines) => lines.length)) * lineInches(headPoints) + 0.1
  const count = body.rows.length + (body.totals.length > 0 ? 1 : 0)
  const height = Math.min(0.46, (room.h - head) / Math.max(1, count))
  const widest = Math.max(1, ...body.rows.flatMap((row) => row.cells.map((cell) => textWidth(cellText(cell)))))
  // Bold and a face that is not there need a tenth more.
  const fitting = (headRoom(width) * 0.9) / widest
  const points = Math.max(8, Math.min(14, Math.floor(Math.min(fitting, (height - 2 * cellMargin) / lineInches(1)))))
  return { names, width, points, headPoints, heads, heights: [head, ...Array.from({ length: count }, () => height)] }
}

/** Height of a line: Chinese faces stand higher than their size. */
function lineInches(points: number): number {
  return (points * 1.48) / 72
}

/** Points that a head may be wide. */
function headRoom(width: number): number {
  return (width - 2 * cellMargin) * 72 * 0.94
}

type Words = ChartModel['unbroken']

function drawGrid(slide: Slide, body: GridBody, room: Frame, { unbroken }: { readonly unbroken: Words }): void {
  const layout = layoutOf(body, room, unbroken)
  const colour = theme.ink2.slice(1)
  const head = [body.corner, ...layout.heads.map((lines) => lines.join('\n'))]
  const last = [body.totalsWord, ...body.totals]
  const plain = (text: string, at: number, fontSize: number, bold: boolean) => ({
    text,
    options: { ...base, fontSize, bold, color: colour, ...(at > 0 ? { align: 'center' as const } : {}) },
  })
  const rows = body.rows.map((row) => [
    nameCell(row, layout),
    ...row.cells.map((cell, at) => valueCell(cell, layout, row.cells[at + 1])),
  ])
  const table = [
    head.map((text, at) => plain(text, at, layout.headPoints, true)),
    ...rows,
    ...(body.totals.length === 0 ? [] : [last.map((text, at) => plain(text, at, layout.points, false))]),
  ]
  slide.addTable(table, {
    x: room.x,
    y: room.y,
    w: room.w,
    colW: [layout.names, ...body.columns.map(() => layout.width)],
    rowH: [...layout.heights],
    objectName: '数据表',
  })
}

function nameCell(row: GridBody['rows'][number], { points }: Layout) {
  const isLoud = row.tone === 'focus' || row.tone === 'compare'
  const colour = row.tone === 'focus' ? theme.primary : row.tone === 'compare' ? theme.highlight : theme.ink
  return { text: row.name, options: { ...base, fontSize: points, bold: isLoud, color: colour.slice(1) } }
}

function cellText({ mark, text }: GridCell): string {
  return mark === '' ? text : `${mark} ${text}`
}

function valueCell(cell: GridCell, { points }: Layout, next: GridCell | undefined) {
  const { fill, ink } = cellColours(cell, theme)
  return {
    text: cellText(cell),
    options: {
      ...base,
      border: borders(next?.startsDefinition === true, cell.startsDefinition === true),
      fontSize: points,
      align: 'center' as const,
      bold: cell.mark !== '',
      fill: { color: (cell.value === null ? theme.missingFill : fill).slice(1) },
      color: (cell.mark === '' ? theme.ink2 : ink).slice(1),
    },
  }
}

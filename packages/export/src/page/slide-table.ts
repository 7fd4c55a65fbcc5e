import type { PageBlock, PageModel, PageRow, PageTable } from '@cg/charts/page/page-model'
import { textWidth } from '@cg/charts/text-layout'
import { officeFace } from '../slides/chart-text.ts'
import { evenParts } from '../slides/layout.ts'
import type { Slide } from '../slides/library.ts'
import { theme } from '../slides/native.ts'
import { drawPageSlide, pageSlideFrame } from './slide-head.ts'

/** More cannot be read on a slide (ux 4.3). */
const rowsOnASlide = 12
const columnsOnASlide = 12

type TableBlock = Extract<PageBlock, { readonly kind: 'table' }>

/** A table as native tables, at most 12 × 12 cells a slide and as many rows as it holds; the names stand on each. */
export function tableSlides({ title, subtitle, table }: TableBlock, page: PageModel): ((slide: Slide) => void)[] {
  const columns = evenParts(table.columns.map((_, at) => at).slice(1), columnsOnASlide).map((places) => [0, ...places])
  const rows = table.rows.filter((row) => row.kind === 'row').map(textsOf)
  const parts = columns.flatMap((places) => {
    const heads = pick(table.columns, places)
    const cells = rows.map((row) => pick(row, places))
    const look = lookOf(heads, cells, pageSlideFrame(page))
    return rowParts(cells, look, (row) => row).map((own) => ({ heads, own, look }))
  })
  return parts.map(({ heads, own, look }, at) => (slide) => {
    const part = parts.length === 1 ? '' : `（${at + 1}/${parts.length}）`
    const words = [subtitle, ...own.map((row) => row.join('　'))].join('\n')
    const room = drawPageSlide(slide, page, title + part, words)
    drawTable(slide, { heads, own, look, room })
  })
}

/** Letters and widths of a table in a frame of inches. */
export function tableLook(
  { columns, rows }: Pick<PageTable, 'columns' | 'rows'>,
  room: { readonly w: number; readonly h: number },
): Look {
  return lookOf(columns, rows.filter(({ kind }) => kind === 'row').map(textsOf), room)
}

type Look = {
  /** Width of each column in inches. */
  readonly widths: readonly number[]
  readonly points: number
  /** Height that rows may take, in inches. */
  readonly height: number
}

/** Rows in parts of nearly equal length of which each fits its slide. */
export function fittingRows(rows: readonly PageRow[], look: Look): readonly (readonly PageRow[])[] {
  return rowParts(rows, look, textsOf)
}

/** Parts of nearly equal length of which each fits its slide. */
function rowParts<R>(rows: readonly R[], look: Look, words: (row: R) => readonly string[]): readonly (readonly R[])[] {
  for (let limit = rowsOnASlide; limit > 1; limit--) {
    const parts = evenParts(rows, limit)
    const isFitting = (own: readonly R[]): boolean =>
      own.reduce((sum, row) => sum + rowHeight(words(row), look), leastRow) <= look.height
    if (parts.every(isFitting)) return parts
  }
  return evenParts(rows, 1)
}

const leastRow = 0.38
const cellMargin = 0.04
/** Of a letter: Chinese faces differ, the highest in use counts. */
const lineHeight = 1.45

/** Office breaks a cell's text where it is full: a tenth is left for faces that are wider than ours. */
function rowHeight(row: readonly string[], { widths, points: size }: Look): number {
  const lines = row.map((text, at) => {
    const width = ((widths[at] ?? 1) - 2 * cellMargin) * 72 * 0.9
    return Math.max(1, Math.ceil((textWidth(text) * size) / width))
  })
  return Math.max(leastRow, (Math.max(...lines) * size * lineHeight) / 72 + 2 * cellMargin)
}

function textsOf(row: PageRow): string[] {
  return row.kind === 'section' ? [row.text] : row.cells.map(({ text }) => text)
}

function pick<T>(list: readonly T[], places: readonly number[]): T[] {
  return places.flatMap((at) => list.slice(at, at + 1))
}

const points = 14

function lookOf(
  columns: PageTable['columns'],
  rows: readonly (readonly string[])[],
  room: { readonly w: number; readonly h: number },
): Look {
  const widest = columns.map(({ header }, at) =>
    Math.min(18, Math.max(textWidth(header), ...rows.map((row) => textWidth(row[at] ?? ''))) + 1.5),
  )
  const total = widest.reduce((sum, one) => sum + one, 0)
  const most = (room.w * 72) / points
  const share = total < most ? Math.min(1.5 * (points / 72), room.w / total) : room.w / total
  return {
    widths: widest.map((one) => one * share),
    points: total < most ? points : Math.max(10, Math.floor((points * most) / total)),
    height: room.h,
  }
}

type Drawn = {
  readonly heads: PageTable['columns']
  readonly own: readonly (readonly string[])[]
  readonly look: Look
  readonly room: { readonly x: number; readonly y: number }
}

function drawTable(slide: Slide, { heads, own, look, room }: Drawn): void {
  const base = {
    fontFace: officeFace,
    valign: 'middle' as const,
    margin: cellMargin,
    border: { type: 'solid' as const, color: theme.line.slice(1), pt: 1 },
  }
  const cell = (text: string, at: number, isHead: boolean) => ({
    text,
    options: {
      ...base,
      fontSize: look.points,
      bold: isHead,
      color: (isHead ? theme.ink2 : theme.ink).slice(1),
      align: heads[at]?.isNumber === true ? ('right' as const) : ('left' as const),
    },
  })
  slide.addTable(
    [
      heads.map(({ header }, at) => cell(header, at, true)),
      ...own.map((row) => row.map((text, at) => cell(text, at, false))),
    ],
    {
      x: room.x,
      y: room.y,
      w: look.widths.reduce((sum, one) => sum + one, 0),
      colW: [...look.widths],
      rowH: leastRow,
      objectName: '数据表',
    },
  )
}

import type { PageBlock, PageModel, PageRow, PageTable } from '@cg/charts/page/page-model'
import { textWidth } from '@cg/charts/text-layout'
import { officeFace } from '../slides/chart-text.ts'
import { evenParts } from '../slides/layout.ts'
import type { Slide } from '../slides/library.ts'
import { theme } from '../slides/native.ts'
import { drawPageSlide } from './slide-head.ts'

/** More cannot be read on a slide (ux 4.3). */
const rowsOnASlide = 12
const columnsOnASlide = 12

type TableBlock = Extract<PageBlock, { readonly kind: 'table' }>

/** A table as native tables, at most 12 × 12 cells a slide; the names stand on each. */
export function tableSlides({ title, subtitle, table }: TableBlock, page: PageModel): ((slide: Slide) => void)[] {
  const columns = evenParts(table.columns.map((_, at) => at).slice(1), columnsOnASlide).map((places) => [0, ...places])
  const rows = evenParts(
    table.rows.filter((row) => row.kind === 'row'),
    rowsOnASlide,
  )
  const parts = columns.flatMap((places) => rows.map((own) => ({ places, own })))
  return parts.map(({ places, own }, at) => (slide) => {
    const part = parts.length === 1 ? '' : `（${at + 1}/${parts.length}）`
    const cells = own.map((row) => pick(textsOf(row), places))
    const words = [subtitle, ...cells.map((row) => row.join('　'))].join('\n')
    const room = drawPageSlide(slide, page, title + part, words)
    drawTable(slide, pick(table.columns, places), cells, room)
  })
}

function textsOf(row: PageRow): string[] {
  return row.kind === 'section' ? [row.text] : row.cells.map(({ text }) => text)
}

function pick<T>(list: readonly T[], places: readonly number[]): T[] {
  return places.flatMap((at) => list.slice(at, at + 1))
}

const points = 14

function drawTable(
  slide: Slide,
  columns: PageTable['columns'],
  rows: readonly (readonly string[])[],
  room: { readonly x: number; readonly y: number; readonly w: number },
): void {
  const widest = columns.map(({ header }, at) =>
    Math.min(18, Math.max(textWidth(header), ...rows.map((row) => textWidth(row[at] ?? ''))) + 1.5),
  )
  const total = widest.reduce((sum, one) => sum + one, 0)
  const most = (room.w * 72) / points
  const share = total < most ? Math.min(1.5 * (points / 72), room.w / total) : room.w / total
  const base = {
    fontFace: officeFace,
    valign: 'middle' as const,
    margin: 0.04,
    border: { type: 'solid' as const, color: theme.line.slice(1), pt: 1 },
  }
  const size = total < most ? points : Math.max(10, Math.floor((points * most) / total))
  const cell = (text: string, at: number, isHead: boolean) => ({
    text,
    options: {
      ...base,
      fontSize: size,
      bold: isHead,
      color: (isHead ? theme.ink2 : theme.ink).slice(1),
      align: columns[at]?.isNumber === true ? ('right' as const) : ('left' as const),
    },
  })
  slide.addTable(
    [
      columns.map(({ header }, at) => cell(header, at, true)),
      ...rows.map((row) => row.map((text, at) => cell(text, at, false))),
    ],
    {
      x: room.x,
      y: room.y,
      w: share * total,
      colW: widest.map((one) => one * share),
      rowH: 0.38,
      objectName: '数据表',
    },
  )
}

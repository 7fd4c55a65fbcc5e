import { must } from '@cg/domain/must'
import type { GridBody, GridCell } from '../model.ts'
import { longestPiece, textWidth, wrapText } from '../text-layout.ts'
import { cellColours, missingMarks } from '../theme.ts'
import type { ChartTheme } from '../theme.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import { statusShape } from './marks.ts'
import type { Box, DrawingSettings } from './settings.ts'

type Geometry = {
  readonly left: number
  readonly top: number
  readonly cellWidth: number
  readonly cellHeight: number
  readonly fontSize: number
  readonly headSize: number
}

/** px of the smallest letters of a head, and of the space beside them. */
export const smallestHead = 8.5
export const headMargin = 6

/** The tartan rug: drawn as shapes, since on screen it is a real table. */
export function gridOption(body: GridBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  const geometry = measure(body, plot, settings)
  const cells = body.rows.flatMap((row, at) =>
    row.cells.flatMap((cell, column) => cellShapes(cell, column, at, geometry, settings)),
  )
  return {
    graphic: [
      ...heads(body, plot, geometry, settings),
      ...names(body, plot, geometry, settings),
      ...cells,
      ...totals(body, plot, geometry, settings),
    ],
  }
}

/** px below which a figure cannot be read. */
export const smallestCell = 8

function measure(body: GridBody, plot: Box, settings: DrawingSettings): Geometry {
  const names =
    Math.max(textWidth(body.totalsWord), ...body.rows.map((row) => textWidth(row.name))) * settings.fontSize + 14
  const cellWidth = (plot.width - names) / Math.max(1, body.columns.length)
  const longest = Math.max(1, ...body.columns.map((column) => longestPiece(column.name, settings.unbroken)))
  const headSize = Math.max(
    smallestHead,
    Math.min(settings.fontSize - 1, cellWidth / 5, (cellWidth - headMargin) / longest),
  )
  const headLines = Math.max(
    1,
    ...body.columns.map((column) => wrapText(column.name, headSize, cellWidth - headMargin, settings.unbroken).length),
  )
  const head = headLines * headSize * 1.35 + 8
  const cellHeight = (plot.height - head) / (body.rows.length + (body.totals.length === 0 ? 0 : 1))
  return {
    left: plot.left + names,
    top: plot.top + head,
    cellWidth,
    cellHeight,
    headSize,
    fontSize: Math.max(
      smallestCell,
      Math.min(settings.fontSize, cellHeight * 0.6, cellWidth / Math.max(5, longestCell(body))),
    ),
  }
}

/** em of the widest cell: its mark, its words, and the space that keeps it off its neighbour. */
function longestCell(body: GridBody): number {
  const widths = body.rows.flatMap((row) =>
    row.cells.map((cell) => textWidth(cell.text) + (cell.mark === '' ? 0 : 1.4) + 0.6),
  )
  return Math.max(0, ...widths)
}

function heads(body: GridBody, plot: Box, geometry: Geometry, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family } = settings
  const size = geometry.headSize
  const lineHeight = size * 1.35
  const words = body.columns.flatMap((column, at) => {
    const lines = wrapText(column.name, size, geometry.cellWidth - headMargin, settings.unbroken)
    const x = geometry.left + (at + 0.5) * geometry.cellWidth
    const first = geometry.top - 6 - lines.length * lineHeight
    return lines.map((line, index) =>
      textShape(line, x, first + index * lineHeight, { size, fill: theme.ink2, family, align: 'center' }),
    )
  })
  const rule: Shape = {
    type: 'line',
    silent: true,
    shape: { x1: plot.left, y1: geometry.top - 2, x2: plot.left + plot.width, y2: geometry.top - 2 },
    style: { stroke: theme.lineStrong, lineWidth: 1 },
  }
  return [...words, rule]
}

function names(body: GridBody, plot: Box, geometry: Geometry, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family, fontSize } = settings
  return body.rows.map((row, at) => {
    const isLoud = row.tone === 'focus' || row.tone === 'compare'
    return textShape(row.name, plot.left, geometry.top + (at + 0.5) * geometry.cellHeight, {
      size: Math.min(fontSize, geometry.cellHeight * 0.62),
      fill: isLoud ? theme.primary : theme.ink,
      family,
      bold: isLoud,
      middle: true,
    })
  })
}

function cellShapes(
  cell: GridCell,
  column: number,
  row: number,
  geometry: Geometry,
  settings: DrawingSettings,
): Shape[] {
  const { theme, fontFamily: family } = settings
  const x = geometry.left + column * geometry.cellWidth + 1.5
  const y = geometry.top + row * geometry.cellHeight + 1.5
  const width = geometry.cellWidth - 3
  const height = geometry.cellHeight - 3
  const middle = y + height / 2
  const size = geometry.fontSize
  const colours = cellColours(cell, theme)
  const isDashed = cell.value === null && missingMarks[cell.state] === 'dashed'
  const frame: Shape = {
    type: 'rect',
    silent: true,
    shape: { x, y, width, height, r: 3 },
    style: isDashed
      ? { fill: theme.missingFill, stroke: theme.missingLine, lineWidth: 1, lineDash: [4, 3] }
      : { fill: cell.tint === null ? 'none' : colours.fill },
  }
  return [
    frame,
    ...(cell.startsDefinition === true ? [breakLine(x - 1.5, y - 1.5, geometry.cellHeight, theme)] : []),
    ...cellWords(cell, x + width / 2, middle, { size, ink: colours.ink, family, theme }),
  ]
}

/** Between two quarters of different definitions. */
function breakLine(x: number, top: number, height: number, theme: ChartTheme): Shape {
  return {
    type: 'line',
    silent: true,
    shape: { x1: x, y1: top, x2: x, y2: top + height },
    style: { stroke: theme.ink2, lineWidth: 1.5, lineDash: [3, 3] },
  }
}

type Lettering = { readonly size: number; readonly ink: string; readonly family: string; readonly theme: ChartTheme }

/** Mark and value side by side in the middle of the cell; a light's mark is drawn, any other is written. */
function cellWords(cell: GridCell, centre: number, middle: number, letters: Lettering): Shape[] {
  const { ink, family, theme } = letters
  const size = cell.value === null ? letters.size - 1 : letters.size
  const style = { size, fill: ink, family, middle: true, bold: cell.mark !== '' }
  if (cell.mark === '') return [textShape(cell.text, centre, middle + 0.5, { ...style, align: 'center' })]
  const isLight = cell.tint?.palette === 'status'
  const mark = isLight ? size * 0.9 : textWidth(cell.mark) * size
  const start = centre - (textWidth(cell.text) * size + mark + 5) / 2
  return [
    cell.tint?.palette === 'status'
      ? statusShape(cell.tint.light, start + mark / 2, middle, mark * 0.42, theme)
      : textShape(cell.mark, start, middle + 0.5, style),
    textShape(cell.text, start + mark + 5, middle + 0.5, style),
  ]
}

function totals(body: GridBody, plot: Box, geometry: Geometry, settings: DrawingSettings): Shape[] {
  if (body.totals.length === 0) return []
  const { theme, fontFamily: family } = settings
  const y = geometry.top + body.rows.length * geometry.cellHeight
  const middle = y + geometry.cellHeight / 2
  const size = Math.max(8, geometry.fontSize - 0.5)
  return [
    {
      type: 'line',
      silent: true,
      shape: { x1: plot.left, y1: y + 1, x2: plot.left + plot.width, y2: y + 1 },
      style: { stroke: theme.lineStrong, lineWidth: 1 },
    },
    textShape(body.totalsWord, plot.left, middle, { size, fill: theme.ink2, family, middle: true }),
    ...body.columns.map((_, at) =>
      textShape(must(body.totals[at]), geometry.left + (at + 0.5) * geometry.cellWidth, middle, {
        size,
        fill: theme.ink2,
        family,
        align: 'center',
        middle: true,
      }),
    ),
  ]
}

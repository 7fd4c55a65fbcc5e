import { must } from '@cg/domain/must'
import type { DumbbellBody, DumbbellRow } from '../model.ts'
import { textWidth } from '../text-layout.ts'
import { missingMarks } from '../theme.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import { statusShape, toneColour } from './marks.ts'
import type { RowLayout } from './rows.ts'
import { gridOf, rowAxis, rowLayout, rowTargets } from './rows.ts'
import type { ToPixel } from './series.ts'
import { axisWord, referenceSeries, shapeSeries, valueAxis } from './series.ts'
import type { Box, DrawingSettings, Target } from './settings.ts'

/** Below this width changes are printed short. */
const narrow = 560

/** An open ring, a line, the mark of today with its number; the change stands in a column at the right. */
export function dumbbellOption(body: DumbbellBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  const isShort = plot.width < narrow
  const layout = dumbbellLayout(body, plot, settings)
  const shown = isShort ? { ...body, rows: body.rows.map((row) => ({ ...row, change: row.changeShort })) } : body
  const order = drawingLayers(shown, layout, settings)
  return {
    grid: gridOf(layout.grid),
    xAxis: valueAxis(body.scale, settings, { labels: true, lines: true }),
    yAxis: rowAxis(body.rows, layout, settings, leftGap(body, settings.fontSize)),
    series: [...referenceSeries(body.reference, layout.grid, 2, settings), ...order],
    graphic: [...key(body, layout, settings), ...axisWord(body.scale, body.unit, axisEnd(layout, settings), settings)],
  }
}

function dumbbellLayout(body: DumbbellBody, plot: Box, settings: DrawingSettings): RowLayout {
  const { fontSize } = settings
  const words = body.rows.map((row) => (plot.width < narrow ? row.changeShort : row.change))
  const changeWidth = Math.ceil(Math.max(textWidth(body.changeWord), ...words.map(textWidth)) * fontSize) + 22
  return rowLayout(body.rows, plot, settings, {
    top: fontSize * 2.1,
    bottom: fontSize * 1.9,
    right:
      changeWidth +
      numberRoom(
        body.rows.map((row) => row.end.text),
        fontSize,
      ),
    leftGap: leftGap(body, fontSize),
  })
}

/** Behind the last mark of the axis, on its line. */
function axisEnd({ grid }: RowLayout, { fontSize }: DrawingSettings): { readonly x: number; readonly y: number } {
  return { x: grid.left + grid.width + fontSize * 1.2, y: grid.top + grid.height + 8 + fontSize * 0.5 }
}

/** Numbers stand beside their marks: room for one beyond each end of the axis. */
function numberRoom(texts: readonly string[], fontSize: number): number {
  return Math.ceil(Math.max(0, ...texts.map(textWidth)) * fontSize)
}

function leftGap(body: DumbbellBody, fontSize: number): number {
  return (
    16 +
    (body.printsStart
      ? numberRoom(
          body.rows.map((row) => row.start.text),
          fontSize,
        )
      : 0)
  )
}

export function dumbbellTargets(body: DumbbellBody, plot: Box, settings: DrawingSettings): Target[] {
  return rowTargets(body.rows, dumbbellLayout(body, plot, settings), plot)
}

function drawingLayers(body: DumbbellBody, layout: RowLayout, settings: DrawingSettings): Record<string, unknown>[] {
  const count = body.rows.length
  return [
    shapeSeries('变化', count, (at, toPixel) => rowMarks(body, must(body.rows[at]), at, layout, toPixel, settings), {
      z: 5,
    }),
    shapeSeries('数值', count, (at, toPixel) => rowWords(body, must(body.rows[at]), at, layout, toPixel, settings), {
      z: 6,
      silent: true,
    }),
  ]
}

function rowMarks(
  body: DumbbellBody,
  row: DumbbellRow,
  at: number,
  layout: RowLayout,
  toPixel: ToPixel,
  settings: DrawingSettings,
): Shape[] {
  const { theme } = settings
  const radius = Math.max(3, Math.min(7, layout.rowHeight * 0.25))
  const start = row.start.value === null ? null : toPixel(row.start.value, at)
  const end = row.end.value === null ? null : toPixel(row.end.value, at)
  const shapes: Shape[] = []
  if (start !== null && end !== null)
    shapes.push({
      type: 'line',
      shape: { x1: start.x, y1: start.y, x2: end.x, y2: end.y },
      style: { stroke: theme.contextLine, lineWidth: Math.max(2, radius * 0.55) },
    })
  if (start !== null)
    shapes.push({
      type: 'circle',
      shape: { cx: start.x, cy: start.y, r: radius * 0.88 },
      style: { fill: settings.background ?? theme.card, stroke: theme.contextMark, lineWidth: 2, opacity: 1 },
    })
  if (end !== null && row.light !== null) shapes.push(statusShape(row.light, end.x, end.y, radius, theme))
  if (end !== null && row.light === null)
    shapes.push({
      type: 'circle',
      shape: { cx: end.x, cy: end.y, r: radius },
      style: { fill: toneColour(row.tone, theme), opacity: 1 },
    })
  return shapes
}

/** Numbers stand on the far side of their mark, on a ground that covers the grid and the target's line. */
function rowWords(
  body: DumbbellBody,
  row: DumbbellRow,
  at: number,
  layout: RowLayout,
  toPixel: ToPixel,
  settings: DrawingSettings,
): Shape[] {
  const { theme, fontFamily: family } = settings
  const size = layout.fontSize
  const right = layout.wordsRight
  if (row.reason !== null) return reasonShapes(row, at, layout, toPixel, settings)
  const shapes = [
    textShape(row.change, right, toPixel(0, at).y + 0.5, {
      size: size - 0.5,
      fill: theme.ink2,
      family,
      align: 'right',
      middle: true,
    }),
  ]
  const { value } = row.end
  if (value === null) return shapes
  const goesRight = row.start.value === null || value >= row.start.value
  shapes.push(besideMark(row.end.text, toPixel(value, at), goesRight, { size, bold: true, fill: theme.ink }, settings))
  if (body.printsStart && row.start.value !== null)
    shapes.push(
      besideMark(
        row.start.text,
        toPixel(row.start.value, at),
        !goesRight,
        { size, bold: false, fill: theme.ink2 },
        settings,
      ),
    )
  return shapes
}

type Word = { readonly size: number; readonly bold: boolean; readonly fill: string }

function besideMark(
  text: string,
  point: { readonly x: number; readonly y: number },
  goesRight: boolean,
  word: Word,
  settings: DrawingSettings,
): Shape {
  const shape = textShape(text, point.x + (goesRight ? 12 : -12), point.y + 0.5, {
    ...word,
    family: settings.fontFamily,
    align: goesRight ? 'left' : 'right',
    middle: true,
  })
  const ground = settings.background ?? (settings.frame === 'panel' ? settings.theme.card : null)
  return ground === null
    ? shape
    : { ...shape, style: { ...(shape['style'] as object), backgroundColor: ground, padding: [0, 3] } }
}

function reasonShapes(
  row: DumbbellRow,
  at: number,
  layout: RowLayout,
  toPixel: ToPixel,
  settings: DrawingSettings,
): Shape[] {
  const { theme, fontFamily: family } = settings
  const reason = row.reason ?? ''
  const size = layout.fontSize - 1
  const { y } = toPixel(0, at)
  const widthOf = (words: string) => textWidth(words) * size + 18
  const room = layout.wordsRight - layout.grid.left
  // Who is missing matters more than what follows from it.
  const text = widthOf(reason) <= room ? reason : must(reason.split('，')[0])
  const width = widthOf(text)
  const x = row.start.value === null ? layout.grid.left : toPixel(row.start.value, at).x + 14
  const words = textShape(text, x + 9, y + 0.5, { size, fill: theme.ink2, family, middle: true })
  if (missingMarks[row.end.state] !== 'dashed') return [words]
  const height = Math.min(layout.rowHeight * 0.8, size * 1.7)
  return [
    {
      type: 'rect',
      shape: { x, y: y - height / 2, width, height, r: 3 },
      style: { fill: theme.missingFill, stroke: theme.missingLine, lineWidth: 1, lineDash: [4, 3] },
    },
    words,
  ]
}

/** ○ 2021年基期 → ● 2026年第三季度, and the head of the right column. */
function key(body: DumbbellBody, layout: RowLayout, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family, fontSize } = settings
  const size = fontSize - 1
  const y = layout.grid.top - fontSize * 1.55
  const left = layout.grid.left - layout.nameWidth - layout.rankWidth - leftGap(body, fontSize)
  const second = left + 18 + textWidth(body.startWord) * size + 16
  return [
    {
      type: 'circle',
      silent: true,
      shape: { cx: left + 6, cy: y, r: 5 },
      style: { fill: 'none', stroke: theme.contextMark, lineWidth: 2 },
    },
    textShape(body.startWord, left + 17, y + 0.5, { size, fill: theme.ink2, family, middle: true }),
    {
      type: 'circle',
      silent: true,
      shape: { cx: second + 6, cy: y, r: 5.5 },
      style: { fill: body.rows.some((row) => row.light !== null) ? theme.ink3 : theme.primary },
    },
    textShape(body.endWord, second + 17, y + 0.5, { size, fill: theme.ink2, family, middle: true }),
    textShape(body.changeWord, layout.wordsRight, y + 0.5, {
      size,
      fill: theme.ink3,
      family,
      align: 'right',
      middle: true,
    }),
  ]
}

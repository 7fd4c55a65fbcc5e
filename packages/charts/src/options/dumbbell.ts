import { must } from '@cg/domain/must'
import type { DumbbellBody, DumbbellRow } from '../model.ts'
import { textWidth } from '../text-layout.ts'
import { nameShare } from './fit.ts'
import { missingMarks } from '../theme.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import { statusShape, toneColour } from './marks.ts'
import type { RowLayout } from './row-layout.ts'
import { aboveRowHeight, namesAbove } from './rows-above.ts'
import { gridOf, isMarked, nameColours, rowAxis, rowLayout, rowTargets } from './rows.ts'
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
  const aboveRoom = roomAbove(body, plot.width)
  const numbers = numberRoom(
    body.rows.map((row) => row.end.text),
    fontSize,
  )
  return rowLayout(body.rows, plot, settings, {
    top: fontSize * 2.1,
    bottom: fontSize * 1.9,
    right: aboveRoom === null ? changeWidth(body, plot.width, fontSize) + numbers : numbers + 16,
    leftGap: leftGap(body, fontSize),
    aboveRoom,
  })
}

/** Height in px of a panel of this width. */
export function dumbbellHeight(body: DumbbellBody, width: number): number {
  const room = roomAbove(body, width)
  return body.rows.length * (room === null ? 36 : aboveRowHeight(body.rows, panelLetters, room)) + 72
}

/** Beside names and changes at least this share of the width is left to the marks. */
const leastPlot = 0.45

/** Letters of a panel in px: its height and its drawing must agree on where names stand. */
const panelLetters = 13

/** px of a name above its mark, on a phone whose names and changes would leave the marks no room beside them; else null. */
function roomAbove(body: DumbbellBody, width: number): number | null {
  if (width >= narrow) return null
  const changes = changeWidth(body, width, panelLetters)
  const names = Math.max(0, ...body.rows.map((row) => textWidth(row.name))) * panelLetters
  const taken = Math.min(names, width * nameShare) + changes + leftGap(body, panelLetters)
  return width - taken < width * leastPlot ? width - changes : null
}

function changeWidth(body: DumbbellBody, width: number, fontSize: number): number {
  const words = body.rows.map((row) => (width < narrow ? row.changeShort : row.change))
  return Math.ceil(Math.max(textWidth(body.changeWord), ...words.map(textWidth)) * fontSize) + 22
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
    shapeSeries(
      '变化',
      count,
      (at, toPixel) => rowMarks(body, must(body.rows[at]), at, layout, beneath(layout, toPixel), settings),
      { z: 5 },
    ),
    shapeSeries(
      '数值',
      count,
      (at, toPixel) => {
        const row = must(body.rows[at])
        return [
          ...rowHead(body, row, at, layout, toPixel, settings),
          ...rowWords(body, row, at, layout, beneath(layout, toPixel), settings),
        ]
      },
      { z: 6, silent: true },
    ),
  ]
}

/** Where marks stand: in the middle of their row, or beneath its name. */
function beneath({ drop }: RowLayout, toPixel: ToPixel): ToPixel {
  return (value, at) => {
    const { x, y } = toPixel(value, at)
    return { x, y: y + drop }
  }
}

/** The change in the column at the right; where names stand above their marks, the name too, and the change on its line. */
function rowHead(
  body: DumbbellBody,
  row: DumbbellRow,
  at: number,
  layout: RowLayout,
  toPixel: ToPixel,
  settings: DrawingSettings,
): Shape[] {
  const { theme, fontFamily: family } = settings
  const { fontSize: size } = layout
  const middle = toPixel(0, at).y
  const names = namesAbove(at, layout)
  const left = layout.grid.left - leftGap(body, settings.fontSize)
  const [fill, bold] = [nameColours(theme)[row.tone], isMarked(row.tone)]
  const shapes = names.map(({ text, y }) =>
    textShape(text, left, middle + y, { size, bold, fill, family, middle: true }),
  )
  if (row.reason !== null) return shapes
  const y = middle + (names.at(-1)?.y ?? 0) + 0.5
  const change = { size: size - 0.5, fill: theme.ink2, family, align: 'right', middle: true } as const
  return [textShape(row.change, layout.wordsRight, y, change), ...shapes]
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
  const { theme } = settings
  const size = layout.fontSize
  if (row.reason !== null) return reasonShapes(row, at, layout, toPixel, settings)
  const { value } = row.end
  if (value === null) return []
  const goesRight = row.start.value === null || value >= row.start.value
  const shapes = [
    besideMark(row.end.text, toPixel(value, at), goesRight, { size, bold: true, fill: theme.ink }, settings),
  ]
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

import { must } from '@cg/domain/must'
import type { BarRow, BarsBody } from '../model.ts'
import { textWidth, wrapText } from '../text-layout.ts'
import type { ChartTheme } from '../theme.ts'
import { missingMarks, statusMarks } from '../theme.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import { statusShape, toneColour } from './marks.ts'
import type { RowLayout } from './row-layout.ts'
import type { ToPixel } from './series.ts'
import type { DrawingSettings } from './settings.ts'

/** Widths of the columns right of the plot. */
export type Columns = { readonly value: number; readonly move: number; readonly status: number }

export type BarsLayout = RowLayout & { readonly columns: Columns; readonly thickness: number }

/** Track behind the bar or dot; for a row without a place the reason instead; a rule above the first such row. */
export function barMarks(
  body: BarsBody,
  at: number,
  layout: BarsLayout,
  toPixel: ToPixel,
  settings: DrawingSettings,
): Shape[] {
  const row = must(body.rows[at])
  const from = toPixel(body.scale.from, at)
  const shapes = isFirstApart(body.rows, at) ? [ruleAbove(from.y, layout, settings.theme)] : []
  if (row.figure.value === null || row.reason !== null)
    return [...shapes, ...missingBar(row, Math.max(from.x, toPixel(0, at).x), from.y, layout, settings)]
  const end = toPixel(row.full ?? body.scale.to, at).x
  if (body.mark === 'dot')
    return [...shapes, ...dotShapes(row, from, end, toPixel(row.figure.value, at).x, layout, settings)]
  const { thickness } = layout
  const start = row.full === null ? from.x : Math.max(from.x, toPixel(0, at).x)
  return [
    ...shapes,
    {
      type: 'rect',
      shape: { x: start, y: from.y - thickness / 2, width: end - start, height: thickness, r: 2 },
      style: { fill: settings.theme.track },
    },
  ]
}

function dotShapes(
  row: BarRow,
  from: { readonly x: number; readonly y: number },
  end: number,
  x: number,
  layout: BarsLayout,
  { theme }: DrawingSettings,
): Shape[] {
  return [
    {
      type: 'line',
      shape: { x1: from.x, y1: from.y, x2: end, y2: from.y },
      style: { stroke: theme.line, lineWidth: 1 },
    },
    {
      type: 'circle',
      shape: { cx: x, cy: from.y, r: Math.max(4, Math.min(8, layout.rowHeight * 0.2)) },
      style: { fill: toneColour(row.tone, theme), opacity: 1 },
    },
  ]
}

function ruleAbove(y: number, layout: BarsLayout, theme: ChartTheme): Shape {
  const top = y - layout.rowHeight / 2
  const left = layout.grid.left - layout.rankWidth - layout.nameWidth
  return {
    type: 'line',
    shape: { x1: left, y1: top, x2: layout.wordsRight, y2: top },
    style: { stroke: theme.lineStrong, lineWidth: 1 },
  }
}

/** The reason, up to where the columns with figures begin; dashed where a figure was due. */
function missingBar(row: BarRow, x: number, y: number, layout: BarsLayout, settings: DrawingSettings): Shape[] {
  const { grid, fontSize } = layout
  const isDashed = row.figure.value === null && missingMarks[row.figure.state] === 'dashed'
  const size = fontSize - 1
  const left = isDashed ? x + 8 : x
  const right = row.figure.value === null ? layout.wordsRight : grid.left + grid.width
  const text = row.reason ?? row.figure.text
  const lines = layout.rowHeight < size * 2.6 ? [text] : wrapText(text, size, right - left - 8, settings.unbroken)
  const lineHeight = size * 1.25
  const words = lines.map((line, index) =>
    textShape(line, left, y + 0.5 + (index - (lines.length - 1) / 2) * lineHeight, {
      size,
      fill: settings.theme.ink2,
      family: settings.fontFamily,
      middle: true,
    }),
  )
  if (!isDashed) return words
  const width = Math.max(...lines.map(textWidth)) * size + 16
  const height = Math.min(layout.rowHeight - 2, Math.max(layout.thickness + 4, lines.length * lineHeight + 4))
  return [
    {
      type: 'rect',
      shape: { x: x + 0.5, y: y - height / 2, width, height, r: 3 },
      style: { fill: settings.theme.missingFill, stroke: settings.theme.missingLine, lineWidth: 1, lineDash: [4, 3] },
    },
    ...words,
  ]
}

/** The rule stands where ranked rows end. */
function isFirstApart(rows: readonly BarRow[], at: number): boolean {
  const isApart = (row: BarRow | undefined) => row !== undefined && row.reason !== null
  return at > 0 && isApart(rows[at]) && !isApart(rows[at - 1])
}

/** Value, change of place and status of a row, and the mark of its own target. */
export function barWords(
  body: BarsBody,
  at: number,
  layout: BarsLayout,
  toPixel: ToPixel,
  settings: DrawingSettings,
): Shape[] {
  const row = must(body.rows[at])
  if (row.figure.value === null) return []
  const { theme, fontFamily: family } = settings
  const { y } = toPixel(0, at)
  const { columns, grid, fontSize } = layout
  const right = grid.left + grid.width + columns.value
  const shapes = [
    textShape(row.figure.text, right, y + 0.5, {
      size: fontSize,
      fill: row.tone === 'context' ? theme.ink2 : theme.ink,
      family,
      bold: true,
      align: 'right',
      middle: true,
    }),
  ]
  if (row.target !== null && row.target.value !== null)
    shapes.push(targetMark(toPixel(row.target.value, at).x, y, layout.rowHeight, theme))
  if (row.move !== null)
    shapes.push(
      textShape(row.move.text, right + columns.move / 2 + fontSize * 0.4, y + 0.5, {
        size: fontSize,
        fill: /\d/.test(row.move.text) ? theme.ink2 : theme.ink3,
        family,
        align: 'center',
        middle: true,
      }),
    )
  if (row.light !== null) shapes.push(...statusChip(row, right + columns.move + 14, y, fontSize, settings))
  return shapes
}

function targetMark(x: number, y: number, rowHeight: number, theme: ChartTheme): Shape {
  const half = rowHeight * 0.38
  return { type: 'rect', shape: { x: x - 1, y: y - half, width: 2, height: half * 2 }, style: { fill: theme.ink } }
}

function statusChip(row: BarRow, x: number, y: number, fontSize: number, settings: DrawingSettings): Shape[] {
  const light = must(row.light)
  const colours = settings.theme.status[light]
  const size = fontSize - 1.5
  const height = fontSize * 1.55
  const width = fontSize * 3.7
  return [
    { type: 'rect', shape: { x, y: y - height / 2, width, height, r: height / 2 }, style: { fill: colours.tint } },
    statusShape(light, x + fontSize * 0.85, y, fontSize * 0.34, settings.theme),
    textShape(statusMarks[light].word, x + fontSize * 1.45, y + 0.5, {
      size,
      fill: colours.ink,
      family: settings.fontFamily,
      bold: true,
      middle: true,
    }),
  ]
}

import { must } from '@cg/domain/must'
import type { BarRow, BarsBody, Tone } from '../model.ts'
import { textWidth } from '../text-layout.ts'
import type { ChartTheme } from '../theme.ts'
import { missingMarks, statusMarks } from '../theme.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import { statusShape } from './marks.ts'
import type { RowLayout } from './rows.ts'
import { gridOf, rowAxis, rowLayout } from './rows.ts'
import type { ToPixel } from './series.ts'
import { referenceSeries, shapeSeries, textTooltip, valueAxis } from './series.ts'
import type { Box, DrawingSettings } from './settings.ts'

/** Colour of a bar: one for all, or the two in focus before grey. */
export function toneColour(tone: Tone, theme: ChartTheme): string {
  return { plain: theme.primary, focus: theme.primary, compare: theme.highlight, context: theme.contextMark }[tone]
}

type Columns = { readonly value: number; readonly status: number }

/** Bars from zero; value and status stand in columns at the right, so that nothing covers them. */
export function barsOption(body: BarsBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  const columns = rightColumns(body, settings)
  const hasHead = body.reference !== null || body.targetWord !== null
  const layout = rowLayout(body.rows, plot, settings, {
    top: hasHead ? settings.fontSize * 1.9 : 4,
    bottom: 2,
    right: columns.value + columns.status,
  })
  const thickness = Math.max(3, Math.min(body.rows.length > 6 ? 20 : 30, layout.rowHeight * 0.52))
  return {
    grid: gridOf(layout.grid),
    xAxis: valueAxis(body.scale, settings, { labels: false, lines: false }),
    yAxis: rowAxis(body.rows, layout, settings),
    tooltip: textTooltip(settings, (at) => body.rows[at]?.detail ?? []),
    series: [
      shapeSeries(
        '轨道',
        body.rows.length,
        (at, toPixel) => rowGround(body, at, layout, thickness, toPixel, settings),
        { z: 1, silent: true },
      ),
      {
        type: 'bar',
        name: '数值',
        z: 2,
        barWidth: thickness,
        data: body.rows.map((row) => ({
          value: row.figure.value === null ? '-' : row.figure.value,
          itemStyle: {
            color: row.reason === null ? toneColour(row.tone, settings.theme) : settings.theme.contextMark,
            borderRadius: [0, 2, 2, 0],
          },
        })),
      },
      ...referenceSeries(body.reference, layout.grid, 3, settings),
      shapeSeries('标注', body.rows.length, (at, toPixel) => rowWords(body, at, layout, columns, toPixel, settings), {
        z: 4,
        silent: true,
      }),
    ],
    graphic: targetKey(body, layout, settings),
  }
}

function rightColumns(body: BarsBody, settings: DrawingSettings): Columns {
  const widest = Math.max(0, ...body.rows.map((row) => textWidth(row.figure.value === null ? '' : row.figure.text)))
  const hasStatus = body.rows.some((row) => row.light !== null)
  return {
    value: Math.ceil(widest * settings.fontSize * 1.06) + 14,
    status: hasStatus ? Math.ceil(settings.fontSize * 4.6) : 0,
  }
}

/** Track behind the bar; for a row without a figure the reason instead; a rule above the first unranked row. */
function rowGround(
  body: BarsBody,
  at: number,
  layout: RowLayout,
  thickness: number,
  toPixel: ToPixel,
  settings: DrawingSettings,
): Shape[] {
  const row = must(body.rows[at])
  const { theme } = settings
  const { y } = toPixel(0, at)
  const zero = toPixel(Math.max(0, body.scale.from), at).x
  const shapes: Shape[] = []
  if (row.figure.value !== null) {
    const from = toPixel(body.scale.from, at).x
    const end = toPixel(row.full ?? body.scale.to, at).x
    shapes.push({
      type: 'rect',
      shape: { x: from, y: y - thickness / 2, width: end - from, height: thickness, r: 2 },
      style: { fill: theme.track },
    })
  } else shapes.push(...missingBar(row, zero, y, thickness, layout, settings))
  if (isFirstApart(body.rows, at)) {
    const top = y - layout.rowHeight / 2
    shapes.push({
      type: 'line',
      shape: { x1: layout.grid.left - layout.rankWidth - layout.nameWidth, y1: top, x2: layout.wordsRight, y2: top },
      style: { stroke: theme.lineStrong, lineWidth: 1 },
    })
  }
  return shapes
}

function missingBar(
  row: BarRow,
  x: number,
  y: number,
  thickness: number,
  layout: RowLayout,
  settings: DrawingSettings,
): Shape[] {
  const text = row.reason ?? row.figure.text
  const size = layout.fontSize - 1
  const width = textWidth(text) * size + 20
  const height = Math.max(thickness + 4, layout.fontSize * 1.5)
  const words = textShape(text, x + 10, y + 0.5, {
    size,
    fill: settings.theme.ink2,
    family: settings.fontFamily,
    middle: true,
  })
  if (missingMarks[row.figure.state] !== 'dashed') return [words]
  return [
    {
      type: 'rect',
      shape: { x: x + 0.5, y: y - height / 2, width, height, r: 3 },
      style: { fill: settings.theme.missingFill, stroke: settings.theme.missingLine, lineWidth: 1, lineDash: [4, 3] },
    },
    words,
  ]
}

/** The rule stands where ranked rows end. */
function isFirstApart(rows: readonly BarRow[], at: number): boolean {
  const isApart = (row: BarRow | undefined) => row !== undefined && row.reason !== null
  return at > 0 && isApart(rows[at]) && !isApart(rows[at - 1])
}

function rowWords(
  body: BarsBody,
  at: number,
  layout: RowLayout,
  columns: Columns,
  toPixel: ToPixel,
  settings: DrawingSettings,
): Shape[] {
  const row = must(body.rows[at])
  if (row.figure.value === null) return []
  const { theme, fontFamily: family } = settings
  const { y } = toPixel(0, at)
  const right = layout.grid.left + layout.grid.width
  const isStrong = row.tone !== 'context'
  const shapes = [
    textShape(row.figure.text, right + columns.value, y + 0.5, {
      size: layout.fontSize,
      fill: isStrong ? theme.ink : theme.ink2,
      family,
      bold: true,
      align: 'right',
      middle: true,
    }),
  ]
  if (row.target !== null && row.target.value !== null)
    shapes.push(targetMark(toPixel(row.target.value, at).x, y, layout.rowHeight, theme))
  if (row.light !== null) shapes.push(...statusChip(row, right + columns.value + 14, y, layout.fontSize, settings))
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

/** What the short marks mean, when each unit has a target of its own. */
function targetKey(body: BarsBody, layout: RowLayout, settings: DrawingSettings): Shape[] {
  if (body.targetWord === null) return []
  const { theme, fontFamily: family, fontSize } = settings
  const y = layout.grid.top - fontSize
  return [
    {
      type: 'rect',
      silent: true,
      shape: { x: layout.grid.left, y: y - fontSize * 0.5, width: 2, height: fontSize },
      style: { fill: theme.ink },
    },
    textShape(body.targetWord, layout.grid.left + 8, y + 0.5, {
      size: fontSize - 0.5,
      fill: theme.ink2,
      family,
      middle: true,
    }),
  ]
}

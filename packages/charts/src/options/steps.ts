import { must } from '@cg/domain/must'
import type { StepRow, StepsBody } from '../model.ts'
import { textWidth } from '../text-layout.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import type { RowLayout } from './row-layout.ts'
import { gridOf, rowAxis, rowLayout, rowTargets } from './rows.ts'
import type { ToPixel } from './series.ts'
import { shapeSeries, valueAxis } from './series.ts'
import type { Box, DrawingSettings, Target } from './settings.ts'

/** A floating bar for each step between two marks; gains and losses differ in colour, sign and pattern of the edge. */
export function stepsOption(body: StepsBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  const layout = stepsLayout(body, plot, settings)
  return {
    grid: gridOf(layout.grid),
    xAxis: valueAxis(body.scale, settings, { labels: true, lines: true }),
    yAxis: rowAxis(body.rows, layout, settings),
    series: [
      shapeSeries('增减', body.rows.length, (at, toPixel) => stepShapes(body, at, layout, toPixel, settings), { z: 3 }),
    ],
  }
}

export function stepsTargets(body: StepsBody, plot: Box, settings: DrawingSettings): Target[] {
  return rowTargets(body.rows, stepsLayout(body, plot, settings), plot)
}

function stepsLayout(body: StepsBody, plot: Box, settings: DrawingSettings): RowLayout {
  const words = Math.ceil(Math.max(...body.rows.map((row) => textWidth(row.figure.text))) * settings.fontSize) + 16
  return rowLayout(body.rows, plot, settings, { top: 4, bottom: settings.fontSize * 1.9, right: words, leftGap: words })
}

function stepShapes(
  body: StepsBody,
  at: number,
  layout: RowLayout,
  toPixel: ToPixel,
  settings: DrawingSettings,
): Shape[] {
  const row = must(body.rows[at])
  const { theme } = settings
  const [from, to] = [toPixel(row.from, at), toPixel(row.to, at)]
  const next = body.rows[at + 1]
  const link: Shape[] =
    next === undefined
      ? []
      : [
          {
            type: 'line',
            silent: true,
            shape: { x1: to.x, y1: to.y, x2: to.x, y2: to.y + layout.rowHeight },
            style: { stroke: theme.contextMark, lineWidth: 1, lineDash: [3, 2] },
          },
        ]
  return [
    ...link,
    ...(row.role === 'step' ? bar(row, from, to, layout, settings) : score(row, to, layout, settings)),
    word(row, from, to, layout, settings),
  ]
}

type Point = { readonly x: number; readonly y: number }

function bar(row: StepRow, from: Point, to: Point, layout: RowLayout, { theme }: DrawingSettings): Shape[] {
  const height = Math.min(20, layout.rowHeight * 0.5)
  const isGain = row.to >= row.from
  const shape = {
    x: Math.min(from.x, to.x),
    y: from.y - height / 2,
    width: Math.max(1.5, Math.abs(to.x - from.x)),
    height,
  }
  return [
    {
      type: 'rect',
      silent: true,
      shape,
      style: isGain
        ? { fill: theme.primary, stroke: theme.primary, lineWidth: 1 }
        : { fill: theme.card, stroke: theme.highlight, lineWidth: 2 },
    },
  ]
}

function score(row: StepRow, { x, y }: Point, layout: RowLayout, { theme }: DrawingSettings): Shape[] {
  const r = Math.max(5, Math.min(8, layout.rowHeight * 0.24))
  return [
    {
      type: 'circle',
      silent: true,
      shape: { cx: x, cy: y, r },
      style: { fill: row.role === 'end' ? theme.primary : theme.ink3, stroke: theme.card, lineWidth: 1, opacity: 1 },
    },
  ]
}

/** Beside the far end of the step. */
function word(row: StepRow, from: Point, to: Point, layout: RowLayout, settings: DrawingSettings): Shape {
  const goesLeft = row.role === 'step' && row.to < row.from
  const x = goesLeft ? Math.min(from.x, to.x) - 6 : Math.max(from.x, to.x) + (row.role === 'step' ? 6 : 13)
  return textShape(row.figure.text, x, from.y + 0.5, {
    size: layout.fontSize,
    fill: settings.theme.ink,
    family: settings.fontFamily,
    bold: row.role !== 'step',
    align: goesLeft ? 'right' : 'left',
    middle: true,
  })
}

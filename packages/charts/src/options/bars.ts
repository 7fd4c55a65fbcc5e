import { must } from '@cg/domain/must'
import type { BarRow, BarsBody } from '../model.ts'
import { targetKeySide } from '../target-key.ts'
import { textWidth } from '../text-layout.ts'
import type { BarsLayout, Columns } from './bar-row.ts'
import { barMarks, barWords } from './bar-row.ts'
import { bracketShapes, bracketsWidth } from './brackets.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import { toneColour } from './marks.ts'
import { outsideLane, outsideShapes } from './outside.ts'
import type { Lane } from './outside.ts'
import { gridOf, rowAxis, rowLayout, rowTargets } from './rows.ts'
import { referenceSeries, shapeSeries, valueAxis } from './series.ts'
import type { Box, DrawingSettings, Target } from './settings.ts'

/** Bars from zero, or dots where the axis starts elsewhere; value, change of place and status stand in columns at the right, so that nothing covers them. */
export function barsOption(body: BarsBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  const layout = barsLayout(body, plot, settings)
  const isDots = body.mark === 'dot'
  const count = body.rows.length
  return {
    grid: gridOf(layout.grid),
    xAxis: valueAxis(body.scale, settings, { labels: isDots, lines: isDots }),
    yAxis: rowAxis(body.rows, layout, settings),
    series: [
      shapeSeries('轨道', count, (at, toPixel) => barMarks(body, at, layout, toPixel, settings), {
        z: 1,
        silent: true,
      }),
      ...(isDots ? [] : [barSeries(body, layout, settings)]),
      ...referenceSeries(body.reference, layout.grid, 3, settings),
      shapeSeries('标注', count, (at, toPixel) => barWords(body, at, layout, toPixel, settings), {
        z: 4,
        silent: true,
      }),
    ],
    graphic: [
      ...bracketShapes(body.brackets, { x: plot.left + 1, opens: 'right' }, layout, settings),
      ...heads(body, layout, settings),
      ...outsideShapes(body.outside, body.scale, laneOf(body, layout, plot, settings), settings),
    ],
  }
}

function laneOf(body: BarsBody, { grid }: BarsLayout, plot: Box, settings: DrawingSettings): Lane {
  const top = grid.top + grid.height + axisRoom(body, settings)
  return { grid, top, left: plot.left, right: plot.left + plot.width }
}

/** The numbers of an axis that does not start at zero. */
function axisRoom({ mark }: BarsBody, { fontSize }: DrawingSettings): number {
  return mark === 'dot' ? fontSize * 1.9 : 2
}

export function barsTargets(body: BarsBody, plot: Box, settings: DrawingSettings): Target[] {
  const targets = rowTargets(body.rows, barsLayout(body, plot, settings), plot)
  return targets.map((target, at) => ({ ...target, detail: rowDetail(must(body.rows[at])) }))
}

function rowDetail(row: BarRow): readonly string[] {
  return row.move === null ? row.detail : [...row.detail, row.move.words]
}

function barsLayout(body: BarsBody, plot: Box, settings: DrawingSettings): BarsLayout {
  const columns = rightColumns(body, settings)
  const lane = bracketsWidth(body.brackets)
  const inner = { ...plot, left: plot.left + lane, width: plot.width - lane }
  const hasHead = body.reference !== null || body.targetWord !== null || columns.move > 0
  const layout = rowLayout(body.rows, inner, settings, {
    top: hasHead ? settings.fontSize * 1.9 : 4,
    bottom: axisRoom(body, settings) + outsideLane(body.outside, settings),
    right: columns.value + columns.move + columns.status,
  })
  const most = body.rows.length > 6 ? 20 : 30
  const share = settings.frame === 'panel' ? 0.4 : 0.52
  return { ...layout, columns, thickness: Math.max(3, Math.min(most, layout.rowHeight * share)) }
}

function rightColumns(body: BarsBody, { fontSize }: DrawingSettings): Columns {
  const widest = Math.max(0, ...body.rows.map((row) => textWidth(row.figure.value === null ? '' : row.figure.text)))
  return {
    value: Math.ceil(widest * fontSize * 1.06) + 14,
    move: body.rows.some((row) => row.move !== null)
      ? Math.ceil(textWidth(moveHead) * headSize(fontSize) + fontSize)
      : 0,
    status: body.rows.some((row) => row.light !== null) ? Math.ceil(fontSize * 3.7) + 15 : 0,
  }
}

function barSeries(body: BarsBody, layout: BarsLayout, { theme }: DrawingSettings): Record<string, unknown> {
  return {
    type: 'bar',
    name: '数值',
    z: 2,
    barWidth: layout.thickness,
    data: body.rows.map((row) => ({
      value: row.figure.value === null || row.reason !== null ? '-' : row.figure.value,
      itemStyle: { color: toneColour(row.tone, theme), borderRadius: [0, 2, 2, 0] },
    })),
  }
}

/** What the short marks mean when each unit has a target of its own, and the head of the column of moves. */
function heads(body: BarsBody, layout: BarsLayout, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family, fontSize } = settings
  const { grid, columns } = layout
  const y = grid.top - fontSize
  const shapes: Shape[] = []
  if (columns.move > 0)
    shapes.push(
      textShape(moveHead, grid.left + grid.width + columns.value + columns.move / 2 + fontSize * 0.4, y + 0.5, {
        size: headSize(fontSize),
        fill: theme.ink3,
        family,
        align: 'center',
        middle: true,
      }),
    )
  if (body.targetWord === null) return shapes
  const size = fontSize - 0.5
  const left =
    targetKeySide(body) === 'left' ? grid.left : grid.left + grid.width - 8 - textWidth(body.targetWord) * size
  return [
    ...shapes,
    {
      type: 'rect',
      silent: true,
      shape: { x: left, y: y - fontSize * 0.5, width: 2, height: fontSize },
      style: { fill: theme.ink },
    },
    textShape(body.targetWord, left + 8, y + 0.5, {
      size,
      fill: theme.ink2,
      family,
      middle: true,
    }),
  ]
}

const moveHead = '位次变动'

function headSize(fontSize: number): number {
  return fontSize - 1.5
}

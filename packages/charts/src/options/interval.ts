import { must } from '@cg/domain/must'
import type { IntervalBody, IntervalRow, Scale } from '../model.ts'
import { textWidth } from '../text-layout.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import { bracketShapes, bracketsWidth } from './brackets.ts'
import { toneColour } from './marks.ts'
import type { RowLayout } from './row-layout.ts'
import { gridOf, rowAxis, rowLayout, rowTargets } from './rows.ts'
import type { ToPixel } from './series.ts'
import { shapeSeries, valueAxis } from './series.ts'
import type { Box, DrawingSettings, Target } from './settings.ts'

/** The places a unit may hold as a bar, its place as a dot; a bracket joins those that cannot be told apart. */
export function intervalOption(body: IntervalBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  const layout = intervalLayout(body, plot, settings)
  const isWide = layout.grid.width / body.places > settings.fontSize * 3
  return {
    grid: gridOf(layout.grid),
    xAxis: valueAxis(placeScale(body.places, isWide), settings, { labels: true, lines: true, position: 'top' }),
    yAxis: rowAxis(body.rows, layout, settings, 20),
    series: [
      shapeSeries(
        '区间',
        body.rows.length,
        (at, toPixel) => rowShapes(must(body.rows[at]), at, layout, toPixel, settings),
        { z: 3 },
      ),
    ],
    graphic: brackets(body, layout, settings),
  }
}

function intervalLayout(body: IntervalBody, plot: Box, settings: DrawingSettings): RowLayout {
  const { fontSize } = settings
  const words = textWidth(body.bracketWord) * (fontSize - 1)
  const right = body.brackets.length > 0 ? words + bracketsWidth(body.brackets) + 30 : 24
  return rowLayout(body.rows, plot, settings, { top: fontSize * 2, bottom: 4, right, leftGap: 20 })
}

export function intervalTargets(body: IntervalBody, plot: Box, settings: DrawingSettings): Target[] {
  return rowTargets(body.rows, intervalLayout(body, plot, settings), plot)
}

/** So many places have each their line; of more only round ones. */
const linedPlaces = 60

function placeScale(places: number, isWide: boolean): Scale {
  const to = Math.max(2, places)
  if (to > linedPlaces) {
    const step = must([10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((one) => to / one <= 10))
    const ticks = Array.from({ length: Math.floor(to / step) + 1 }, (_, at) => at * step)
    return { unit: '', from: 0, to, ticks: ticks.map((value) => ({ value, text: value === 0 ? '' : String(value) })) }
  }
  return {
    unit: '',
    from: 1,
    to,
    ticks: Array.from({ length: to }, (_, at) => ({ value: at + 1, text: isWide ? `第${at + 1}位` : String(at + 1) })),
  }
}

function rowShapes(
  row: IntervalRow,
  at: number,
  layout: RowLayout,
  toPixel: ToPixel,
  settings: DrawingSettings,
): Shape[] {
  const { theme, fontFamily: family } = settings
  if (row.place === null)
    return [
      textShape(row.reason ?? '', layout.grid.left + 4, toPixel(1, at).y, {
        size: layout.fontSize - 1,
        fill: theme.ink3,
        family,
        middle: true,
      }),
    ]
  const radius = Math.max(6, Math.min(11, layout.rowHeight * 0.38))
  const { x, y } = toPixel(row.place, at)
  const shapes: Shape[] = []
  if (row.low !== null && row.high !== null) {
    const left = toPixel(row.low, at).x - radius * 0.7
    const width = toPixel(row.high, at).x + radius * 0.7 - left
    shapes.push({
      type: 'rect',
      shape: { x: left, y: y - radius * 0.72, width, height: radius * 1.44, r: radius * 0.72 },
      style: { fill: theme.interval },
    })
  }
  shapes.push({
    type: 'circle',
    shape: { cx: x, cy: y, r: radius },
    style: { fill: toneColour(row.tone, theme), opacity: 1 },
  })
  shapes.push(
    textShape(String(row.place), x, y + 0.5, {
      size: Math.round(radius * 1.05),
      fill: theme.card,
      family,
      bold: true,
      align: 'center',
      middle: true,
    }),
  )
  return shapes
}

/** The words stand once beside each bracket. */
function brackets(body: IntervalBody, layout: RowLayout, settings: DrawingSettings): Shape[] {
  const x = layout.grid.left + layout.grid.width + 16
  const words = x + bracketsWidth(body.brackets) + 2
  return [
    ...bracketShapes(body.brackets, { x, opens: 'left' }, layout, settings),
    ...body.brackets.map(({ first, last }) =>
      textShape(body.bracketWord, words, layout.grid.top + ((first + last + 1) / 2) * layout.rowHeight, {
        size: layout.fontSize - 1,
        fill: settings.theme.ink2,
        family: settings.fontFamily,
        middle: true,
      }),
    ),
  ]
}

import { must } from '@cg/domain/must'
import type { IntervalBody, IntervalRow, Scale } from '../model.ts'
import { textWidth } from '../text-layout.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import { toneColour } from './bars.ts'
import type { RowLayout } from './rows.ts'
import { gridOf, rowAxis, rowLayout } from './rows.ts'
import type { ToPixel } from './series.ts'
import { shapeSeries, textTooltip, valueAxis } from './series.ts'
import type { Box, DrawingSettings } from './settings.ts'

/** The places a unit may hold as a bar, its place as a dot; a bracket joins those that cannot be told apart. */
export function intervalOption(body: IntervalBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  const { fontSize } = settings
  const hasBracket = body.rows.some((row) => row.bracket !== null)
  const right = hasBracket ? textWidth(body.bracketWord) * (fontSize - 1) + 40 : 24
  const layout = rowLayout(body.rows, plot, settings, { top: fontSize * 2, bottom: 4, right, leftGap: 20 })
  const isWide = layout.grid.width / body.places > fontSize * 3
  return {
    grid: gridOf(layout.grid),
    xAxis: valueAxis(placeScale(body.places, isWide), settings, { labels: true, lines: true, position: 'top' }),
    yAxis: rowAxis(body.rows, layout, settings, 20),
    tooltip: textTooltip(settings, (at) => body.rows[at]?.detail ?? []),
    series: [
      shapeSeries(
        '区间',
        body.rows.length,
        (at, toPixel) => rowShapes(must(body.rows[at]), at, layout, toPixel, settings),
        { z: 3 },
      ),
      shapeSeries('同一档次', 1, (_, toPixel) => brackets(body, layout, toPixel, settings), { z: 4, silent: true }),
    ],
  }
}

function placeScale(places: number, isWide: boolean): Scale {
  const to = Math.max(2, places)
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

/** One bracket for each run of neighbouring rows with the same number. */
function brackets(body: IntervalBody, layout: RowLayout, toPixel: ToPixel, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family } = settings
  const x = layout.grid.left + layout.grid.width + 16
  const size = layout.fontSize - 1
  return runs(body.rows).flatMap(({ first, last }) => {
    const top = toPixel(1, first).y - layout.rowHeight * 0.3
    const bottom = toPixel(1, last).y + layout.rowHeight * 0.3
    return [
      {
        type: 'polyline' as const,
        shape: {
          points: [
            [x, top],
            [x + 6, top],
            [x + 6, bottom],
            [x, bottom],
          ],
        },
        style: { stroke: theme.ink3, fill: 'none', lineWidth: 1.2 },
      },
      textShape(body.bracketWord, x + 12, (top + bottom) / 2, { size, fill: theme.ink2, family, middle: true }),
    ]
  })
}

function runs(rows: readonly IntervalRow[]): { first: number; last: number }[] {
  const found: { first: number; last: number; bracket: number }[] = []
  for (const [at, row] of rows.entries()) {
    const open = found.at(-1)
    if (row.bracket === null) continue
    if (open !== undefined && open.bracket === row.bracket && open.last === at - 1) open.last = at
    else found.push({ first: at, last: at, bracket: row.bracket })
  }
  return found.filter((run) => run.last > run.first)
}

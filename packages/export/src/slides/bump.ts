import type { BumpBody, BumpSeries } from '@cg/charts/model'
import type { Axes } from './layout.ts'
import { textInches, valueY } from './layout.ts'
import type { Slide } from './library.ts'
import type { NativeChart, NativeSeries } from './native.ts'
import { bare, dot, theme } from './native.ts'
import type { ChartForm } from './slide-form.ts'
import { word } from './words.ts'

/** Places over the quarters, first on top; the units in focus are drawn last, upon the others. */
export const bumpForm: ChartForm<BumpBody> = {
  drawnBy: 'office',
  pages: (body) => [body],
  native: bump,
  frame: (_, room) => room,
  margins: (body) => ({
    left: 0.1,
    top: 0.05,
    right: Math.max(0, ...body.series.map((line) => textInches(line.endLabel, 14))) + 0.2,
    bottom: 0.4,
  }),
  draw(slide, body, axes) {
    for (const line of body.series) drawName(slide, line, axes)
  },
}

const lines = { plain: theme.contextLine, context: theme.contextLine, focus: theme.primary, compare: theme.highlight }
const names = { plain: theme.ink2, context: theme.ink2, focus: theme.primary, compare: theme.highlight }
const depth = { plain: 0, context: 0, compare: 1, focus: 2 }

function bump(body: BumpBody): NativeChart {
  const drawn = body.series.toSorted((left, right) => depth[left.tone] - depth[right.tone])
  return {
    shape: 'line',
    categories: body.periods,
    categoryTones: body.periods.map(() => 'plain'),
    series: drawn.map((line) => seriesOf(line, body.places)),
    connector: null,
    decimals: 0,
    unit: '',
    axis: {
      min: 0.5,
      max: body.places + 0.5,
      major: 1,
      isReversed: true,
      isPlaces: true,
      shows: 'none',
      divisor: 1,
      unit: '',
      ticks: [],
    },
    valueRoom: 0,
    reference: null,
    reasons: body.periods.map(() => ''),
  }
}

function seriesOf(line: BumpSeries, places: number): NativeSeries {
  const isLoud = depth[line.tone] > 0
  const colour = lines[line.tone]
  const size = Math.min(22, Math.floor(placePoints(places) * 0.85))
  return {
    ...bare,
    name: line.name,
    values: line.ranks,
    colour,
    line: { points: isLoud ? 3.5 : 2, isDashed: false },
    marker: dot(colour, isLoud ? size + 2 : size),
    label: 'inside',
  }
}

/** Points from one place to the next on a slide with a footer of three lines. */
function placePoints(places: number): number {
  return (4.5 * 72) / places
}

function drawName(slide: Slide, line: BumpSeries, axes: Axes): void {
  const last = line.ranks.at(-1) ?? null
  if (line.endLabel === '' || last === null) return
  const { plot, chart } = axes
  word(slide, {
    text: line.endLabel,
    x: plot.x + plot.w - plot.w / chart.categories.length / 2 + 0.26,
    y: valueY(axes, last),
    points: Math.max(8, Math.min(14, placePoints(chart.axis.max - 0.5) * 0.72)),
    colour: names[line.tone],
    bold: depth[line.tone] > 0,
    name: `名称 ${line.name}`,
  })
}

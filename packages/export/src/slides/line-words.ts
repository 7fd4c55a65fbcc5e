import type { LinesBody } from '@cg/charts/model'
import type { LineEnd } from '@cg/charts/options/lines'
import { lineEnds, spread } from '@cg/charts/options/lines'
import { must } from '@cg/domain/must'
import type { Axes } from './layout.ts'
import { textInches, valueY } from './layout.ts'
import type { Slide } from './library.ts'
import { lineColour } from '@cg/charts/options/line-strokes'
import { quarterPoints, quarterStep } from './quarter-names.ts'
import { theme } from './native.ts'
import { word } from './words.ts'

/** Room for names and last numbers right of the lines. */
export function endInches(body: LinesBody): number {
  return Math.max(0, ...lineEnds(body).map((end) => (isMargin(end, body) ? textInches(end.text, 14) : 0))) + 0.35
}

/** Names at the ends, where the definition changed, and how far a pair of lines is apart. */
export function drawLineWords(slide: Slide, body: LinesBody, axes: Axes): void {
  drawQuarters(slide, axes)
  drawEnds(slide, body, axes)
  drawBreaks(slide, body, axes)
  drawApart(slide, body, axes)
}

/** Names of the quarters where the axis has none: those that have room beside each other, the last one among them. */
function drawQuarters(slide: Slide, { plot, chart: { categories } }: Axes): void {
  const step = quarterStep(categories, plot.w)
  if (step === 1) return
  const width = plot.w / categories.length
  for (const [at, text] of categories.entries())
    if ((categories.length - 1 - at) % step === 0)
      word(slide, {
        text,
        x: plot.x + width * (at + 0.5),
        y: plot.y + plot.h + 0.16,
        points: quarterPoints,
        colour: theme.ink,
        align: 'center',
        name: `季度 ${text}`,
      })
}

function isMargin(end: LineEnd, body: LinesBody): boolean {
  return end.at === body.periods.length - 1
}

function drawEnds(slide: Slide, body: LinesBody, axes: Axes): void {
  const ends = lineEnds(body)
  for (const at of new Set(ends.map((end) => end.at)))
    drawEndsAt(
      slide,
      ends.filter((end) => end.at === at),
      body,
      axes,
    )
}

/** Names in the margin beside their line; inside the plot a line's height below their point. */
function drawEndsAt(slide: Slide, ends: readonly LineEnd[], body: LinesBody, axes: Axes): void {
  const { plot, chart } = axes
  const step = plot.w / chart.categories.length
  const placed = ends
    .map((end) => ({ end, y: valueY(axes, end.value) + (isMargin(end, body) ? 0 : 0.27) }))
    .toSorted((left, right) => left.y - right.y)
  const box = { left: plot.x, top: plot.y, width: plot.w, height: plot.h }
  const positions = spread(
    placed.map(({ y }) => y),
    0.27,
    box,
  )
  for (const [index, { end }] of placed.entries()) {
    const isLoud = end.line.role === 'value' && end.line.tone !== 'context'
    word(slide, {
      text: end.text,
      x: plot.x + step * (end.at + 0.5) + 0.16,
      y: must(positions[index]),
      points: 14,
      colour: isLoud ? lineColour(end.line, theme) : theme.ink2,
      bold: isLoud,
      // Inside the plot other lines run behind it.
      ...(isMargin(end, body) ? {} : { fill: theme.card }),
      name: `名称 ${end.line.name}`,
    })
  }
}

function drawBreaks(slide: Slide, body: LinesBody, { plot, chart }: Axes): void {
  const step = plot.w / Math.max(1, chart.categories.length)
  for (const mark of body.breaks) {
    const x = plot.x + step * mark.at
    const line = { color: theme.ink3.slice(1), width: 1, dashType: 'sysDash' as const }
    slide.addShape('line', { x, y: plot.y - 0.1, w: 0, h: plot.h + 0.1, line, objectName: mark.text })
    word(slide, { text: mark.text, x: x + 0.06, y: plot.y - 0.2, points: 14, colour: theme.ink3, name: '口径标注' })
  }
}

/** The gap of two lines at its ends: a rule from one to the other with the difference beside it. */
function drawApart(slide: Slide, body: LinesBody, axes: Axes): void {
  const { plot, chart } = axes
  const step = plot.w / chart.categories.length
  for (const { at, from, to, text } of body.apart) {
    const x = plot.x + step * (at + 0.5)
    const [top, bottom] = [valueY(axes, to), valueY(axes, from)]
    const line = { color: theme.ink2.slice(1), width: 1, dashType: 'sysDash' as const }
    slide.addShape('line', { x, y: top, w: 0, h: bottom - top, line, objectName: `差距线 ${text}` })
    const isLast = at === body.periods.length - 1
    word(slide, {
      text,
      x: isLast ? x - 0.1 : x + 0.1,
      y: (top + bottom) / 2,
      points: 14,
      colour: theme.ink,
      bold: true,
      align: isLast ? 'right' : 'left',
      name: `差距 ${must(body.periods[at])}`,
    })
  }
}

import type { LineSeries, LinesBody } from '@cg/charts/model'
import { spread } from '@cg/charts/options/lines'
import { must } from '@cg/domain/must'
import type { Axes } from './layout.ts'
import { textInches, valueY } from './layout.ts'
import type { Slide } from './library.ts'
import { lineColour } from './line-colour.ts'
import { theme } from './native.ts'
import { word } from './words.ts'

type End = { readonly line: LineSeries; readonly value: number; readonly text: string }

/** The last number of each line with its name. */
function lineEnds(body: LinesBody): End[] {
  return body.series.flatMap((line) => {
    const last = line.figures.findLast((figure) => figure.value !== null)
    if (last === undefined || last.value === null) return []
    return [{ line, value: last.value, text: `${line.name} ${last.text}` }]
  })
}

/** Room for names and last numbers right of the lines. */
export function endInches(body: LinesBody): number {
  return Math.max(0, ...lineEnds(body).map((end) => textInches(end.text, 14))) + 0.35
}

/** Names at the ends, and where the definition changed. */
export function drawLineWords(slide: Slide, body: LinesBody, axes: Axes): void {
  drawEnds(slide, body, axes)
  drawBreaks(slide, body, axes)
}

function drawEnds(slide: Slide, body: LinesBody, axes: Axes): void {
  const { plot, chart } = axes
  const placed = lineEnds(body)
    .map((end) => ({ end, y: valueY(axes, end.value) }))
    .toSorted((left, right) => left.y - right.y)
  const box = { left: plot.x, top: plot.y, width: plot.w, height: plot.h }
  const positions = spread(
    placed.map(({ y }) => y),
    0.27,
    box,
  )
  const x = plot.x + plot.w - plot.w / chart.categories.length / 2 + 0.16
  for (const [at, { end }] of placed.entries()) {
    const isValue = end.line.role === 'value'
    word(slide, {
      text: end.text,
      x,
      y: must(positions[at]),
      points: isValue ? 14 : 12,
      colour: isValue ? lineColour(end.line) : theme.ink2,
      bold: isValue,
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
    word(slide, { text: mark.text, x: x + 0.06, y: plot.y - 0.2, points: 12, colour: theme.ink3, name: '口径标注' })
  }
}

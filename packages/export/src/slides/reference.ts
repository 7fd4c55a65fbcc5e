import type { Reference } from '@cg/charts/model'
import type { Axes } from './layout.ts'
import { valueX } from './layout.ts'
import type { Slide } from './library.ts'
import { theme } from './native.ts'
import { word } from './words.ts'

/** The target or the city's value as an upright line; behind the chart, so that numbers stay readable upon it. */
export function drawReference(slide: Slide, axes: Axes): void {
  const { reference, shape } = axes.chart
  if (reference === null || shape === 'line') return
  const x = valueX(axes, reference.value)
  const isTarget = reference.role === 'target'
  const { y, h } = axes.plot
  slide.addShape('line', {
    x,
    y: y - 0.08,
    w: 0,
    h: h + 0.08,
    line: { color: (isTarget ? theme.ink : theme.ink2).slice(1), width: 1.5, dashType: isTarget ? 'solid' : 'dash' },
    objectName: reference.text,
  })
  drawCaption(slide, reference, x, y - 0.22)
}

function drawCaption(slide: Slide, { text }: Reference, x: number, y: number): void {
  word(slide, { text, x, y, points: 14, colour: theme.ink, align: 'center', name: '参照线标注' })
}

import { hasOwnTicks } from './chart-place.ts'
import type { Axes } from './layout.ts'
import { valueX, valueY } from './layout.ts'
import type { Slide } from './library.ts'
import { theme } from './native.ts'
import { word } from './words.ts'

/** The numbers of an axis in 万 as in the picture: 5 with 万人 beside it, not 50,000. */
export function drawTicks(slide: Slide, axes: Axes): void {
  const { axis, shape } = axes.chart
  if (!hasOwnTicks(axis, { isEmbedded: true })) return
  const { x, y, w, h } = axes.plot
  const isLying = shape !== 'line'
  for (const tick of axis.ticks) {
    const place = isLying
      ? { x: valueX(axes, tick.value), y: y + h + 0.16 }
      : { x: x - 0.1, y: valueY(axes, tick.value) }
    const align = isLying ? 'center' : 'right'
    word(slide, { text: tick.text, ...place, points: 14, colour: theme.ink3, align, name: `刻度 ${tick.text}` })
  }
  const place = isLying ? { x: x + w + 0.3, y: y + h + 0.16 } : { x: x - 0.1, y: y - 0.24 }
  word(slide, {
    text: axis.unit,
    ...place,
    points: 14,
    colour: theme.ink3,
    align: isLying ? 'left' : 'right',
    name: `单位 ${axis.unit}`,
  })
}

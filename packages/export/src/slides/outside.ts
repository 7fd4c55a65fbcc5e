import type { Reference } from '@cg/charts/model'
import type { Axes } from './layout.ts'
import { textInches, valueX } from './layout.ts'
import type { Slide } from './library.ts'
import { theme } from './native.ts'
import { word } from './words.ts'

const line = 0.3

const points = 14

/** Inches below the rows in which outside figures are named. */
export function outsideInches(outside: readonly Reference[]): number {
  return outside.length * line
}

/** A fine line over all rows for each outside figure, down to its diamond and its name. */
export function drawOutside(slide: Slide, outside: readonly Reference[], axes: Axes, footInches: number): void {
  const { plot, frame } = axes
  for (const [at, { value, text }] of outside.entries()) {
    const x = valueX(axes, value)
    const y = plot.y + plot.h + footInches + (at + 0.5) * line
    const stroke = { color: theme.ink2.slice(1), width: 1, dashType: 'sysDash' as const }
    slide.addShape('line', { x, y: plot.y, w: 0, h: y - plot.y, line: stroke, objectName: `参照 ${text}` })
    drawDiamond(slide, x, y, 0.07, text)
    const isLeft = x + 0.14 + textInches(text, points) > frame.x + frame.w
    const place = { x: isLeft ? x - 0.14 : x + 0.14, align: isLeft ? ('right' as const) : ('left' as const) }
    word(slide, { text, ...place, y, points, colour: theme.ink2, name: `参照标注 ${text}` })
  }
}

/** The hollow diamond of an outside figure, about its middle. */
export function drawDiamond(slide: Slide, x: number, y: number, radius: number, name: string): void {
  slide.addShape('diamond', {
    x: x - radius,
    y: y - radius,
    w: 2 * radius,
    h: 2 * radius,
    fill: { color: theme.card.slice(1) },
    line: { color: theme.ink.slice(1), width: 1.25 },
    objectName: `参照 ${name}`,
  })
}

import type { Light } from '@cg/contract/figure-schema'
import type { Tone } from '../model.ts'
import type { ChartTheme } from '../theme.ts'
import { statusMarks } from '../theme.ts'
import type { Shape } from './frame.ts'
import type { DrawingSettings } from './settings.ts'

/** A status mark of about `radius` px: ● ▲ ■ with the outline amber needs on white. */
export function statusShape(light: Light, x: number, y: number, radius: number, theme: ChartTheme): Shape {
  const { fill, outline } = theme.status[light]
  const style = { fill, stroke: outline, lineWidth: 1.2, opacity: 1 }
  switch (statusMarks[light].shape) {
    case 'circle':
      return { type: 'circle', shape: { cx: x, cy: y, r: radius }, style }
    case 'square':
      return {
        type: 'rect',
        shape: { x: x - radius * 0.9, y: y - radius * 0.9, width: radius * 1.8, height: radius * 1.8 },
        style,
      }
    case 'triangle':
      return {
        type: 'polygon',
        shape: {
          points: [
            [x, y - radius * 1.1],
            [x + radius * 1.12, y + radius * 0.9],
            [x - radius * 1.12, y + radius * 0.9],
          ],
        },
        style,
      }
  }
}

/** A figure from outside the city: a hollow diamond. */
export function outsideMark(x: number, y: number, radius: number, { theme, background }: DrawingSettings): Shape {
  const points = [
    [x, y - radius],
    [x + radius, y],
    [x, y + radius],
    [x - radius, y],
  ]
  const style = { fill: background ?? theme.card, stroke: theme.ink, lineWidth: 1.5, opacity: 1 }
  return { type: 'polygon', silent: true, shape: { points }, style }
}

/** Colour of a row's mark: one for all, or the two in focus before grey. */
export function toneColour(tone: Tone, theme: ChartTheme): string {
  return { plain: theme.primary, focus: theme.primary, compare: theme.highlight, context: theme.contextMark }[tone]
}

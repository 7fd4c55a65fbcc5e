import type { Reference, Scale } from '../model.ts'
import { textWidth } from '../text-layout.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import { outsideMark } from './marks.ts'
import type { Box, DrawingSettings } from './settings.ts'

/** Height in px of the lane below the rows in which outside figures are named, a line for each. */
export function outsideLane(outside: readonly Reference[], { fontSize }: Pick<DrawingSettings, 'fontSize'>): number {
  return outside.length === 0 ? 0 : outside.length * lineOf(fontSize) + 4
}

function lineOf(fontSize: number): number {
  return fontSize * 1.45
}

export type Lane = {
  readonly grid: Box
  /** Where the lane begins, below the rows and the numbers of the axis. */
  readonly top: number
  readonly left: number
  readonly right: number
}

/** A fine line over all rows for each outside figure, down to its diamond and its name in the lane. */
export function outsideShapes(
  outside: readonly Reference[],
  scale: Scale,
  { grid, top, left, right }: Lane,
  settings: DrawingSettings,
): Shape[] {
  const { theme, fontFamily: family } = settings
  const size = settings.fontSize - 1
  return outside.flatMap(({ value, text }, at) => {
    const x = grid.left + (grid.width * (value - scale.from)) / (scale.to - scale.from)
    const y = top + (at + 0.5) * lineOf(settings.fontSize)
    const radius = size * 0.42
    const width = textWidth(text) * size
    const gap = radius + 5
    const isLeft = x + gap + width > right && x - gap - width >= left
    return [
      {
        type: 'line',
        silent: true,
        z: 3,
        shape: { x1: x, y1: grid.top, x2: x, y2: y },
        style: { stroke: theme.ink2, lineWidth: 1, lineDash: [2, 3] },
      },
      { ...outsideMark(x, y, radius, settings), z: 4 },
      textShape(text, isLeft ? x - gap : x + gap, y + 0.5, {
        size,
        fill: theme.ink2,
        family,
        align: isLeft ? 'right' : 'left',
        middle: true,
      }),
    ]
  })
}

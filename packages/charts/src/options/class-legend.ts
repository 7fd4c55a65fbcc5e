import type { ResultState } from '@cg/domain/cell'
import { formatState } from '@cg/domain/number/number-format'
import type { ClassedBody } from '../model.ts'
import { textWidth } from '../text-layout.ts'
import type { ChartTheme } from '../theme.ts'
import { missingMarks } from '../theme.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import type { Box, DrawingSettings } from './settings.ts'

/** The classes with their counts and the states that occur, in lines from `top` on. */
export function classLegend(
  body: ClassedBody,
  { left, top, right }: { readonly left: number; readonly top: number; readonly right: number },
  settings: DrawingSettings,
): Shape[] {
  const { theme, fontFamily: family, fontSize } = settings
  const size = fontSize - 2
  let y = top
  let x = left
  const items = [
    ...body.classes.map((shade, at) => ({
      text: `${shade.text}（${shade.count}）`,
      style: { fill: theme.sequential[at] },
    })),
    ...body.missing.map((state) => ({ text: formatState(state), style: missingFrame(state, theme) })),
  ]
  return items.flatMap((item) => {
    const width = size * 1.4 + 5 + textWidth(item.text) * size
    if (x + width > right) {
      x = left
      y += size * 1.5
    }
    const start = x
    x += width + 16
    return [
      {
        type: 'rect' as const,
        silent: true,
        shape: { x: start, y: y - size * 0.45, width: size * 1.4, height: size * 0.9, r: 2 },
        style: item.style,
      },
      textShape(item.text, start + size * 1.4 + 5, y + 0.5, { size, fill: theme.ink2, family, middle: true }),
    ]
  })
}

/** Height in px of the legend's lines. */
export function legendHeight({ width }: Pick<Box, 'width'>, fontSize: number): number {
  return fontSize * (width < 560 ? 3.6 : 2.2)
}

/** Dashed where a figure was due; a thin plain frame where none is. */
export function missingFrame(state: ResultState, theme: ChartTheme): Record<string, unknown> {
  const isDashed = missingMarks[state] === 'dashed'
  return {
    fill: theme.missingFill,
    stroke: isDashed ? theme.missingLine : theme.line,
    lineWidth: 1.2,
    lineDash: isDashed ? [4, 3] : [],
  }
}

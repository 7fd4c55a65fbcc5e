import type { ResultState } from '@cg/domain/cell'
import { unclassedWord } from '../figure.ts'
import type { ClassedBody } from '../model.ts'
import { textWidth } from '../text-layout.ts'
import type { ChartTheme } from '../theme.ts'
import { missingMarks } from '../theme.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import type { Box, DrawingSettings } from './settings.ts'

export type LegendPlace = { readonly left: number; readonly top: number; readonly right: number }

/** The classes with their counts and the states that occur, in lines from `top` on. */
export function classLegend(body: ClassedBody, { left, top, right }: LegendPlace, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family, fontSize } = settings
  const size = fontSize - 2
  let y = top
  let x = left
  return itemsOf(body, theme).flatMap((item) => {
    const width = itemWidth(item, size)
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

type LegendItem = { readonly text: string; readonly style: Record<string, unknown> }

function itemsOf({ classes, missing }: ClassedBody, theme: ChartTheme): LegendItem[] {
  return [
    ...classes.map(({ text, count }, at) => ({ text: `${text}（${count}）`, style: { fill: theme.sequential[at] } })),
    ...missing.map((state) => ({ text: unclassedWord(state), style: missingFrame(state, theme) })),
  ]
}

function itemWidth({ text }: LegendItem, size: number): number {
  return size * 1.4 + 5 + textWidth(text) * size
}

/** Room for the legend with one class a line. */
export function legendColumn(
  body: ClassedBody,
  { fontSize, theme }: DrawingSettings,
): { width: number; height: number } {
  const size = fontSize - 2
  const items = itemsOf(body, theme)
  return {
    width: Math.max(...items.map((item) => itemWidth(item, size))),
    height: items.length * size * 1.5 + fontSize,
  }
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

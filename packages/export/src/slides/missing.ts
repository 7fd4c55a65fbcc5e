import { missingMarks } from '@cg/charts/theme'
import type { ResultState } from '@cg/domain/cell'
import { officeFace } from './chart-text.ts'
import { textInches } from './layout.ts'
import type { Slide } from './library.ts'
import { theme } from './native.ts'

export type MissingWord = {
  readonly text: string
  readonly state: ResultState
  readonly x: number
  /** The middle of the line. */
  readonly y: number
  readonly points: number
  readonly name: string
}

/** Why a row has no number: in a dashed frame where a figure was due, plain where none is. */
export function missingWord(slide: Slide, { text, state, x, y, points, name }: MissingWord): void {
  const isDue = missingMarks[state] === 'dashed'
  const h = (points / 72) * 1.6
  slide.addText(text, {
    x,
    y: y - h / 2,
    w: textInches(text, points) + 0.24,
    h,
    shape: 'rect',
    fontFace: officeFace,
    fontSize: points,
    color: theme.ink2.slice(1),
    align: isDue ? 'center' : 'left',
    valign: 'middle',
    margin: 0,
    wrap: false,
    ...(isDue
      ? {
          fill: { color: theme.missingFill.slice(1) },
          line: { color: theme.missingLine.slice(1), width: 1, dashType: 'dash' as const },
        }
      : {}),
    objectName: `说明 ${name}`,
  })
}

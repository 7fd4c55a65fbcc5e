import { unclassedWord } from '@cg/charts/figure'
import type { ClassedBody } from '@cg/charts/model'
import { missingMarks } from '@cg/charts/theme'
import type { ResultState } from '@cg/domain/cell'
import { must } from '@cg/domain/must'
import { textInches } from './layout.ts'
import type { Slide } from './library.ts'
import { theme } from './native.ts'
import { word } from './words.ts'

type Place = { readonly left: number; readonly y: number; readonly width: number }

/** The classes with their counts and the states that occur, in one line: smaller where it is short. */
export function drawClassLegend(slide: Slide, body: ClassedBody, { left, y, width }: Place): void {
  let x = left
  const items = [
    ...body.classes.map((shade, at) => ({
      text: `${shade.text}（${shade.count}）`,
      look: { fill: { color: must(theme.sequential[at]).slice(1) } },
    })),
    ...body.missing.map((state) => ({ text: unclassedWord(state), look: missingFrame(state) })),
  ]
  const fixed = items.length * (0.31 + 0.35)
  const letters = items.reduce((sum, { text }) => sum + textInches(text, 1), 0)
  const points = Math.max(8, Math.min(12, Math.floor((width - fixed) / letters)))
  for (const { text, look } of items) {
    slide.addShape('rect', { x, y: y - 0.08, w: 0.25, h: 0.16, ...look, objectName: `图例 ${text}` })
    word(slide, { text, x: x + 0.31, y, points, colour: theme.ink2, name: `图例文字 ${text}` })
    x += 0.31 + textInches(text, points) + 0.35
  }
}

/** Dashed where a figure was due; a thin plain frame where none is. */
export function missingFrame(state: ResultState) {
  const isDue = missingMarks[state] === 'dashed'
  return {
    fill: { color: theme.missingFill.slice(1) },
    line: {
      color: (isDue ? theme.missingLine : theme.line).slice(1),
      width: 1,
      dashType: isDue ? ('dash' as const) : ('solid' as const),
    },
  }
}

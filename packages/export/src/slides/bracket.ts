import { bracketLanes } from '@cg/charts/brackets'
import type { Bracket } from '@cg/charts/model'
import { must } from '@cg/domain/must'
import type { Axes } from './layout.ts'
import { rowInches, rowY } from './layout.ts'
import type { Slide } from './library.ts'
import { theme } from './native.ts'

const laneInches = 0.13

/** Width of all lanes side by side; 0 without brackets. */
export function bracketInches(brackets: readonly Bracket[]): number {
  return brackets.length === 0 ? 0 : (Math.max(...bracketLanes(brackets)) + 1) * laneInches + 0.04
}

/** Square brackets over runs of rows that cannot be told apart; overlapping ones stand in lanes. */
export function drawBrackets(
  slide: Slide,
  brackets: readonly Bracket[],
  { x, opens }: { readonly x: number; readonly opens: 'left' | 'right' },
  axes: Axes,
): void {
  const lanes = bracketLanes(brackets)
  const half = rowInches(axes) * 0.3
  for (const [at, { first, last }] of brackets.entries()) {
    const y = rowY(axes, first) - half
    slide.addShape(opens === 'right' ? 'leftBracket' : 'rightBracket', {
      x: x + must(lanes[at]) * laneInches,
      y,
      w: 0.08,
      h: rowY(axes, last) + half - y,
      line: { color: theme.ink3.slice(1), width: 1.25 },
      objectName: bracketName(axes, { first, last }),
    })
  }
}

/** 括号 经开区—江东区 */
export function bracketName({ chart }: Axes, { first, last }: Bracket): string {
  return `括号 ${chart.categories[first] ?? ''}—${chart.categories[last] ?? ''}`
}

import { must } from '@cg/domain/must'
import { bracketLanes } from '../brackets.ts'
import type { Bracket } from '../model.ts'
import type { Shape } from './frame.ts'
import type { RowLayout } from './row-layout.ts'
import type { DrawingSettings } from './settings.ts'

const laneWidth = 8

/** Width of all lanes side by side; 0 without brackets. */
export function bracketsWidth(brackets: readonly Bracket[]): number {
  return brackets.length === 0 ? 0 : (Math.max(...bracketLanes(brackets)) + 1) * laneWidth + 2
}

/** Square brackets over runs of rows, open towards `side`, beginning at `x`; overlapping ones stand in lanes. */
export function bracketShapes(
  brackets: readonly Bracket[],
  { x, opens }: { readonly x: number; readonly opens: 'left' | 'right' },
  layout: RowLayout,
  settings: DrawingSettings,
): Shape[] {
  const lanes = bracketLanes(brackets)
  return brackets.map(({ first, last }, at) => {
    const left = x + must(lanes[at]) * laneWidth
    const [tip, back] = opens === 'right' ? [left + 5, left] : [left, left + 5]
    const top = layout.grid.top + (first + 0.2) * layout.rowHeight
    const bottom = layout.grid.top + (last + 0.8) * layout.rowHeight
    return {
      type: 'polyline',
      silent: true,
      shape: {
        points: [
          [tip, top],
          [back, top],
          [back, bottom],
          [tip, bottom],
        ],
      },
      style: { stroke: settings.theme.ink3, fill: 'none', lineWidth: 1.3 },
    }
  })
}

import { must } from '../must.ts'

/** One line of a score sheet (计分表): from `value` on, `score`. Sheets are sorted by value. */
export type SheetPoint = { readonly value: number; readonly score: number }

/**
 * The score of a sheet: `linear` interpolates between its lines and stays flat outside; `step` takes the line of the
 * largest value that is reached, and the first line's score below it. Rising, falling and target-is-best sheets alike.
 */
export function sheetScore(points: readonly SheetPoint[], between: 'linear' | 'step', value: number): number {
  const above = points.findIndex((point) => point.value > value)
  if (above === -1) return must(points.at(-1), 'a score sheet without lines').score
  const upper = must(points[above])
  if (above === 0) return upper.score
  const lower = must(points[above - 1])
  if (between === 'step') return lower.score
  return lower.score + ((upper.score - lower.score) * (value - lower.value)) / (upper.value - lower.value)
}

/** True when the lines are finite and rise strictly by value. */
export function isSheet(points: readonly SheetPoint[]): boolean {
  return (
    points.length > 0 &&
    points.every((point, at) => {
      const before = points[at - 1]
      return (
        Number.isFinite(point.value) &&
        Number.isFinite(point.score) &&
        (before === undefined || before.value < point.value)
      )
    })
  )
}

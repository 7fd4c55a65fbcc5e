/*
 * A forecast reckoned once more: the median of pairwise slopes (H. Theil 1950, P. Sen 1968) through the newest eight
 * values, shares as logits; its width the worst of two standard errors of a new value and of what such lines missed before.
 */

export type TimedValue = { readonly at: number; readonly value: number }

export type Course = {
  readonly due: number
  readonly target: number
  readonly isHigher: boolean
  /** A share is never above 100. */
  readonly isShare: boolean
  readonly decimals: number
  /** A difference, which may lie below nothing. */
  readonly isSigned: boolean
}

export type Foretold = {
  readonly value: number
  readonly low: number
  readonly high: number
  /** When the line is at the target, in quarters; null: never. */
  readonly arrival: number | null
}

const newest = 8
const fewest = 5

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return (low + high) / 2
}

type Line = (at: number) => number

function lineThrough(points: readonly TimedValue[]): { line: Line; slope: number; start: number } {
  const slopes = points.flatMap((left, first) =>
    points.slice(first + 1).map((right) => (right.value - left.value) / (right.at - left.at)),
  )
  const slope = median(slopes)
  const start = median(points.map(({ at, value }) => value - slope * at))
  return { line: (at) => start + slope * at, slope, start }
}

/** Two standard errors of a new value. */
function loose(points: readonly TimedValue[], line: Line, due: number): number {
  const n = points.length
  const mean = points.reduce((sum, { at }) => sum + at, 0) / n
  const across = points.reduce((sum, { at }) => sum + (at - mean) ** 2, 0)
  const left = points.reduce((sum, { at, value }) => sum + (value - line(at)) ** 2, 0)
  return 2 * Math.sqrt((left / (n - 2)) * (1 + 1 / n + (due - mean) ** 2 / across))
}

/** How far lines through what was known then missed the value that far ahead. */
function misses(points: readonly TimedValue[], ahead: number): number[] {
  return points.slice(fewest - 1, -1).flatMap((last, left) => {
    const actual = points.find(({ at }) => at === last.at + ahead)
    const known = points.slice(0, fewest + left)
    return actual === undefined ? [] : [Math.abs(actual.value - lineThrough(known.slice(-newest)).line(actual.at))]
  })
}

/** Null where so much is behind it that the width is calibrated otherwise: no made-up city is that old. */
export function foretell(points: readonly TimedValue[], course: Course): Foretold | null {
  const { due, target, isHigher, isShare, decimals, isSigned } = course
  const step = 10 ** -decimals
  const into = (value: number): number => {
    const share = Math.min(1 - step / 200, Math.max(step / 200, value / 100))
    return isShare ? Math.log(share / (1 - share)) : value
  }
  const out = (value: number): number => {
    if (isShare) return 100 / (1 + Math.exp(-value))
    return isSigned ? value : Math.max(0, value)
  }
  const turned = points.map(({ at, value }) => ({ at, value: into(value) }))
  const used = turned.slice(-newest)
  const now = points[points.length - 1]?.at ?? 0
  const { line, slope, start } = lineThrough(used)
  const errors = misses(turned, due - now)
  if (errors.length >= 9) return null
  const half = Math.max(loose(used, line, due), ...errors)
  const goal = into(isHigher ? target - step / 2 : target + step / 2)
  const isThere = isHigher ? line(now) >= goal - 1e-9 : line(now) <= goal + 1e-9
  const comes = isHigher ? slope > 0 : slope < 0
  const arrival = isThere ? now : comes ? Math.max(now, (goal - start) / slope) : null
  return { value: out(line(due)), low: out(line(due) - half), high: out(line(due) + half), arrival }
}

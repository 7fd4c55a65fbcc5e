import { must } from '../must.ts'
import { quantileOf } from './quantile.ts'

/** What several people's scores of one thing come to; all of it in points of the scale. */
export type ScoreSpread = {
  readonly count: number
  readonly mean: number
  readonly min: number
  readonly max: number
  /** Sample standard deviation (n − 1); null of a single score, which has none. */
  readonly deviation: number | null
  /** Which scores, by their place, lie further than `step` from the median of the others; none among fewer than three. */
  readonly outliers: readonly number[]
}

/** The spread of scores given independently; null of none. `step`: the widest gap between neighbouring levels of the scale. */
export function scoreSpread(scores: readonly number[], step: number): ScoreSpread | null {
  if (scores.length === 0) return null
  const count = scores.length
  const mean = scores.reduce((sum, score) => sum + score, 0) / count
  const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0)
  return {
    count,
    mean,
    min: Math.min(...scores),
    max: Math.max(...scores),
    deviation: count === 1 ? null : Math.sqrt(squares / (count - 1)),
    outliers: count < 3 ? [] : scores.flatMap((_, at) => (isApart(scores, at, step) ? [at] : [])),
  }
}

function isApart(scores: readonly number[], at: number, step: number): boolean {
  const others = must(quantileOf(scores.toSpliced(at, 1), 0.5))
  return Math.abs(must(scores[at]) - others) > step
}

/** The widest gap between neighbouring levels of a scale; 0 of a single level. */
export function widestStep(points: readonly number[]): number {
  const sorted = points.toSorted((a, b) => a - b)
  return sorted.slice(1).reduce((widest, one, at) => Math.max(widest, one - must(sorted[at])), 0)
}

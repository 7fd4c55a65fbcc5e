import type { Direction } from '../indicator.ts'
import type { Interval } from './interval.ts'

export const benchmarkVerdicts = ['better', 'similar', 'worse', 'higher', 'lower'] as const
export type BenchmarkVerdict = (typeof benchmarkVerdicts)[number]

/**
 * A unit against a reference: better or worse only if its interval misses the reference; touching is similar
 * (Fingertips, BenchmarkComparisonEngine.cs). Neutral indicators are higher or lower. Null without interval or reference.
 */
export function compareToBenchmark(
  interval: Interval | null,
  reference: number | null,
  direction: Direction,
): BenchmarkVerdict | null {
  if (interval === null || reference === null) return null
  if (interval.low <= reference && reference <= interval.high) return 'similar'
  return sideWord(interval.low > reference, direction)
}

/** The word for lying above (or below) a reference. */
export function sideWord(isAbove: boolean, direction: Direction): 'better' | 'worse' | 'higher' | 'lower' {
  if (direction === 'neutral') return isAbove ? 'higher' : 'lower'
  return isAbove === (direction === 'higher') ? 'better' : 'worse'
}

/** Two intervals against each other: they differ only when they do not even touch. */
export function compareIntervals(
  own: Interval | null,
  other: Interval | null,
  direction: Direction,
): BenchmarkVerdict | null {
  if (own === null || other === null) return null
  if (own.low <= other.high && other.low <= own.high) return 'similar'
  return sideWord(own.low > other.high, direction)
}

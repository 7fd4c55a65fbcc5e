import type { Direction } from '../indicator.ts'
import { must } from '../must.ts'
import { type Period, periodIndex, quarterOf, yearOf } from '../period.ts'

/** A value that is aimed at by the end of a quarter. */
export type TargetPoint = { readonly period: Period; readonly value: number }

/**
 * How the value expected today follows from the targets (decision 4; declared per indicator):
 * - linear: interpolated between year-end targets, starting at the baseline (stocks)
 * - share: 25/50/75/100 % of the year's target (plans, year-to-date figures)
 * - quarter: a fourth of the year's target each quarter (what is counted anew each quarter)
 * - step: the whole of the next target at once
 * - milestones: the last dated milestone that is due
 */
export const paces = ['linear', 'share', 'quarter', 'step', 'milestones'] as const
export type Pace = (typeof paces)[number]

/** Paces of what is counted within the year: each year has a target of its own and none can be caught up later. */
export function isOfYear(pace: Pace): boolean {
  return pace === 'share' || pace === 'quarter'
}

export type TargetPath = {
  readonly pace: Pace
  readonly direction: Exclude<Direction, 'neutral'>
  readonly baseline: TargetPoint | null
  /** In order of time. Empty: no target. */
  readonly points: readonly TargetPoint[]
  /** The best value there can be (100 for coverage, 0 for a rate of complaints): whoever stands there has met any target. */
  readonly ceiling?: number
}

/**
 * The value expected at the end of the period, in the indicator's own unit; null when no target is due or set for it.
 * Before the year of the first target nothing is expected, unless a dated baseline leads there: then every quarter after
 * the baseline's own.
 */
export function expectedValue(path: TargetPath, period: Period): number | null {
  if (!hasBegun(path, period)) return null
  const expected = expectedUnlimited(path, period)
  if (expected === null || path.ceiling === undefined) return expected
  return path.direction === 'higher' ? Math.min(expected, path.ceiling) : Math.max(expected, path.ceiling)
}

function hasBegun({ baseline, points }: TargetPath, period: Period): boolean {
  const [first] = points
  if (first === undefined) return false
  return baseline === null ? yearOf(period) >= yearOf(first.period) : period > baseline.period
}

function expectedUnlimited(path: TargetPath, period: Period): number | null {
  switch (path.pace) {
    case 'linear':
      return interpolate(path, period)
    case 'share':
    case 'quarter': {
      const ofYear = pointOfYear(path.points, yearOf(period))
      const quarters = path.pace === 'share' ? quarterOf(period) : 1
      return ofYear === undefined ? null : pointBetween(0, ofYear.value, { part: quarters, whole: 4 })
    }
    case 'step': {
      const next = path.points.find((point) => point.period >= period)
      return (next ?? path.points.at(-1))?.value ?? null
    }
    case 'milestones':
      return path.points.findLast((point) => point.period <= period)?.value ?? null
  }
}

function pointOfYear(points: readonly TargetPoint[], year: number): TargetPoint | undefined {
  for (let at = points.length - 1; at >= 0; at--) if (yearOf(must(points[at]).period) === year) return points[at]
  return undefined
}

/** Without an earlier point the first target holds as a whole in its year; after the last one the last holds. */
function interpolate({ baseline, points }: TargetPath, period: Period): number | null {
  let next = 0
  while (next < points.length && must(points[next]).period < period) next += 1
  const after = points[next]
  if (after === undefined) return points.at(-1)?.value ?? null
  const before = latestUntil(points, period) ?? (baseline !== null && baseline.period <= period ? baseline : null)
  if (before === null) return after.value
  const first = periodIndex(before.period)
  const part = periodIndex(period) - first
  const whole = periodIndex(after.period) - first
  return whole <= 0 || part >= whole ? after.value : pointBetween(before.value, after.value, { part, whole })
}

function latestUntil(points: readonly TargetPoint[], period: Period): TargetPoint | null {
  for (let at = points.length - 1; at >= 0; at--) {
    const point = must(points[at])
    if (point.period <= period) return point
  }
  return null
}

const tenThousandths = 1e4

/**
 * part ÷ whole of the way. Aims of up to four decimals are reckoned in whole ten-thousandths and divided once, so that a
 * half of the last printed digit stays one and is rounded up, whatever the steps between.
 */
function pointBetween(from: number, to: number, { part, whole }: { part: number; whole: number }): number {
  const start = Math.round(from * tenThousandths)
  const end = Math.round(to * tenThousandths)
  const isExact = start / tenThousandths === from && end / tenThousandths === to
  if (!isExact) return (from * (whole - part) + to * part) / whole
  return (start * (whole - part) + end * part) / (whole * tenThousandths)
}

/** Elapsed share of the time from `first` to `last`, between 0 and 1. */
export function elapsedShare(first: Period, last: Period, now: Period): number {
  const length = periodIndex(last) - periodIndex(first)
  if (length <= 0) return 1
  return Math.min(1, Math.max(0, (periodIndex(now) - periodIndex(first)) / length))
}

/** The pace that belongs to how a figure is judged (`Span.judgedBy`). */
export function paceOf(judgedBy: 'interpolated' | 'shareOfYear' | 'quarterOfYear'): Pace {
  if (judgedBy === 'interpolated') return 'linear'
  return judgedBy === 'shareOfYear' ? 'share' : 'quarter'
}

export type TargetFault =
  | 'target_not_finite'
  | 'targets_not_in_order'
  | 'target_equals_baseline'
  | 'target_on_wrong_side'
  | 'target_beyond_ceiling'
  | 'baseline_after_target'

/** What is wrong with a path before it is saved (scoring A.2); empty when nothing is. */
export function checkTargetPath(path: TargetPath): TargetFault[] {
  const { points, baseline, ceiling } = path
  const faults = new Set<TargetFault>()
  const sign = path.direction === 'higher' ? 1 : -1
  const last = points.at(-1)
  if (![...points, ...(baseline === null ? [] : [baseline])].every((point) => Number.isFinite(point.value))) {
    faults.add('target_not_finite')
  }
  for (const [at, point] of points.entries()) {
    const before = points[at - 1]
    if (before !== undefined && before.period >= point.period) faults.add('targets_not_in_order')
    if (ceiling !== undefined && sign * (point.value - ceiling) > 0) faults.add('target_beyond_ceiling')
    if (baseline !== null && baseline.period >= point.period) faults.add('baseline_after_target')
  }
  if (baseline !== null && last !== undefined && path.pace === 'linear') {
    if (last.value === baseline.value && last.value !== ceiling) faults.add('target_equals_baseline')
    if (sign * (last.value - baseline.value) < 0) faults.add('target_on_wrong_side')
  }
  return [...faults]
}

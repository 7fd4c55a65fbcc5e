import type { Direction } from '../indicator.ts'
import type { Period } from '../period.ts'
import { progressOf, type Progress, type ProgressLimits } from './progress.ts'
import { scaledInteger } from '../number/round.ts'
import { expectedValue, isOfYear, type TargetPath, type TargetPoint } from './target-path.ts'

/** 达标, 临近, 滞后. */
export const lights = ['met', 'near', 'late'] as const
export type Light = (typeof lights)[number]

export type LightLimits = { readonly met: number; readonly near: number }
export const defaultLightLimits: LightLimits = { met: 1, near: 0.95 }

type Side = Exclude<Direction, 'neutral'>

/** True when `value` is at least as good as `aim`. */
export function reaches(value: number, aim: number, direction: Side): boolean {
  return direction === 'higher' ? value >= aim : value <= aim
}

/**
 * Value ÷ expected value, or expected ÷ value where lower is better (decision 4). Where a quotient has no sense (an
 * expected value of 0 or below, a value of 0 or below that should be low) it is 1 when the expected value is reached, else 0.
 */
export function attainment(value: number, expected: number, direction: Side): number {
  if (expected <= 0 || value <= 0) {
    if (reaches(value, expected, direction)) return 1
    return direction === 'higher' && expected > 0 ? Math.max(value / expected, -Number.MAX_VALUE) : 0
  }
  return Math.min(direction === 'higher' ? value / expected : expected / value, Number.MAX_VALUE)
}

/** The light of an attainment. */
export function lightOf(share: number, limits: LightLimits = defaultLightLimits): Light {
  if (share >= limits.met) return 'met'
  return share >= limits.near ? 'near' : 'late'
}

/**
 * Where a unit stands with its targets. From the first that holds:
 * no_target, no_value, not_due; met (or caught_up_late 已补齐 when the latest due target was missed on its date and is
 * reached now; base_beyond_target when the baseline was there already); met_then_lost; no_base; moving_away; under_way.
 */
export const verdicts = [
  'no_target',
  'no_value',
  'not_due',
  'met',
  'caught_up_late',
  'base_beyond_target',
  'met_then_lost',
  'no_base',
  'moving_away',
  'under_way',
] as const
export type Verdict = (typeof verdicts)[number]

export type TargetRequest = {
  readonly path: TargetPath
  readonly period: Period
  /** Figures up to and including `period`, in any order; a missing period is 未报. */
  readonly series: readonly { readonly period: Period; readonly value: number | null }[]
  readonly decimals: number
  readonly lightLimits?: LightLimits
  readonly progressLimits?: ProgressLimits
}

/** `gap` is value − expected in the indicator's unit; `finalTarget` the last one set. Null: cannot be computed. */
export type TargetAssessment = {
  readonly expected: number | null
  readonly attainment: number | null
  readonly gap: number | null
  readonly light: Light | null
  readonly finalTarget: number | null
  readonly progress: Progress | null
  readonly verdict: Verdict
}

/** Light, progress and verdict of one unit and indicator. What prints as the expected value counts as reached. */
export function assessTarget(request: TargetRequest): TargetAssessment {
  const { path } = request
  const value = valueAt(request, request.period)
  const { expected, share, progress } = paceAt(request, value)
  const final = path.points.at(-1) ?? null
  return {
    expected,
    attainment: share,
    gap: value === null || expected === null ? null : value - expected,
    light: share === null ? null : lightOf(share, request.lightLimits),
    finalTarget: final?.value ?? null,
    progress,
    verdict: verdictOf(request, { expected, value, final, progress }),
  }
}

type PaceFacts = Pick<TargetAssessment, 'expected' | 'progress'> & { readonly share: number | null }

function paceAt(request: Omit<TargetRequest, 'series'>, value: number | null): PaceFacts {
  const { path, period } = request
  const expected = expectedValue(path, period)
  const final = path.points.at(-1) ?? null
  const share = value === null || expected === null ? null : paceShare(request, value, expected)
  const progress =
    value === null || final === null ? null : progressOf(path, final, { value, period }, request.progressLimits)
  return { expected, share, progress }
}

/** Of `assessTarget` what today's figure alone tells: for thousands of units, whose earlier figures nobody asks for. */
export function assessPace(
  request: Omit<TargetRequest, 'series'>,
  value: number | null,
): Pick<TargetAssessment, 'expected' | 'light' | 'progress'> {
  const { expected, share, progress } = paceAt(request, value)
  return { expected, light: share === null ? null : lightOf(share, request.lightLimits), progress }
}

function valueAt({ series }: TargetRequest, period: Period): number | null {
  return series.find((point) => point.period === period)?.value ?? null
}

/** At the ceiling, and when both print the same, the expected value is reached. */
function paceShare(request: Omit<TargetRequest, 'series'>, value: number, expected: number): number {
  const { path } = request
  const share = attainment(value, expected, path.direction)
  const reached = meets(request, value, expected) || (path.ceiling !== undefined && meets(request, value, path.ceiling))
  return reached ? Math.max(1, share) : share
}

/**
 * 基期已达目标: what the baseline was reaches the last target set already, as printed. Never so of figures that start anew
 * each year.
 */
export function isBaseBeyond({ baseline, points, pace, direction }: TargetPath, decimals: number): boolean {
  const final = points.at(-1)
  if (final === undefined || baseline === null || isOfYear(pace)) return false
  return reaches(scaledInteger(baseline.value, decimals), scaledInteger(final.value, decimals), direction)
}

function meets({ path, decimals }: Pick<TargetRequest, 'path' | 'decimals'>, value: number, aim: number): boolean {
  return reaches(scaledInteger(value, decimals), scaledInteger(aim, decimals), path.direction)
}

type Standing = {
  readonly expected: number | null
  readonly value: number | null
  readonly final: TargetPoint | null
  readonly progress: Progress | null
}

function verdictOf(request: TargetRequest, { expected, value, final, progress }: Standing): Verdict {
  const { path } = request
  if (final === null) return 'no_target'
  if (value === null) return 'no_value'
  if (expected === null) return 'not_due'
  const due = latestDue(request)
  const early = final.period >= request.period && meets(request, value, final.value)
  if (!early && due !== undefined && missedOnDate(request, due) && meets(request, value, due.value))
    return 'caught_up_late'
  const baseBeyond = isBaseBeyond(path, request.decimals)
  if (meets(request, value, aimOf(request, final))) return baseBeyond ? 'base_beyond_target' : 'met'
  if (baseBeyond || (!isOfYear(path.pace) && everMet(request, (due ?? final).value))) {
    if (!meets(request, value, (due ?? final).value)) return 'met_then_lost'
  }
  if (path.baseline === null) return 'no_base'
  return progress !== null && progress.ratio < 0 ? 'moving_away' : 'under_way'
}

/** Figures that start anew each year aim at their own year's target, all others at the last one. */
function aimOf({ path, period }: TargetRequest, final: TargetPoint): number {
  if (path.pace === 'quarter') return expectedValue(path, period) ?? final.value
  if (path.pace !== 'share') return final.value
  return path.points.findLast((point) => point.period.slice(0, 4) === period.slice(0, 4))?.value ?? final.value
}

/** Running figures start again with the year, so a target of an earlier year cannot be caught up. */
function latestDue({ path, period }: TargetRequest): TargetPoint | undefined {
  return isOfYear(path.pace) ? undefined : path.points.findLast((point) => point.period < period)
}

function missedOnDate(request: TargetRequest, due: TargetPoint): boolean {
  const then = valueAt(request, due.period)
  return then !== null && !meets(request, then, due.value)
}

function everMet(request: TargetRequest, aim: number): boolean {
  return request.series.some(
    (point) => point.period < request.period && point.value !== null && meets(request, point.value, aim),
  )
}

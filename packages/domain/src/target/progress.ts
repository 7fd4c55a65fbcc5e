import type { Direction } from '../indicator.ts'
import { type Period, periodIndex } from '../period.ts'
import { elapsedShare, isOfYear, type TargetPath, type TargetPoint } from './target-path.ts'

/** 按期, 偏慢, 停滞, 倒退. */
export const progressWords = ['on_pace', 'slow', 'stalled', 'backward'] as const
export type ProgressWord = (typeof progressWords)[number]

/** Lower limits of 按期, 偏慢 and 停滞 (Statistics Canada / Open SDG: 0.95, 0.6, 0). */
export type ProgressLimits = { readonly onPace: number; readonly slow: number; readonly stalled: number }
export const defaultProgressLimits: ProgressLimits = { onPace: 0.95, slow: 0.6, stalled: 0 }

/** `ratio` is closed share of the gap ÷ elapsed share of the time: 1 is exactly on pace, below 0 moves away. */
export type Progress = { readonly ratio: number; readonly word: ProgressWord }

/** The word of a pace ratio. */
export function progressWord(ratio: number, limits: ProgressLimits = defaultProgressLimits): ProgressWord {
  if (ratio >= limits.onPace) return 'on_pace'
  if (ratio >= limits.slow) return 'slow'
  return ratio >= limits.stalled ? 'stalled' : 'backward'
}

type Observation = { readonly value: number; readonly period: Period }

/**
 * Linear gap closure ((y1 − y0) ÷ (yT − y0)) ÷ elapsed share, the same for a coverage and for its gap (scoring 1.12).
 * Null without a baseline, before time has passed, for figures that start anew each year, or when the baseline is at
 * or beyond the target.
 */
export function progressOf(
  path: TargetPath,
  target: TargetPoint,
  now: Observation,
  limits: ProgressLimits = defaultProgressLimits,
): Progress | null {
  const { baseline, direction } = path
  if (baseline === null || isOfYear(path.pace)) return null
  const elapsed = elapsedShare(baseline.period, target.period, now.period)
  const gap = target.value - baseline.value
  if (elapsed === 0 || (direction === 'higher' ? gap <= 0 : gap >= 0)) return null
  const quotient = (now.value - baseline.value) / gap / elapsed
  const ratio = Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, quotient))
  return { ratio, word: progressWord(ratio, limits) }
}

/**
 * The Statistics Canada / Open SDG measure: observed ÷ required compound growth, signed by the direction (part B, 1.5).
 * It gives another verdict when a coverage is turned into its gap, so it is an alternative only. Null unless all
 * values are above 0 and some growth is required.
 */
export function growthProgress(
  direction: Exclude<Direction, 'neutral'>,
  baseline: TargetPoint,
  target: TargetPoint,
  now: Observation,
): Progress | null {
  const years = (to: Period): number => (periodIndex(to) - periodIndex(baseline.period)) / 4
  if (Math.min(baseline.value, target.value, now.value) <= 0 || years(now.period) <= 0 || years(target.period) <= 0)
    return null
  const observed = (now.value / baseline.value) ** (1 / years(now.period)) - 1
  const required = (target.value / baseline.value) ** (1 / years(target.period)) - 1
  if (required === 0) return null
  const ratio = ((direction === 'higher' ? 1 : -1) * observed) / Math.abs(required)
  return { ratio, word: progressWord(ratio) }
}

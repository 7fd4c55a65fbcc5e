import { scaledInteger } from '../number/round.ts'
import { type Period, yearOf } from '../period.ts'
import { type Light, reaches } from './target.ts'
import { isOfYear, type TargetPath } from './target-path.ts'

/** A published quarter's figure and its light; null: no figure, or one that was not judged. */
export type JudgedQuarter = {
  readonly period: Period
  readonly value: number | null
  readonly light: Light | null
  /** Covers as long a time as the newest figure, under the same definition: the two values may be held together. */
  readonly isAlike: boolean
}

/** The last quarter that was met before the figure fell behind; `fell`: the value itself is worse than it was then. */
export type LostMet = { readonly period: Period; readonly value: number; readonly fell: boolean }

type Judging = { readonly path: Pick<TargetPath, 'pace' | 'direction'>; readonly decimals: number }

/**
 * 达标后回落: the newest quarter (the last of `history`, oldest first) is near or late and an earlier one was met. What is
 * counted within the year is looked back on within the year only, since each year has a target of its own. `fell` is true
 * only where the two values compare and print worse; else the expected value ran ahead of the figure. Null: nothing lost.
 */
export function lostAfterMet(history: readonly JudgedQuarter[], { path, decimals }: Judging): LostMet | null {
  const now = history.at(-1)
  if (now === undefined || now.value === null || (now.light !== 'near' && now.light !== 'late')) return null
  const met = history.slice(0, -1).findLast((quarter) => {
    if (quarter.light !== 'met' || quarter.value === null) return false
    return !isOfYear(path.pace) || yearOf(quarter.period) === yearOf(now.period)
  })
  if (met === undefined || met.value === null) return null
  const [then, today] = [scaledInteger(met.value, decimals), scaledInteger(now.value, decimals)]
  const fell = met.isAlike && path.pace !== 'share' && !reaches(today, then, path.direction)
  return { period: met.period, value: met.value, fell }
}

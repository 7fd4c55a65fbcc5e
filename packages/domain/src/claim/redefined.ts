import { formatPeriod } from '../number/number-format.ts'
import { parsePeriod, sameQuarterLastYear, shiftPeriod } from '../period.ts'
import type { Period } from '../period.ts'
import type { Measured } from './comparison.ts'
import { againstWords } from './words.ts'
import type { ComparedWith } from './words.ts'

/** In a column of changes: there is none, since another definition held before. */
export const redefinedWord = '口径已变'

type Redefinable = Pick<Measured, 'breaks'>

/** The first quarter of the definition that holds now, where another one held then; null where it is the same. */
export function redefinedSince({ breaks }: Redefinable, then: string, now: string): Period | null {
  const start = breaks.findLast((one) => one > then && one <= now)
  return start === undefined ? null : parsePeriod(start)
}

export type UsualComparison = {
  readonly breaks: readonly string[]
  readonly span: { readonly compareWith: ComparedWith; readonly step: number }
}

/** Whether the figure of the quarter that this one is usually held against was of another definition. */
export function isRedefined(measure: UsualComparison, now: string): boolean {
  const period = parsePeriod(now)
  return redefinedSince(measure, shiftPeriod(period, -measure.span.step), period) !== null
}

/**
 * In place of the comparisons that a change of definition forbids: 较上季、较上年同期 · 2025年第一季度起口径调整，与此前不作比较.
 * Null where the figures of both quarters are of today's definition.
 */
export function redefinedPair(measure: UsualComparison, now: string): readonly [term: string, text: string] | null {
  const period = parsePeriod(now)
  const { compareWith, step } = measure.span
  const usual = [compareWith, shiftPeriod(period, -step)] as const
  const year = ['sameQuarterLastYear', sameQuarterLastYear(period)] as const
  const asked = compareWith === 'lastQuarter' ? [usual, year] : [usual]
  const unlike = asked.filter(([, then]) => redefinedSince(measure, then, period) !== null)
  const since = unlike.map(([, then]) => redefinedSince(measure, then, period)).at(0) ?? null
  if (since === null) return null
  const terms = unlike.map(([against, then]) => againstWords(against, then))
  return [terms.join('、'), `${formatPeriod(since)}起口径调整，与此前不作比较`]
}

import type { IndicatorFact, ValueFact } from '../release.ts'
import { compareHeld } from '@cg/domain/claim/comparison'
import type { Comparison, Held } from '@cg/domain/claim/comparison'
import type { Aim } from '@cg/domain/claim/goal'
import type { ComparedWith } from '@cg/domain/claim/words'
import { comparedPeriod } from '@cg/domain/figure/span'
import { parsePeriod, shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'

/** A city figure as its card prints it, and how it is printed. */
export type Stated = { readonly indicator: IndicatorFact; readonly fact: ValueFact; readonly period: Period }

/** What the city's figure is judged by. */
export function aimOf({ indicator, fact, period }: Stated): Aim {
  return {
    value: fact.value,
    expected: fact.expected,
    target: fact.target,
    year: Number(period.slice(0, 4)),
    direction: indicator.direction,
    isRunningTotal: indicator.isRunningTotal,
    light: fact.light,
    format: formatOf(indicator),
  }
}

export function formatOf({ unit, decimals }: IndicatorFact): { unit: string; decimals: number } {
  return { unit, decimals }
}

/** The comparison that the figure's span asks for (上季, 上年同期, 上次调查, 上年); null where it may not be made. */
export function spanComparison(stated: Stated, coverageLimit: number): Comparison | null {
  const { indicator, fact, period } = stated
  const { span } = indicator
  const value = span.step === 4 ? fact.lastYear : fact.previous
  return held(stated, { value, period: comparedPeriod(span, period), against: span.compareWith, coverageLimit })
}

/** Against the same quarter of the year before, for any figure. */
export function yearComparison(stated: Stated, coverageLimit: number): Comparison | null {
  const then = { value: stated.fact.lastYear, period: shiftPeriod(stated.period, -4) }
  return held(stated, { ...then, against: 'sameQuarterLastYear', coverageLimit })
}

/** Against the baseline year. */
export function baselineComparison(stated: Stated): Comparison | null {
  const { baseline, baselinePeriod } = stated.fact
  if (baselinePeriod === null) return null
  return held(stated, { value: baseline, period: parsePeriod(baselinePeriod), against: 'baseline', coverageLimit: 0 })
}

type Earlier = {
  readonly value: number | null
  readonly period: Period
  readonly against: ComparedWith
  readonly coverageLimit: number
}

function held({ fact, period }: Stated, { value, period: then, against, coverageLimit }: Earlier): Comparison | null {
  const common = { definition: 1, span: '', units: ['city'] }
  const observed = fact.carriedFrom === null ? period : parsePeriod(fact.carriedFrom)
  const now: Held = { ...common, value: fact.value, period, observed, coverage: fact.coverage }
  const before: Held = { ...common, value, period: then, observed: then, coverage: null }
  const found = compareHeld(now, before, { against, coverageLimit })
  return typeof found === 'string' ? null : found
}

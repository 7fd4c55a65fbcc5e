import type { IndicatorResult, Measure } from './compute.ts'
import type { IndicatorDefinition, IndicatorPeriodKind, UnitCode } from '../indicator.ts'
import type { PeriodForm } from './item-column.ts'
import { makePeriod, type Period, previousPeriod, quarterOf, sameQuarterLastYear, yearOf } from '../period.ts'
import type { Span } from './span.ts'
import { scaledInteger } from '../number/round.ts'

/** 同比, 环比, 较基期. */
export const comparisons = ['yoy', 'qoq', 'baseline'] as const
export type Comparison = (typeof comparisons)[number]

/** Why a form or a comparison has no answer. */
export const refusals = [
  'distinct_people_have_no_quarter',
  'plan_completion_has_no_quarter',
  'running_total_has_no_previous_quarter',
  'not_observed_every_quarter',
  'same_observation',
  'no_value_now',
  'no_value_then',
  'zero_base',
  'negative_base',
] as const
export type Refusal = (typeof refusals)[number]

/** Why 本季 or 累计 cannot be asked of an indicator of this kind (domain 2.2); null when it can. */
export function refuseForm(kind: IndicatorPeriodKind, form: PeriodForm): Refusal | null {
  if (form !== 'quarter') return null
  if (kind === 'YTD_UNIQUE') return 'distinct_people_have_no_quarter'
  return kind === 'YTD_SUM_OVER_ANNUAL' ? 'plan_completion_has_no_quarter' : null
}

/** Why a comparison cannot be asked: a running total is compared with the same point of another year only. */
export function refuseComparison({ compareWith }: Span, comparison: Comparison): Refusal | null {
  if (comparison !== 'qoq' || compareWith === 'lastQuarter') return null
  return compareWith === 'sameQuarterLastYear' ? 'running_total_has_no_previous_quarter' : 'not_observed_every_quarter'
}

/** The period to compare with. Against a base year, quarters and running totals take the same quarter of that year. */
export function comparisonPeriod(
  period: Period,
  comparison: Comparison,
  { span, basePeriod }: { readonly span: Span; readonly basePeriod: Period },
): Period {
  if (comparison === 'yoy') return sameQuarterLastYear(period)
  if (comparison === 'qoq') return previousPeriod(period)
  const isPart = span.kind === 'quarter' || span.kind === 'yearToDate'
  return isPart ? makePeriod(yearOf(basePeriod), quarterOf(period)) : basePeriod
}

/**
 * A change between two figures: `points` (个百分点) and `amount` are differences of the printed values (decision 3),
 * `percent` is growth of unrounded counts. `word` says 持平 when it prints as no change.
 */
export type Change =
  | {
      readonly kind: 'change'
      readonly measure: 'points' | 'amount' | 'percent'
      readonly value: number
      readonly word: 'rise' | 'fall' | 'level'
    }
  | { readonly kind: 'refused'; readonly code: Refusal }

type Figure = Pick<IndicatorResult, 'value'> & { readonly carriedFrom?: Period | null }
type Printed = Pick<IndicatorDefinition, 'formula' | 'unit' | 'decimals'>

/** The change from `base` to `current` (domain 3.4). A base of 0 or below has no growth rate. */
export function changeOf(current: Figure, base: Figure, indicator: Printed): Change {
  if (current.value === null) return refuse('no_value_now')
  if (base.value === null) return refuse('no_value_then')
  if (indicator.formula.kind === 'sum') return growth(current.value, base.value)
  const steps = scaledInteger(current.value, indicator.decimals) - scaledInteger(base.value, indicator.decimals)
  const isRate = indicator.unit === '%' || indicator.unit === '百分点'
  return {
    kind: 'change',
    measure: isRate ? 'points' : 'amount',
    value: steps / 10 ** indicator.decimals,
    word: wordOf(steps),
  }
}

function growth(current: number, base: number): Change {
  if (base === 0) return refuse('zero_base')
  if (base < 0) return refuse('negative_base')
  const value = ((current - base) / base) * 100
  return { kind: 'change', measure: 'percent', value, word: Math.abs(value) < 0.05 ? 'level' : wordOf(value) }
}

function wordOf(value: number): 'rise' | 'fall' | 'level' {
  if (value === 0) return 'level'
  return value > 0 ? 'rise' : 'fall'
}

function refuse(code: Refusal): Change {
  return { kind: 'refused', code }
}

export type ChangeRequest = {
  readonly indicator: IndicatorDefinition
  readonly unit: UnitCode
  readonly period: Period
  readonly form: PeriodForm
  readonly comparison: Comparison
  readonly basePeriod: Period
}

/** Computes both figures and their change; refuses what the period kind does not allow and a wave against itself. */
export function measureChange(engine: Measure, request: ChangeRequest): Change {
  const { indicator, unit, period, form, comparison, basePeriod } = request
  const span = engine.span(indicator.code, form)
  const refusal = refuseForm(indicator.periodKind, form) ?? refuseComparison(span, comparison)
  if (refusal !== null) return refuse(refusal)
  const then = comparisonPeriod(period, comparison, { span, basePeriod })
  const current = engine.result({ indicator: indicator.code, period, form }, unit)
  const base = engine.result({ indicator: indicator.code, period: then, form }, unit)
  if (base.value !== null && current.carriedFrom !== null && current.carriedFrom <= then)
    return refuse('same_observation')
  return changeOf(current, base, indicator)
}

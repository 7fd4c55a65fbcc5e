import type { ComparedFact, IndicatorFact, ValueFact } from '../release/fact.ts'
import { compareHeld } from '@cg/domain/claim/comparison'
import { definitionIn, termsIn } from '@cg/domain/claim/comparison'
import type { Comparison, Held, Measured } from '@cg/domain/claim/comparison'
import type { Claim } from '../claims.ts'
import { claimYardstick } from '@cg/domain/claim/yardstick'
import type { Aim } from '@cg/domain/claim/goal'
import type { ComparedWith } from '@cg/domain/claim/words'
import type { AreaNames } from '@cg/domain/indicator'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'

/** What an installation says with: the least coverage of a verdict on the city, and its names of areas. */
export type SaidUnder = { readonly coverageLimit: number; readonly areas: AreaNames }

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
export function spanComparison({ indicator, fact, period }: Stated, coverageLimit: number): Comparison | null {
  return likeForLike(fact.compared.span, indicator, { period, coverageLimit })
}

/** Against the same quarter of the year before, where the span asks for another. */
export function yearComparison({ indicator, fact, period }: Stated, coverageLimit: number): Comparison | null {
  return likeForLike(fact.compared.year, indicator, { period, coverageLimit })
}

/** Both sides were recomputed over the units that both quarters contain, each measured in its own. */
export function likeForLike(
  compared: ComparedFact | null,
  measured: Measured,
  { period, coverageLimit }: { readonly period: Period; readonly coverageLimit: number },
): Comparison | null {
  if (compared === null) return null
  const { against, now, before, without, covered } = compared
  const common = { units: ['city'], coverage: covered }
  const thenPeriod = parsePeriod(compared.period)
  const found = compareHeld(
    { ...common, ...termsIn(measured, period), value: now, period, observed: period },
    { ...common, ...termsIn(measured, thenPeriod), value: before, period: thenPeriod, observed: thenPeriod },
    { against, coverageLimit, without },
  )
  return typeof found === 'string' ? null : found
}

/** Against the baseline year; null also where too little of the city is behind today's figure. */
export function baselineComparison(stated: Stated, coverageLimit: number): Comparison | null {
  const { baseline, baselinePeriod } = stated.fact
  if (baselinePeriod === null) return null
  return held(stated, { value: baseline, period: parsePeriod(baselinePeriod), against: 'baseline', coverageLimit })
}

type Earlier = {
  readonly value: number | null
  readonly period: Period
  readonly against: ComparedWith
  readonly coverageLimit: number
}

/** A baseline is of a whole year: only its definition is asked. */
export function baseTerms({ breaks, span }: Measured, period: Period) {
  return { definition: definitionIn(breaks, period), span: span.kind }
}

function held(
  { indicator, fact, period }: Stated,
  { value, period: then, against, coverageLimit }: Earlier,
): Comparison | null {
  const common = { units: ['city'] }
  const observed = fact.carriedFrom === null ? period : parsePeriod(fact.carriedFrom)
  const now: Held = {
    ...common,
    ...baseTerms(indicator, observed),
    value: fact.value,
    period,
    observed,
    coverage: fact.coverage,
  }
  const before: Held = { ...common, ...baseTerms(indicator, then), value, period: then, observed: then, coverage: null }
  const found = compareHeld(now, before, { against, coverageLimit })
  return typeof found === 'string' ? null : found
}

/** The city's whole figure beside each outside one. */
export function yardstickClaims(stated: Stated, subject: string): Claim[] {
  const { indicator, fact, period } = stated
  return (fact.yardsticks ?? []).flatMap(({ name, value, decimals, period: of }) => {
    const claim = claimYardstick({
      subject,
      value: fact.state === 'reported' ? fact.value : null,
      name,
      yard: value,
      direction: indicator.direction,
      format: formatOf(indicator),
      decimals,
      observed: fact.carriedFrom === null ? null : parsePeriod(fact.carriedFrom),
      period,
      yardPeriod: parsePeriod(of),
    })
    return claim ?? []
  })
}

import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { parsePeriod, periodIndex, yearOf } from '@cg/domain/period'
import { companion } from '../figure.ts'
import type { Figure } from '../model.ts'
import { indicatorFormat } from './indicator-frame.ts'

/** The forecast's quarters when they follow on one by one; a yearly forecast would leave holes in the line. */
export function periodsAhead({ periods, forecast }: IndicatorFacts): readonly string[] {
  const last = periods.at(-1)
  if (last === undefined || forecast === undefined || forecast === null) return []
  const from = periodIndex(parsePeriod(last)) + 1
  return forecast.periods.every((period, at) => periodIndex(parsePeriod(period)) === from + at) ? forecast.periods : []
}

export function sameYear(period: string, year: number): boolean {
  return yearOf(parsePeriod(period)) === year
}

/** The forecast at the quarters `ahead`, which are its first ones. */
export function forecastFigures(facts: IndicatorFacts, ahead: readonly string[]): Figure[] {
  return ahead.map((_, at) => companion(facts.forecast?.values[at], indicatorFormat(facts)))
}

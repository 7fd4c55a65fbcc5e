import { roundHalfAway } from '../number/round.ts'
import { type Period, parsePeriod, quarterOf, shiftPeriod } from '../period.ts'

/** One figure a quarter; null without one. */
type Values = readonly (number | null)[]
export type QuarterFigures = { readonly periods: readonly string[]; readonly values: Values }

/**
 * The year so far of a flow counted by quarter: the sum from the first quarter on. Null where a quarter of the year so far
 * has no figure or lies before the series: a sum with a hole is no running total.
 */
export function runningTotals({ periods, values }: QuarterFigures): (number | null)[] {
  return runningTotalsOver(periods)(values)
}

/** The same for many units over the same quarters. */
export function runningTotalsOver(periods: readonly string[]): (values: Values) => (number | null)[] {
  const at = positionsOf(periods)
  // Of each quarter the positions of the year so far, itself first; -1: before the series.
  const years = periods.map((text) => {
    const period = parsePeriod(text)
    return Array.from({ length: quarterOf(period) }, (_, back) => at.get(shiftPeriod(period, -back)) ?? -1)
  })
  return (values) => years.map((year) => sumOf(year, values))
}

function sumOf(positions: readonly number[], values: Values): number | null {
  let sum = 0
  for (const position of positions) {
    const part = values[position] ?? null
    if (part === null) return null
    sum = clean(sum + part)
  }
  return sum
}

/** The quarter alone of a flow counted through the year: what has been added since the quarter before; null where either is missing. */
export function quarterParts({ periods, values }: QuarterFigures): (number | null)[] {
  return quarterPartsOver(periods)(values)
}

/** The same for many units over the same quarters. */
export function quarterPartsOver(periods: readonly string[]): (values: Values) => (number | null)[] {
  const at = positionsOf(periods)
  // Of each quarter where the one before it stands; null: it begins the year, -1: before the series.
  const befores = periods.map((text) => {
    const period = parsePeriod(text)
    return quarterOf(period) === 1 ? null : (at.get(shiftPeriod(period, -1)) ?? -1)
  })
  return (values) =>
    befores.map((position, own) => {
      const now = values[own] ?? null
      if (position === null || now === null) return now
      const before = values[position] ?? null
      return before === null ? null : clean(now - before)
    })
}

function positionsOf(periods: readonly string[]): ReadonlyMap<Period, number> {
  return new Map(periods.map((period, position) => [parsePeriod(period), position]))
}

/** Sums of decimals without the noise of binary fractions. */
function clean(value: number): number {
  return roundHalfAway(value, 9)
}

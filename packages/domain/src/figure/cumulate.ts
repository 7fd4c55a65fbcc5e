import { roundHalfAway } from '../number/round.ts'
import { type Period, parsePeriod, quarterOf, shiftPeriod } from '../period.ts'

/** One figure a quarter; null without one. */
export type QuarterFigures = { readonly periods: readonly string[]; readonly values: readonly (number | null)[] }

/**
 * The year so far of a flow counted by quarter: the sum from the first quarter on. Null where a quarter of the year so far
 * has no figure or lies before the series: a sum with a hole is no running total.
 */
export function runningTotals(series: QuarterFigures): (number | null)[] {
  const known = byPeriod(series)
  return series.periods.map((text) => {
    const period = parsePeriod(text)
    const parts = Array.from({ length: quarterOf(period) }, (_, back) => known.get(shiftPeriod(period, -back)) ?? null)
    return parts.reduce<number | null>((sum, part) => (sum === null || part === null ? null : clean(sum + part)), 0)
  })
}

/** The quarter alone of a flow counted through the year: what has been added since the quarter before; null where either is missing. */
export function quarterParts(series: QuarterFigures): (number | null)[] {
  const known = byPeriod(series)
  return series.periods.map((text) => {
    const period = parsePeriod(text)
    const now = known.get(period) ?? null
    if (quarterOf(period) === 1 || now === null) return now
    const before = known.get(shiftPeriod(period, -1)) ?? null
    return before === null ? null : clean(now - before)
  })
}

function byPeriod({ periods, values }: QuarterFigures): ReadonlyMap<Period, number | null> {
  return new Map(periods.map((period, at) => [parsePeriod(period), values[at] ?? null]))
}

/** Sums of decimals without the noise of binary fractions. */
function clean(value: number): number {
  return roundHalfAway(value, 9)
}

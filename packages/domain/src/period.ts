/** A calendar quarter, written '2026Q3'. Parsed once, at the edge. */
export type Period = string & { readonly __brand: 'Period' }

export type Quarter = 1 | 2 | 3 | 4

const pattern = /^(\d{4})Q([1-4])$/

/** The first quarter there is: a unit that begins with it was always there. */
export const firstPeriod = '2000Q1' as Period

/** True when the text names a quarter between 2000Q1 and 2199Q4. */
export function isPeriod(text: string): text is Period {
  return pattern.test(text) && text >= firstPeriod && text <= '2199Q4'
}

/** Reads '2026Q3'; throws on anything else. */
export function parsePeriod(text: string): Period {
  if (!isPeriod(text)) throw new RangeError(`not a quarter: ${text}`)
  return text
}

const byIndex = new Map<number, Period>()

/** Builds the period of a year and quarter, once for each: targets of thousands of units ask for the same few. */
export function makePeriod(year: number, quarter: number): Period {
  const isWhole = Number.isInteger(year) && quarter >= 1 && quarter <= 4 && Number.isInteger(quarter)
  const index = year * 4 + quarter - 1
  const known = isWhole ? byIndex.get(index) : undefined
  if (known !== undefined) return known
  const period = parsePeriod(`${year}Q${quarter}`)
  byIndex.set(index, period)
  return period
}

export function yearOf(period: Period): number {
  return digit(period, 0) * 1000 + digit(period, 1) * 100 + digit(period, 2) * 10 + digit(period, 3)
}

/** Cheaper than cutting the text: targets of thousands of units ask for years millions of times. */
function digit(period: Period, at: number): number {
  return period.charCodeAt(at) - 48
}

export function quarterOf(period: Period): Quarter {
  return digit(period, 5) as Quarter
}

/** Quarters since year 0: consecutive quarters differ by one, so it is true time for trends. */
export function periodIndex(period: Period): number {
  return yearOf(period) * 4 + quarterOf(period) - 1
}

/** The inverse of periodIndex. */
export function periodAt(index: number): Period {
  return makePeriod(Math.floor(index / 4), (((index % 4) + 4) % 4) + 1)
}

/** The period `count` quarters later (negative: earlier). */
export function shiftPeriod(period: Period, count: number): Period {
  return periodAt(periodIndex(period) + count)
}

export function previousPeriod(period: Period): Period {
  return shiftPeriod(period, -1)
}

export function sameQuarterLastYear(period: Period): Period {
  return shiftPeriod(period, -4)
}

/** All quarters from `first` to `last`, both included; empty when last is before first. */
export function periodRange(first: Period, last: Period): Period[] {
  const from = periodIndex(first)
  return Array.from({ length: Math.max(0, periodIndex(last) - from + 1) }, (_, step) => periodAt(from + step))
}

/** The quarters of the period's year up to and including it: the quarters that 累计 sums. */
export function yearToDate(period: Period): Period[] {
  return periodRange(makePeriod(yearOf(period), 1), period)
}

const lastDays = ['03-31', '06-30', '09-30', '12-31'] as const

/** The last calendar day as 'YYYY-MM-DD': the statistical date (截至). */
export function periodEnd(period: Period): string {
  return `${yearOf(period)}-${lastDays[quarterOf(period) - 1]}`
}

/** The last quarter that had ended on the day 'YYYY-MM-DD' (a quarter ending that very day is not yet over). */
export function lastCompletePeriod(day: string): Period {
  const month = Number(day.slice(5, 7))
  return previousPeriod(makePeriod(Number(day.slice(0, 4)), Math.floor((month - 1) / 3) + 1))
}

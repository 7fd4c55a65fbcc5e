import { exactSum } from '../number/sum.ts'
import { periodEnd, previousPeriod, yearOf } from '../period.ts'
import type { Period } from '../period.ts'
import type { RegisterFeed, RegisterLimit, RegisterShape, RegisterValues } from './kind.ts'

/** Whether a record counts for an item at the end of a quarter: it has begun, has not ended, and is of the kind the item asks for. */
export function countsFor(
  { day, until }: Pick<RegisterShape, 'day' | 'until'>,
  { span, only, also = [] }: RegisterFeed,
  values: RegisterValues,
  period: Period,
): boolean {
  const end = periodEnd(period)
  const from = values[day]
  const to = until === undefined ? null : values[until]
  if (typeof from !== 'string' || from > end) return false
  if (typeof to === 'string' && to <= end && span === 'total') return false
  if (span === 'year' && Number(from.slice(0, 4)) !== yearOf(period)) return false
  if (span === 'quarter' && from <= periodEnd(previousPeriod(period))) return false
  return [...(only === undefined ? [] : [only]), ...also].every((limit) => meets(values, limit))
}

function meets(values: RegisterValues, { field, among }: RegisterLimit): boolean {
  const value = values[field] ?? null
  return value !== null && (among === undefined || among.includes(String(value)))
}

/** What an item equals at the end of a quarter: the count of the records given, or the sum of one of their numbers; 0 of none. */
export function feedValue(
  shape: Pick<RegisterShape, 'day' | 'until'>,
  feed: RegisterFeed,
  records: readonly RegisterValues[],
  period: Period,
): number {
  const counted = records.filter((values) => countsFor(shape, feed, values, period))
  if (feed.measure === 'count') return counted.length
  return exactSum(counted.map((values) => Number(values[feed.measure] ?? 0)))
}

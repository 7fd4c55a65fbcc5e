import { listHolidays } from '@cg/contract/holiday'
import { dayWords, hasNotice } from '@cg/domain/number/workday'
import type { SpecialDay } from '@cg/domain/number/workday'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { call } from '../lib/api.ts'
import { toTimeField } from '../lib/china-time.ts'

export const holidaysQuery = queryOptions({
  queryKey: ['holidays'],
  queryFn: ({ signal }) => call(listHolidays, {}, { signal }),
})

/** Free days and worked weekends of all years that have a notice; none while they are on their way. */
export function useSpecialDays(): readonly SpecialDay[] {
  const { data } = useQuery(holidaysQuery)
  return data?.years.flatMap(({ days }) => days) ?? []
}

/** What day a moment falls on: '星期三', or that nobody is at work then. '' while none is chosen. */
export function momentWords(instant: string, special: readonly SpecialDay[]): string {
  return instant === '' ? '' : dayWords(toTimeField(instant).slice(0, 10), special)
}

/** The years among the moments whose holidays are not known yet. */
export function yearsWithoutNotice(instants: readonly string[], special: readonly SpecialDay[]): string[] {
  const years = instants.filter((one) => one !== '').map((one) => toTimeField(one).slice(0, 4))
  return [...new Set(years)].filter((year) => !hasNotice(year, special))
}

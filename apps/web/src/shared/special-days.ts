import { listHolidays } from '@cg/contract/holiday'
import { dayWords, hasNotice } from '@cg/domain/form/workday'
import type { SpecialDay } from '@cg/domain/form/workday'
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
  if (instant === '') return ''
  const day = toTimeField(instant).slice(0, 10)
  const { words, isWorked } = dayWords(day, special)
  const year = day.slice(0, 4)
  const unsure = hasNotice(year, special) ? '' : `；${year}年的放假安排还没有登记`
  return isWorked ? `${words}${unsure}` : `${words}，不上班，建议改为工作日${unsure}`
}

import type { PeriodInfo } from '@cg/contract/admin'
import { dayInChina } from '@cg/domain/number/china-day'
import type { SpecialDay } from '@cg/domain/number/workday'
import { workdayAfter } from '@cg/domain/number/workday'
import { isPeriod, lastCompletePeriod, periodEnd, shiftPeriod } from '@cg/domain/period'

/** What is set of a quarter; '' where a step has no date. */
export type PeriodDraft = Pick<PeriodInfo, 'code' | 'opensAt' | 'dueAt' | 'closesAt' | 'state'> & {
  checkBy: string
  reviewBy: string
  publishBy: string
  /** The usual days have passed: the steps count from the day the draft was made. */
  isFromToday: boolean
}

/**
 * The quarter after the newest, or in an empty installation the one that ended last: open the day after it ends, each step
 * so many working days after its end (T+10 the forms, T+13 the lead departments, T+15 the office, T+18 no late form any
 * more, T+20 publication), so that a date moves over holidays and moved weekends. Where those days have passed already, as
 * in a city that begins in the middle of a quarter, they count from today: nobody is late for a form he never saw.
 */
export function nextQuarter(newest: string | undefined, now: Date, special: readonly SpecialDay[]): PeriodDraft {
  const today = dayInChina(now)
  const code = newest !== undefined && isPeriod(newest) ? shiftPeriod(newest, 1) : lastCompletePeriod(today)
  const end = periodEnd(code)
  const isFromToday = workdayAfter(end, 10, special) <= today
  const since = isFromToday ? today : end
  const at = (days: number) => new Date(`${workdayAfter(since, days, special)}T18:00:00+08:00`).toISOString()
  return {
    code,
    opensAt: new Date(`${end}T16:00:00Z`).toISOString(),
    dueAt: at(10),
    checkBy: at(13),
    reviewBy: at(15),
    closesAt: at(18),
    publishBy: at(20),
    state: 'open',
    isFromToday,
  }
}

/** A quarter as it is stored, to be changed. */
export function draftOf(period: PeriodInfo): PeriodDraft {
  const { code, opensAt, dueAt, closesAt, state, checkBy, reviewBy, publishBy } = period
  const steps = { checkBy: checkBy ?? '', reviewBy: reviewBy ?? '', publishBy: publishBy ?? '' }
  return { code, opensAt, dueAt, closesAt, state, ...steps, isFromToday: false }
}

import type { PeriodInfo } from '@cg/contract/admin'
import type { SpecialDay } from '@cg/domain/number/workday'
import { workdayAfter } from '@cg/domain/number/workday'
import { isPeriod, lastCompletePeriod, periodEnd, shiftPeriod } from '@cg/domain/period'

/** What is set of a quarter; '' where a step has no date. */
export type PeriodDraft = Pick<PeriodInfo, 'code' | 'opensAt' | 'dueAt' | 'closesAt' | 'state'> & {
  checkBy: string
  reviewBy: string
  publishBy: string
}

const hourMs = 3_600_000

/**
 * The quarter after the newest, or in an empty installation the one that ended last: open the day after it ends, each step
 * so many working days after its end (T+10 the forms, T+13 the lead departments, T+15 the office, T+18 no late form any
 * more, T+20 publication), so that a date moves over holidays and moved weekends.
 */
export function nextQuarter(newest: string | undefined, now: Date, special: readonly SpecialDay[]): PeriodDraft {
  const today = new Date(now.getTime() + 8 * hourMs).toISOString().slice(0, 10)
  const code = newest !== undefined && isPeriod(newest) ? shiftPeriod(newest, 1) : lastCompletePeriod(today)
  const end = periodEnd(code)
  const at = (days: number) => new Date(`${workdayAfter(end, days, special)}T18:00:00+08:00`).toISOString()
  return {
    code,
    opensAt: new Date(`${end}T16:00:00Z`).toISOString(),
    dueAt: at(10),
    checkBy: at(13),
    reviewBy: at(15),
    closesAt: at(18),
    publishBy: at(20),
    state: 'open',
  }
}

/** A quarter as it is stored, to be changed. */
export function draftOf(period: PeriodInfo): PeriodDraft {
  const { code, opensAt, dueAt, closesAt, state, checkBy, reviewBy, publishBy } = period
  const steps = { checkBy: checkBy ?? '', reviewBy: reviewBy ?? '', publishBy: publishBy ?? '' }
  return { code, opensAt, dueAt, closesAt, state, ...steps }
}

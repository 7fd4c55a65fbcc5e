import type { PeriodInfo } from '@cg/contract/admin'
import { isPeriod, lastCompletePeriod, periodEnd, shiftPeriod } from '@cg/domain/period'

/** What is set of a quarter; '' where a step has no date. */
export type PeriodDraft = Pick<PeriodInfo, 'code' | 'opensAt' | 'dueAt' | 'closesAt' | 'state'> & {
  checkBy: string
  reviewBy: string
  publishBy: string
}

const [hourMs, dayMs] = [3_600_000, 86_400_000]

/**
 * The quarter after the newest, or in an empty installation the one that ended last: open the day after it ends, due on the
 * 15th, each later step some days on, none of them on a Saturday or Sunday. Moved holidays are for the admin to enter.
 */
export function nextQuarter(newest: string | undefined, now: Date): PeriodDraft {
  const today = new Date(now.getTime() + 8 * hourMs).toISOString().slice(0, 10)
  const code = newest !== undefined && isPeriod(newest) ? shiftPeriod(newest, 1) : lastCompletePeriod(today)
  const start = Date.parse(`${periodEnd(code)}T16:00:00Z`)
  const at = (days: number) => workingTime(start + days * dayMs + 18 * hourMs)
  return {
    code,
    opensAt: new Date(start).toISOString(),
    dueAt: at(14),
    checkBy: at(17),
    reviewBy: at(21),
    closesAt: at(24),
    publishBy: at(27),
    state: 'open',
  }
}

/** The same hour on the next day that is no Saturday or Sunday in China. */
function workingTime(time: number): string {
  const weekday = new Date(time + 8 * hourMs).getUTCDay()
  const wait = weekday === 6 ? 2 : weekday === 0 ? 1 : 0
  return new Date(time + wait * dayMs).toISOString()
}

/** A quarter as it is stored, to be changed. */
export function draftOf(period: PeriodInfo): PeriodDraft {
  const { code, opensAt, dueAt, closesAt, state, checkBy, reviewBy, publishBy } = period
  const steps = { checkBy: checkBy ?? '', reviewBy: reviewBy ?? '', publishBy: publishBy ?? '' }
  return { code, opensAt, dueAt, closesAt, state, ...steps }
}

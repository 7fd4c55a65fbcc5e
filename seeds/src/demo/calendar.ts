import type { PeriodSeed } from '@cg/contract/catalogue'
import type { Period } from '@cg/domain/period'
import { periodEnd } from '@cg/domain/period'

const dayMs = 86_400_000

/** An instant in the working day of a date in China: dayOf('2026-07-20', 18) is 18:00 there. */
export function chinaTime(day: string, hour: number, minute = 0): Date {
  return new Date(Date.parse(`${day}T00:00:00+08:00`) + (hour * 60 + minute) * 60_000)
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}

/** The usual calendar: open after the quarter, due on day 20, closed on day 25, published on day 28. */
export function usualPeriod(period: Period): PeriodSeed & { readonly publishDay: string } {
  const end = periodEnd(period)
  return {
    code: period,
    opensAt: chinaTime(addDays(end, 1), 0).toISOString(),
    dueAt: chinaTime(addDays(end, 20), 18).toISOString(),
    closesAt: chinaTime(addDays(end, 25), 18).toISOString(),
    state: 'open',
    publishDay: addDays(end, 28),
  }
}

/**
 * The newest quarter is always alive: whenever the demo is made, it has been open for two weeks at least, its deadline
 * was yesterday at the earliest, and late returns are taken for two months more.
 */
export function openPeriod(period: Period, asOf: string): PeriodSeed {
  const { publishDay: _publishDay, ...usual } = usualPeriod(period)
  const earlier = chinaTime(addDays(asOf, -14), 0).toISOString()
  const yesterday = chinaTime(addDays(asOf, -1), 18).toISOString()
  const opensAt = usual.opensAt < earlier ? usual.opensAt : earlier
  const dueAt = usual.dueAt > yesterday ? usual.dueAt : yesterday
  return { ...usual, opensAt, dueAt, closesAt: new Date(Date.parse(dueAt) + 60 * dayMs).toISOString() }
}

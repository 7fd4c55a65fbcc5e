import { describe, expect, it } from 'vitest'
import { nextQuarter } from './next-quarter.ts'

const now = new Date('2026-11-28T02:00:00Z')
const early = new Date('2024-12-01T02:00:00Z')
const china = (instant: string) => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16)

describe('the quarter that is opened next', () => {
  it('follows the newest, opens when it has ended, and has its steps in order', () => {
    const draft = nextQuarter('2026Q3', now, [])
    expect([draft.code, china(draft.opensAt), china(draft.dueAt)]).toEqual([
      '2026Q4',
      '2027-01-01T00:00',
      '2027-01-15T18:00',
    ])
    const steps = [draft.opensAt, draft.dueAt, draft.checkBy, draft.reviewBy, draft.closesAt, draft.publishBy]
    expect(steps).toEqual(steps.toSorted())
  })

  it('is the one that ended last where there is none yet', () => {
    expect(nextQuarter(undefined, now, []).code).toBe('2026Q3')
    // Already October in Beijing.
    expect(nextQuarter(undefined, new Date('2026-09-30T17:00:00Z'), []).code).toBe('2026Q3')
    expect(nextQuarter(undefined, new Date('2026-09-30T15:00:00Z'), []).code).toBe('2026Q2')
  })

  it('counts from today where the usual days have passed: a city that begins in the middle of a quarter', () => {
    const draft = nextQuarter(undefined, now, [])
    expect(draft.isFromToday).toBe(true)
    // Ten and twenty working days after Saturday 28 November.
    expect([china(draft.dueAt), china(draft.publishBy)]).toEqual(['2026-12-11T18:00', '2026-12-25T18:00'])
    // On the last day before the deadline it still stands.
    const before = nextQuarter(undefined, new Date('2026-10-15T02:00:00Z'), [])
    expect([before.isFromToday, china(before.dueAt)]).toEqual([false, '2026-10-16T18:00'])
    expect(nextQuarter(undefined, new Date('2026-10-16T02:00:00Z'), []).isFromToday).toBe(true)
  })

  it('has no step on a Saturday or Sunday', () => {
    for (const newest of ['2024Q4', '2025Q1', '2025Q2', '2025Q3', '2025Q4', '2026Q1', '2026Q2', '2026Q3']) {
      const { dueAt, checkBy, reviewBy, closesAt, publishBy } = nextQuarter(newest, early, [])
      const days = [dueAt, checkBy, reviewBy, closesAt, publishBy].map((at) => new Date(`${china(at)}Z`).getUTCDay())
      expect(days.filter((day) => day === 0 || day === 6)).toEqual([])
    }
  })

  it('moves its steps over a holiday', () => {
    const special = [3, 4, 5, 6, 7].map((day) => ({ day: `2026-07-0${day}`, kind: 'off' as const, name: '本地节日' }))
    expect(china(nextQuarter('2026Q1', early, []).dueAt)).toBe('2026-07-14T18:00')
    // Three of the five are working days.
    expect(china(nextQuarter('2026Q1', early, special).dueAt)).toBe('2026-07-17T18:00')
  })
})

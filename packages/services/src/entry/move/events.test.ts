import { expect, it } from 'vitest'
import { lastReturn } from './events.ts'
import type { EventRow } from './events.ts'

const event = (action: string, toState: string, at: string): EventRow => {
  return { id: 1, submissionId: 1, action, fromState: 'submitted', toState, round: 1, note: null, actorId: 1, at }
}

it('the last return is review’s: shutting, admitting or taking back a returned form does not hide what changed since', () => {
  const events = [
    event('return', 'returned', '2026-10-06'),
    event('withdraw', 'returned', '2026-10-08'),
    event('close', 'returned', '2026-10-20'),
    event('admit', 'returned', '2026-10-22'),
  ]
  expect(lastReturn(events)).toBe('2026-10-06')
  expect(lastReturn([...events, event('reopen', 'returned', '2026-10-25')])).toBe('2026-10-25')
  expect(lastReturn([event('submit', 'submitted', '2026-10-05')])).toBeNull()
})

import { expect, it } from 'vitest'
import { dayInChina, inChina } from './china-day.ts'

it('is the next day in China from four in the afternoon of UTC on', () => {
  expect(dayInChina('2026-09-30T15:59:59Z')).toBe('2026-09-30')
  expect(dayInChina(new Date('2026-09-30T16:00:00Z'))).toBe('2026-10-01')
  expect(inChina('2026-12-31T16:30:00Z')).toBe('2027-01-01T00:30:00.000')
})

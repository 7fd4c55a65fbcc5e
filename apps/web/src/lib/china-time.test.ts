import { expect, test } from 'vitest'
import { fromTimeField, toTimeField } from './china-time.ts'

test('a time is that of Beijing, wherever the browser is', () => {
  expect(Date.parse(fromTimeField('2026-10-15T18:00'))).toBe(Date.UTC(2026, 9, 15, 10))
  expect(toTimeField('2026-10-15T17:30:00.000Z')).toBe('2026-10-16T01:30')
  expect(toTimeField(fromTimeField('2026-12-31T23:59'))).toBe('2026-12-31T23:59')
})

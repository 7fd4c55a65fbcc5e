import { expect, test } from 'vitest'
import { percentOf, sparkPath } from './geometry.ts'

const scale = { unit: '%', from: 0, to: 100, ticks: [] }

test('a bar starts at the beginning of its scale and never leaves it', () => {
  expect(percentOf(scale, 0)).toBe(0)
  expect(percentOf(scale, 42.5)).toBe(42.5)
  expect(percentOf(scale, 130)).toBe(100)
})

test('a missing quarter breaks the line and is never bridged', () => {
  expect(sparkPath([1, 2, null, 3, 4], 40, 10).match(/M/g)).toHaveLength(2)
})

test('a flat line is drawn, not divided by nothing', () => {
  expect(sparkPath([5, 5], 10, 10)).not.toContain('NaN')
})

import { expect, test } from 'vitest'
import { inOneLine } from './words.ts'

test('whole sentences stand in one line without a stop before each semicolon', () => {
  expect(inOneLine(['先汇总分子、分母再相除。', '按人数计'])).toBe('先汇总分子、分母再相除；按人数计')
})

import { expect, it } from 'vitest'
import { threadState } from './thread.ts'

it.each([
  [[1], false, 'waiting'],
  [[1, 2], false, 'answered'],
  [[1, 2, 1], false, 'waiting'],
  [[1, 1], false, 'waiting'],
  [[1, 2, 3], false, 'answered'],
  [[1], true, 'closed'],
  [[1, 2], true, 'closed'],
] as const)('asked by 1, written by %j, closed %s: %s', (authors, isClosed, state) => {
  expect(threadState({ askedBy: 1, authors, isClosed })).toBe(state)
})

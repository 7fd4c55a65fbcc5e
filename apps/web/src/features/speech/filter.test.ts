import { describe, expect, it } from 'vitest'
import { nextTo, shownBy } from './filter.ts'
import type { CheckedFinding } from './replace.ts'

const finding = (mark: CheckedFinding['mark'], wasText: string | null = null) =>
  ({ mark, wasText, start: 0, end: 1 }) as CheckedFinding
const findings = [finding('equal'), finding('differs'), finding('fill', '*%'), finding('missing'), finding('unclear')]

describe('findings of a draft', () => {
  it('are to be worked on until they are put right', () => {
    expect(shownBy('todo', findings)).toEqual([1, 4])
    expect(shownBy('fill', findings)).toEqual([2])
    expect(shownBy('all', findings)).toHaveLength(5)
  })

  it('are gone through from the chosen one, though it is not shown any longer', () => {
    expect(nextTo([1, 4], null, 1)).toBe(1)
    expect(nextTo([1, 4], 2, 1)).toBe(4)
    expect(nextTo([1, 4], 2, -1)).toBe(1)
    expect(nextTo([1, 4], 4, 1)).toBeNull()
  })
})

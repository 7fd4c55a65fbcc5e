import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clearEnds, touchingGroups, touchingOf } from './groups.ts'

const within = (values: readonly number[], limit: number) => (left: number, right: number) =>
  Math.abs((values[left] ?? 0) - (values[right] ?? 0)) <= limit

describe('groups that cannot be told apart', () => {
  test('a chain whose ends are 19 points apart is not one group of eleven', () => {
    const values = [98, 96, 94, 92, 90, 88, 86, 84, 82, 80, 79]
    const groups = touchingGroups(values.length, within(values, 2))
    expect(groups).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 5],
      [5, 6],
      [6, 7],
      [7, 8],
      [8, 9],
      [9, 10],
    ])
  })

  test('overlap, and are as long as every pair allows', () => {
    const values = [10, 9, 8, 7, 3]
    expect(touchingGroups(values.length, within(values, 2))).toEqual([
      [0, 1, 2],
      [1, 2, 3],
    ])
    expect(touchingGroups(3, () => true)).toEqual([[0, 1, 2]])
    expect(touchingGroups(3, () => false)).toEqual([])
    expect(touchingGroups(0, () => true)).toEqual([])
  })

  test('any relation: every pair of a group touches, no group lies in another, and none could be longer', () => {
    const relation = fc
      .integer({ min: 1, max: 9 })
      .chain((count) =>
        fc.tuple(fc.constant(count), fc.array(fc.boolean(), { minLength: count * count, maxLength: count * count })),
      )
    fc.assert(
      fc.property(relation, ([count, links]) => {
        const touches = (left: number, right: number) => links[left * count + right] === true
        const groups = touchingGroups(count, touches)
        const isGroup = (first: number, last: number) => {
          for (let left = first; left <= last; left++)
            for (let right = left + 1; right <= last; right++) if (!touches(left, right)) return false
          return true
        }
        const ends = groups.map((group) => [group[0] ?? 0, group.at(-1) ?? 0] as const)
        for (const [first, last] of ends) {
          expect(isGroup(first, last)).toBe(true)
          expect(first > 0 && isGroup(first - 1, last)).toBe(false)
          expect(last + 1 < count && isGroup(first, last + 1)).toBe(false)
        }
        for (let at = 0; at + 1 < count; at++) {
          if (touches(at, at + 1)) expect(ends.some(([first, last]) => first <= at && at + 1 <= last)).toBe(true)
        }
      }),
    )
  })

  test('each unit knows all that it touches, neighbours or not', () => {
    const touches = (left: number, right: number) => left === 0 && right === 2
    expect(touchingOf(3, touches)).toEqual([[2], [], [0]])
    expect(touchingGroups(3, touches)).toEqual([])
  })
})

describe('the ends of a ranking', () => {
  const row = (rank: number, more: { rankLow?: number; rankHigh?: number; touching?: number } = {}) => ({
    rank,
    rankLow: rank,
    rankHigh: rank,
    touching: 0,
    ...more,
  })

  test('are one unit’s alone only where nothing reaches them, by the same test at both', () => {
    expect(clearEnds([row(1), row(2), row(3)])).toEqual({ first: true, last: true })
    expect(clearEnds([row(1), row(1), row(3)])).toEqual({ first: false, last: true })
    expect(clearEnds([row(1, { rankHigh: 2 }), row(2), row(3)])).toEqual({ first: false, last: true })
    expect(clearEnds([row(1), row(2, { rankLow: 1 }), row(3)])).toEqual({ first: false, last: true })
    expect(clearEnds([row(1), row(2, { touching: 1, rankHigh: 3 }), row(3, { touching: 1 })])).toEqual({
      first: true,
      last: false,
    })
    expect(clearEnds([row(1), row(2), row(3, { rankLow: 2 })])).toEqual({ first: true, last: false })
    expect(clearEnds([row(1)])).toEqual({ first: false, last: false })
  })
})

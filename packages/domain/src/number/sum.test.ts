import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exactMean, exactSum, weightedMean } from './sum.ts'

describe('the exact sum', () => {
  test.each([
    [[], 0],
    [[0.1, 0.2, 0.3], 0.6],
    [[0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 1],
    [[1e100, 1, -1e100], 1],
    [[1e16, 1, 1e-16], 10000000000000002],
    [[2 ** 53, 1, 2 ** -100], 2 ** 53 + 2],
    [[1, 2, 3], 6],
  ])('of %j is %d', (values, sum) => {
    expect(exactSum(values)).toBe(sum)
  })

  test('is bit-identical in any order', () => {
    const value = fc.double({ min: -1e12, max: 1e12, noNaN: true })
    fc.assert(
      fc.property(fc.array(value, { maxLength: 30 }), fc.infiniteStream(fc.nat()), (values, keys) => {
        const shuffled = values.map((one) => [keys.next().value ?? 0, one] as const).sort((a, b) => a[0] - b[0])
        expect(Object.is(exactSum(shuffled.map(([, one]) => one)) + 0, exactSum(values) + 0)).toBe(true)
      }),
    )
  })

  test('means of nothing and weights of 0 are null', () => {
    expect(exactMean([])).toBeNull()
    expect(weightedMean([1, 2], [0, 0])).toBeNull()
    expect(weightedMean([1, 2], [1, 3])).toBe(1.75)
  })
})

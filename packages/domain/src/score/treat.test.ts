import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultTreatLimits, kurtosis, skewness, treatColumn, winsorise } from './treat.ts'

const example = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100]

describe('skewness and kurtosis', () => {
  // Reference values: Excel SKEW and KURT, which are of the same type 2.
  test('are those of Excel', () => {
    const sample = [3, 4, 5, 2, 3, 4, 5, 6, 4, 7]
    expect(skewness(sample)).toBeCloseTo(0.359543071, 8)
    expect(kurtosis(sample)).toBeCloseTo(-0.151799637, 8)
  })

  test('have no value for a constant or too short column', () => {
    expect(skewness([5, 5, 5, 5])).toBeNull()
    expect(skewness([1, 2])).toBeNull()
    expect(kurtosis([1, 2, 3])).toBeNull()
  })
})

describe('outlier treatment', () => {
  test('leaves a column alone that passes', () => {
    const values = [1, 2, 3, 4, 5, null]
    expect(treatColumn(values)).toMatchObject({
      values,
      passes: true,
      treatments: ['none', 'none', 'none', 'none', 'none', 'none'],
    })
  })

  test('pulls the largest value to its neighbour until the column passes, tied ones together', () => {
    const { values, treatments, passes } = winsorise(example)
    expect(passes).toBe(true)
    expect(values.slice(0, 10)).toEqual(example.slice(0, 10))
    expect(treatments.slice(10)).toEqual(['none', 'high'])
    expect(values[11]).toBe(30)
    const tied = winsorise([...Array.from({ length: 30 }, (_, at) => at), 1000, 1000])
    expect(tied.treatments.filter((treatment) => treatment === 'high')).toHaveLength(2)
    expect(tied.values.slice(29)).toEqual([29, 29, 29])
  })

  test('goes on with the next value while the column still fails', () => {
    const { values, treatments } = winsorise([...Array.from({ length: 30 }, (_, at) => at), 500, 1000])
    expect(treatments.slice(29)).toEqual(['none', 'high', 'high'])
    expect(values.slice(29)).toEqual([29, 29, 29])
  })

  test('treats the low end where the column leans there', () => {
    const low = winsorise(example.map((value) => -value))
    expect(low.treatments.slice(10)).toEqual(['none', 'low'])
    expect(low.values[11]).toBe(-30)
  })

  test('gives up after five points and takes the logarithm of the original instead', () => {
    const stubborn = [...Array.from({ length: 60 }, (_, at) => 1 + at * 0.001), 1e3, 2e3, 4e3, 8e3, 16e3, 32e3, 64e3]
    const result = treatColumn(stubborn)
    expect(result.treatments.every((treatment) => treatment === 'log')).toBe(true)
    expect(result.values[0]).toBeCloseTo(Math.log(0.01 * (64e3 - 1)), 12)
  })

  test('does nothing below five values', () => {
    expect(treatColumn([1, 2, 3, 1e9])).toMatchObject({ tooFew: true, values: [1, 2, 3, 1e9] })
  })

  test('moves at most five points plus a tie group, and never changes the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 5, maxLength: 40 }), (values) => {
        const { values: treated, treatments } = treatColumn(values, defaultTreatLimits)
        for (let at = 1; at < values.length; at++) {
          const [a, b] = [values[at - 1] ?? 0, values[at] ?? 0]
          if (a < b) expect(treated[at - 1]).toBeLessThanOrEqual(treated[at] ?? Number.NaN)
        }
        expect(treatments).toHaveLength(values.length)
      }),
    )
  })
})

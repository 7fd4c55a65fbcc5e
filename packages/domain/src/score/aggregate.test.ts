import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { epsilonMean, mazziottaPareto, powerMean, presentScores } from './aggregate.ts'
import { copeland, outrankingMatrix, outrankingScores } from '../index/copeland.ts'
import { must } from '../must.ts'

const present = (scores: readonly (number | null)[], weights = scores.map(() => 1)) =>
  must(presentScores({ scores, weights }))

describe('the power mean', () => {
  test.each([
    [1, 7.5],
    [0, Math.sqrt(50)],
    [-1, 20 / 3],
    [2, Math.sqrt(62.5)],
    [0.5, ((Math.sqrt(5) + Math.sqrt(10)) / 2) ** 2],
  ])('of 5 and 10 with p = %d is %d', (p, mean) => {
    expect(powerMean(present([5, 10]), p)).toBeCloseTo(mean, 12)
  })

  test('weighs', () => {
    expect(powerMean(present([5, 10], [3, 1]), 1)).toBe(6.25)
    expect(powerMean(present([5, 10], [3, 1]), 0)).toBeCloseTo(5 ** 0.75 * 10 ** 0.25, 12)
  })

  test('fault B8: skips missing scores for every p and refuses negative ones but for p = 1', () => {
    for (const p of [1, 0, -1, 2]) expect(powerMean(present([4, null, 4]), p)).toBeCloseTo(4, 12)
    for (const p of [0, -1, 2]) expect(powerMean(present([4, -4]), p)).toBeNull()
    expect(powerMean(present([4, -4]), 1)).toBe(0)
  })

  test('has no score where nothing or nothing with weight is there', () => {
    expect(presentScores({ scores: [null, null], weights: [1, 1] })).toBeNull()
    expect(presentScores({ scores: [5, null], weights: [0, 1] })).toBeNull()
  })

  test('fault B9: one zero stops neither the run nor, with epsilon, the unit, and says what epsilon did', () => {
    expect(powerMean(present([0, 100]), 0)).toBe(0)
    expect(powerMean(present([0, 100]), -1)).toBe(0)
    const lifted = epsilonMean(present([0, 100]), 0, 1)
    expect(lifted).toMatchObject({ touched: true, value: expect.closeTo(10, 12) })
    expect(lifted.atTenth).toBeCloseTo(Math.sqrt(10), 12)
    expect(lifted.atTenfold).toBeCloseTo(Math.sqrt(1000), 12)
    expect(epsilonMean(present([2, 50]), 0, 1)).toMatchObject({
      touched: false,
      value: expect.closeTo(10, 12),
      atTenth: null,
    })
    expect(epsilonMean(present([0, 100]), 1, 1)).toMatchObject({ touched: false, value: 50 })
  })

  test('grows with p and lies between the least and the largest score', () => {
    const score = fc.double({ min: 0.01, max: 100, noNaN: true })
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 8 }), (scores) => {
        const means = [-2, -1, 0, 1, 2].map((p) => must(powerMean(present(scores), p)))
        for (const [at, mean] of means.entries()) {
          expect(mean).toBeGreaterThanOrEqual((means[at - 1] ?? Math.min(...scores)) * (1 - 1e-12))
          expect(mean).toBeLessThanOrEqual(Math.max(...scores) * (1 + 1e-12))
        }
      }),
    )
  })
})

test('Mazziotta-Pareto takes the penalty of an uneven profile, as Compind does', () => {
  expect(mazziottaPareto(present([90, 100, 110]), 'subtract')).toBeCloseTo(99, 12)
  expect(mazziottaPareto(present([90, 100, 110]), 'add')).toBeCloseTo(101, 12)
  expect(mazziottaPareto(present([100, 100]), 'subtract')).toBe(100)
  expect(mazziottaPareto(present([100]), 'subtract')).toBeNull()
})

describe('Copeland', () => {
  test('counts duels won less duels lost', () => {
    const rows = [
      [3, 3, 1],
      [2, 2, 2],
      [1, 1, 3],
    ]
    expect(copeland({ rows, weights: [1, 1, 1] })).toEqual([2, 0, -2])
    expect(outrankingMatrix({ rows, weights: [1, 1, 2] })).toEqual([
      [null, 0.5, 0.5],
      [0.5, null, 0.5],
      [0.5, 0.5, null],
    ])
    expect(outrankingScores({ rows, weights: [1, 1, 1] })).toEqual([
      expect.closeTo(4 / 3, 12),
      1,
      expect.closeTo(2 / 3, 12),
    ])
  })

  test('weights that only differ by float noise are level', () => {
    expect(
      copeland({
        rows: [
          [1, 1, 0],
          [0, 0, 1],
        ],
        weights: [0.1, 0.2, 0.3],
      }),
    ).toEqual([0, 0])
  })

  test('fault B1: missing values make no winner by the order of the rows', () => {
    const cell = fc.option(fc.integer({ min: 0, max: 5 }), { nil: null })
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 2, maxLength: 10 }), (rows) => {
        const input = { rows, weights: [0.4, 0.3, 0.2, 0.1] }
        const reversed = { ...input, rows: rows.toReversed() }
        expect(copeland(reversed).toReversed()).toEqual(copeland(input))
        expect(outrankingScores(reversed).toReversed()).toEqual(outrankingScores(input))
      }),
    )
    expect(
      copeland({
        rows: [
          [1, null],
          [null, 1],
          [null, null],
        ],
        weights: [1, 1],
      }),
    ).toEqual([0, 0, null])
  })
})

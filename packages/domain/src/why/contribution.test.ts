import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { powerMean, presentScores } from '../score/aggregate.ts'
import { unitCode } from '../city.fixture.ts'
import { computeComposite } from '../score/composite.ts'
import { explainDifference, logarithmicMean, printedParts } from './contribution.ts'
import { explainIndex } from './index-contribution.ts'
import type { IndexTable } from '../index/columns.ts'
import { type Aggregate, arithmetic, type IndexMethod } from '../index/definition.ts'
import { computeIndex } from '../index/method.ts'
import { must } from '../must.ts'
import { scoreCity } from '../testing/score-city.ts'
import { explainScore, profileOf, type ScoreProfile, unitAhead } from './score-contribution.ts'
import { largestShapley, shapleyValues } from './shapley.ts'

const power = (p: number, epsilon = 0): Aggregate => ({ kind: 'power', p, epsilon })
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe('contributions to the difference of two scores', () => {
  test('are w·(s − r) under the plain mean', () => {
    const found = must(explainDifference({ own: [80, 50], reference: [60, 70], weights: [3, 1] }, arithmetic))
    expect(found).toMatchObject({ method: 'linear', own: 72.5, reference: 62.5, parts: [15, -5] })
  })

  test('are LMDI under the geometric mean: L(I, R)·w·ln(s/r)', () => {
    const found = must(explainDifference({ own: [80, 50], reference: [60, 70], weights: [1, 1] }, power(0)))
    const [own, reference] = [Math.sqrt(4000), Math.sqrt(4200)]
    const mean = (own - reference) / Math.log(own / reference)
    expect(found.method).toBe('lmdi')
    expect(found.parts[0]).toBeCloseTo((mean * Math.log(80 / 60)) / 2, 12)
    expect(found.parts[1]).toBeCloseTo((mean * Math.log(50 / 70)) / 2, 12)
  })

  test('are the mean over both orders for two parts under another mean', () => {
    const mean = (a: number, b: number) => 2 / (1 / a + 1 / b)
    const found = must(explainDifference({ own: [80, 50], reference: [60, 70], weights: [1, 1] }, power(-1)))
    expect(found.method).toBe('shapley')
    expect(found.parts[0]).toBeCloseTo((mean(80, 70) - mean(60, 70) + mean(80, 50) - mean(60, 50)) / 2, 12)
  })

  test('a score that one side lacks stands at its own mean; one that both lack has no part', () => {
    const own = [80, null, 40, null]
    const reference = [60, 70, null, null]
    const found = must(explainDifference({ own, reference, weights: [2, 1, 1, 5] }, arithmetic))
    const [ownMean, referenceMean] = [(2 * 80 + 40) / 3, (2 * 60 + 70) / 3]
    expect(found.own).toBeCloseTo(ownMean, 12)
    expect(found.parts[1]).toBeCloseTo((ownMean - 70) / 4, 12)
    expect(found.parts[2]).toBeCloseTo((40 - referenceMean) / 4, 12)
    expect(found.parts[3]).toBe(0)
  })

  test('a zero under the geometric mean is lifted to epsilon, or explained by Shapley without one', () => {
    const comparison = { own: [0, 100], reference: [50, 50], weights: [1, 1] }
    expect(must(explainDifference(comparison, power(0, 1)))).toMatchObject({
      method: 'lmdi',
      own: expect.closeTo(10, 12),
    })
    expect(must(explainDifference(comparison, power(0)))).toMatchObject({ method: 'shapley', own: 0 })
  })

  test('there are none without a score, nor where units are compared with each other', () => {
    expect(explainDifference({ own: [null], reference: [1], weights: [1] }, arithmetic)).toBeNull()
    expect(explainDifference({ own: [1], reference: [2], weights: [1] }, { kind: 'copeland' })).toBeNull()
    expect(
      explainDifference({ own: [1], reference: [2], weights: [1] }, { kind: 'mazziotta_pareto', penalty: 'add' }),
    ).toBeNull()
  })

  const score = fc.option(fc.double({ min: 0.5, max: 100, noNaN: true }), { nil: null, freq: 6 })
  const rule = fc.constantFrom<Aggregate>(power(1), power(0), power(0, 1), power(-1), power(2), power(0.5), {
    kind: 'mazziotta_pareto',
    penalty: 'subtract',
  })

  test('add up exactly, under every mean, and turn their sign with the sides', () => {
    const rows = fc.array(fc.tuple(score, score, fc.integer({ min: 1, max: 50 })), { minLength: 2, maxLength: 7 })
    fc.assert(
      fc.property(rows, rule, (rows, rule) => {
        const [own, reference, weights] = [
          rows.map((row) => row[0]),
          rows.map((row) => row[1]),
          rows.map((row) => row[2]),
        ]
        const found = explainDifference({ own, reference, weights }, rule)
        if (found === null) return
        expect(Math.abs(sum(found.parts) - (found.own - found.reference))).toBeLessThan(1e-10)
        if (rule.kind === 'power') {
          const plain = must(presentScores({ scores: own, weights }))
          if (rule.epsilon === 0) expect(found.own).toBeCloseTo(must(powerMean(plain, rule.p)), 10)
        }
        const back = must(explainDifference({ own: reference, reference: own, weights }, rule))
        for (const [at, part] of found.parts.entries()) expect(part).toBeCloseTo(-must(back.parts[at]), 9)
      }),
    )
  })

  test('have rates that turn a difference of scores into its part', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 })), {
      minLength: 2,
      maxLength: 6,
    })
    fc.assert(
      fc.property(rows, fc.constantFrom(1, 0, -1), (rows, p) => {
        const [own, reference] = [rows.map((row) => row[0]), rows.map((row) => row[1])]
        const found = must(explainDifference({ own, reference, weights: rows.map(() => 1) }, power(p)))
        for (const [at, rate] of found.rates.entries()) {
          expect(rate * (must(own[at]) - must(reference[at]))).toBeCloseTo(must(found.parts[at]), 9)
        }
      }),
    )
  })
})

describe('Shapley values', () => {
  test('of the glove game: the one right glove earns 2/3, either left one 1/6', () => {
    const pairs = (set: number) => ((set & 1) !== 0 && (set & 6) !== 0 ? 1 : 0)
    const found = shapleyValues(3, pairs)
    expect(found[0]).toBeCloseTo(2 / 3, 12)
    expect(found[1]).toBeCloseTo(1 / 6, 12)
    expect(found[2]).toBeCloseTo(1 / 6, 12)
  })

  test('are exact for twelve parts and refused for thirteen', () => {
    const found = shapleyValues(largestShapley, (set) => set)
    for (const [part, value] of found.entries()) expect(value).toBeCloseTo(2 ** part, 8)
    expect(() => shapleyValues(largestShapley + 1, () => 0)).toThrow('at most 12')
  })
})

test('the logarithmic mean lies between both and has no gap where they meet', () => {
  expect(logarithmicMean(5, 5)).toBe(5)
  expect(logarithmicMean(5 + 1e-9, 5)).toBeCloseTo(5 + 5e-10, 12)
  expect(logarithmicMean(Math.E, 1)).toBeCloseTo(Math.E - 1, 12)
})

describe('printed contributions', () => {
  test('add up to the printed difference', () => {
    expect(printedParts([1 / 3, 1 / 3, 1 / 3], 1, 2)).toEqual([0.34, 0.33, 0.33])
    expect(printedParts([-1 / 3, -1 / 3, -1 / 3], -1, 1)).toEqual([-0.3, -0.3, -0.4])
  })

  test('always, each within one unit of the last digit when the sum is their own', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 30 }), (parts) => {
        const printed = printedParts(parts, sum(parts), 2)
        expect(sum(printed)).toBeCloseTo(Number(sum(parts).toFixed(2)), 1)
        expect(Math.abs(sum(printed) - sum(parts))).toBeLessThan(0.00501)
        for (const [at, value] of printed.entries()) expect(Math.abs(value - must(parts[at]))).toBeLessThan(0.0101)
      }),
    )
  })
})

describe('the explanation of a scheme score', () => {
  const city = scoreCity({
    rows: { a: [80, 70, 60], b: [90, 'not_applicable', 40], c: [50, 20, 90] },
    weights: [50, 30, 20],
    change: { adjustments: [{ kind: 'bonus', fact: 'honours', perUnit: 2, cap: 6 }] },
    facts: { a: { honours: 2 } },
  })
  const { scores, ranking } = computeComposite(city)
  const [a, b, c] = scores.map((score) => must(profileOf(score))) as [ScoreProfile, ScoreProfile, ScoreProfile]

  test('adds up to the difference of the totals, adjustments apart', () => {
    const found = explainScore(a, c)
    expect(found.difference).toBeCloseTo(77 - 49, 12)
    expect(found.adjustment).toBeCloseTo(4, 12)
    expect(found.items.map((item) => item.contribution)).toEqual([
      expect.closeTo(15, 12),
      expect.closeTo(15, 12),
      expect.closeTo(-6, 12),
    ])
    const total = sum(explainScore(a, b).items.map((item) => item.contribution)) + explainScore(a, b).adjustment
    expect(total).toBeCloseTo(a.total - b.total, 12)
  })

  test('refuses scores of different schemes', () => {
    const other = computeComposite(scoreCity({ rows: { a: [80, 70, 60] }, weights: [20, 30, 50] })).scores[0]
    expect(() => explainScore(a, must(profileOf(must(other))))).toThrow('restate')
  })

  test('knows the unit ahead, overall and in its group', () => {
    const places = Object.fromEntries(ranking.rows.map((row) => [row.unit, row.overall?.rank]))
    expect(places).toEqual({ a: 1, b: 2, c: 3 })
    expect(unitAhead(ranking, unitCode('c'))).toBe('b')
    expect(unitAhead(ranking, unitCode('c'), 'inGroup')).toBe('a')
    expect(unitAhead(ranking, unitCode('a'))).toBeNull()
    const tied = computeComposite(scoreCity({ rows: { a: [9], b: [8], c: [8] }, weights: [1] })).ranking
    expect(unitAhead(tied, unitCode('c'))).toBe('a')
  })
})

describe('the explanation of an index down its tree', () => {
  const cell = fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 5, max: 95 }) },
    { weight: 1, arbitrary: fc.constantFrom(null, 'not_applicable' as const) },
  )
  const node = (code: string, parent: string, weight: number) => ({
    code,
    parent,
    weight,
    direction: 'higher' as const,
  })
  const method = (top: Aggregate, low: Aggregate): IndexMethod => ({
    indicators: [node('x1', 'x', 2), node('x2', 'x', 1), node('y1', 'y', 1), node('y2', 'y', 1), node('z1', 'z', 1)],
    groups: [
      { code: 'index', parent: null, weight: 1, aggregate: top },
      { code: 'x', parent: 'index', weight: 3 },
      { code: 'y', parent: 'index', weight: 2, aggregate: low },
      { code: 'z', parent: 'index', weight: 1 },
    ],
    normaliser: { kind: 'goalposts', low: 0, high: 100 },
    aggregate: arithmetic,
    availability: 0,
    decimals: 2,
    rankRule: 'competition',
  })
  const anyMean = fc.constantFrom<Aggregate>(power(1), power(0, 1), power(-1, 1), {
    kind: 'mazziotta_pareto',
    penalty: 'subtract',
  })

  test('adds up for every pair of means, with gaps anywhere', () => {
    const unit = fc.tuple(cell, cell, cell, cell, cell)
    fc.assert(
      fc.property(unit, unit, anyMean, anyMean, (first, second, top, low) => {
        const body = method(top, low)
        const columns = Object.fromEntries(
          body.indicators.map(({ code }, at) => [code, [cellAt(first, at), cellAt(second, at)]]),
        )
        const table: IndexTable = { units: ['a', 'b'], columns }
        const result = computeIndex(body, table)
        const found = explainIndex(body, { result, unit: 'a' }, { result, unit: 'b' })
        if (found === null) return
        expect(found.difference).toBe(must(result.index[0]) - must(result.index[1]))
        expect(sum(Object.values(found.contributions))).toBeCloseTo(found.difference, 9)
      }),
    )
  })

  test('names indicators, and the group itself where one side has nothing inside it', () => {
    const body = method(power(1), power(1))
    const columns = { x1: [60, 30], x2: [30, 60], y1: [50, null], y2: [70, null], z1: [10, 20] }
    const result = computeIndex(body, { units: ['a', 'b'], columns })
    const { contributions } = must(explainIndex(body, { result, unit: 'a' }, { result, unit: 'b' }))
    expect(Object.keys(contributions)).toEqual(['x1', 'x2', 'y', 'z1'])
    expect(contributions.x1).toBeCloseTo((0.5 * 2 * 30) / 3, 12)
    expect(contributions.z1).toBeCloseTo(-10 / 6, 12)
    expect(() => explainIndex(body, { result, unit: 'q' }, { result, unit: 'b' })).toThrow('no unit q')
  })
})

function cellAt<T>(list: readonly T[], at: number): T {
  if (at >= list.length) throw new Error('beyond the end')
  return list[at] as T
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeComposite } from '../score/composite.ts'
import { fullFactorial, methodFactorial } from './factorial.ts'
import { leaveOneItemOut, leaveOneOut, rankShift, withoutIndicator } from './leave-one-out.ts'
import type { IndexTable } from '../index/columns.ts'
import { arithmetic, type IndexMethod } from '../index/definition.ts'
import { computeIndex } from '../index/method.ts'
import { must } from '../must.ts'
import { anyCity, scoreCity } from '../testing/score-city.ts'
import { pairStability, stabilityOf } from './stability.ts'

describe('the stability of a pair', () => {
  test('is |Σ d| ÷ Σ |d|', () => {
    const found = pairStability({ first: [60, 40], second: [40, 50], weights: [0.5, 0.5] })
    expect(found).toEqual({ radius: expect.closeTo(1 / 3, 12), ahead: 'first' })
    expect(pairStability({ first: [40, 50], second: [60, 40], weights: [1, 1] }).ahead).toBe('second')
  })

  test('is 1 where one unit dominates and 0 where they are level', () => {
    expect(pairStability({ first: [60, 50], second: [40, 50], weights: [1, 2] }).radius).toBe(1)
    expect(pairStability({ first: [60, 50], second: [60, 50], weights: [1, 2] })).toEqual({ radius: 0, ahead: 'level' })
    expect(pairStability({ first: [60, 40], second: [40, 60], weights: [1, 1] })).toEqual({ radius: 0, ahead: 'level' })
  })

  const score = fc.integer({ min: 1, max: 100 })
  const rows = fc.array(fc.tuple(score, score, fc.integer({ min: 1, max: 40 })), { minLength: 1, maxLength: 8 })

  /** The index lead of the first unit under changed weights, rescaled to 1, of the transformed scores. */
  const leadOf = (differences: readonly number[], weights: readonly number[], offset: number): number => {
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    return differences.reduce((sum, d, at) => sum + (d * must(weights[at])) / total, offset)
  }

  test('no change of weights within it reverses the pair, and one just beyond does', () => {
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(1, 0, -1),
        fc.constantFrom(0, 3, -4),
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }),
        (rows, p, bonus, noise) => {
          const offset = p === 1 ? bonus : 0
          const [first, second, weights] = [
            rows.map((row) => row[0]),
            rows.map((row) => row[1]),
            rows.map((row) => row[2]),
          ]
          const { radius, ahead } = pairStability({ first, second, weights, p, offset })
          if (ahead === 'level') return
          const turn = (s: number) => (p === 1 ? s : p === 0 ? Math.log(s) : -1 / s)
          const differences = first.map((s, at) => turn(s) - turn(must(second[at])))
          const sign = ahead === 'first' ? 1 : -1
          const shaken = (size: number, u: readonly number[]) =>
            weights.map((weight, at) => weight * (1 + size * must(u[at])))
          const worst = differences.map((d) => -sign * Math.sign(d + offset))
          for (const u of [noise, worst]) {
            expect(sign * leadOf(differences, shaken(radius * 0.999, u), offset)).toBeGreaterThan(0)
          }
          if (radius < 0.99)
            expect(sign * leadOf(differences, shaken(radius * 1.001 + 1e-9, worst), offset)).toBeLessThan(0)
        },
      ),
    )
  })
})

describe('units that cannot be told apart', () => {
  const city = scoreCity({
    rows: { a: [90, 90], b: [70, 60], c: [60, 71], d: [62, 68], e: [30, 30], f: [10, 'not_reported'] },
    weights: [1, 1],
    change: { availability: 0.6 },
  })
  const { scores, ranking } = computeComposite(city)

  test('form groups of which every pair is close, with the places that each might have', () => {
    const { rows, groups } = stabilityOf(scores, ranking, { limit: 0.1 })
    expect(rows.map((row) => [row.unit, row.rank, row.closeTo, row.best, row.worst])).toEqual([
      ['a', 1, [], 1, 1],
      ['c', 2, ['b'], 2, 3],
      ['b', 3, ['c', 'd'], 2, 3],
      ['d', 3, ['b'], 3, 3],
      ['e', 5, [], 5, 5],
    ])
    // c and d are not close, so the three are two groups that share b.
    expect(groups).toEqual([
      ['c', 'b'],
      ['b', 'd'],
    ])
    // c and b differ by 1/21, c and d by 1/5; b and d print equal.
    expect(must(must(rows[1]).toNext).radius).toBeCloseTo(1 / 21, 12)
    expect(must(must(rows[0]).toNext).radius).toBe(1)
    expect(must(rows.at(-1)).toNext).toBeNull()
  })

  test('are none under a limit of 0 but those that print equal', () => {
    const tied = computeComposite(scoreCity({ rows: { a: [80, 60], b: [60, 80], c: [10, 20] }, weights: [1, 1] }))
    expect(stabilityOf(tied.scores, tied.ranking, { limit: 0 }).groups).toEqual([['a', 'b']])
  })

  test('a unit always lies between its own bounds, and the first pair is the ranking', () => {
    fc.assert(
      fc.property(anyCity, (input) => {
        const composite = computeComposite(input)
        const { rows } = stabilityOf(composite.scores, composite.ranking, { limit: 0.05 })
        for (const [at, row] of rows.entries()) {
          expect(row.best).toBeLessThanOrEqual(row.rank)
          expect(row.worst).toBeGreaterThanOrEqual(row.rank)
          // Units that print equal share a place in protocol order, whichever is ahead by digits that are not printed.
          const isLevel = row.rank === rows[at + 1]?.rank
          if (row.toNext !== null && !isLevel) expect(row.toNext.ahead).toBe('first')
        }
      }),
    )
  })
})

const indicator = (code: string, parent: string, weight = 1) => ({ code, parent, weight, direction: 'higher' as const })
const method: IndexMethod = {
  indicators: [indicator('p', 'x'), indicator('q', 'x', 2), indicator('r', 'y')],
  groups: [
    { code: 'index', parent: null, weight: 1 },
    { code: 'x', parent: 'index', weight: 3 },
    { code: 'y', parent: 'index', weight: 1 },
  ],
  normaliser: { kind: 'goalposts', low: 0, high: 100 },
  aggregate: arithmetic,
  availability: 0,
  decimals: 2,
  rankRule: 'competition',
}
const table: IndexTable = {
  units: ['a', 'b', 'c', 'd', 'e'],
  columns: { p: [90, 40, 55, 20, 70], q: [20, 60, 58, 90, 65], r: [10, 95, null, 40, 60] },
}

describe('leaving one indicator out', () => {
  test('gives its weight to its siblings, and empties its group with it', () => {
    expect(must(withoutIndicator(method, 'r')).groups.map((group) => group.code)).toEqual(['index', 'x'])
    const alone = must(withoutIndicator(must(withoutIndicator(method, 'r')), 'p'))
    expect(withoutIndicator(alone, 'q')).toBeNull()
    const found = leaveOneOut(method, table)
    expect(found.map((one) => one.indicator)).toEqual(['p', 'q', 'r'])
    const without = computeIndex(must(withoutIndicator(method, 'q')), table)
    expect(must(without.index[0])).toBeCloseTo(0.75 * 90 + 0.25 * 10, 12)
    expect(must(found[1]).ranks).toEqual([1, 4, 3, 5, 2])
  })

  test('counts the shift of those ranked both times', () => {
    expect(rankShift([1, 2, null, 4], [3, 2, 1, null])).toEqual({ mean: 1, largest: 2 })
    expect(rankShift([null], [1])).toEqual({ mean: null, largest: null })
  })

  test('of a scheme is the scheme without the item', () => {
    const city = scoreCity({
      rows: { a: [90, 10, 50], b: [10, 80, 50], c: [40, 40, 'not_applicable'] },
      weights: [1, 1, 2],
    })
    const [first, second, third] = leaveOneItemOut(city)
    expect(must(first)).toMatchObject({ indicator: 'i0', ranks: [3, 1, 2] })
    expect(must(second).ranks).toEqual([1, 3, 2])
    expect(must(third).ranks).toEqual([1, 2, 3])
    expect(leaveOneItemOut(scoreCity({ rows: { a: [1] }, weights: [1] }))).toEqual([])
  })
})

describe('the full factorial', () => {
  const factors = [
    { name: 'f', levels: ['0', '1'] },
    { name: 'g', levels: ['0', '1', '2'] },
  ]

  test('counts ranks exactly', () => {
    const found = fullFactorial(factors, ([f = 0, g = 0]) => [f === 0 ? 1 : 2, g === 2 ? null : 1 + g])
    expect(found.runs).toBe(6)
    expect(must(found.units[0])).toEqual({
      frequencies: new Map([
        [1, 0.5],
        [2, 0.5],
      ]),
      unranked: 0,
      best: 1,
      worst: 2,
      mean: 1.5,
    })
    expect(must(found.units[1]).unranked).toBeCloseTo(1 / 3, 12)
    expect(found.meanShifts).toEqual([0, 0.5, 0, 0.5, 1, 1])
  })

  test('an additive effect has equal first and total shares that add up to one; a pure interaction has no first', () => {
    const additive = must(fullFactorial(factors, ([f = 0, g = 0]) => [1 + 3 * f + g]).shares)
    // Variances: f 9/4, g 2/3.
    expect(must(additive[0]).first).toBeCloseTo(2.25 / (2.25 + 2 / 3), 12)
    for (const { first, total } of additive) expect(first).toBeCloseTo(total, 12)
    const crossed = must(
      fullFactorial(
        [
          { name: 'f', levels: ['0', '1'] },
          { name: 'g', levels: ['0', '1'] },
        ],
        ([f = 0, g = 0]) => [1 + (f ^ g)],
      ).shares,
    )
    expect(crossed.map(({ first, total }) => [first, total])).toEqual([
      [0, 1],
      [0, 1],
    ])
    expect(fullFactorial(factors, () => [1, 2]).shares).toBeNull()
  })

  test('fault B12: no share is negative or above its total, and they enclose one', () => {
    const ranks = fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 4, maxLength: 4 }), {
      minLength: 12,
      maxLength: 12,
    })
    const three = [...factors, { name: 'h', levels: ['0', '1'] }]
    fc.assert(
      fc.property(ranks, (ranks) => {
        const { shares } = fullFactorial(three, ([f = 0, g = 0, h = 0]) => must(ranks[f * 6 + g * 2 + h]))
        if (shares === null) return
        for (const { first, total } of shares) {
          expect(first).toBeGreaterThanOrEqual(0)
          expect(total).toBeGreaterThanOrEqual(first - 1e-12)
          expect(total).toBeLessThanOrEqual(1)
        }
        const sum = (pick: 'first' | 'total') => shares.reduce((all, share) => all + share[pick], 0)
        expect(sum('first')).toBeLessThanOrEqual(1 + 1e-9)
        expect(sum('total')).toBeGreaterThanOrEqual(1 - 1e-9)
      }),
    )
  })

  const choices = {
    normalisers: [
      { name: 'min-max', normaliser: { kind: 'min_max' } },
      { name: 'borda', normaliser: { kind: 'borda' } },
    ],
    aggregates: [{ name: 'geometric', aggregate: { kind: 'power', p: 0, epsilon: 1 } }],
    missing: ['zero', 'impute_median'],
    leaveOut: true,
  } as const

  test('runs every choice of a method once, starting from the method itself', () => {
    const found = methodFactorial(method, table, choices)
    expect(found.runs).toBe(3 * 2 * 3 * 4)
    expect(found.factors.map((factor) => factor.levels.length)).toEqual([3, 2, 3, 4])
    for (const unit of found.units) {
      const all = [...unit.frequencies.values()].reduce((sum, share) => sum + share, unit.unranked)
      expect(all).toBeCloseTo(1, 12)
    }
    const own = methodFactorial(method, table, {})
    expect(own.runs).toBe(1)
    const ranks = new Map(
      computeIndex(method, table).ranking.rows.map((row) => [row.unit as string, row.overall?.rank]),
    )
    expect(own.units.map((unit) => unit.best)).toEqual(table.units.map((unit) => ranks.get(unit)))
  })

  test('does not depend on the order of the units', () => {
    const turned: IndexTable = {
      units: table.units.toReversed(),
      columns: Object.fromEntries(Object.entries(table.columns).map(([code, cells]) => [code, cells.toReversed()])),
    }
    const [plain, back] = [methodFactorial(method, table, choices), methodFactorial(method, turned, choices)]
    expect(back.units.map((unit) => unit.frequencies)).toEqual(plain.units.map((unit) => unit.frequencies).toReversed())
    for (const [at, share] of must(plain.shares).entries())
      expect(must(must(back.shares)[at]).total).toBeCloseTo(share.total, 12)
  })
})

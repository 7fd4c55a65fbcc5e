import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeComposite } from '../score/composite.ts'
import { wilsonInterval } from '../statistics/interval.ts'
import { arithmetic, type IndexMethod } from '../index/definition.ts'
import { computeIndex } from '../index/method.ts'
import { drawMethod, drawScheme, drawShare, type ItemError } from './monte-carlo.ts'
import { must } from '../must.ts'
import { seededRandom, xoshiro128 } from '../statistics/random.ts'
import { chanceBefore, drawRanks, fewestDraws, summariseRanks } from './rank-draws.ts'
import { anyCity, scoreCity } from '../testing/score-city.ts'
import { pairStability } from './stability.ts'

describe('the seeded generator', () => {
  test('is xoshiro128** (its sequence from the state 1, 2, 3, 4)', () => {
    const next = xoshiro128([1, 2, 3, 4])
    expect(Array.from({ length: 8 }, next)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849,
    ])
  })

  test('repeats itself for a seed, and refuses what is no seed', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed).uniform)
    expect(draw(7)).toEqual(draw(7))
    expect(draw(7)).not.toEqual(draw(8))
    expect(() => seededRandom(0.5)).toThrow('whole number')
    expect(() => seededRandom(1).gamma(0)).toThrow('positive')
  })

  const n = 20_000
  const moments = (draw: () => number): [number, number] => {
    const values = Array.from({ length: n }, draw)
    const mean = values.reduce((sum, value) => sum + value, 0) / n
    return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n]
  }

  test.each([
    ['uniform', (r: ReturnType<typeof seededRandom>) => r.uniform(), 1 / 2, 1 / 12],
    ['normal', (r: ReturnType<typeof seededRandom>) => r.normal(), 0, 1],
    ['gamma 0.4', (r: ReturnType<typeof seededRandom>) => r.gamma(0.4), 0.4, 0.4],
    ['gamma 7', (r: ReturnType<typeof seededRandom>) => r.gamma(7), 7, 7],
    ['beta 3, 9', (r: ReturnType<typeof seededRandom>) => r.beta(3, 9), 0.25, 0.1875 / 13],
    ['integer below 6', (r: ReturnType<typeof seededRandom>) => r.integer(6), 2.5, 35 / 12],
  ] as const)('%s has the mean and variance it should', (_, draw, mean, variance) => {
    const random = seededRandom(20260930)
    const [found, spread] = moments(() => draw(random))
    expect(Math.abs(found - mean)).toBeLessThan(4.5 * Math.sqrt(variance / n))
    expect(Math.abs(spread / variance - 1)).toBeLessThan(0.06)
  })
})

describe('a share drawn around x of n', () => {
  test("as Wilson's bound lies in its 95 % interval 95 times of 100", () => {
    const random = seededRandom(3)
    for (const [x, n] of [
      [3, 20],
      [18, 20],
      [500, 1000],
    ] as const) {
      const { low, high } = must(wilsonInterval(x, n))
      const drawn = Array.from({ length: 8000 }, () => drawShare(random, 'wilson', x, n))
      const inside = drawn.filter((share) => share >= low && share <= high).length / 8000
      expect(Math.abs(inside - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / 8000))
    }
  })

  test('stays within 0 and 1, at the ends too', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 400 }),
        fc.nat(),
        fc.constantFrom('beta', 'wilson'),
        (seed, n, k, kind) => {
          const share = drawShare(seededRandom(seed), kind, k % (n + 1), n)
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})

describe('summaries of drawn ranks', () => {
  /** Two totals, the first 1 ahead in three of four draws, level in every eighth. */
  const drawn = () => {
    let at = 0
    return drawRanks({
      units: 3,
      draws: fewestDraws,
      seed: 1,
      decimals: 1,
      draw: (_, totals) => {
        totals.set([at % 8 === 0 ? 50.04 : at % 4 === 1 ? 49 : 51, 50, Number.NaN])
        at += 1
      },
    })
  }

  test('count exactly and print their error', () => {
    const draws = drawn()
    const [first, second, third] = summariseRanks(draws, [1, 2])
    expect(must(first)).toMatchObject({ mean: 1.25, median: 1, low: 1, high: 2 })
    expect(must(first).top).toEqual([
      { share: 0.75, error: Math.sqrt((0.75 * 0.25) / 2000) },
      { share: 1, error: 0 },
    ])
    expect(must(first).meanError).toBeCloseTo(Math.sqrt(0.1875 / 2000), 12)
    expect(must(second).top.map((one) => one.share)).toEqual([0.375, 1])
    expect(must(third)).toMatchObject({ ranked: { share: 0 }, mean: null, low: null, median: null })
    expect(chanceBefore(draws, 0, 1)).toMatchObject({ share: 0.625, level: 0.125 })
    expect(chanceBefore(draws, 0, 2)).toBeNull()
  })

  test('totals that print equal share the better rank, and the next one is skipped', () => {
    const draw = (_: unknown, totals: Float64Array) => totals.set([50, 40, 50.04, 60, 40.1, Number.NaN])
    const { ranks } = drawRanks({ units: 6, draws: fewestDraws, seed: 1, decimals: 1, draw })
    expect([...ranks.subarray(0, 6)]).toEqual([2, 5, 2, 1, 4, 0])
    const whole = drawRanks({ units: 6, draws: fewestDraws, seed: 1, decimals: 0, draw })
    expect([...whole.ranks.subarray(0, 6)]).toEqual([2, 4, 2, 1, 4, 0])
  })

  test('the 5 % rank lies within its own range', () => {
    const random = scoreCity({ rows: { a: [60, 40], b: [50, 52], c: [55, 45], d: [20, 90] }, weights: [1, 1] })
    const draws = drawScheme({ scheme: random.scheme, composite: computeComposite(random), spread: 0.9, seed: 5 })
    for (const summary of summariseRanks(draws)) {
      expect(must(summary.lowRange)[0]).toBeLessThanOrEqual(must(summary.low))
      expect(must(summary.lowRange)[1]).toBeGreaterThanOrEqual(must(summary.low))
      expect(must(summary.highRange)[1]).toBeGreaterThanOrEqual(must(summary.high))
      expect(must(summary.low)).toBeLessThanOrEqual(must(summary.median))
      expect(must(summary.high)).toBeGreaterThanOrEqual(must(summary.median))
    }
  })

  test('fault B12: too few draws are refused', () => {
    expect(() => drawRanks({ units: 1, draws: 100, seed: 1, decimals: 1, draw: () => {} })).toThrow('at least 2000')
  })
})

describe('drawn weights of a scheme', () => {
  const pair = scoreCity({ rows: { a: [60, 40], b: [50, 52] }, weights: [1, 1] })
  const composite = computeComposite(pair)
  const chance = (spread: number, seed = 11) =>
    must(chanceBefore(drawScheme({ scheme: pair.scheme, composite, spread, seed, draws: 8000 }), 0, 1))

  test('put a before b as often as the area says: 10(1 + u) > 12(1 + v) within ± 0.25 is 0.2042', () => {
    const found = chance(0.25)
    expect(found.error).toBeCloseTo(Math.sqrt((found.share * (1 - found.share)) / 8000), 12)
    expect(Math.abs(found.share - 0.2041667)).toBeLessThan(4 * found.error)
  })

  test('never reverse a pair within its stability radius, and do beyond it', () => {
    const { radius } = pairStability({ first: [50, 52], second: [60, 40], weights: [1, 1] })
    expect(chance(radius * 0.99).share).toBe(0)
    expect(chance(radius * 1.3).share).toBeGreaterThan(0)
  })

  test('without spread give the ranking itself, adjustments and unranked units included', () => {
    fc.assert(
      fc.property(anyCity, (input) => {
        const composite = computeComposite(input)
        const draws = drawScheme({ scheme: input.scheme, composite, spread: 0, seed: 1 })
        const places = new Map(composite.ranking.rows.map((row) => [row.unit, row.overall?.rank ?? 0]))
        const expected = input.units.map((unit) => places.get(unit.unit))
        expect([...draws.ranks.subarray(0, draws.units)]).toEqual(expected)
        expect([...draws.ranks.subarray(-draws.units)]).toEqual(expected)
      }),
      { numRuns: 30 },
    )
    const bonus = scoreCity({
      rows: { a: [60], b: [62] },
      weights: [1],
      change: { adjustments: [{ kind: 'bonus', fact: 'honours', perUnit: 5, cap: 5 }] },
      facts: { a: { honours: 1 } },
    })
    const draws = drawScheme({ scheme: bonus.scheme, composite: computeComposite(bonus), spread: 0.3, seed: 2 })
    expect(must(chanceBefore(draws, 0, 1)).share).toBe(1)
  })

  test('a unit dominated on every item never comes before, and the seed repeats', () => {
    const city = scoreCity({ rows: { a: [60, 70, 80], b: [59, 69, 79], c: [90, 10, 50] }, weights: [5, 3, 2] })
    const run = (seed: number) =>
      drawScheme({ scheme: city.scheme, composite: computeComposite(city), spread: 0.99, seed })
    expect(must(chanceBefore(run(4), 1, 0)).share).toBe(0)
    expect(run(4).ranks).toEqual(run(4).ranks)
    expect(run(4).ranks).not.toEqual(run(5).ranks)
  })
})

describe('drawn data of a scheme', () => {
  const city = scoreCity({
    rows: { a: [60, 50], b: [50, 50], c: ['not_reported', 90] },
    weights: [1, 1],
    change: { availability: 0 },
  })
  const composite = computeComposite(city)
  const error = (n: number, kind: 'beta' | 'wilson'): ItemError => ({
    item: 0,
    kind,
    counts: [{ x: 0.6 * n, n }, { x: 0.5 * n, n }, null],
    multiplier: 100,
    direction: 'higher',
    decimals: 1,
  })
  const chance = (errors: readonly ItemError[]) =>
    must(
      chanceBefore(
        drawScheme({ scheme: city.scheme, composite, units: city.units, spread: 0, errors, seed: 9, draws: 4000 }),
        0,
        1,
      ),
    )

  test.each(['beta', 'wilson'] as const)('%s: large counts settle a pair, small ones do not', (kind) => {
    expect(chance([error(100_000, kind)]).share).toBe(1)
    const small = chance([error(20, kind)])
    // Both are near normal: P = Φ(0.1 ÷ √(0.24/20 + 0.25/20)) = Φ(0.639) = 0.739.
    expect(Math.abs(small.share - 0.739)).toBeLessThan(0.03)
  })

  test('leave units without counts and points from a policy as they are', () => {
    const draws = drawScheme({
      scheme: city.scheme,
      composite,
      units: city.units,
      spread: 0,
      errors: [error(10, 'beta')],
      seed: 9,
    })
    const [, , third] = summariseRanks(draws)
    expect(must(third).ranked.share).toBe(1)
    expect(chance([])).toMatchObject({ share: 1, error: 0 })
  })
})

describe('drawn weights of an index', () => {
  const node = (code: string, parent: string, weight: number) => ({
    code,
    parent,
    weight,
    direction: 'higher' as const,
  })
  const method: IndexMethod = {
    indicators: [node('p', 'x', 1), node('q', 'x', 2), node('r', 'y', 1), node('s', 'y', 1)],
    groups: [
      { code: 'index', parent: null, weight: 1, aggregate: { kind: 'power', p: 0, epsilon: 1 } },
      { code: 'x', parent: 'index', weight: 3 },
      { code: 'y', parent: 'index', weight: 1, aggregate: { kind: 'power', p: -1, epsilon: 1 } },
    ],
    normaliser: { kind: 'goalposts', low: 0, high: 100 },
    aggregate: arithmetic,
    availability: 0,
    decimals: 3,
    rankRule: 'competition',
  }
  const cell = fc.option(fc.integer({ min: 0, max: 100 }), { nil: null, freq: 6 })

  test('without spread are the ranks of the index at every level, with gaps and zeros', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 2, maxLength: 6 }), (rows) => {
        const table = {
          units: rows.map((_, at) => `u${at}`),
          columns: Object.fromEntries(
            ['p', 'q', 'r', 's'].map((code, at) => [code, rows.map((row) => row[at] ?? null)]),
          ),
        }
        const draws = drawMethod({ method, table, spreads: [0], seed: 1 })
        const places = new Map(
          computeIndex(method, table).ranking.rows.map((row) => [row.unit as string, row.overall?.rank ?? 0]),
        )
        expect([...draws.ranks.subarray(0, rows.length)]).toEqual(table.units.map((unit) => places.get(unit)))
      }),
      { numRuns: 40 },
    )
  })

  test('each level has its own spread', () => {
    const table = { units: ['a', 'b'], columns: { p: [80, 50], q: [50, 66], r: [50, 50], s: [50, 50] } }
    const chance = (spreads: readonly number[]) =>
      must(chanceBefore(drawMethod({ method, table, spreads, seed: 6 }), 0, 1))
    expect(chance([0.5, 0])).toMatchObject({ share: 0 })
    expect(chance([0, 0.5]).share).toBeGreaterThan(0)
  })

  test('is refused for means that compare units', () => {
    const copeland: IndexMethod = {
      ...method,
      groups: method.groups.map((group) => ({ ...group, aggregate: { kind: 'copeland' } })),
    }
    const table = { units: ['a'], columns: { p: [1], q: [1], r: [1], s: [1] } }
    expect(() => drawMethod({ method: copeland, table, spreads: [0.1], seed: 1 })).toThrow('power means only')
  })
})

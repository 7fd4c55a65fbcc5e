import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeComposite } from '../score/composite.ts'
import { must } from '../must.ts'
import { indicatorGuidance, percentInterval, scoreGuidance } from './rank-guidance.ts'
import { scoreCity } from '../testing/score-city.ts'

describe('guidance beside the ranks of an indicator', () => {
  const row = (rank: number | null, x: number, n: number) => ({ rank, interval: percentInterval(x, n) })

  test('leaves open the ranks of units whose intervals touch, and groups those of which every pair does', () => {
    const rows = [
      row(1, 990, 1000),
      row(2, 820, 1000),
      row(3, 8, 10),
      row(4, 790, 1000),
      row(5, 100, 1000),
      row(null, 5, 10),
    ]
    const { rows: found, groups } = indicatorGuidance(rows, 'higher')
    expect(found.map((one) => [one.rankLow, one.rankHigh, one.closeTo])).toEqual([
      [1, 1, []],
      [2, 4, [2, 3]],
      [2, 4, [1, 3]],
      [2, 4, [1, 2]],
      [5, 5, []],
      [null, null, []],
    ])
    expect(groups).toEqual([[1, 2, 3]])
    expect(must(found[2]).low).toBeCloseTo(49.0162, 3)
    expect(must(found[5]).low).toBeNull()
    const { rows: lower } = indicatorGuidance(
      rows.map((one) => ({ ...one, rank: one.rank === null ? null : 6 - one.rank })),
      'lower',
    )
    expect(lower.map((one) => [one.rankLow, one.rankHigh])).toEqual([
      [5, 5],
      [2, 4],
      [2, 4],
      [2, 4],
      [1, 1],
      [null, null],
    ])
  })

  test('intervals that only touch leave both ranks open, in either direction', () => {
    const touching = [
      { rank: 1, interval: { low: 60, high: 70 } },
      { rank: 2, interval: { low: 50, high: 60 } },
    ]
    for (const direction of ['higher', 'lower'] as const) {
      const { rows: found, groups } = indicatorGuidance(
        direction === 'higher' ? touching : touching.map((one) => ({ ...one, rank: 3 - one.rank })),
        direction,
      )
      expect(found.map((one) => [one.rankLow, one.rankHigh])).toEqual([
        [1, 2],
        [1, 2],
      ])
      expect(groups.map((group) => new Set(group))).toEqual([new Set([0, 1])])
    }
  })
  test('leaves open the place behind a unit without an interval that shares the place', () => {
    const rows = [
      { rank: 1, interval: { low: 99, high: 100 } },
      { rank: 1, interval: null },
      { rank: 3, interval: { low: 40, high: 50 } },
    ]
    const { rows: found } = indicatorGuidance(rows, 'higher')
    expect(found.map((one) => [one.rankLow, one.rankHigh])).toEqual([
      [1, 2],
      [1, 1],
      [3, 3],
    ])
  })

  test('a chain of touching neighbours whose ends are apart is several groups, not one', () => {
    const chain = [90, 80, 70, 60].map((low, at) => ({ rank: at + 1, interval: { low, high: low + 12 } }))
    expect(indicatorGuidance(chain, 'higher').groups).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ])
  })

  test('a unit without counts keeps its own rank', () => {
    const { rows: found } = indicatorGuidance([row(1, 99, 100), { rank: 2, interval: null }, row(3, 1, 100)], 'higher')
    expect(found.map((one) => [one.rankLow, one.rankHigh])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ])
    expect(percentInterval(null, 5)).toBeNull()
    expect(percentInterval(3, 0)).toBeNull()
  })

  test('always contains the rank itself', () => {
    const unit = fc.tuple(fc.integer({ min: 1, max: 200 }), fc.nat())
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 12 }), (units) => {
        const shares = units.map(([n, k]) => ({ x: k % (n + 1), n }))
        const ranks = shares.map(({ x, n }) => 1 + shares.filter((other) => other.x / other.n > x / n).length)
        const { rows: found } = indicatorGuidance(
          shares.map(({ x, n }, at) => row(must(ranks[at]), x, n)),
          'higher',
        )
        for (const [at, one] of found.entries()) {
          expect(must(one.rankLow)).toBeLessThanOrEqual(must(ranks[at]))
          expect(must(one.rankHigh)).toBeGreaterThanOrEqual(must(ranks[at]))
          expect(must(one.rankHigh)).toBeLessThanOrEqual(units.length)
        }
      }),
    )
  })
})

describe('guidance beside the ranks of a scheme', () => {
  const city = scoreCity({
    rows: {
      a: [95, 95, 95],
      b: [70, 60, 65],
      c: [60, 71, 64],
      d: [40, 'not_reported', 45],
      e: ['not_reported', 'not_reported', 9],
    },
    weights: [2, 2, 1],
    change: { availability: 0.6 },
  })
  const composite = computeComposite(city)
  const guide = (seed: number) => scoreGuidance({ scheme: city.scheme, composite, spread: 0.25, limit: 0.05, seed })

  test('has bounds for what is owed, drawn ranks and groups, and nothing for the unranked', () => {
    const {
      rows: [a, b, c, d, e],
      groups,
    } = guide(1)
    expect(groups).toEqual([[2, 1]])
    expect(a).toEqual({ low: 95, high: 95, rankLow: 1, rankHigh: 1, closeTo: [] })
    expect(b).toMatchObject({ rankLow: 2, rankHigh: 3, closeTo: [2] })
    expect(c).toMatchObject({ rankLow: 2, rankHigh: 3, closeTo: [1] })
    expect(d).toMatchObject({ low: 25, high: 65, rankLow: 4, rankHigh: 4, closeTo: [] })
    expect(e).toEqual({ low: null, high: null, rankLow: null, rankHigh: null, closeTo: [] })
    expect(guide(1)).toEqual(guide(1))
  })
})

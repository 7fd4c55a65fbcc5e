import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indicatorCode, unitCode } from '../city.fixture.ts'
import { computeComposite, type CompositeInput, scoreTrial } from '../score/composite.ts'
import { smallestGains } from './gain.ts'
import type { ItemRule } from '../score/scoring-rule.ts'
import { must } from '../must.ts'
import { scaledInteger } from '../number/round.ts'
import { anyCity, scoreCity } from '../testing/score-city.ts'

const withRule = (input: CompositeInput, rule: ItemRule): CompositeInput => ({
  ...input,
  scheme: { ...input.scheme, items: input.scheme.items.map((item, at) => (at === 0 ? { ...item, rule } : item)) },
})

describe('the smallest change that gains a place', () => {
  const base = scoreCity({ rows: { a: [80, 80], b: [70, 74], c: [60, 60] }, weights: [3, 1] })

  test('counts in printed steps of each indicator, smallest in points first', () => {
    const gains = smallestGains({ composite: base, unit: unitCode('c'), scope: 'overall' })
    // b has 71.00; c needs 70.995 from 60: 14.66 points of an item of weight 3/4; of weight 1/4 more than 40.
    expect(gains).toEqual([
      {
        indicator: 'i0',
        from: 60,
        to: 74.7,
        total: expect.closeTo(71.025, 10),
        ahead: 1,
        points: expect.closeTo(14.7, 10),
      },
    ])
    const within = smallestGains({ composite: base, unit: unitCode('c'), scope: 'inGroup' })
    expect(within).toEqual([expect.objectContaining({ indicator: 'i0', to: 86.7, ahead: 0 })])
  })

  test('stops at the limits, and is nothing for the first or the unranked', () => {
    const limits = new Map([[indicatorCode('i0'), { most: 74.6 }]])
    expect(smallestGains({ composite: base, unit: unitCode('c'), limits, scope: 'overall' })).toEqual([])
    expect(smallestGains({ composite: base, unit: unitCode('a'), scope: 'overall' })).toEqual([])
    const silent = scoreCity({ rows: { a: [80], b: ['not_reported'] }, weights: [1] })
    expect(smallestGains({ composite: silent, unit: unitCode('b'), scope: 'overall' })).toEqual([])
    expect(() => smallestGains({ composite: base, unit: unitCode('z'), scope: 'overall' })).toThrow('no unit z')
  })

  test('a value at which a rule tells nobody apart is no gain, and stops nothing', () => {
    // At 80.0 all three are alike and the item leaves the score, which alone would put c before b.
    const alike = withRule(scoreCity({ rows: { a: [80, 60], b: [80, 50], c: [70, 55] }, weights: [1, 1] }), {
      kind: 'power',
      bounds: 'units',
    })
    const gains = smallestGains({ composite: alike, unit: unitCode('c'), scope: 'overall' })
    expect(gains).toContainEqual(expect.objectContaining({ indicator: 'i0', to: 80.1, points: 40 }))
  })

  test('jumps with bands, and moves down where lower is better', () => {
    const bands: ItemRule = {
      kind: 'bands',
      bands: [
        { limit: 95, points: 100 },
        { limit: 65, points: 70 },
      ],
      otherwise: 40,
    }
    const banded = smallestGains({ composite: withRule(base, bands), unit: unitCode('c'), scope: 'overall' })
    expect(banded[0]).toMatchObject({ indicator: 'i0', from: 60, to: 95, points: 60 })
    const lower: CompositeInput = {
      ...withRule(base, { kind: 'power', bounds: { worst: 100, best: 0 } }),
      indicators: new Map(base.indicators).set(indicatorCode('i0'), { direction: 'lower', decimals: 1 }),
    }
    // Totals 71, 72.5, 72: a ties with c at 71.995, 1.327 points and so 3.32 of the indicator further down.
    const [gain] = smallestGains({ composite: lower, unit: unitCode('a'), scope: 'overall' })
    expect(gain).toMatchObject({ indicator: 'i0', from: 80, to: 76.6, ahead: 1 })
    expect(smallestGains({ composite: lower, unit: unitCode('b'), scope: 'overall' })).toEqual([])
  })

  test('finds the peak of a target-is-best sheet from either side', () => {
    const points = [
      { value: 0, score: 0 },
      { value: 50, score: 100 },
      { value: 100, score: 0 },
    ]
    const sheet: ItemRule = { kind: 'normalise', normaliser: { kind: 'sheet', points, between: 'linear' } }
    const city = withRule(scoreCity({ rows: { a: [50], b: [80] }, weights: [1] }), sheet)
    expect(smallestGains({ composite: city, unit: unitCode('b'), scope: 'overall' })[0]).toMatchObject({
      to: 50,
      ahead: 0,
    })
  })

  test('moves the others too where a rule compares units', () => {
    const city = withRule(base, { kind: 'rank_decay', step: 20 })
    const [gain] = smallestGains({ composite: city, unit: unitCode('c'), scope: 'overall' })
    // Level with b at 70 both would have 80 points; only above it does b fall back.
    expect(gain).toMatchObject({ indicator: 'i0', to: 70.1, ahead: 1, points: 20 })
  })

  test('tries a value of one item as the whole scheme computed again would score it', () => {
    const value = fc.integer({ min: 0, max: 1200 }).map((tenths) => tenths / 10)
    fc.assert(
      fc.property(anyCity, fc.nat({ max: 7 }), fc.nat({ max: 3 }), value, (composite, pick, item, tried) => {
        const row = pick % composite.units.length
        const { unit } = must(composite.units[row])
        const { indicator } = must(composite.scheme.items[item])
        const whole = must(computeComposite(changeValue(composite, { unit, indicator, value: tried })).scores[row])
        const { total, noPlace, parts } = whole
        const { points } = must(parts[item])
        expect(scoreTrial(composite, must(composite.units[row]))(item, tried)).toEqual({ total, noPlace, points })
      }),
    )
  })

  test('gains a place, and one step less does not', () => {
    fc.assert(
      fc.property(anyCity, fc.nat({ max: 7 }), (composite, pick) => {
        const unit = must(composite.units[pick % composite.units.length]).unit
        for (const gain of smallestGains({
          composite,
          unit,
          limits: new Map(composite.scheme.items.map((item) => [item.indicator, { most: 100 }])),
          scope: 'overall',
        })) {
          const aheadAt = (value: number) =>
            aheadOf(changeValue(composite, { unit, indicator: gain.indicator, value }), unit)
          expect(aheadAt(gain.to)).toBe(gain.ahead)
          expect(aheadAt(gain.to)).toBeLessThan(aheadOf(composite, unit))
          const short = (scaledInteger(gain.to, 1) - 1) / 10
          expect(aheadAt(short)).toBe(aheadOf(composite, unit))
        }
      }),
      { numRuns: 40 },
    )
  })
})

function changeValue(
  input: CompositeInput,
  change: { unit: string; indicator: string; value: number },
): CompositeInput {
  const item = input.scheme.items.findIndex(({ indicator }) => indicator === change.indicator)
  const units = input.units.map((one) => {
    if (one.unit !== change.unit) return one
    return {
      ...one,
      figures: one.figures.map((figure, at) => (at === item ? { ...figure, value: change.value } : figure)),
    }
  })
  return { ...input, units }
}

function aheadOf(input: CompositeInput, unit: string): number {
  const { scores } = computeComposite(input)
  const own = must(scores.find((score) => score.unit === unit))
  return scores.filter((score) => {
    return score.noPlace === null && scaledInteger(must(score.total), 2) > scaledInteger(must(own.total), 2)
  }).length
}

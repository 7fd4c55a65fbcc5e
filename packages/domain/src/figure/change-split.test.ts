import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { naiveMean, type Share, splitChange } from './change-split.ts'
import { unitCode } from '../city.fixture.ts'

const share = (numerator: number, denominator: number): Share => ({ numerator, denominator })
const child = (code: string, before: Share | null, after: Share | null) => ({ unit: unitCode(code), before, after })

describe('the split of a change', () => {
  test('is all rate when the weights stay, all mix when the rates stay', () => {
    expect(
      splitChange([child('a', share(50, 100), share(60, 100)), child('b', share(80, 100), share(80, 100))], 100),
    ).toMatchObject({ change: 5, rateEffect: 5, mixEffect: 0 })
    const moved = splitChange(
      [child('a', share(50, 100), share(100, 200)), child('b', share(80, 100), share(80, 100))],
      100,
    )
    expect(moved?.rateEffect).toBe(0)
    expect(moved?.mixEffect).toBeCloseTo(-5, 12)
  })

  test('names the Simpson case: the city falls though every district rises', () => {
    const split = splitChange(
      [child('a', share(90, 100), share(46, 50)), child('b', share(10, 50), share(30, 100))],
      100,
    )
    expect(split).toMatchObject({ simpson: 'falls_though_all_rise' })
    expect(split?.change).toBeLessThan(0)
    expect(split?.rateEffect).toBeGreaterThan(0)
    const back = splitChange(
      [child('a', share(46, 50), share(90, 100)), child('b', share(30, 100), share(10, 50))],
      100,
    )
    expect(back?.simpson).toBe('rises_though_all_fall')
    expect(splitChange([child('a', share(1, 2), share(2, 2))], 100)?.simpson).toBeNull()
  })

  test('books a new district as mix', () => {
    const split = splitChange([child('a', share(90, 100), share(90, 100)), child('new', null, share(10, 100))], 100)
    expect(split).toMatchObject({ rateEffect: 0, before: 90, after: 50 })
    expect(split?.mixEffect).toBeCloseTo(-40, 12)
  })

  test('has no answer without a denominator', () => {
    expect(splitChange([child('a', share(0, 0), share(1, 2))], 100)).toBeNull()
  })

  test('adds up exactly and does not depend on the order of the districts', () => {
    const shares = fc
      .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }))
      .map(([x, more]) => share(x, x + more))
    fc.assert(
      fc.property(fc.array(fc.tuple(shares, shares), { minLength: 1, maxLength: 12 }), (list) => {
        const children = list.map(([before, after], at) => child(`u${at}`, before, after))
        const split = splitChange(children, 100)
        if (split === null) return
        expect(split.rateEffect + split.mixEffect).toBeCloseTo(split.change, 10)
        const reversed = splitChange(children.toReversed(), 100)
        expect([reversed?.rateEffect, reversed?.mixEffect]).toEqual([split.rateEffect, split.mixEffect])
      }),
    )
  })
})

test('the naive mean stands beside the true rate', () => {
  const large = share(190_000, 200_000)
  const result = naiveMean([large, share(2_800, 4_000)], 100)
  expect(result?.trueRate).toBeCloseTo(94.50980392156863, 12)
  expect(result?.naive).toBeCloseTo(82.5, 12)
  expect(naiveMean([share(0, 0)], 100)).toBeNull()
})

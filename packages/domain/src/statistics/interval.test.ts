import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareIntervals, compareToBenchmark } from './benchmark.ts'
import { funnelClass, rateFunnel, shareFunnel } from './funnel.ts'
import {
  byarInterval,
  countInterval,
  exactCountInterval,
  exactShareInterval,
  rateInterval,
  shareDifference,
  wilsonInterval,
} from './interval.ts'
import { must } from '../must.ts'
import { quantileClasses, quantileOf } from './quantile.ts'

const confidence = fc.constantFrom(0.9, 0.95, 0.998)

describe("Wilson's interval", () => {
  // 15 of 148 is R. Newcombe's example (1998); the others are scipy 1.17.1, binomtest().proportion_ci('wilson').
  test.each([
    [15, 148, 0.95, 0.06238639953073629, 0.16048724172330803],
    [10, 100, 0.95, 0.05522913706067508, 0.17436566150491345],
    [0, 20, 0.95, 0, 0.16112515805281935],
    [20, 20, 0.95, 0.8388748419471808, 1],
    [3, 7, 0.998, 0.09161890874602496, 0.847956435374812],
  ])('of %d in %d at %d', (x, n, level, low, high) => {
    const interval = must(wilsonInterval(x, n, level))
    expect(interval.low).toBeCloseTo(low, 12)
    expect(interval.high).toBeCloseTo(high, 12)
  })

  test('fault B21: a row without a possible share has none, and no other row is refused', () => {
    const rows: [number, number][] = [
      [1, 0],
      [0, 0],
      [5, 4],
      [-1, 4],
      [1, Number.NaN],
      [2, 4],
    ]
    expect(rows.map(([x, n]) => wilsonInterval(x, n) === null)).toEqual([true, true, true, true, true, false])
    expect(exactShareInterval(5, 4)).toBeNull()
  })

  test('contains the share, lies within 0 and 1, mirrors, and narrows with n and with less confidence', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(), confidence, (n, k, level) => {
        const x = k % (n + 1)
        const { low, high } = must(wilsonInterval(x, n, level))
        expect(low).toBeGreaterThanOrEqual(0)
        expect(low).toBeLessThanOrEqual(x / n)
        expect(high).toBeGreaterThanOrEqual(x / n)
        expect(high).toBeLessThanOrEqual(1)
        const mirrored = must(wilsonInterval(n - x, n, level))
        expect(mirrored.low).toBeCloseTo(1 - high, 12)
        const larger = must(wilsonInterval(4 * x, 4 * n, level))
        expect(larger.high - larger.low).toBeLessThan(high - low)
      }),
    )
  })
})

describe('exact intervals', () => {
  test.each([
    [10, 100, 0.95, 0.04900468922148595, 0.17622259774017532],
    [0, 20, 0.95, 0, 0.16843347098308548],
    [20, 20, 0.95, 0.8315665290169145, 1],
    [3, 7, 0.998, 0.0315608002451833, 0.9233454571731127],
  ])('of %d in %d at %d are those of scipy', (x, n, level, low, high) => {
    const interval = must(exactShareInterval(x, n, level))
    expect(interval.low).toBeCloseTo(low, 10)
    expect(interval.high).toBeCloseTo(high, 10)
  })

  test.each([
    [0, 0, 3.6888794541139354],
    [3, 0.6186721228956014, 8.767273069742323],
    [9, 4.115373097378334, 17.084803451419166],
    [20, 12.216519585403944, 30.8883779026746],
  ])('of %d events are those of the chi-squared quantiles', (count, low, high) => {
    const interval = must(exactCountInterval(count))
    expect(interval.low).toBeCloseTo(low, 10)
    expect(interval.high).toBeCloseTo(high, 10)
  })

  test("Byar's comes close from 10 on, where it takes over", () => {
    expect(countInterval(9)).toEqual(exactCountInterval(9))
    expect(countInterval(10)).toEqual(byarInterval(10))
    for (const count of [10, 50, 400]) {
      const [byar, exact] = [must(byarInterval(count)), must(exactCountInterval(count))]
      expect(Math.abs(byar.low / exact.low - 1)).toBeLessThan(0.002)
      expect(Math.abs(byar.high / exact.high - 1)).toBeLessThan(0.002)
    }
    expect(must(byarInterval(0)).low).toBe(0)
    expect(byarInterval(-1)).toBeNull()
  })

  test('a rate has none without exposure', () => {
    expect(rateInterval(3, 0)).toBeNull()
    expect(rateInterval(-3, 10)).toBeNull()
    expect(must(rateInterval(20, 1000, 1000)).low).toBeCloseTo(must(byarInterval(20)).low, 12)
  })

  test('contain what was counted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), confidence, (count, level) => {
        for (const interval of [exactCountInterval(count, level), countInterval(count, level)]) {
          expect(must(interval).low).toBeLessThanOrEqual(count)
          expect(must(interval).high).toBeGreaterThan(count)
        }
      }),
    )
  })
})

test("a difference of shares has Newcombe's published interval: 56 of 70 less 48 of 80", () => {
  const found = must(shareDifference({ x: 56, n: 70 }, { x: 48, n: 80 }))
  expect(found.difference).toBeCloseTo(0.2, 12)
  expect(found.low).toBeCloseTo(0.0524, 4)
  expect(found.high).toBeCloseTo(0.3339, 4)
  expect(shareDifference({ x: 1, n: 0 }, { x: 1, n: 2 })).toBeNull()
})

describe('against a benchmark', () => {
  test.each([
    [{ low: 50, high: 60 }, 60, 'higher', 'similar'],
    [{ low: 50, high: 60 }, 50, 'higher', 'similar'],
    [{ low: 50, high: 60 }, 49.9, 'higher', 'better'],
    [{ low: 50, high: 60 }, 60.1, 'higher', 'worse'],
    [{ low: 50, high: 60 }, 60.1, 'lower', 'better'],
    [{ low: 50, high: 60 }, 49.9, 'neutral', 'higher'],
    [{ low: 50, high: 60 }, 60.1, 'neutral', 'lower'],
  ] as const)('%o and %d (%s) is %s: touching is similar', (interval, reference, direction, verdict) => {
    expect(compareToBenchmark(interval, reference, direction)).toBe(verdict)
  })

  test('says nothing without an interval or a reference', () => {
    expect(compareToBenchmark(null, 5, 'higher')).toBeNull()
    expect(compareToBenchmark({ low: 1, high: 2 }, null, 'higher')).toBeNull()
  })

  test('two intervals differ only when they do not touch', () => {
    expect(compareIntervals({ low: 1, high: 2 }, { low: 2, high: 3 }, 'higher')).toBe('similar')
    expect(compareIntervals({ low: 2.1, high: 3 }, { low: 1, high: 2 }, 'lower')).toBe('worse')
    expect(compareIntervals({ low: 0, high: 0.9 }, { low: 1, high: 2 }, 'higher')).toBe('worse')
  })
})

describe('a funnel', () => {
  test("has OHID's limits, whose long formula comes to a ± z·√(a(1 − a) ÷ n)", () => {
    // sigma_adjustment(0.975, 400, 0.6, …) of PHEindicatormethods, term by term.
    const [a, n, z] = [0.6, 400, 1.959963984540054]
    const first = a * (n / z ** 2 + 1)
    const inner = n * (a * (n / z ** 2 + 2) - 1) + z ** 2 * (a - 1)
    const adjust = Math.sqrt((-8 * first) ** 2 - 64 * (1 / z ** 2 + 1 / n) * a * inner)
    const [low, high] = [-1, 1].map((sign) => (first + (sign * adjust) / 8) / (1 / z ** 2 + 1 / n) / n)
    const { inner: limits } = must(shareFunnel(a, n))
    expect(limits.low).toBeCloseTo(must(low), 12)
    expect(limits.high).toBeCloseTo(must(high), 12)
  })

  test('classes a value exactly on a limit as inside, and marks small numbers', () => {
    const limits = must(shareFunnel(0.5, 100))
    const at = (value: number) => funnelClass(value, limits, 'higher', 100)
    expect(at(limits.inner.low)).toEqual({ level: 'within', side: null, small: false })
    expect(at(limits.inner.high + 0.001)).toEqual({ level: 'alert', side: 'better', small: false })
    expect(at(limits.outer.low)).toEqual({ level: 'alert', side: 'worse', small: false })
    expect(at(limits.outer.low - 0.001)).toEqual({ level: 'alarm', side: 'worse', small: false })
    expect(funnelClass(0.9, must(shareFunnel(0.5, 9)), 'lower', 9)).toEqual({
      level: 'alert',
      side: 'worse',
      small: true,
    })
    expect(must(shareFunnel(0.99, 5)).outer).toEqual({ low: expect.any(Number), high: 1 })
    expect(shareFunnel(0.5, 0)).toBeNull()
    expect(shareFunnel(1.5, 10)).toBeNull()
  })

  test('of a rate agrees with the exact interval of the count at its limits', () => {
    const { inner, outer } = must(rateFunnel(0.02, 1500))
    expect(must(exactCountInterval(inner.low * 1500)).high).toBeCloseTo(30, 8)
    expect(must(exactCountInterval(inner.high * 1500)).low).toBeCloseTo(30, 8)
    expect(must(exactCountInterval(outer.high * 1500, 0.998)).low).toBeCloseTo(30, 8)
    expect(must(rateFunnel(0.001, 1000)).inner.low).toBe(0)
    expect(must(rateFunnel(0, 10)).outer).toEqual({ low: 0, high: 0 })
    expect(rateFunnel(1, 0)).toBeNull()
  })
})

describe('quantile classes', () => {
  test('fault B22: equal values are never split, where NTILE would split them', () => {
    expect(quantileClasses([1, 2, 2, 2, 2, 3, 4, 5, 6, 7], 5)).toEqual([1, 1, 1, 1, 1, 3, 4, 4, 5, 5])
    expect(quantileClasses([7, 7, 7, 7, 7], 5)).toEqual([1, 1, 1, 1, 1])
  })

  test('are even without ties, leave gaps empty and need as many values as classes', () => {
    expect(quantileClasses([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
    expect(quantileClasses([3, null, 1, 2], 3)).toEqual([3, null, 1, 2])
    expect(quantileClasses([1, 2, 3], 4)).toEqual([null, null, null])
  })

  test('rise with the value whatever the order of the rows', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 5, maxLength: 60 }), (values) => {
        const classes = quantileClasses(values, 5)
        expect(quantileClasses(values.toReversed(), 5)).toEqual(classes.toReversed())
        for (const [at, value] of values.entries()) {
          for (const [other, against] of values.entries()) {
            if (value <= against) expect(must(classes[at])).toBeLessThanOrEqual(must(classes[other]))
          }
        }
      }),
    )
  })
})

test('a quantile interpolates between its neighbours', () => {
  expect(quantileOf([4, 1, 3, 2], 0.5)).toBe(2.5)
  expect(quantileOf([4, 1, 3, 2], 0)).toBe(1)
  expect(quantileOf([4, 1, 3, 2], 1)).toBe(4)
  expect(quantileOf([], 0.5)).toBeNull()
})

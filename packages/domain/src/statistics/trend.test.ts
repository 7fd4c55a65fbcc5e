import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exactKendallP, inversionCounts } from './kendall-exact.ts'
import { mannKendall, seasonalMannKendall, type TimePoint } from './mann-kendall.ts'
import { must } from '../must.ts'
import { slopeIndex } from './slope-index.ts'
import { theilSen, theilSenOfShares } from './theil-sen.ts'
import { shareTrend, trendOf } from './trend.ts'

const series = (values: readonly number[]): TimePoint[] => values.map((value, time) => ({ time, value }))

describe("Kendall's exact p", () => {
  test.each([
    [10, 5, 2 / 120],
    [8, 5, 10 / 120],
    [6, 4, 2 / 24],
    [3, 3, 2 / 6],
    [0, 4, 1],
    [22, 8, 0.005505952380952381],
  ])('of S = %d with n = %d is %d', (s, n, p) => {
    expect(exactKendallP(s, n)).toBeCloseTo(p, 12)
    expect(exactKendallP(-s, n)).toBeCloseTo(p, 12)
  })

  test('counts the orders by their inversions', () => {
    expect(inversionCounts(4)).toEqual([1, 3, 5, 6, 5, 3, 1])
    expect(inversionCounts(10).reduce((sum, count) => sum + count, 0)).toBe(3_628_800)
  })
})

describe('Mann-Kendall', () => {
  test('fault B16: five rising points have the exact p of 0.0167, not the normal 0.027', () => {
    const found = mannKendall(series([1, 2, 3, 4, 5]))
    expect(found).toMatchObject({ s: 10, tau: 1, method: 'exact', z: null, verdict: 'rising' })
    expect(found.p).toBeCloseTo(1 / 60, 12)
  })

  test('with ties takes the corrected normal approximation (scipy 1.17.1 for tau-b, the textbook formula for z)', () => {
    const found = mannKendall(series([5, 5, 6, 7, 7, 7, 9, 8, 10, 12, 12, 11]))
    expect(found).toMatchObject({ s: 55, variance: 207, method: 'normal', verdict: 'rising' })
    expect(found.z).toBeCloseTo(3.7532594530273458, 12)
    expect(found.p).toBeCloseTo(0.00017455002670346034, 10)
    expect(found.tauB).toBeCloseTo(0.8668137748205085, 12)
    expect(found.tau).toBeCloseTo(55 / 66, 12)
  })

  test('gives no verdict below five points, whatever they are', () => {
    expect(mannKendall(series([1, 2, 3, 4]))).toMatchObject({ verdict: 'too_few', s: 6 })
    expect(mannKendall(series([1, 2, 3, 4])).p).toBeCloseTo(1 / 12, 12)
    expect(mannKendall([])).toMatchObject({ n: 0, p: null, tau: null, verdict: 'too_few' })
  })

  test('finds nothing in a level series and throws on two values for one time', () => {
    expect(mannKendall(series([7, 7, 7, 7, 7, 7]))).toMatchObject({
      s: 0,
      p: null,
      verdict: 'no_clear_change',
      tauB: null,
    })
    expect(() =>
      mannKendall([
        { time: 1, value: 1 },
        { time: 1, value: 2 },
      ]),
    ).toThrow('two values')
    expect(() => mannKendall([{ time: 1, value: Number.NaN }])).toThrow('finite')
  })

  test('turns its sign with the series, and only the order of times counts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 14 }), (values) => {
        const rise = mannKendall(series(values))
        const fall = mannKendall(series(values.map((value) => -value)))
        expect(fall.s + rise.s).toBe(0)
        expect(fall.p).toEqual(rise.p)
        const gapped = series(values).map(({ time, value }) => ({ time: time * time, value }))
        expect(mannKendall(gapped.toReversed()).s).toBe(rise.s)
      }),
    )
  })
})

describe('the seasonal test', () => {
  const wave = [10, 40, 20, 30]
  const years = (count: number, step: number): TimePoint[] =>
    series(Array.from({ length: 4 * count }, (_, at) => must(wave[at % 4]) + step * Math.floor(at / 4)))

  test('sees a rise under a strong season that the plain test misses', () => {
    const points = years(4, 1)
    expect(seasonalMannKendall(points)).toMatchObject({ s: 24, verdict: 'rising', tau: 1 })
    // Four seasons of four years: each has variance 4·3·13 ÷ 18.
    expect(seasonalMannKendall(points).variance).toBeCloseTo((4 * 156) / 18, 12)
    expect(mannKendall(points).verdict).toBe('no_clear_change')
  })

  test('gives no verdict before three years', () => {
    expect(seasonalMannKendall(years(2, 5)).verdict).toBe('too_few')
    expect(seasonalMannKendall(years(3, 5)).verdict).toBe('rising')
    expect(seasonalMannKendall([]).verdict).toBe('too_few')
  })
})

describe('Theil-Sen', () => {
  const times = [0, 1, 2, 4, 5, 6, 7, 9]
  const values = [61.2, 62.0, 61.5, 64.9, 66.0, 65.1, 68.2, 70.4]
  const gapped = times.map((time, at) => ({ time, value: must(values[at]) }))

  test("has scipy's slope, interval and both intercepts at true times", () => {
    const separate = must(theilSen(gapped))
    expect(separate.slope).toBeCloseTo(1.0277777777777781, 12)
    expect(separate.intercept).toBeCloseTo(60.375, 12)
    expect(separate.low).toBeCloseTo(0.65, 12)
    expect(separate.high).toBeCloseTo(1.2714285714285722, 12)
    expect(must(theilSen(gapped, { intercept: 'joint' })).intercept).toBeCloseTo(60.916666666666664, 12)
    const tied = must(theilSen(series([5, 5, 6, 7, 7, 7, 9, 8, 10, 12, 12, 11])))
    expect([tied.slope, tied.low, tied.high]).toEqual([2 / 3, 0.5, expect.closeTo(5 / 6, 12)])
  })

  test('fault B17: a missing quarter keeps its place in time', () => {
    const points = [
      { time: 0, value: 0 },
      { time: 3, value: 1 },
    ]
    expect(must(theilSen(points)).slope).toBeCloseTo(1 / 3, 12)
    expect(theilSen(points.slice(1))).toBeNull()
  })

  test('follows a change of scale, and one wild point does not move it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 12 }), (values) => {
        const plain = must(theilSen(series(values)))
        const turned = must(theilSen(series(values.map((value) => 3 - 2 * value))))
        expect(turned.slope).toBeCloseTo(-2 * plain.slope, 10)
        expect(plain.low).toBeLessThanOrEqual(plain.slope + 1e-12)
        expect(plain.high).toBeGreaterThanOrEqual(plain.slope - 1e-12)
      }),
    )
    expect(must(theilSen(series([0, 1, 2, 3, 400, 5, 6]))).slope).toBe(1)
  })

  test('of shares works at 0 % and 100 % and never leaves them', () => {
    const points = [40, 46, 48, 50, 50].map((x, time) => ({ time, x, n: 50 }))
    const line = must(theilSenOfShares([...points, { time: 9, x: 1, n: 0 }]))
    expect(line.n).toBe(5)
    expect(line.slope).toBeGreaterThan(0)
    expect(line.at(1000)).toBeLessThanOrEqual(1)
    expect(line.at(-1000)).toBeGreaterThanOrEqual(0)
    expect(line.at(2)).toBeCloseTo(0.96, 1)
  })
})

describe('the trend of five points', () => {
  const elderly = [10588957, 10547929, 10851467, 11034431, 11246440]
  const registered = [60458658, 60744002, 61625745, 62418295, 63227624]
  const mmr = [57274, 55865, 53681, 51767, 53185]
  const children = [61834, 60511, 59074, 57508, 59028]
  const shares = (xs: readonly number[], ns: readonly number[]) => xs.map((x, time) => ({ time, x, n: must(ns[time]) }))

  test("fault B18: Fingertips' example without intervals rises, with a chi-squared of about 3,165", () => {
    const found = shareTrend(shares(elderly, registered))
    expect(found).toMatchObject({ used: 5, signKept: true, verdict: 'rising' })
    expect(found.slope).toBeCloseTo(0.0008625922863633647, 12)
    expect(found.chiSquared).toBeCloseTo(3166.2352157192795, 4)
  })

  test("agrees with Fingertips' other examples: MMR falls, diabetic eye disease rises", () => {
    expect(shareTrend(shares(mmr, children))).toMatchObject({ verdict: 'falling' })
    const rates = [
      [2.935, 2.7841, 3.0919],
      [1.93028, 1.8085, 2.058],
      [2.7567, 2.6113, 2.9082],
      [2.8701, 2.7225, 3.0237],
      [3.0121, 2.8616, 3.1683],
    ] as const
    const found = trendOf(rates.map(([value, low, high], time) => ({ time, value, low, high })))
    expect(found).toMatchObject({ verdict: 'rising', signKept: true })
    expect(found.slope).toBeCloseTo(0.13984364887629153, 10)
    expect(found.chiSquared).toBeCloseTo(33.48578067369005, 8)
  })

  test('fault B18: works at 100 %, in some points and in all', () => {
    const rising = [800, 900, 980, 1000, 1000].map((x, time) => ({ time, x, n: 1000 }))
    expect(shareTrend(rising).verdict).toBe('rising')
    const full = rising.map((point) => ({ ...point, x: 1000 }))
    expect(shareTrend(full)).toMatchObject({ slope: 0, chiSquared: 0, p: 1, verdict: 'no_clear_change' })
  })

  test('fault B18: without intervals says so instead of "no change"', () => {
    const points = [1, 2, 3, 4, 5].map((value, time) => ({ time, value, low: null, high: null }))
    expect(trendOf(points)).toMatchObject({ verdict: 'no_interval', slope: null })
    expect(trendOf(points.map((point) => ({ ...point, low: 1, high: 1 }))).verdict).toBe('no_interval')
  })

  test('fault B18: a year left out keeps its place', () => {
    const times = [0, 1, 2, 3, 9]
    const at = (list: readonly number[]) =>
      trendOf([10, 11, 12, 13, 14].map((value, k) => ({ time: must(list[k]), value, low: value - 1, high: value + 1 })))
    expect(must(at(times).slope)).toBeLessThan(must(at([0, 1, 2, 3, 4]).slope))
  })

  test('one point that carries the whole slope makes no trend', () => {
    const points = [50, 50, 50, 50, 70].map((value, time) => ({ time, value, low: value - 1, high: value + 1 }))
    expect(trendOf(points)).toMatchObject({ signKept: false, verdict: 'no_clear_change' })
    expect(must(trendOf(points).chiSquared)).toBeGreaterThan(9.55)
  })

  test('looks at the last five and asks for five', () => {
    const points = series([90, 10, 11, 12, 13, 14]).map((point) => ({
      ...point,
      low: point.value - 0.1,
      high: point.value + 0.1,
    }))
    expect(trendOf(points)).toMatchObject({ used: 5, verdict: 'rising' })
    expect(trendOf(points.slice(2))).toMatchObject({ used: 4, verdict: 'too_few' })
  })
})

describe('the slope index of inequality', () => {
  const populations = [1200, 900, 1500, 800, 600]
  const values = [62, 66, 71, 70, 79]
  const groups = values.map((value, at) => ({ population: must(populations[at]), value, se: 1.5 }))

  test('is the weighted regression on ridits (numpy 2, least squares of √a·y on √a and √a·x)', () => {
    const found = must(slopeIndex(groups))
    expect(found.sii).toBeCloseTo(17.07446809, 7)
    expect(found.intercept).toBeCloseTo(60.20276596, 7)
    expect(found.rii).toBeCloseTo((60.20276596 + 17.07446809) / 60.20276596, 7)
  })

  test('has an interval only when every group has a standard error, and the ratio only above 0', () => {
    const { siiInterval, riiInterval, sii, rii } = must(slopeIndex(groups))
    expect((must(siiInterval).low + must(siiInterval).high) / 2).toBeCloseTo(sii, 10)
    expect(Math.sqrt(must(riiInterval).low * must(riiInterval).high)).toBeCloseTo(must(rii), 10)
    expect(must(slopeIndex(groups.map((group) => ({ ...group, se: null })))).siiInterval).toBeNull()
    expect(
      must(
        slopeIndex([
          { population: 1, value: 0, se: 1 },
          { population: 1, value: 9, se: 1 },
        ]),
      ).rii,
    ).toBeNull()
    expect(slopeIndex(groups.slice(0, 1))).toBeNull()
  })

  test('a straight line across the population gives its own ends', () => {
    let below = 0
    const line = populations.map((population) => {
      const middle = (below + population / 2) / 5000
      below += population
      return { population, value: 40 + 25 * middle, se: 0 }
    })
    const found = must(slopeIndex(line))
    expect(found.sii).toBeCloseTo(25, 10)
    expect(found.intercept).toBeCloseTo(40, 10)
    expect(found.rii).toBeCloseTo(65 / 40, 10)
  })
})

import { describe, expect, test } from 'vitest'
import { must } from '../must.ts'
import type { TimePoint } from '../statistics/mann-kendall.ts'
import { type Random, seededRandom } from '../statistics/random.ts'
import { type DemoSeries, demoAmounts, demoShares } from './demo-series.fixture.ts'
import { forecastArrival, type ForecastInput, printedInterval } from './forecast.ts'

const series = (values: readonly number[]): TimePoint[] => values.map((value, time) => ({ time, value }))

const base: ForecastInput = {
  points: series([60, 62, 63, 66, 67, 70, 71, 74]),
  window: 8,
  direction: 'higher',
  target: 80,
  due: 12,
  ceiling: 100,
  decimals: 1,
}

function forecast(more: Partial<ForecastInput> = {}) {
  const found = forecastArrival({ ...base, ...more })
  if (found.kind !== 'forecast') throw new Error('a forecast was expected')
  return found
}

describe('the forecast of a target', () => {
  test('brackets its own line, and bears no percentage while too few quarters were held back', () => {
    const found = forecast()
    expect(found.low).toBeLessThan(found.expected)
    expect(found.high).toBeGreaterThan(found.expected)
    expect(found.arrival).toBeGreaterThan(9.5)
    expect(found.arrival).toBeLessThan(12)
    expect(found).toMatchObject({ alreadyMet: false, confidence: null, points: 8, tried: 0 })
  })

  test('takes its interval from the errors of lines that did not know the quarter', () => {
    // A straight line with a step of 1 up and down in turn: the next value is always missed by about as much.
    const points = series(Array.from({ length: 20 }, (_, time) => 2 * time + (time % 2)))
    const found = forecast({ points, ceiling: null, due: 20 })
    expect(found).toMatchObject({ confidence: 0.9, tried: 15 })
    expect(found.high - found.low).toBeLessThan(4)
    expect(forecast({ points, ceiling: null, due: 26 })).toMatchObject({ confidence: 0.9, tried: 9 })
    expect(forecast({ points, ceiling: null, due: 27 })).toMatchObject({ confidence: null, tried: 8 })
  })

  test('goes no further ahead than the history is long', () => {
    expect(forecastArrival({ ...base, due: 14 }).kind).toBe('forecast')
    expect(forecastArrival({ ...base, due: 15 })).toEqual({ kind: 'too_far', ahead: 8, history: 7 })
  })

  test('never exceeds 100 %, however steep the line', () => {
    const found = forecast({ points: series([50, 80, 95, 99, 100, 100]), due: 10, target: 100 })
    expect(found.high).toBeLessThanOrEqual(100)
    expect(found).toMatchObject({ alreadyMet: true, arrival: 5 })
  })

  test('plain amounts follow the straight line exactly', () => {
    const found = forecast({ points: series([10, 12, 14, 16, 18]), ceiling: null, target: 26, due: 8, decimals: 0 })
    expect(found.expected).toBeCloseTo(26, 10)
    // 25.5 prints as 26.
    expect(found.arrival).toBeCloseTo(7.75, 10)
  })

  test('a line that leads away never arrives, whatever the direction', () => {
    expect(forecast({ points: series([74, 73, 70, 69, 66]), due: 8 }).arrival).toBeNull()
    const down = { points: series([9, 8, 7, 6, 5]), direction: 'lower', target: 2, ceiling: null, decimals: 0 } as const
    expect(forecast({ ...down, due: 8 }).arrival).toBeCloseTo(6.5, 10)
  })

  test('says nothing from fewer than five points, and gaps keep their time', () => {
    expect(forecastArrival({ ...base, points: base.points.slice(4) })).toEqual({ kind: 'too_few', points: 4 })
    const gapped = base.points.filter(({ time }) => time !== 3 && time !== 4)
    expect(Math.abs(forecast({ points: gapped }).expected - forecast().expected)).toBeLessThan(1)
  })
})

describe('the printed interval', () => {
  const print = (low: number, high: number, decimals = 1) =>
    printedInterval({ low, high }, { decimals, least: 0, most: 100 })

  test('opens outwards and never closes to one number', () => {
    expect(print(80.04, 81.26)).toEqual({ low: 80, high: 81.3 })
    expect(print(80, 80)).toEqual({ low: 79.9, high: 80.1 })
    expect(print(100, 100)).toEqual({ low: 99.9, high: 100 })
    expect(print(0, 0, 0)).toEqual({ low: 0, high: 1 })
    expect(printedInterval({ low: -3, high: -3 }, { decimals: 0, least: null, most: null })).toEqual({
      low: -4,
      high: -2,
    })
  })
})

type Series = { readonly points: readonly TimePoint[]; readonly ceiling: number | null; readonly decimals: number }

/** The share of held-back values that lie in the interval laid for them, over all series and all quarters. */
function coverage(all: readonly Series[], ahead: number, from = 5) {
  let [inside, tried] = [0, 0]
  for (const { points, ceiling, decimals } of all) {
    for (let known = from; known < points.length; known++) {
      const { time } = must(points[known - 1])
      const actual = points.find((point) => point.time === time + ahead)
      if (actual === undefined) continue
      const more = { points: points.slice(0, known), due: time + ahead, ceiling, decimals }
      const found = forecastArrival({ ...base, ...more })
      if (found.kind !== 'forecast' || found.confidence === null) continue
      const { low, high } = printedInterval(found, { decimals, least: 0, most: ceiling })
      tried += 1
      if (low <= actual.value && actual.value <= high) inside += 1
    }
  }
  return { share: inside / tried, tried }
}

function demoSeries(): Series[] {
  const read = (all: Readonly<Record<string, DemoSeries>>, ceiling: number | null) =>
    Object.values(all).map(({ decimals, values }) => {
      const points = values.flatMap((value, time): TimePoint[] => (value === null ? [] : [{ time, value }]))
      return { points, ceiling, decimals }
    })
  return [...read(demoShares, 100), ...read(demoAmounts, null)]
}

describe('a 90 % interval covers 85 to 95 % of what was held back', () => {
  test('on the series of the demo city as printed, at every distance that has a percentage', () => {
    const found = [1, 2, 3].map((ahead) => coverage(demoSeries(), ahead))
    expect(found.map(({ tried }) => tried)).toEqual([189, 111, 33])
    expect(Math.min(...found.map(({ share }) => share))).toBeGreaterThanOrEqual(0.85)
    const inside = found.reduce((sum, { share, tried }) => sum + share * tried, 0)
    // One of 33 is three per cent, so that the upper limit is for all of them together.
    expect(inside / (189 + 111 + 33)).toBeLessThanOrEqual(0.95)
  })

  /** The chance that at least `hits` of `of` happen, each with its chance. */
  const atLeast = (hits: number, of: number, chance: number): number => {
    let [term, sum] = [(1 - chance) ** of, 0]
    for (let k = 0; k <= of; k++) {
      if (k >= hits) sum += term
      term = (term * (of - k) * chance) / ((k + 1) * (1 - chance))
    }
    return sum
  }

  test('three quarters ahead 32 of 33 are what chance leaves of 90 %, and with simulated series it is 85 to 95 %', () => {
    const demo = coverage(demoSeries(), 3)
    expect([Math.round(demo.share * demo.tried), demo.tried]).toEqual([32, 33])
    // One time in seven so many or more lie inside: too few to call the interval too wide by.
    expect(atLeast(32, 33, 0.9)).toBeGreaterThan(0.1)
    const simulated = Object.keys(processes).map((name) => coverage(simulatedSeries(name, 200), 3, 21))
    const all = [demo, ...simulated]
    const tried = all.reduce((sum, one) => sum + one.tried, 0)
    const share = all.reduce((sum, one) => sum + one.share * one.tried, 0) / tried
    expect(tried).toBe(833)
    expect(share).toBeGreaterThanOrEqual(0.85)
    expect(share).toBeLessThanOrEqual(0.95)
  })

  test('four quarters ahead the demo city has no percentage: nineteen quarters hold too few back', () => {
    expect(
      coverage(
        demoSeries().map((one) => ({ ...one, points: one.points.slice(0, -4) })),
        4,
      ).tried,
    ).toBe(0)
  })

  const processes: Readonly<Record<string, (random: Random) => (time: number) => number>> = {
    'a line with noise': (random) => (time) => 0.1 * time + 0.3 * random.normal(),
    'a level with noise': (random) => () => random.normal(),
    'a walk with a drift': (random) => {
      let at = 0
      return () => (at += 0.1 + 0.2 * random.normal())
    },
    'a line whose noise lasts': (random) => {
      let noise = 0
      return (time) => 0.1 * time + (noise = 0.6 * noise + 0.2 * random.normal())
    },
  }
  /** Series of 24 quarters by one process, the same on every run. */
  function simulatedSeries(name: string, count: number): Series[] {
    const random = seededRandom(20_260_930)
    return Array.from({ length: count }, () => {
      const next = must(processes[name])(random)
      const points = Array.from({ length: 24 }, (_, time) => ({ time, value: 50 + next(time) }))
      return { points, ceiling: null, decimals: 4 }
    })
  }

  test.each(Object.keys(processes).flatMap((name) => [1, 2, 3, 4].map((ahead) => [name, ahead] as const)))(
    'on %s, %i quarters ahead',
    (name, ahead) => {
      const all = simulatedSeries(name, 1000)
      // One value held back of each, so that what is tried is independent.
      const { share } = coverage(all, ahead, 24 - ahead)
      expect(share).toBeGreaterThanOrEqual(0.85)
      expect(share).toBeLessThanOrEqual(0.95)
    },
  )
})

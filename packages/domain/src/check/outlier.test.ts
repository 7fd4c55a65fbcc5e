import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeAgainstPeers, judgeFigure, leastBaseline, median } from './outlier.ts'

const share = (per1000: number, size = 1000) => ({ value: (per1000 * size) / 1000, size })
const counts = (...values: number[]) => values.map((value) => ({ value }))
const proportion = { scale: 'proportion' } as const
const count = { scale: 'count' } as const

/** DHIS2's rule: population SD over all values, the tested one included. */
function dhis2Score(values: readonly number[], tested: number): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
  return Math.abs(tested - mean) / sd
}

describe('part B fault 19 (DHIS2)', () => {
  test('a gross error among five quarters, which z ≤ √(n−1) can never reach, is found', () => {
    const history = [1000, 1020, 990, 1010]
    expect(dhis2Score([...history, 100_000], 100_000)).toBeLessThanOrEqual(Math.sqrt(4) + 1e-9)
    expect(judgeFigure({ value: 100_000 }, counts(...history), count).verdict).toBe('unusual')
  })

  test('MAD = 0, a value repeated in every quarter, does not hide an outlier', () => {
    const hundred = [1, 2, 3, 4, 5, 6].map(() => share(1000))
    expect(judgeFigure(share(900), hundred, proportion)).toMatchObject({
      verdict: 'unusual',
      method: 'floor',
      expected: 1,
    })
    expect(judgeFigure({ value: 800 }, counts(500, 500, 500, 500), count).verdict).toBe('unusual')
  })

  test('MAD = 0 with some spread falls back on the mean absolute deviation', () => {
    const history = counts(40_000, 40_000, 40_000, 40_000, 52_000)
    const verdict = judgeFigure({ value: 41_000 }, history, count)
    expect(verdict).toMatchObject({ verdict: 'usual', method: 'mean_deviation' })
    const spread = (1.2533 * Math.log(52_000.5 / 40_000.5)) / 5
    expect(verdict.score).toBeCloseTo(Math.log(41_000.5 / 40_000.5) / spread, 10)
  })
})

describe('a figure against its own history', () => {
  test('the score is (t(x) − median) ÷ 1.4826 MAD on the log', () => {
    const history = counts(100, 200, 400, 800, 1600)
    const log = (value: number) => Math.log(value + 0.5)
    const mad = median([100, 200, 400, 800, 1600].map((value) => Math.abs(log(value) - log(400))))
    expect(judgeFigure({ value: 3200 }, history, count).score).toBeCloseTo((log(3200) - log(400)) / (1.4826 * mad), 12)
  })

  test('too few quarters give no verdict', () => {
    expect(judgeFigure({ value: 1e6 }, counts(1, 2, 3), count)).toEqual({
      verdict: 'too_few',
      score: null,
      expected: null,
      method: null,
    })
    expect(leastBaseline).toBe(4)
  })

  test.each([
    ['an administrative count that hardly moves', counts(40_000, 40_000, 40_000, 40_000), { value: 40_020 }, count],
    ['steady growth', counts(1000, 1100, 1210, 1331, 1464), { value: 1610 }, count],
    ['two accidents where there were none to three', counts(0, 1, 3, 0, 2), { value: 2 }, count],
    ['five accidents where there were none to three', counts(0, 1, 3, 0, 2), { value: 5 }, count],
    [
      'a share that moves by half a point',
      [950, 951, 950, 949].map((each) => share(each, 30_000)),
      share(955, 30_000),
      proportion,
    ],
    ['a share of few cases', [800, 800, 800, 800].map((each) => share(each, 10)), share(600, 10), proportion],
    ['999 in 1,000 after 100 %', [1000, 1000, 1000, 1000].map((each) => share(each)), share(999), proportion],
  ])('%s raises no alarm', (_name, history, tested, options) => {
    expect(judgeFigure(tested, history, options).verdict).toBe('usual')
  })

  test.each([
    ['ten times the usual', counts(1000, 1100, 1050, 980), { value: 10_500 }, count],
    ['a tenth of the usual', counts(1000, 1100, 1050, 980), { value: 104 }, count],
    ['a share sent as a fraction of its size', [900, 905, 910, 908].map((each) => share(each)), share(9), proportion],
    ['a sudden 100 %', [700, 705, 710, 708].map((each) => share(each)), share(1000), proportion],
    [
      'an amount in the wrong unit',
      counts(123.4, 130.1, 128.8, 131.9),
      { value: 1_299_000 },
      { scale: 'amount', decimals: 2 } as const,
    ],
  ])('%s raises an alarm', (_name, history, tested, options) => {
    expect(judgeFigure(tested, history, options).verdict).toBe('unusual')
  })

  test('order of the history does not matter, and unusable figures are left out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 4, maxLength: 12 }),
        fc.integer({ min: 0, max: 10_000 }),
        (history, value) => {
          const forward = judgeFigure({ value }, counts(...history), count)
          const dirty = [...counts(...history).reverse(), { value: Number.NaN }, { value: -1 }]
          const backward = judgeFigure({ value }, dirty, count)
          expect(backward.score).toBeCloseTo(forward.score ?? Number.NaN, 9)
          expect(backward.verdict).toBe(forward.verdict)
          expect(Number.isFinite(forward.score)).toBe(true)
        },
      ),
    )
  })

  test('a proportion and its complement are judged alike', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 5, maxLength: 9 }),
        ([tested = 0, ...history]) => {
          const straight = judgeFigure(
            share(tested),
            history.map((each) => share(each)),
            proportion,
          )
          const mirrored = judgeFigure(
            share(1000 - tested),
            history.map((each) => share(1000 - each)),
            proportion,
          )
          expect(mirrored.verdict).toBe(straight.verdict)
          expect(mirrored.score).toBeCloseTo(-(straight.score ?? Number.NaN), 9)
        },
      ),
    )
  })
})

describe('a change against peers', () => {
  const unit = (name: string, now: number, before: number) => ({
    unit: name,
    now: { value: now },
    before: { value: before },
  })

  test('a rise that all units share is no error of one', () => {
    const verdicts = judgeAgainstPeers(
      ['A', 'B', 'C', 'D', 'E', 'F'].map((name, at) => unit(name, 2000 + at, 1000 + at)),
      count,
    )
    expect([...verdicts.values()].map((verdict) => verdict.verdict)).toEqual(Array(6).fill('usual'))
  })

  test('the one that rose alone is named, the others are not', () => {
    const verdicts = judgeAgainstPeers(
      [
        unit('A', 1010, 1000),
        unit('B', 1000, 1000),
        unit('C', 990, 1000),
        unit('D', 1005, 1000),
        unit('E', 2000, 1000),
      ],
      count,
    )
    expect([...verdicts].filter(([, verdict]) => verdict.verdict === 'unusual').map(([name]) => name)).toEqual(['E'])
    expect(verdicts.get('E')?.expected).toBeCloseTo(1002.5, 0)
  })

  test('fewer than four others give no verdict, and a missing figure is no peer', () => {
    const four = [unit('A', 10, 10), unit('B', 10, 10), unit('C', 10, 10), unit('D', 900, 10)]
    expect([...judgeAgainstPeers(four, count).values()].every((verdict) => verdict.verdict === 'too_few')).toBe(true)
    expect(judgeAgainstPeers([...four, unit('E', Number.NaN, 10)], count).size).toBe(4)
  })
})

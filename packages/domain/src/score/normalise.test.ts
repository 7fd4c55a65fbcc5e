import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Normaliser, normalise } from './normalise.ts'

const run = (normaliser: Normaliser, values: readonly (number | null)[], direction: 'higher' | 'lower' = 'higher') =>
  normalise(normaliser, { values, direction })
const scores = (normaliser: Normaliser, values: readonly (number | null)[], direction: 'higher' | 'lower' = 'higher') =>
  run(normaliser, values, direction).scores

const five = [10, 20, 30, 40, 50]

describe('a normaliser', () => {
  test.each([
    [{ kind: 'goalposts', low: 20, high: 40 }, [0, 0, 50, 100, 100]],
    [{ kind: 'goalposts', low: 20, high: 40, scale: 1 }, [0, 0, 0.5, 1, 1]],
    [{ kind: 'min_max' }, [0, 25, 50, 75, 100]],
    [{ kind: 'min_max', low: 1, high: 5 }, [1, 2, 3, 4, 5]],
    [{ kind: 'percentile_rank' }, [0, 25, 50, 75, 100]],
    [{ kind: 'borda' }, [0, 1, 2, 3, 4]],
    [{ kind: 'rank' }, [1, 2, 3, 4, 5]],
    [{ kind: 'distance_to_max', scale: 1 }, [0, 0.25, 0.5, 0.75, 1]],
    [{ kind: 'distance_to_reference', reference: 30, scale: 1 }, [0, 0.5, 1, 1.5, 2]],
    [{ kind: 'distance_to_target', target: 30, cap: true, scale: 1 }, [0, 0.5, 1, 1, 1]],
    [{ kind: 'distance_to_target', target: 30, cap: false, scale: 1 }, [0, 0.5, 1, 1.5, 2]],
    [{ kind: 'fraction_of_max', scale: 1 }, [0.2, 0.4, 0.6, 0.8, 1]],
    [
      {
        kind: 'sheet',
        between: 'step',
        points: [
          { value: 20, score: 60 },
          { value: 40, score: 100 },
        ],
      },
      [60, 60, 60, 100, 100],
    ],
    [
      {
        kind: 'sheet',
        between: 'linear',
        points: [
          { value: 20, score: 60 },
          { value: 40, score: 100 },
        ],
      },
      [60, 60, 80, 100, 100],
    ],
  ] as const)('%j', (normaliser, expected) => {
    const result = scores(normaliser, five)
    for (const [at, score] of result.entries()) expect(score).toBeCloseTo(expected[at] ?? Number.NaN, 12)
  })

  test('z has mean 0 and deviation 1 with n − 1', () => {
    const [first, , third, , last] = scores({ kind: 'z' }, five)
    expect(third).toBe(0)
    expect(last).toBeCloseTo(20 / Math.sqrt(250), 12)
    expect(first).toBeCloseTo(-20 / Math.sqrt(250), 12)
  })

  test.each<Normaliser>([
    { kind: 'goalposts', low: 10, high: 50 },
    { kind: 'goalposts', low: 50, high: 10 },
    { kind: 'min_max' },
    { kind: 'percentile_rank' },
    { kind: 'distance_to_max' },
    { kind: 'distance_to_target', target: 10, cap: true },
  ])('%j turns around where lower is better', (normaliser) => {
    expect(scores(normaliser, five, 'lower')).toEqual([100, 75, 50, 25, 0])
  })

  test('a target in the middle is best with a sheet that rises and falls', () => {
    const points = [
      { value: 0, score: 0 },
      { value: 10, score: 100 },
      { value: 20, score: 0 },
    ]
    expect(scores({ kind: 'sheet', between: 'linear', points }, [-5, 5, 10, 15, 25])).toEqual([0, 50, 100, 50, 0])
  })

  test('keeps the uncapped value beside the capped one', () => {
    expect(run({ kind: 'goalposts', low: 20, high: 40 }, five).uncapped).toEqual([-50, 0, 50, 100, 150])
  })

  test('min-max over all periods does not move when another unit of the period does', () => {
    const pool = [0, 100, ...five]
    expect(normalise({ kind: 'min_max' }, { values: [10, 50], direction: 'higher', pool }).scores).toEqual([10, 50])
    expect(normalise({ kind: 'min_max' }, { values: [10, 30], direction: 'higher', pool }).scores).toEqual([10, 30])
  })

  test('equal values share ranks, percentile ranks and Borda points', () => {
    expect(scores({ kind: 'rank' }, [1, 2, 2, 3, 3])).toEqual([1, 2, 2, 4, 4])
    expect(scores({ kind: 'percentile_rank' }, [1, 2, 2, 3, 3])).toEqual([0, 25, 25, 75, 75])
  })
})

describe('what a normaliser cannot do', () => {
  test('fault B3: a constant indicator is named, not turned into NaN', () => {
    for (const kind of ['min_max', 'z', 'distance_to_max'] as const) {
      const result = run({ kind }, [7, 7, 7, 7, 7])
      expect(result).toMatchObject({ notice: 'cannot_discriminate', scores: [null, null, null, null, null] })
    }
    expect(scores({ kind: 'goalposts', low: 0, high: 10 }, [7, 7, 7])).toEqual([70, 70, 70])
  })

  test('one unit alone has goalposts but no relative score', () => {
    expect(scores({ kind: 'goalposts', low: 0, high: 10 }, [7])).toEqual([70])
    expect(run({ kind: 'min_max' }, [7, null]).notice).toBe('needs_two_units')
    expect(run({ kind: 'z' }, [1, 2, 3, 4]).notice).toBe('too_few_units')
  })

  test('fault B5: a target that everybody has reached scores full for all and never reverses the order', () => {
    for (const target of [5, 4]) {
      const result = run({ kind: 'distance_to_target', target, cap: false }, [5, 6, 7])
      expect(result).toMatchObject({ scores: [100, 100, 100], notice: 'target_reached_by_all' })
    }
  })

  test('fault B6: a reference at the minimum is refused', () => {
    expect(run({ kind: 'distance_to_reference', reference: 10 }, five)).toMatchObject({
      notice: 'reference_not_above_minimum',
      scores: [null, null, null, null, null],
    })
  })

  test('fault B7: the fraction of the maximum refuses negative values', () => {
    expect(run({ kind: 'fraction_of_max' }, [-3, -2, -1]).notice).toBe('negative_values')
    expect(run({ kind: 'fraction_of_max' }, [0, 0, 0]).notice).toBe('negative_values')
  })

  test('equal goalposts: who reached them scores full, all others 0', () => {
    expect(run({ kind: 'goalposts', low: 30, high: 30 }, five)).toMatchObject({
      scores: [0, 0, 100, 100, 100],
      notice: 'goalposts_equal',
    })
  })
})

const kinds: readonly Normaliser[] = [
  { kind: 'goalposts', low: 0, high: 1 },
  { kind: 'min_max' },
  { kind: 'z' },
  { kind: 'percentile_rank' },
  { kind: 'borda' },
  { kind: 'rank' },
  { kind: 'distance_to_max' },
  { kind: 'distance_to_reference', reference: 3 },
  { kind: 'distance_to_target', target: 3, cap: true },
  { kind: 'distance_to_target', target: 3, cap: false },
  { kind: 'fraction_of_max' },
]
const anyValues = fc.array(
  fc.option(
    fc
      .double({ min: -1e6, max: 1e6, noNaN: true, noDefaultInfinity: true })
      .map((value) => Math.round(value * 1e3) / 1e3),
    { nil: null },
  ),
  { maxLength: 12 },
)

describe('whatever the values', () => {
  test('every score is finite or null, null stays null, and the order of values is kept', () => {
    fc.assert(
      fc.property(
        anyValues,
        fc.constantFrom(...kinds),
        fc.constantFrom('higher' as const, 'lower' as const),
        (values, normaliser, direction) => {
          const result = scores(normaliser, values, direction)
          for (const [at, score] of result.entries()) {
            expect(score === null || Number.isFinite(score)).toBe(true)
            if (values[at] === null) expect(score).toBeNull()
            for (const [other, compared] of result.entries()) {
              const [own, second] = [values[at] ?? null, values[other] ?? null]
              if (score === null || compared === null || own === null || second === null) continue
              const better = direction === 'higher' ? own > second : own < second
              if (better) expect(score).toBeGreaterThanOrEqual(compared)
            }
          }
        },
      ),
    )
  })

  test('reversed rows give reversed, bit-identical scores', () => {
    fc.assert(
      fc.property(anyValues, fc.constantFrom(...kinds), (values, normaliser) => {
        expect(scores(normaliser, values.toReversed())).toEqual(scores(normaliser, values).toReversed())
      }),
    )
  })
})

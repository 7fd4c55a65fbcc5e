import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePeriod } from '../period.ts'
import { growthProgress, progressOf } from './progress.ts'
import { assessTarget, attainment, lightOf } from './target.ts'
import { checkTargetPath, expectedValue, paceOf, type TargetPath } from './target-path.ts'

const point = (period: string, value: number) => ({ period: parsePeriod(period), value })
const path: TargetPath = {
  pace: 'linear',
  direction: 'higher',
  baseline: point('2021Q4', 60),
  points: [point('2025Q4', 80), point('2026Q4', 90), point('2027Q4', 94)],
}
const expectedAt = (one: TargetPath, period: string) => expectedValue(one, parsePeriod(period))
const assess = (one: TargetPath, series: Readonly<Record<string, number | null>>, period: string) =>
  assessTarget({
    path: one,
    period: parsePeriod(period),
    series: Object.entries(series).map(([at, value]) => ({ period: parsePeriod(at), value })),
    decimals: 1,
  })

describe('the value expected today', () => {
  test.each([
    ['2021Q3', null],
    ['2021Q4', null],
    ['2022Q2', 62.5],
    ['2023Q4', 70],
    ['2025Q4', 80],
    ['2026Q1', 82.5],
    ['2026Q3', 87.5],
    ['2027Q4', 94],
    ['2028Q2', 94],
  ])('of a stock at %s lies on the line between year-end targets: %s', (period, expected) => {
    expect(expectedAt(path, period)).toBe(expected)
  })

  test.each([
    ['2026Q1', 25],
    ['2026Q2', 50],
    ['2026Q3', 75],
    ['2026Q4', 100],
    ['2025Q2', null],
  ] as const)('of a plan at %s is its share of the year: %s', (period, expected) => {
    expect(expectedAt({ ...path, pace: 'share', points: [point('2026Q4', 100)] }, period)).toBe(expected)
  })

  test('stays on a half of the last printed digit, which is rounded up', () => {
    const long = { ...path, baseline: point('2021Q4', 50), points: [point('2026Q4', 97)] }
    expect(expectedAt(long, '2026Q1')).toBe(89.95)
    expect(expectedAt({ ...path, pace: 'share', points: [point('2026Q4', 4.1)] }, '2026Q3')).toBe(3.075)
  })

  test.each([
    ['linear', null, { '2024Q4': null, '2025Q1': 80, '2026Q2': 85 }],
    ['step', null, { '2024Q4': null, '2025Q1': 80, '2026Q2': 90 }],
    ['share', null, { '2024Q4': null, '2025Q1': 20 }],
    ['linear', point('2023Q4', 60), { '2023Q3': null, '2023Q4': null, '2024Q4': 70 }],
    ['step', point('2023Q4', 60), { '2023Q3': null, '2023Q4': null, '2024Q1': 80 }],
    ['share', point('2023Q4', 60), { '2024Q4': null, '2025Q1': 20 }],
  ] as const)(
    'of pace %s and baseline %o begins with the first target or after the baseline: %o',
    (pace, baseline, all) => {
      for (const [period, expected] of Object.entries(all))
        expect(expectedAt({ ...path, pace, baseline }, period), period).toBe(expected)
    },
  )

  test('before the first target nothing is judged: no light, no pace', () => {
    expect(assess({ ...path, baseline: null }, { '2024Q4': 85 }, '2024Q4')).toMatchObject({
      expected: null,
      light: null,
      progress: null,
      verdict: 'not_due',
    })
    expect(assess(path, { '2021Q4': 60 }, '2021Q4')).toMatchObject({ expected: null, light: null, progress: null })
  })

  test('steps ask for the next target at once, milestones for the last one due', () => {
    expect(expectedAt({ ...path, pace: 'step' }, '2026Q1')).toBe(90)
    expect(expectedAt({ ...path, pace: 'milestones' }, '2026Q1')).toBe(80)
    expect(expectedAt({ ...path, pace: 'milestones' }, '2025Q3')).toBeNull()
  })

  test('never lies beyond the ceiling', () => {
    expect(expectedAt({ ...path, points: [point('2025Q4', 110)], ceiling: 100 }, '2025Q4')).toBe(100)
  })
})

describe('attainment and light', () => {
  test.each([
    [90, 90, 'higher', 'met'],
    [85.5, 90, 'higher', 'near'],
    [85.4, 90, 'higher', 'late'],
    [10, 10, 'lower', 'met'],
    [10.5, 10, 'lower', 'near'],
    [10.6, 10, 'lower', 'late'],
    [0, 10, 'lower', 'met'],
    [-2, 5, 'lower', 'met'],
    [5, 0, 'lower', 'late'],
    [0, 0, 'lower', 'met'],
    [0, 0, 'higher', 'met'],
    [0, 10, 'higher', 'late'],
    [-4, -5, 'higher', 'met'],
    [-6, -5, 'higher', 'late'],
  ] as const)('%s against %s, %s is better: %s', (value, expected, direction, light) => {
    const share = attainment(value, expected, direction)
    expect(Number.isFinite(share)).toBe(true)
    expect(lightOf(share)).toBe(light)
  })

  test('what prints as the expected value has reached it', () => {
    expect(assess(path, { '2026Q3': 87.46 }, '2026Q3')).toMatchObject({ light: 'met', expected: 87.5 })
    expect(assess(path, { '2026Q3': 87.44 }, '2026Q3').light).toBe('near')
  })

  test('no target, no light; no value, no light', () => {
    expect(assess({ ...path, points: [] }, { '2026Q3': 80 }, '2026Q3')).toMatchObject({
      light: null,
      verdict: 'no_target',
    })
    expect(assess(path, { '2026Q3': null }, '2026Q3')).toMatchObject({
      light: null,
      verdict: 'no_value',
      attainment: null,
    })
  })
})

describe('the verdict', () => {
  test.each([
    ['met', { '2026Q3': 94 }],
    ['met_then_lost', { '2025Q4': 81, '2026Q3': 79 }],
    ['moving_away', { '2025Q4': 70, '2026Q3': 59 }],
    ['caught_up_late', { '2025Q4': 79, '2026Q3': 81 }],
    ['under_way', { '2025Q4': 81, '2026Q3': 83 }],
  ] as const)('%s', (verdict, series) => {
    expect(assess(path, series, '2026Q3').verdict).toBe(verdict)
  })

  test('no_base has a light but no progress', () => {
    expect(assess({ ...path, baseline: null }, { '2026Q3': 85 }, '2026Q3')).toMatchObject({
      verdict: 'no_base',
      light: 'near',
      progress: null,
    })
  })

  test('base_beyond_target, met_then_lost when it falls below', () => {
    const beyond = { ...path, baseline: point('2021Q4', 97) }
    expect(assess(beyond, { '2026Q3': 96 }, '2026Q3')).toMatchObject({ verdict: 'base_beyond_target', progress: null })
    expect(assess(beyond, { '2026Q3': 79 }, '2026Q3').verdict).toBe('met_then_lost')
  })

  test('not_due before the first milestone', () => {
    expect(assess({ ...path, pace: 'milestones' }, { '2025Q1': 70 }, '2025Q1')).toMatchObject({
      verdict: 'not_due',
      light: null,
    })
  })

  test('whoever stands at the ceiling has met the expected value', () => {
    const full = { ...path, ceiling: 100, baseline: point('2021Q4', 100), points: [point('2025Q4', 100)] }
    expect(checkTargetPath(full)).toEqual([])
    expect(assess(full, { '2025Q1': 100 }, '2025Q1').light).toBe('met')
  })
})

describe('progress', () => {
  test.each([
    [88.05, 'on_pace'],
    [80, 'slow'],
    [65, 'stalled'],
    [59, 'backward'],
  ] as const)('%s of 60 towards 94 is %s', (value, word) => {
    const now = { value, period: parsePeriod('2026Q3') }
    expect(progressOf(path, point('2027Q4', 94), now)?.word).toBe(word)
  })

  test('fault B20: coverage and gap get the same verdict, where growth ratios differ', () => {
    const target = point('2027Q4', 99)
    const base = point('2021Q4', 90)
    const now = { value: 94, period: parsePeriod('2024Q4') }
    const coverage = progressOf({ ...path, baseline: base }, target, now)
    const gap = progressOf({ ...path, direction: 'lower', baseline: point('2021Q4', 10) }, point('2027Q4', 1), {
      ...now,
      value: 6,
    })
    expect(coverage?.ratio).toBeCloseTo(8 / 9, 12)
    expect(gap?.ratio).toBeCloseTo(8 / 9, 12)
    expect(growthProgress('higher', base, target, now)?.ratio).toBeCloseTo(0.91, 2)
    expect(growthProgress('lower', point('2021Q4', 10), point('2027Q4', 1), { ...now, value: 6 })?.ratio).toBeCloseTo(
      0.49,
      2,
    )
  })

  test('growth needs values above 0', () => {
    expect(
      growthProgress('higher', point('2021Q4', 0), point('2027Q4', 99), { value: 4, period: parsePeriod('2024Q4') }),
    ).toBeNull()
  })

  test('is finite whatever the numbers', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(
        value,
        value,
        value,
        fc.constantFrom('higher' as const, 'lower' as const),
        (base, aim, now, direction) => {
          const one = { ...path, direction, baseline: point('2021Q4', base), points: [point('2027Q4', aim)] }
          const result = assess(one, { '2025Q1': now }, '2025Q1')
          expect(result.attainment === null || Number.isFinite(result.attainment)).toBe(true)
          expect(result.progress === null || Number.isFinite(result.progress.ratio)).toBe(true)
        },
      ),
    )
  })
})

describe('saving a target', () => {
  test.each([
    ['target_equals_baseline', { points: [point('2025Q4', 60)] }],
    ['target_on_wrong_side', { points: [point('2025Q4', 50)] }],
    ['target_beyond_ceiling', { ceiling: 85 }],
    ['targets_not_in_order', { points: [point('2026Q4', 80), point('2025Q4', 90)] }],
    ['baseline_after_target', { baseline: point('2025Q4', 60), points: [point('2025Q4', 80)] }],
    ['target_not_finite', { points: [point('2025Q4', Number.NaN)] }],
  ] as const)('is refused: %s', (fault, change) => {
    expect(checkTargetPath({ ...path, ...change })).toContain(fault)
  })
})

test('what is counted anew each quarter owes a fourth of the year in every quarter, never a running share', () => {
  const perQuarter = { ...path, pace: paceOf('quarterOfYear'), points: [point('2026Q4', 100)] }
  const expected = (['2026Q1', '2026Q2', '2026Q4'] as const).map((period) => expectedAt(perQuarter, period))
  expect(expected).toEqual([25, 25, 25])
})

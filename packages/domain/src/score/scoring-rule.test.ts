import { describe, expect, test } from 'vitest'
import { type ItemRule, needsTarget, scoreItem } from './scoring-rule.ts'

type Input = {
  readonly values: readonly (number | null)[]
  readonly target?: number | null
  readonly direction?: 'higher' | 'lower'
}

function points(rule: ItemRule, { values, target = null, direction = 'higher' }: Input): readonly (number | null)[] {
  return scoreItem(rule, { values, targets: values.map(() => target), direction, decimals: 1 }).points
}

describe('the rules of real offices (domain 3.6)', () => {
  test('target_pass: all or nothing', () => {
    expect(points({ kind: 'target_pass' }, { values: [8, 7.9, null], target: 8 })).toEqual([100, 0, null])
  })

  test('target_ratio: attainment up to the cap, turned around where lower is better', () => {
    expect(points({ kind: 'target_ratio', cap: 1 }, { values: [40, 80, 100, -5], target: 80 })).toEqual([
      50, 100, 100, 0,
    ])
    expect(points({ kind: 'target_ratio', cap: 1.2 }, { values: [88, 100], target: 80 })).toEqual([
      expect.closeTo(110, 12),
      120,
    ])
    expect(points({ kind: 'target_ratio', cap: 1 }, { values: [20, 5, 0], target: 10, direction: 'lower' })).toEqual([
      50, 100, 100,
    ])
  })

  test('step_down: 8 points, 0.2 less for every 1 % below 100 %, until nothing is left', () => {
    const rule: ItemRule = { kind: 'step_down', full: 8, step: 1, loss: 0.2 }
    expect(points(rule, { values: [100, 95, 60, 50, 105], target: 100 })).toEqual([
      100,
      expect.closeTo(87.5, 12),
      0,
      0,
      100,
    ])
  })

  test('step_down: only whole steps of 5 points, at most 0.5 of 2 points lost', () => {
    const rule: ItemRule = {
      kind: 'step_down',
      full: 2,
      step: 5,
      loss: 0.1,
      wholeSteps: true,
      maxLoss: 0.5,
      target: 98,
    }
    expect(points(rule, { values: [98, 93.1, 93, 50] })).toEqual([100, 100, 95, 75])
    expect(points({ ...rule, target: 0.3, step: 0.1 }, { values: [0.1 + 0.1] })).toEqual([95])
  })

  test('bands: 80 % 6 points, 50 % 4 points, else 3', () => {
    const rule: ItemRule = {
      kind: 'bands',
      full: 6,
      bands: [
        { limit: 80, points: 6 },
        { limit: 50, points: 4 },
      ],
      otherwise: 3,
    }
    expect(points(rule, { values: [80, 79.9, 50, 10, null] })).toEqual([
      100,
      expect.closeTo(66.67, 2),
      expect.closeTo(66.67, 2),
      50,
      null,
    ])
  })

  test('rank_decay: the best 100 %, every place 5 % less, equals share the better place', () => {
    expect(points({ kind: 'rank_decay', step: 5 }, { values: [9, 8.04, 8, 7, null] })).toEqual([100, 95, 95, 85, null])
    expect(points({ kind: 'rank_decay', step: 60, floor: 10 }, { values: [1, 2, 3], direction: 'lower' })).toEqual([
      100, 40, 10,
    ])
  })

  test('power: 60 to 100 between the worst and the best, with fixed bounds or those of the units', () => {
    const fixed: ItemRule = { kind: 'power', bounds: { worst: 50, best: 100 } }
    expect(points(fixed, { values: [50, 75, 100, 120, 0] })).toEqual([60, 80, 100, 100, 20])
    expect(points({ kind: 'power', bounds: 'units' }, { values: [1, 2, 3] })).toEqual([60, 80, 100])
    expect(points({ kind: 'power', bounds: { worst: 10, best: 0 } }, { values: [10, 5], direction: 'lower' })).toEqual([
      60, 80,
    ])
  })

  test('linear_around_target: 80 % at the target, half a point per percentage point, capped', () => {
    const rule: ItemRule = { kind: 'linear_around_target', full: 10, base: 80, slope: 0.5, cap: 120 }
    expect(points(rule, { values: [90, 92, 88, 200, 0], target: 90 })).toEqual([80, 90, 70, 120, 0])
  })

  test('a constant indicator has its declared neutral score or none', () => {
    const minMax = { kind: 'min_max' } as const
    expect(points({ kind: 'normalise', normaliser: minMax, neutral: 50 }, { values: [7, 7, null] })).toEqual([
      50,
      50,
      null,
    ])
    expect(points({ kind: 'normalise', normaliser: minMax }, { values: [7, 7] })).toEqual([null, null])
  })

  test('rules that need a target give no points without one', () => {
    const rules: ItemRule[] = [
      { kind: 'target_pass' },
      { kind: 'target_ratio', cap: 1 },
      { kind: 'step_down', step: 1, loss: 1 },
      { kind: 'linear_around_target', base: 80, slope: 1, cap: 100 },
    ]
    for (const rule of rules) {
      expect(needsTarget(rule)).toBe(true)
      expect(points(rule, { values: [5] })).toEqual([null])
    }
  })
})

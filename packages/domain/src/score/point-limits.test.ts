import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { must } from '../must.ts'
import { openPoints, pointLimits } from './point-limits.ts'
import type { ItemRule } from './scoring-rule.ts'
import { isRising, scoreItem } from './scoring-rule.ts'

const rules: readonly ItemRule[] = [
  { kind: 'target_pass' },
  { kind: 'target_ratio', cap: 1.2 },
  { kind: 'target_ratio', cap: 0.8 },
  { kind: 'step_down', full: 10, step: 1, loss: 2, maxLoss: 6 },
  { kind: 'step_down', step: 5, loss: 1, wholeSteps: true, target: 80 },
  { kind: 'bands', full: 5, bands: [{ limit: 90, points: 6 }], otherwise: -1 },
  { kind: 'rank_decay', step: 30, floor: 20 },
  { kind: 'power', bounds: 'units' },
  { kind: 'power', base: 40, bounds: { worst: 10, best: 60 } },
  { kind: 'linear_around_target', base: 80, slope: 2, cap: 110 },
  { kind: 'normalise', normaliser: { kind: 'goalposts', low: 20, high: 80, scale: 110 } },
  { kind: 'normalise', normaliser: { kind: 'min_max', low: 40 }, neutral: 30 },
  { kind: 'normalise', normaliser: { kind: 'sheet', points: [{ value: 10, score: 130 }], between: 'step' } },
  { kind: 'normalise', normaliser: { kind: 'distance_to_target', target: 70, cap: true } },
  { kind: 'normalise', normaliser: { kind: 'distance_to_target', target: 70, cap: false } },
  { kind: 'normalise', normaliser: { kind: 'z', mean: 100, deviation: 20 } },
]

const column = fc.array(fc.option(fc.double({ min: 0, max: 200, noNaN: true })), { minLength: 1, maxLength: 9 })

describe('what a rule can give', () => {
  test.each(rules.map((rule) => [JSON.stringify(rule), rule] as const))('%s holds all points it gives', (_, rule) => {
    fc.assert(
      fc.property(column, fc.constantFrom('higher' as const, 'lower' as const), (values, direction) => {
        const { points } = scoreItem(rule, { values, targets: values.map(() => 60), direction, decimals: 1 })
        for (const { least, most } of [pointLimits(rule), openPoints(rule, points)]) {
          for (const own of points) {
            if (own === null) continue
            expect(own).toBeGreaterThanOrEqual(least - 1e-9)
            expect(own).toBeLessThanOrEqual(most + 1e-9)
          }
        }
      }),
    )
  })

  test('and the 0 that an owed figure counts as is open, within finite limits', () => {
    for (const rule of rules) {
      const { least, most } = openPoints(rule, [110, null, -5])
      expect([least <= 0, Number.isFinite(least), Number.isFinite(most)]).toEqual([true, true, true])
    }
    expect(openPoints({ kind: 'normalise', normaliser: { kind: 'z' } }, [110, null, -5])).toEqual({
      least: -5,
      most: 110,
    })
  })
})

describe('a rule that only rises', () => {
  const rising: readonly ItemRule[] = [
    ...rules,
    { kind: 'target_ratio', cap: 1 },
    { kind: 'linear_around_target', base: 80, slope: -2, cap: 110 },
    { kind: 'power', bounds: { worst: 60, best: 10 } },
    {
      kind: 'bands',
      bands: [
        { limit: 90, points: 60 },
        { limit: 50, points: 100 },
      ],
      otherwise: 0,
    },
  ]
  const directions = ['higher', 'lower'] as const
  const cases = rising.flatMap((rule) => directions.map((direction) => ({ rule, direction })))
  const amount = fc.oneof(fc.double({ min: -50, max: 200, noNaN: true }), fc.constantFrom(-1, 0, 0.1, 60, 2 ** 40))

  test.each(cases.filter(({ rule, direction }) => isRising(rule, direction)))(
    'gives no less for what is better: $rule, $direction',
    ({ rule, direction }) => {
      fc.assert(
        fc.property(amount, amount, amount, (one, other, target) => {
          const [worse, better] = [one, other].toSorted((left, right) =>
            direction === 'higher' ? left - right : right - left,
          )
          const of = (value: number | undefined): number | null =>
            scoreItem(rule, { values: [value ?? null], targets: [target], direction, decimals: 1 }).points[0] ?? null
          const [before, after] = [of(worse), of(better)]
          if (before !== null && after !== null) expect(after).toBeGreaterThanOrEqual(before)
          expect(before === null).toBe(after === null)
        }),
      )
    },
  )

  test('is told of what offices use, and not of what may fall', () => {
    const told = cases.filter(({ rule, direction }) => isRising(rule, direction))
    const kinds = (direction: 'higher' | 'lower'): string[] => [
      ...new Set(told.flatMap((one) => (one.direction === direction ? [one.rule.kind] : []))),
    ]
    const common = ['target_pass', 'target_ratio', 'step_down', 'bands', 'power', 'linear_around_target', 'normalise']
    expect(kinds('higher')).toEqual(common)
    expect(kinds('lower').toSorted()).toEqual(common.toSorted())
    const [, wide] = rules
    expect(wide).toEqual({ kind: 'target_ratio', cap: 1.2 })
    // 1.2 of full marks just above 0, and 1.0 at 0.
    expect(isRising(must(wide), 'lower')).toBe(false)
    expect(isRising({ kind: 'linear_around_target', base: 80, slope: -2, cap: 110 }, 'higher')).toBe(false)
  })
})

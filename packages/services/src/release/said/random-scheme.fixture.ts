import type { Dice } from './dice.fixture.ts'
import type { RawAction, RawItem, RawMeasure, RawRule, RawScheme } from './world.fixture.ts'

/* Random schemes: weights, rules, what becomes of what is missing. */

function randomRule(dice: Dice, { unit, direction }: RawMeasure): RawRule {
  const ratio = { kind: 'ratio', cap: dice.one([1, 1, 1.2]) } as const
  const general: readonly RawRule[] = [
    ratio,
    ratio,
    { kind: 'pass' },
    { kind: 'power' },
    { kind: 'decay', step: dice.one([5, 10]), floor: dice.one([0, 60]) },
  ]
  if (unit !== '%' || direction !== 'higher') return dice.one(general)
  return dice.one<RawRule>([
    ...general,
    { kind: 'around', base: 80, slope: dice.one([0.5, 2]), cap: dice.one([100, 110]) },
    {
      kind: 'steps',
      step: dice.one([1, 5]),
      loss: dice.one([1, 2.5]),
      isWhole: dice.chance(0.5),
      target: dice.chance(0.5) ? null : 80,
    },
    {
      kind: 'bands',
      bands: [
        { limit: 90, points: 100 },
        { limit: 70, points: 80 },
        { limit: 50, points: 60 },
      ],
      otherwise: dice.one([0, 30]),
    },
    { kind: 'posts', low: dice.one([0, 40]), high: dice.one([80, 100]) },
  ])
}

function randomSilence(dice: Dice): RawAction {
  return dice.one<RawAction>([
    'zero',
    'zero',
    'zero',
    'zero',
    'zero',
    'zero',
    'redistribute',
    'redistribute',
    'block',
    'median',
    { carry: 1 },
    { carry: 3 },
  ])
}

/** For about one city in fifteen; null without indicators to score. */
export function randomScheme(dice: Dice, own: readonly RawMeasure[]): RawScheme | null {
  const items = own
    .filter(({ direction, area }) => direction !== 'neutral' && area === null && !dice.chance(0.15))
    .map((measure): RawItem => ({
      code: measure.code,
      weight: dice.one([5, 10, 15, 20, 25, 30, 40]),
      rule: randomRule(dice, measure),
      missing: dice.chance(0.15) ? { not_reported: randomSilence(dice) } : {},
    }))
  if (items.length === 0 || !dice.chance(0.07)) return null
  return {
    items,
    missing: {
      not_reported: randomSilence(dice),
      not_available: dice.one(['zero', 'zero', 'redistribute']),
      invalid: dice.one(['zero', 'redistribute']),
      withheld: 'redistribute',
      not_applicable: 'redistribute',
      zero_denominator: 'redistribute',
      carried: 'redistribute',
      no_target: 'redistribute',
    },
    availability: dice.one([0, 0.5, 0.6, 0.7]),
    decimals: dice.one([1, 2, 2, 2]),
  }
}

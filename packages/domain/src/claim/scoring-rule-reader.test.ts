import { expect, it } from 'vitest'
import type { ItemRule } from '../score/scoring-rule.ts'
import { readRule, ruleSentences } from './scoring-rule-reader.ts'
import { ruleWords } from './scoring-rule-words.ts'

const rules: ItemRule[] = [
  { kind: 'target_ratio', cap: 1.2 },
  { kind: 'target_pass' },
  { kind: 'step_down', step: 0.5, loss: 2 },
  { kind: 'step_down', step: 1, loss: 2, wholeSteps: true, maxLoss: 10, full: 20, target: 90 },
  { kind: 'linear_around_target', base: 80, slope: 0.5, cap: 100 },
  {
    kind: 'bands',
    bands: [
      { limit: 90, points: 100 },
      { limit: 80.5, points: 80 },
    ],
    otherwise: 60,
  },
  { kind: 'bands', full: 20, bands: [{ limit: -1, points: 20 }], otherwise: 0 },
  { kind: 'power', base: 50, bounds: { worst: 10, best: 95.5 } },
  { kind: 'rank_decay', step: 5 },
  { kind: 'rank_decay', step: 2.5, floor: 60 },
  { kind: 'normalise', normaliser: { kind: 'goalposts', low: 0, high: 100 } },
  {
    kind: 'normalise',
    normaliser: {
      kind: 'sheet',
      between: 'step',
      points: [
        { value: 0, score: 0 },
        { value: 50, score: 80 },
      ],
    },
  },
  { kind: 'normalise', normaliser: { kind: 'min_max', low: 40, high: 100 } },
]

it.each(rules.flatMap((rule) => ['%', '人', '元/月'].map((unit) => [ruleWords(rule, unit), unit, rule] as const)))(
  '%s is read as it was written (%s)',
  (sentence, unit, rule) => expect(readRule(sentence, unit, null)).toEqual(rule),
)

it('is read with a number changed, with the punctuation of the keyboard, and without the unit', () => {
  expect(readRule('达到时序目标得满分; 每差1扣3分, 扣完为止。', '%', null)).toEqual({
    kind: 'step_down',
    step: 1,
    loss: 3,
  })
  expect(readRule('不允许值10得60分，满意值90%得100分，按比例', '%', null)).toEqual({
    kind: 'power',
    base: 60,
    bounds: { worst: 10, best: 90 },
  })
})

it('keeps what its sentence does not say', () => {
  const rule: ItemRule = { kind: 'step_down', step: 1, loss: 2, full: 100 }
  expect(readRule(ruleWords(rule, '%'), '%', rule)).toBe(rule)
  const z: ItemRule = { kind: 'normalise', normaliser: { kind: 'z' } }
  expect(readRule('标准分（相对）', '%', z)).toBe(z)
  const units: ItemRule = { kind: 'power', bounds: 'units' }
  expect(readRule('最差的单位50分，最好的100分，按比例（相对）', '%', units)).toEqual({ ...units, base: 50 })
  const linear: ItemRule = { kind: 'linear_around_target', full: 20, base: 80, slope: 1, cap: 100 }
  expect(readRule(ruleWords({ ...linear, slope: 2 }, '%'), '%', linear)).toEqual({ ...linear, slope: 2 })
})

it.each(['', '看完成情况', '标准分（相对）', '达到时序目标得满分；每差一档扣2分，扣完为止'])('refuses “%s”', (text) =>
  expect(readRule(text, '%', null)).toBeNull(),
)

it('shows only sentences that can be read', () => {
  for (const unit of ['%', '人']) {
    for (const sentence of ruleSentences(unit)) expect([sentence, readRule(sentence, unit, null)]).not.toContain(null)
  }
})

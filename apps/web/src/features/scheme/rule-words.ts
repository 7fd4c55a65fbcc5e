import type { SchemeBody } from '@cg/contract/scheme'
import { missingActionNames, missingActionWords, usualCarryAge } from '@cg/domain/claim/scheme-words'

export type SchemeItem = SchemeBody['items'][number]
export type Rule = SchemeItem['rule']
export type Normaliser = Extract<Rule, { kind: 'normalise' }>['normaliser']
export type MissingAction = SchemeBody['missing']['not_reported']

/** What the list of rules offers; a stored rule of another kind stays as it is and shows as 其他. */
export const ruleChoices = [
  { value: 'target_ratio', label: '按目标完成比例' },
  { value: 'target_pass', label: '达标得满分，否则0分' },
  { value: 'step_down', label: '达标满分，差一档扣一次' },
  { value: 'linear_around_target', label: '以目标为基准加减分' },
  { value: 'bands', label: '分档计分' },
  { value: 'power', label: '功效系数法' },
  { value: 'goalposts', label: '按固定上下限折算' },
  { value: 'sheet', label: '按计分表折算' },
  { value: 'rank_decay', label: '按名次递减（相对）' },
  { value: 'min_max', label: '按最高最低折算（相对）' },
  { value: 'other', label: '其他' },
] as const
export type RuleChoice = (typeof ruleChoices)[number]['value']

export function choiceOf(rule: Rule): RuleChoice {
  if (rule.kind !== 'normalise') return rule.kind
  const { kind } = rule.normaliser
  return kind === 'goalposts' || kind === 'sheet' || kind === 'min_max' ? kind : 'other'
}

/** A sound rule to begin with; `target` is the year-end target where the rule wants a number of the indicator's own. */
export function newRule(choice: Exclude<RuleChoice, 'other'>): Rule {
  switch (choice) {
    case 'target_ratio':
      return { kind: 'target_ratio', cap: 1 }
    case 'target_pass':
      return { kind: 'target_pass' }
    case 'step_down':
      return { kind: 'step_down', step: 1, loss: 2 }
    case 'linear_around_target':
      return { kind: 'linear_around_target', base: 80, slope: 0.5, cap: 100 }
    case 'bands':
      return {
        kind: 'bands',
        bands: [
          { limit: 90, points: 100 },
          { limit: 80, points: 80 },
        ],
        otherwise: 60,
      }
    case 'power':
      return { kind: 'power', bounds: { worst: 0, best: 100 } }
    case 'goalposts':
      return { kind: 'normalise', normaliser: { kind: 'goalposts', low: 0, high: 100 } }
    case 'sheet':
      return {
        kind: 'normalise',
        normaliser: {
          kind: 'sheet',
          between: 'linear',
          points: [
            { value: 0, score: 0 },
            { value: 100, score: 100 },
          ],
        },
      }
    case 'rank_decay':
      return { kind: 'rank_decay', step: 5 }
    case 'min_max':
      return { kind: 'normalise', normaliser: { kind: 'min_max' } }
  }
}

export const missingChoices = [
  ...(['zero', 'redistribute', 'block', 'impute_median'] as const).map((value) => ({
    value,
    label: missingActionNames[value],
  })),
  { value: 'carry_forward' as const, label: missingActionWords({ kind: 'carry_forward', maxAge: usualCarryAge }) },
]

export function missingAction(choice: (typeof missingChoices)[number]['value']): MissingAction {
  return choice === 'carry_forward' ? { kind: 'carry_forward', maxAge: usualCarryAge } : { kind: choice }
}

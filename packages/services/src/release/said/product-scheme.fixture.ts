import type { IndicatorCode } from '@cg/domain/indicator'
import type { ItemRule } from '@cg/domain/score/scoring-rule'
import { defaultMissingPolicy } from '@cg/domain/score/scheme'
import type { MissingAction, SchemeBody } from '@cg/domain/score/scheme'
import type { BasisScheme } from '../stored/basis.ts'
import type { RawAction, RawRule, RawScheme } from './world.fixture.ts'

/* A made-up scheme in the product's words. */

function ruleOf(rule: RawRule): ItemRule {
  switch (rule.kind) {
    case 'pass':
      return { kind: 'target_pass' }
    case 'power':
      return { kind: 'power', bounds: 'units' }
    case 'ratio':
      return { kind: 'target_ratio', cap: rule.cap }
    case 'around':
      return { kind: 'linear_around_target', base: rule.base, slope: rule.slope, cap: rule.cap }
    case 'steps': {
      const { step, loss, isWhole, target } = rule
      return { kind: 'step_down', step, loss, wholeSteps: isWhole, ...(target === null ? {} : { target }) }
    }
    case 'bands':
      return { kind: 'bands', bands: rule.bands, otherwise: rule.otherwise }
    case 'decay':
      return { kind: 'rank_decay', step: rule.step, floor: rule.floor }
    case 'posts':
      return { kind: 'normalise', normaliser: { kind: 'goalposts', low: rule.low, high: rule.high } }
  }
}

function actionOf(action: RawAction): MissingAction {
  if (typeof action === 'object') return { kind: 'carry_forward', maxAge: action.carry }
  return { kind: action === 'median' ? 'impute_median' : action }
}

const policyOf = (missing: Readonly<Record<string, RawAction>>) =>
  Object.fromEntries(Object.entries(missing).map(([state, action]) => [state, actionOf(action)]))

/** The scheme as a release keeps it. */
export function basisScheme({ items, missing, availability, decimals, version = 1 }: RawScheme): BasisScheme {
  const body: SchemeBody = {
    items: items.map((item) => ({
      indicator: item.code as IndicatorCode,
      weight: item.weight,
      rule: ruleOf(item.rule),
      missing: policyOf(item.missing),
    })),
    missing: { ...defaultMissingPolicy, ...policyOf(missing) },
    availability,
    decimals,
    rankRule: 'competition',
  }
  return { id: 1, code: 'KH', version, name: '考核方案', hash: '', body }
}

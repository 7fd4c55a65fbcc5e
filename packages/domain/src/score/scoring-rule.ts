import type { Direction } from '../indicator.ts'
import { must } from '../must.ts'
import { type Normaliser, normalise, type NormaliseNotice } from './normalise.ts'
import { scaledInteger } from '../number/round.ts'
import { attainment, reaches } from '../target/target.ts'

/**
 * How one indicator earns its marks (domain 3.6; numbers in brackets are its rows). Points are in marks out of `full`
 * (the item's marks in the office's own sheet, 100 when absent); the result is always the share of full marks × 100.
 * - target_pass: all at the target, else nothing [1]
 * - target_ratio: attainment of the target, capped (cap 1 = 100 %) [14 按实绩赋分]
 * - step_down: `loss` marks for every `step` of the indicator's unit below the target, only whole steps where said,
 *   at most `maxLoss`, never below 0 (扣完为止) [3, 4, 6]
 * - bands: the marks of the first band reached, best first [3, 5]
 * - rank_decay: the best has full marks, every further place `step` % less [1]; equal values share the better place
 * - power: 60 + 40 × (x − worst) ÷ (best − worst), bounds fixed or taken from the units [12]
 * - linear_around_target: `base` % at the target, `slope` marks per unit above or below, capped at `cap` % [8]
 * - normalise: any normaliser, its scale read as points of 100
 */
export type ItemRule =
  | { readonly kind: 'target_pass' }
  | { readonly kind: 'target_ratio'; readonly cap: number }
  | {
      readonly kind: 'step_down'
      readonly full?: number
      readonly step: number
      readonly loss: number
      readonly wholeSteps?: boolean
      readonly maxLoss?: number
      /** Replaces the indicator's target. */
      readonly target?: number
    }
  | {
      readonly kind: 'bands'
      readonly full?: number
      readonly bands: readonly { readonly limit: number; readonly points: number }[]
      readonly otherwise: number
    }
  | { readonly kind: 'rank_decay'; readonly step: number; readonly floor?: number }
  | {
      readonly kind: 'power'
      readonly base?: number
      readonly bounds: 'units' | { readonly worst: number; readonly best: number }
    }
  | {
      readonly kind: 'linear_around_target'
      readonly full?: number
      readonly base: number
      readonly slope: number
      readonly cap: number
    }
  | { readonly kind: 'normalise'; readonly normaliser: Normaliser; readonly neutral?: number }

export type ItemRuleInput = {
  readonly values: readonly (number | null)[]
  readonly targets: readonly (number | null)[]
  readonly direction: Exclude<Direction, 'neutral'>
  /** Values printed equal share a place under rank_decay. */
  readonly decimals: number
  readonly pool?: readonly (number | null)[]
}

/** Points of 100 per unit; null without a value or, where the rule needs one, without a target. */
export type ItemScores = {
  readonly points: readonly (number | null)[]
  readonly uncapped: readonly (number | null)[]
  readonly notice: NormaliseNotice | 'neutral_score' | null
}

/** True when the rule scores against a target, so that without one there is no score. */
export function needsTarget(rule: ItemRule): boolean {
  switch (rule.kind) {
    case 'target_pass':
    case 'target_ratio':
    case 'linear_around_target':
      return true
    case 'step_down':
      return rule.target === undefined
    default:
      return false
  }
}

/** True when points never fall while a value goes the better way, whatever the target is; false where that is not known. */
export function isRising(rule: ItemRule, direction: Exclude<Direction, 'neutral'>): boolean {
  switch (rule.kind) {
    case 'target_pass':
    case 'step_down':
      return true
    case 'target_ratio':
      // Where lower is better a value of 0 has 1, and one just above it many times as much.
      return direction === 'higher' || rule.cap <= 1
    case 'linear_around_target':
      return rule.slope >= 0
    case 'bands': {
      const marks = [...rule.bands.map(({ points }) => points), rule.otherwise]
      return marks.every((points, at) => at === 0 || points <= must(marks[at - 1]))
    }
    case 'power':
      return rule.bounds !== 'units' && (direction === 'higher') === rule.bounds.best > rule.bounds.worst
    case 'normalise':
      return rule.normaliser.kind === 'goalposts'
    case 'rank_decay':
      return false
  }
}

/** Scores one indicator over all units under its rule. */
export function scoreItem(rule: ItemRule, input: ItemRuleInput): ItemScores {
  switch (rule.kind) {
    case 'target_pass':
      return withTarget(input, (value, target) => (reaches(value, target, input.direction) ? 100 : 0), 100)
    case 'target_ratio':
      return withTarget(input, (value, target) => 100 * attainment(value, target, input.direction), 100 * rule.cap)
    case 'step_down':
      return stepDown(rule, input)
    case 'bands':
      return bands(rule, input)
    case 'rank_decay':
      return rankDecay(rule, input)
    case 'power':
      return power(rule, input)
    case 'linear_around_target': {
      const sign = input.direction === 'higher' ? 1 : -1
      const perMark = 100 / (rule.full ?? 100)
      return withTarget(input, (value, target) => rule.base + perMark * rule.slope * sign * (value - target), rule.cap)
    }
    case 'normalise':
      return normalised(rule, input)
  }
}

function normalised(rule: Extract<ItemRule, { kind: 'normalise' }>, input: ItemRuleInput): ItemScores {
  const { scores, uncapped, notice } = normalise(rule.normaliser, input)
  const { neutral } = rule
  if (notice !== 'cannot_discriminate' || neutral === undefined) return { points: scores, uncapped, notice }
  const points = input.values.map((value) => (value === null ? null : neutral))
  return { points, uncapped: points, notice: 'neutral_score' }
}

function withTarget(input: ItemRuleInput, score: (value: number, target: number) => number, cap: number): ItemScores {
  const uncapped = input.values.map((value, at) => {
    const target = input.targets[at] ?? null
    return value === null || target === null ? null : score(value, target)
  })
  return { points: uncapped.map((points) => clip(points, cap)), uncapped, notice: null }
}

function clip(points: number | null, cap: number): number | null {
  return points === null ? null : Math.min(cap, Math.max(0, points))
}

function stepDown(rule: Extract<ItemRule, { kind: 'step_down' }>, input: ItemRuleInput): ItemScores {
  const full = rule.full ?? 100
  const targets = rule.target === undefined ? input.targets : input.values.map(() => rule.target ?? null)
  const sign = input.direction === 'higher' ? 1 : -1
  return withTarget(
    { ...input, targets },
    (value, target) => {
      // 94.9999… short of 95 by float noise must not cost a whole step.
      const short = Math.max(0, Number((sign * (target - value)).toPrecision(12))) / rule.step
      const lost = (rule.wholeSteps === true ? Math.floor(Number(short.toPrecision(12))) : short) * rule.loss
      return ((full - Math.min(lost, rule.maxLoss ?? full)) / full) * 100
    },
    100,
  )
}

function bands(rule: Extract<ItemRule, { kind: 'bands' }>, input: ItemRuleInput): ItemScores {
  const points = input.values.map((value) => {
    if (value === null) return null
    const band = rule.bands.find(({ limit }) => reaches(value, limit, input.direction))
    return ((band?.points ?? rule.otherwise) / (rule.full ?? 100)) * 100
  })
  return { points, uncapped: points, notice: null }
}

function rankDecay(rule: Extract<ItemRule, { kind: 'rank_decay' }>, input: ItemRuleInput): ItemScores {
  const sign = input.direction === 'higher' ? 1 : -1
  const keys = input.values.map((value) => (value === null ? null : sign * scaledInteger(value, input.decimals)))
  const sorted = keys.filter((key) => key !== null).toSorted((left, right) => right - left)
  const places = new Map<number, number>()
  for (const [at, key] of sorted.entries()) if (!places.has(key)) places.set(key, at)
  const uncapped = keys.map((key) => (key === null ? null : 100 - rule.step * must(places.get(key))))
  const floor = rule.floor ?? 0
  return { points: uncapped.map((own) => (own === null ? null : Math.max(floor, own))), uncapped, notice: null }
}

function power(rule: Extract<ItemRule, { kind: 'power' }>, input: ItemRuleInput): ItemScores {
  const base = rule.base ?? 60
  if (rule.bounds === 'units') {
    const { scores, notice } = normalise({ kind: 'min_max', low: base, high: 100 }, input)
    return { points: scores, uncapped: scores, notice }
  }
  const { worst, best } = rule.bounds
  if (worst === best)
    return normalised({ kind: 'normalise', normaliser: { kind: 'goalposts', low: worst, high: best } }, input)
  const uncapped = input.values.map((value) =>
    value === null ? null : base + (100 - base) * ((value - worst) / (best - worst)),
  )
  return { points: uncapped.map((own) => clip(own, 100)), uncapped, notice: null }
}

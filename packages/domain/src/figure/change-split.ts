import type { UnitCode } from '../indicator.ts'
import { exactMean, exactSum } from '../number/sum.ts'

/** One child's numerator and denominator; null: no figure in that period. */
export type Share = { readonly numerator: number; readonly denominator: number }

export type SplitChild = { readonly unit: UnitCode; readonly before: Share | null; readonly after: Share | null }

export type SplitPart = { readonly unit: UnitCode; readonly rateEffect: number; readonly mixEffect: number }

/**
 * A parent's change taken apart, in the units of the rate (multiplier applied). `rateEffect` + `mixEffect` = `change`.
 * `simpson` names the paradox: the parent moves one way though no child moves that way.
 */
export type ChangeSplit = {
  readonly before: number
  readonly after: number
  readonly change: number
  readonly rateEffect: number
  readonly mixEffect: number
  readonly parts: readonly SplitPart[]
  readonly simpson: 'falls_though_all_rise' | 'rises_though_all_fall' | null
}

type Weighted = { readonly rate: number; readonly weight: number }

/**
 * Δ = Σ w̄ᵢ Δrᵢ + Σ (r̄ᵢ − r̄) Δwᵢ, with means of both periods and w a child's share of the denominator (scoring 1.2). A child
 * with a denominator in one period only brings its rate unchanged, so all of it is mix. Null when a period has no denominator.
 */
export function splitChange(children: readonly SplitChild[], multiplier: number): ChangeSplit | null {
  const totals = {
    before: totalOf(children.map((child) => child.before)),
    after: totalOf(children.map((child) => child.after)),
  }
  if (totals.before === null || totals.after === null) return null
  const before = (totals.before.numerator * multiplier) / totals.before.denominator
  const after = (totals.after.numerator * multiplier) / totals.after.denominator
  const middle = (before + after) / 2
  const parts: SplitPart[] = []
  const moves: number[] = []
  for (const child of children) {
    const then = weigh(child.before, totals.before.denominator, multiplier)
    const now = weigh(child.after, totals.after.denominator, multiplier)
    const known = then ?? now
    if (known === null) continue
    const [first, second] = [then ?? { rate: known.rate, weight: 0 }, now ?? { rate: known.rate, weight: 0 }]
    if (then !== null && now !== null) moves.push(second.rate - first.rate)
    parts.push({ unit: child.unit, ...effects(first, second, middle) })
  }
  const rateEffect = exactSum(parts.map((part) => part.rateEffect))
  const mixEffect = exactSum(parts.map((part) => part.mixEffect))
  return {
    before,
    after,
    change: after - before,
    rateEffect,
    mixEffect,
    parts,
    simpson: paradox(after - before, moves),
  }
}

function totalOf(shares: readonly (Share | null)[]): Share | null {
  const known = shares.filter((share) => share !== null)
  const denominator = exactSum(known.map((share) => share.denominator))
  return denominator > 0 ? { numerator: exactSum(known.map((share) => share.numerator)), denominator } : null
}

/** A child without denominator has neither rate nor weight. */
function weigh(share: Share | null, total: number, multiplier: number): Weighted | null {
  if (share === null || share.denominator === 0) return null
  return { rate: (share.numerator * multiplier) / share.denominator, weight: share.denominator / total }
}

function effects(first: Weighted, second: Weighted, middle: number): { rateEffect: number; mixEffect: number } {
  const rateEffect = ((first.weight + second.weight) / 2) * (second.rate - first.rate)
  const mixEffect = ((first.rate + second.rate) / 2 - middle) * (second.weight - first.weight)
  return { rateEffect, mixEffect }
}

function paradox(change: number, moves: readonly number[]): ChangeSplit['simpson'] {
  if (moves.length === 0) return null
  if (change < 0 && moves.every((move) => move > 0)) return 'falls_though_all_rise'
  return change > 0 && moves.every((move) => move < 0) ? 'rises_though_all_fall' : null
}

/** The true rate Σ ÷ Σ beside the mean of the children's rates, which must never be published; null without denominators. */
export function naiveMean(children: readonly Share[], multiplier: number): { trueRate: number; naive: number } | null {
  const total = totalOf(children)
  const rates = children
    .filter((child) => child.denominator > 0)
    .map((child) => (child.numerator * multiplier) / child.denominator)
  const naive = exactMean(rates)
  return total === null || naive === null
    ? null
    : { trueRate: (total.numerator * multiplier) / total.denominator, naive }
}

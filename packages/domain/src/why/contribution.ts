import { mazziottaPareto, powerMean, type Present, presentScores } from '../score/aggregate.ts'
import type { Aggregate } from '../index/definition.ts'
import { must } from '../must.ts'
import { scaledInteger } from '../number/round.ts'
import { shapleyValues } from './shapley.ts'
import { exactSum } from '../number/sum.ts'

type Scores = readonly (number | null)[]

/** The scores of a unit and of what it is compared with, under the same weights; null: no score, its weight went elsewhere. */
export type Comparison = { readonly own: Scores; readonly reference: Scores; readonly weights: readonly number[] }

/**
 * `parts` add up to own − reference. `rates` are index points per point of the part's difference: with them a part that
 * is itself a group passes its contribution on to its children. A part without a score on both sides has 0.
 */
export type Contributions = {
  readonly method: 'linear' | 'lmdi' | 'shapley'
  readonly own: number
  readonly reference: number
  readonly parts: readonly number[]
  readonly rates: readonly number[]
}

/**
 * Explains the difference of two aggregated scores exactly (scoring 1.7): p = 1 w·(s − r); p = 0 LMDI,
 * L(I, R)·w·ln(s/r) (B. Ang 2004); other p and penalties by Shapley values (at most 12 parts). A score missing on one
 * side stands at that side's own mean: that is what giving its weight to the others amounts to. Null when a side has no
 * score or the rule compares units with each other (Copeland, outranking).
 */
export function explainDifference({ own, reference, weights }: Comparison, rule: Aggregate): Contributions | null {
  const used = [...own.keys()].filter((at) => {
    return must(weights[at]) > 0 && (has(own, at) || has(reference, at))
  })
  const pick = (scores: Scores): Scores => used.map((at) => scores[at] ?? null)
  const some = { own: pick(own), reference: pick(reference), weights: used.map((at) => must(weights[at])) }
  const found = rule.kind === 'power' ? powerParts(some, rule) : penaltyParts(some, rule)
  if (found === null) return null
  const spread = (list: readonly number[]): number[] => {
    const all = own.map(() => 0)
    for (const [at, place] of used.entries()) all[place] = must(list[at])
    return all
  }
  return { ...found, parts: spread(found.parts), rates: spread(found.rates) }
}

function has(scores: Scores, at: number): boolean {
  return (scores[at] ?? null) !== null
}

function powerParts(comparison: Comparison, rule: Extract<Aggregate, { kind: 'power' }>): Contributions | null {
  const sides = filled(comparison, rule)
  if (sides === null) return null
  const { own, reference, means, weights } = sides
  const [ownMean, referenceMean] = means
  const explained = (found: Contributions): Contributions => ({
    ...found,
    rates: unliftedRates(found, comparison, sides),
  })
  const base = { own: ownMean, reference: referenceMean }
  if (rule.p === 1) {
    const parts = own.map((score, at) => must(weights[at]) * (score - must(reference[at])))
    return { ...base, method: 'linear', parts, rates: weights }
  }
  if (rule.p === 0 && Math.min(...own, ...reference) > 0) {
    const mean = logarithmicMean(ownMean, referenceMean)
    const parts = own.map((score, at) => mean * must(weights[at]) * Math.log(score / must(reference[at])))
    const rates = own.map((score, at) => (mean * must(weights[at])) / logarithmicMean(score, must(reference[at])))
    return explained({ ...base, method: 'lmdi', parts, rates })
  }
  const parts = shapleyValues(own.length, (changed) => {
    const scores = own.map((score, at) => ((changed >> at) % 2 === 1 ? score : must(reference[at])))
    return must(powerMean({ scores, weights }, rule.p))
  })
  return explained({ ...base, method: 'shapley', parts, rates: ratesOf(parts, own, reference) })
}

/** L(a, b) = (a − b) ÷ ln(a/b), and a where both are equal. */
export function logarithmicMean(a: number, b: number): number {
  const excess = (a - b) / b
  return excess === 0 ? b : (a - b) / Math.log1p(excess)
}

function ratesOf(parts: readonly number[], own: readonly number[], reference: readonly number[]): number[] {
  return parts.map((part, at) => {
    const difference = must(own[at]) - must(reference[at])
    return difference === 0 ? 0 : part / difference
  })
}

/** A score lifted to epsilon differs by less than its group's own parts say; the rate makes up for it. */
function unliftedRates({ parts, rates }: Contributions, { own, reference }: Comparison, sides: Sides): number[] {
  return rates.map((rate, at) => {
    const [first, second] = [own[at] ?? must(sides.own[at]), reference[at] ?? must(sides.reference[at])]
    const lifted = first !== sides.own[at] || second !== sides.reference[at]
    if (!lifted) return rate
    return first === second ? 0 : must(parts[at]) / (first - second)
  })
}

type Sides = {
  readonly own: readonly number[]
  readonly reference: readonly number[]
  readonly means: readonly [number, number]
  readonly weights: readonly number[]
}

function filled(comparison: Comparison, rule: Extract<Aggregate, { kind: 'power' }>): Sides | null {
  const { weights } = comparison
  const total = exactSum(weights)
  const side = (scores: Scores): { readonly scores: number[]; readonly mean: number } | null => {
    const lifted = scores.map((score) => (score === null || rule.p > 0 ? score : Math.max(score, rule.epsilon)))
    const present = presentScores({ scores: lifted, weights })
    const mean = present === null ? null : powerMean(present, rule.p)
    return mean === null ? null : { scores: lifted.map((score) => score ?? mean), mean }
  }
  const [own, reference] = [side(comparison.own), side(comparison.reference)]
  if (own === null || reference === null) return null
  return {
    own: own.scores,
    reference: reference.scores,
    means: [own.mean, reference.mean],
    weights: weights.map((weight) => weight / total),
  }
}

/** Penalties look at all scores at once, so a missing one stays missing while the parts change places. */
function penaltyParts(comparison: Comparison, rule: Exclude<Aggregate, { kind: 'power' }>): Contributions | null {
  if (rule.kind !== 'mazziotta_pareto') return null
  const { own, reference, weights } = comparison
  const index = (scores: Scores): number | null => {
    const present: Present | null = presentScores({ scores, weights })
    return present === null ? null : mazziottaPareto(present, rule.penalty)
  }
  const [ownIndex, referenceIndex] = [index(own), index(reference)]
  if (ownIndex === null || referenceIndex === null) return null
  let undefinedAt = false
  const parts = shapleyValues(own.length, (changed) => {
    const found = index(own.map((score, at) => ((changed >> at) % 2 === 1 ? score : (reference[at] ?? null))))
    if (found === null) undefinedAt = true
    return found ?? 0
  })
  if (undefinedAt) return null
  const numbers = (scores: Scores, mean: number): number[] => scores.map((score) => score ?? mean)
  const rates = ratesOf(parts, numbers(own, ownIndex), numbers(reference, referenceIndex))
  return { method: 'shapley', own: ownIndex, reference: referenceIndex, parts, rates }
}

/**
 * Contributions as printed at `decimals`, adding up to the printed `sum`: each is rounded down, and the units of the
 * last digit that are left go to the largest remainders (the first of equal ones).
 */
export function printedParts(parts: readonly number[], sum: number, decimals: number): number[] {
  const scale = 10 ** decimals
  const floors = parts.map((part) => Math.floor(part * scale))
  const order = [...parts.keys()].toSorted((left, right) => remainder(right) - remainder(left) || left - right)
  function remainder(at: number): number {
    return must(parts[at]) * scale - must(floors[at])
  }
  const left = scaledInteger(sum, decimals) - exactSum(floors)
  const even = Math.floor(left / Math.max(1, parts.length))
  const extra = new Set(order.slice(0, left - even * parts.length))
  return floors.map((floor, at) => (floor + even + (extra.has(at) ? 1 : 0)) / scale)
}

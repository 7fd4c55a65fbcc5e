import { must } from '../must.ts'
import { exactSum } from '../number/sum.ts'

/** Scores of one unit with their weights; null: no score, its weight goes to the others. */
export type WeightedScores = {
  readonly scores: readonly (number | null)[]
  readonly weights: readonly number[]
}

export type Present = { readonly scores: readonly number[]; readonly weights: readonly number[] }

/** The scores that are there, with weights rescaled to sum to 1; null when none is, or all their weights are 0. */
export function presentScores({ scores, weights }: WeightedScores): Present | null {
  const kept: number[] = []
  const own: number[] = []
  for (const [at, score] of scores.entries()) {
    if (score === null) continue
    kept.push(score)
    own.push(must(weights[at], 'a weight for every score'))
  }
  const total = exactSum(own)
  return total > 0 ? { scores: kept, weights: own.map((weight) => weight / total) } : null
}

/**
 * The power mean (Σ w·s^p)^(1/p) with weights that sum to 1 (scoring 1.6): p = 1 arithmetic, 0 geometric, -1 harmonic.
 * For p ≤ 0 a score of 0 makes the mean 0, its limit. Null when a score is below 0 and p is not 1.
 */
export function powerMean({ scores, weights }: Present, p: number): number | null {
  const weigh = (turn: (score: number) => number): number =>
    exactSum(scores.map((score, at) => must(weights[at]) * turn(score)))
  if (p === 1) return weigh((score) => score)
  if (scores.some((score) => score < 0)) return null
  if (p <= 0 && scores.some((score, at) => score === 0 && must(weights[at]) > 0)) return 0
  const used = scores.map((score, at) => [score, must(weights[at])] as const).filter(([, weight]) => weight > 0)
  const sum = (turn: (score: number) => number): number => exactSum(used.map(([score, weight]) => weight * turn(score)))
  if (p === 0) return Math.exp(sum(Math.log))
  if (p === -1) return 1 / sum((score) => 1 / score)
  // Dividing by the largest score keeps powers of large p from overflowing.
  const largest = Math.max(...used.map(([score]) => score))
  return largest === 0 ? 0 : largest * sum((score) => (score / largest) ** p) ** (1 / p)
}

/**
 * Mazziotta-Pareto: M·(1 − cv²), or 1 + cv² where the index measures a burden; cv is the coefficient of variation of the
 * unit's own scores with n − 1 (Compind R/ci_mpi.R; weights enter mean and variance). Null below two scores or when M is 0.
 */
export function mazziottaPareto({ scores, weights }: Present, penalty: 'subtract' | 'add'): number | null {
  const n = scores.length
  const mean = exactSum(scores.map((score, at) => must(weights[at]) * score))
  if (n < 2 || mean === 0) return null
  const variance = (exactSum(scores.map((score, at) => must(weights[at]) * (score - mean) ** 2)) * n) / (n - 1)
  return penalty === 'subtract' ? mean - variance / mean : mean + variance / mean
}

export type EpsilonMean = {
  readonly value: number | null
  /** Some score was lifted to epsilon. */
  readonly touched: boolean
  /** The same mean at a tenth and at ten times epsilon; null unless touched. */
  readonly atTenth: number | null
  readonly atTenfold: number | null
}

/**
 * The power mean with scores living on [epsilon, …] when p ≤ 0 (scoring 1.6): one zero must neither stop the run nor
 * pull a unit to 0 unnoticed. With epsilon 0 a zero score gives a zero mean.
 */
export function epsilonMean(present: Present, p: number, epsilon: number): EpsilonMean {
  const lifted = (floor: number): number | null =>
    powerMean({ ...present, scores: present.scores.map((score) => Math.max(score, floor)) }, p)
  const touched = p <= 0 && present.scores.some((score) => score < epsilon)
  if (!touched) return { value: powerMean(present, p), touched, atTenth: null, atTenfold: null }
  return { value: lifted(epsilon), touched, atTenth: lifted(epsilon / 10), atTenfold: lifted(epsilon * 10) }
}

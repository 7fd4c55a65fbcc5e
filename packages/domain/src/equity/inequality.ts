import { must } from '../must.ts'
import { exactSum } from '../number/sum.ts'

/** One unit's value per head and its population (absent: 1). */
export type Holding = { readonly value: number; readonly population?: number }

/**
 * Why a measure has no value, or why it stands at its limit:
 * - no_units: nobody with population; all_zero: nothing to share out; negative: a value below 0
 * - zero_values: zeros make the measure infinite (null) or 1 (Atkinson with e ≥ 1): use Theil's T
 * - one_unit: the correction n ÷ (n − 1) needs two; zero_base: the lowest or second value of a ratio is 0
 */
export type InequalityReason = 'no_units' | 'all_zero' | 'negative' | 'zero_values' | 'one_unit' | 'zero_base'
export type Inequality = { readonly value: number | null; readonly reason: InequalityReason | null }

type Shared = { readonly values: readonly number[]; readonly shares: readonly number[]; readonly mean: number }

const known = new WeakMap<readonly Holding[], Shared | InequalityReason>()

/** The units with population, their shares of it, and the mean; or why nothing can be measured. Once for all measures. */
function share(holdings: readonly Holding[]): Shared | InequalityReason {
  const found = known.get(holdings) ?? shareOut(holdings)
  known.set(holdings, found)
  return found
}

function shareOut(holdings: readonly Holding[]): Shared | InequalityReason {
  const counted = holdings.filter(({ population = 1 }) => population > 0)
  for (const { value, population = 1 } of holdings) {
    if (!Number.isFinite(value) || !Number.isFinite(population) || population < 0) {
      throw new RangeError('values are finite numbers, populations not negative')
    }
  }
  if (counted.length === 0) return 'no_units'
  const total = exactSum(counted.map(({ population = 1 }) => population))
  const shares = counted.map(({ population = 1 }) => population / total)
  const values = counted.map(({ value }) => value)
  return { values, shares, mean: exactSum(values.map((value, at) => value * must(shares[at]))) }
}

/** A relative measure: refuses negatives and a mean of 0. */
function relative(holdings: readonly Holding[], measure: (shared: Shared) => Inequality | number): Inequality {
  const shared = share(holdings)
  if (typeof shared === 'string') return refused(shared)
  if (shared.values.some((value) => value < 0)) return refused('negative')
  if (shared.mean === 0) return refused('all_zero')
  const found = measure(shared)
  return typeof found === 'number' ? { value: found, reason: null } : found
}

function refused(reason: InequalityReason): Inequality {
  return { value: null, reason }
}

function weigh({ values, shares, mean }: Shared, term: (ratio: number) => number): number {
  return exactSum(values.map((value, at) => must(shares[at]) * term(value / mean)))
}

/**
 * Gini coefficient: Σ Σ p_i p_j |x_i − x_j| ÷ 2μ over population shares p; without populations the same as PySAL's
 * (2 Σ i·x_(i) − (n + 1) Σ x) ÷ (n Σ x). `corrected` multiplies by n ÷ (n − 1) (R ineq), for units counted once each.
 */
export function gini(holdings: readonly Holding[], options: { readonly corrected?: boolean } = {}): Inequality {
  return relative(holdings, (shared) => {
    const n = shared.values.length
    const plain = giniOf(shared)
    if (options.corrected !== true) return plain
    return n < 2 ? refused('one_unit') : (plain * n) / (n - 1)
  })
}

/** In rising order each value lies above the share F before it and below the rest: Σ p x (2F + p − 1) ÷ μ. */
function giniOf({ values, shares, mean }: Shared): number {
  const order = Uint32Array.from(values.keys())
  order.sort((left, right) => must(values[left]) - must(values[right]) || must(shares[left]) - must(shares[right]))
  let below = 0
  const terms = Array.from(order, (at) => {
    const own = must(shares[at])
    const term = (own * must(values[at]) * (2 * below + own - 1)) / mean
    below += own
    return term
  })
  return Math.max(0, exactSum(terms))
}

/** Theil's T: Σ p (x/μ) ln(x/μ); a zero adds nothing but keeps its population (fault B14). At most −ln of the least share. */
export function theilT(holdings: readonly Holding[]): Inequality {
  return relative(holdings, (shared) => Math.max(0, weigh(shared, xlogx)))
}

/** r·ln r with its limit 0 at 0. */
export function xlogx(ratio: number): number {
  return ratio === 0 ? 0 : ratio * Math.log(ratio)
}

/** Mean log deviation (Theil's L): Σ p ln(μ/x). Zeros make it infinite: no value, with the reason. */
export function meanLogDeviation(holdings: readonly Holding[]): Inequality {
  return relative(holdings, (shared) => {
    if (shared.values.includes(0)) return refused('zero_values')
    return Math.max(
      0,
      weigh(shared, (ratio) => -Math.log(ratio)),
    )
  })
}

/** Atkinson's index 1 − (equally distributed equivalent ÷ mean), aversion e > 0; 1 with zeros and e ≥ 1, and said so. */
export function atkinson(holdings: readonly Holding[], aversion: number): Inequality {
  if (!(aversion > 0)) throw new RangeError(`aversion is above 0, not ${aversion}`)
  return relative(holdings, (shared) => {
    if (aversion >= 1 && shared.values.includes(0)) return { value: 1, reason: 'zero_values' }
    const equivalent =
      aversion === 1
        ? Math.exp(weigh(shared, Math.log))
        : weigh(shared, (ratio) => ratio ** (1 - aversion)) ** (1 / (1 - aversion))
    return Math.max(0, 1 - equivalent)
  })
}

/** Generalised entropy GE(k) = (Σ p (x/μ)^k − 1) ÷ (k(k − 1)); k = 1 is Theil's T, 0 the mean log deviation. */
export function generalEntropy(holdings: readonly Holding[], k: number): Inequality {
  if (k === 1) return theilT(holdings)
  if (k === 0) return meanLogDeviation(holdings)
  return relative(holdings, (shared) => {
    if (k < 0 && shared.values.includes(0)) return refused('zero_values')
    return Math.max(0, (weigh(shared, (ratio) => ratio ** k) - 1) / (k * (k - 1)))
  })
}

/** Weighted standard deviation over the population (n, not n − 1), in the values' unit: an absolute measure. */
export function weightedDeviation(holdings: readonly Holding[]): Inequality {
  const shared = share(holdings)
  if (typeof shared === 'string') return refused(shared)
  const squares = shared.values.map((value, at) => must(shared.shares[at]) * (value - shared.mean) ** 2)
  return { value: Math.sqrt(exactSum(squares)), reason: null }
}

/** Coefficient of variation: weighted standard deviation ÷ mean (R ineq var.coeff). */
export function variationCoefficient(holdings: readonly Holding[]): Inequality {
  return relative(holdings, ({ mean }) => must(weightedDeviation(holdings).value) / mean)
}

/** Highest less lowest value, in the values' unit. */
export function valueRange(holdings: readonly Holding[]): Inequality {
  const shared = share(holdings)
  if (typeof shared === 'string') return refused(shared)
  return { value: Math.max(...shared.values) - Math.min(...shared.values), reason: null }
}

/** Highest ÷ lowest value. */
export function valueRatio(holdings: readonly Holding[]): Inequality {
  return relative(holdings, ({ values }) => {
    const lowest = Math.min(...values)
    return lowest === 0 ? refused('zero_base') : Math.max(...values) / lowest
  })
}

/** First less second (centre − remote), in the values' unit; null when either is missing. */
export function gapBetween(first: number | null, second: number | null): number | null {
  return first === null || second === null ? null : first - second
}

/** First ÷ second (centre ÷ remote). */
export function ratioBetween(first: number | null, second: number | null): Inequality {
  if (first === null || second === null) return refused('no_units')
  if (first < 0 || second < 0) return refused('negative')
  return second === 0 ? refused('zero_base') : { value: first / second, reason: null }
}

/** All measures of both families; always show one of each (scoring 1.13). */
export function measureInequality(holdings: readonly Holding[]) {
  return {
    absolute: { range: valueRange(holdings), deviation: weightedDeviation(holdings) },
    relative: {
      gini: gini(holdings),
      theilT: theilT(holdings),
      meanLogDeviation: meanLogDeviation(holdings),
      variation: variationCoefficient(holdings),
      ratio: valueRatio(holdings),
    },
  }
}

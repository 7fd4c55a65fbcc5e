import { zOfConfidence } from './distribution.ts'
import type { Interval } from './interval.ts'
import { must } from '../must.ts'
import { exactSum } from '../number/sum.ts'

/** One group of units; `se` is the standard error of its value, null: unknown. */
export type SlopeGroup = { readonly population: number; readonly value: number; readonly se: number | null }

/**
 * `sii` is the difference between the two ends of the scale, `rii` their quotient (last ÷ first); null where the fitted
 * line is not above 0 at both ends. Intervals are null unless all groups have a standard error.
 */
export type SlopeIndex = {
  readonly sii: number
  readonly intercept: number
  readonly siiInterval: Interval | null
  readonly rii: number | null
  readonly riiInterval: Interval | null
}

/**
 * Slope index of inequality: the slope of a line, weighted by population, of the groups' values on the middle of their
 * share of the population (ridit), groups given from one end of the scale to the other, e.g. remote to centre
 * (PHEindicatormethods R/SII_function.R). The index is linear in the values, so its interval is computed, not simulated;
 * that of the ratio by the delta method on its logarithm. Null below two groups with population.
 */
export function slopeIndex(groups: readonly SlopeGroup[], confidence = 0.95): SlopeIndex | null {
  const counted = groups.filter(({ population }) => population > 0)
  if (counted.length < 2) return null
  const slopeOf = slopeWeights(counted)
  const total = exactSum(counted.map((group) => group.population))
  const interceptOf = counted.map(({ population }, at) => population / total - must(slopeOf[at]) / 2)
  const sii = dot(slopeOf, counted)
  const intercept = dot(interceptOf, counted)
  const last = intercept + sii
  const rii = intercept > 0 && last > 0 ? last / intercept : null
  const z = zOfConfidence(confidence)
  const siiError = errorOf(slopeOf, counted)
  const ratioOf = interceptOf.map((own, at) => (own + must(slopeOf[at])) / last - own / intercept)
  const riiError = rii === null ? null : errorOf(ratioOf, counted)
  return {
    sii,
    intercept,
    siiInterval: siiError === null ? null : { low: sii - z * siiError, high: sii + z * siiError },
    rii,
    riiInterval:
      rii === null || riiError === null
        ? null
        : { low: rii * Math.exp(-z * riiError), high: rii * Math.exp(z * riiError) },
  }
}

/** What each value adds to the slope: a(x − ½) ÷ Σ a(x − ½)², the mean of ridits being exactly ½. */
function slopeWeights(groups: readonly SlopeGroup[]): number[] {
  const total = exactSum(groups.map((group) => group.population))
  let below = 0
  const offsets = groups.map(({ population }) => {
    const middle = (below + population / 2) / total
    below += population
    return middle - 0.5
  })
  const shares = groups.map(({ population }) => population / total)
  const spread = exactSum(offsets.map((offset, at) => must(shares[at]) * offset ** 2))
  return offsets.map((offset, at) => (must(shares[at]) * offset) / spread)
}

function dot(weights: readonly number[], groups: readonly SlopeGroup[]): number {
  return exactSum(groups.map(({ value }, at) => must(weights[at]) * value))
}

function errorOf(weights: readonly number[], groups: readonly SlopeGroup[]): number | null {
  const squares = groups.map(({ se }, at) => (se === null ? null : (must(weights[at]) * se) ** 2))
  return squares.every((square) => square !== null) ? Math.sqrt(exactSum(squares)) : null
}

import { sideWord } from './benchmark.ts'
import { zOfConfidence } from './distribution.ts'
import { incompleteGamma } from './gamma.ts'
import type { Direction } from '../indicator.ts'
import { type Interval, smallDenominator } from './interval.ts'

/** The two control levels of a funnel plot: 95 % and 99.8 %. */
export const funnelConfidences = [0.95, 0.998] as const

export type FunnelLimits = { readonly inner: Interval; readonly outer: Interval }

/**
 * Where a unit stands against the city: within both limits, between them (alert) or outside (alarm), and on which side.
 * `small`: fewer than 10 in the denominator, a guidance only.
 */
export type FunnelClass = {
  readonly level: 'within' | 'alert' | 'alarm'
  readonly side: 'better' | 'worse' | 'higher' | 'lower' | null
  readonly small: boolean
}

/**
 * Limits of a share at denominator n around the city's share a: a ± z·√(a(1 − a) ÷ n), within 0..1. The same as OHID's
 * sigma adjustment (PHEindicatormethods R/Funnels.R), whose terms cancel to this. Null for n ≤ 0 or a outside 0..1.
 */
export function shareFunnel(city: number, n: number): FunnelLimits | null {
  if (!(n > 0) || !(city >= 0 && city <= 1)) return null
  return atBoth((confidence) => {
    const half = zOfConfidence(confidence) * Math.sqrt((city * (1 - city)) / n)
    return { low: Math.max(0, city - half), high: Math.min(1, city + half) }
  })
}

/**
 * Limits of a rate (count ÷ exposure) around the city's rate: the counts whose exact Poisson interval just touches the
 * expected count, ÷ exposure. Null without exposure or with a negative rate.
 */
export function rateFunnel(city: number, exposure: number): FunnelLimits | null {
  if (!(exposure > 0) || !(city >= 0)) return null
  const expected = city * exposure
  return atBoth((confidence) => {
    const tail = (1 - confidence) / 2
    return { low: lowCount(expected, tail) / exposure, high: highCount(expected, tail) / exposure }
  })
}

function atBoth(limits: (confidence: number) => Interval): FunnelLimits {
  return { inner: limits(funnelConfidences[0]), outer: limits(funnelConfidences[1]) }
}

/** The count whose upper bound is the expected one: Q(count + 1, expected) = tail. */
function lowCount(expected: number, tail: number): number {
  const chance = (count: number): number => incompleteGamma(count + 1, expected).upper
  return chance(0) >= tail ? 0 : bisect((count) => chance(count) < tail, 0, expected)
}

/** The count whose lower bound is the expected one: P(count, expected) = tail. */
function highCount(expected: number, tail: number): number {
  if (expected === 0) return 0
  const chance = (count: number): number => incompleteGamma(count, expected).lower
  let high = expected + 1
  while (chance(high) > tail) high *= 2
  return bisect((count) => chance(count) > tail, expected / 2, high)
}

function bisect(isBelow: (count: number) => boolean, from: number, to: number): number {
  let [low, high] = [from, to]
  for (let step = 0; step < 100 && high - low > 1e-13 * high; step++) {
    const middle = (low + high) / 2
    if (isBelow(middle)) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** The class of a value; exactly on a limit still counts as inside (touching is similar). */
export function funnelClass(value: number, limits: FunnelLimits, direction: Direction, n: number): FunnelClass {
  const small = n < smallDenominator
  if (holds(limits.inner, value)) return { level: 'within', side: null, small }
  const side = sideWord(value > limits.inner.high, direction)
  return { level: holds(limits.outer, value) ? 'alert' : 'alarm', side, small }
}

function holds({ low, high }: Interval, value: number): boolean {
  // Limits are the result of some roundings; a value on one must not fall outside by the last bit.
  const slack = 1e-12 * Math.max(Math.abs(low), Math.abs(high))
  return value >= low - slack && value <= high + slack
}

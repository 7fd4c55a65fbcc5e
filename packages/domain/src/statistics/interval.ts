import { betaQuantile, chiSquaredQuantile, zOfConfidence } from './distribution.ts'

/** Both ends in the unit of what was asked for. Null instead of an interval: nothing was counted, or the counts are invalid. */
export type Interval = { readonly low: number; readonly high: number }

/**
 * Wilson's score interval of a share x ÷ n (E. B. Wilson 1927; OHID's method for proportions), 0..1. Right at x = 0 and
 * x = n, where it is exactly 0 and 1 at one end. Null for n ≤ 0 or x outside 0..n, other rows unaffected (fault B21).
 */
export function wilsonInterval(x: number, n: number, confidence = 0.95): Interval | null {
  return isShare(x, n) ? wilsonAt(x, n, zOfConfidence(confidence)) : null
}

/** Wilson's bounds at a given z; x and n have been checked. */
export function wilsonAt(x: number, n: number, z: number): Interval {
  const square = z * z
  const middle = 2 * x + square
  const half = z * Math.sqrt(square + 4 * x * (1 - x / n))
  const below = 2 * (n + square)
  return { low: x === 0 ? 0 : (middle - half) / below, high: x === n ? 1 : (middle + half) / below }
}

/** The exact interval of a share x ÷ n (C. Clopper and E. Pearson 1934), 0..1. Null as for Wilson's. */
export function exactShareInterval(x: number, n: number, confidence = 0.95): Interval | null {
  if (!isShare(x, n)) return null
  const tail = (1 - confidence) / 2
  return {
    low: x === 0 ? 0 : betaQuantile(tail, x, n - x + 1),
    high: x === n ? 1 : betaQuantile(1 - tail, x + 1, n - x),
  }
}

/** Byar's interval of a count (N. Breslow and N. Day 1987); null below 0. Good from 10 on. */
export function byarInterval(count: number, confidence = 0.95): Interval | null {
  if (!(count >= 0) || !Number.isFinite(count)) return null
  const z = zOfConfidence(confidence)
  const low = count === 0 ? 0 : count * (1 - 1 / (9 * count) - z / (3 * Math.sqrt(count))) ** 3
  const next = count + 1
  return { low: Math.max(0, low), high: next * (1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))) ** 3 }
}

/** The exact interval of a Poisson count by chi-squared quantiles (F. Garwood 1936); null below 0. */
export function exactCountInterval(count: number, confidence = 0.95): Interval | null {
  if (!(count >= 0) || !Number.isFinite(count)) return null
  const tail = (1 - confidence) / 2
  return {
    low: count === 0 ? 0 : chiSquaredQuantile(tail, 2 * count) / 2,
    high: chiSquaredQuantile(1 - tail, 2 * count + 2) / 2,
  }
}

/** OHID's choice for a count: exact below 10, Byar's from 10 on. */
export function countInterval(count: number, confidence = 0.95): Interval | null {
  return count < 10 ? exactCountInterval(count, confidence) : byarInterval(count, confidence)
}

/** The interval of a rate count ÷ exposure × multiplier; null without exposure. */
export function rateInterval(count: number, exposure: number, multiplier = 1, confidence = 0.95): Interval | null {
  const counts = countInterval(count, confidence)
  if (counts === null || !(exposure > 0)) return null
  return { low: (counts.low / exposure) * multiplier, high: (counts.high / exposure) * multiplier }
}

export type Share = { readonly x: number; readonly n: number }
export type Difference = Interval & { readonly difference: number }

/**
 * The difference of two independent shares, first less second, with Newcombe's interval from Wilson's bounds
 * (R. Newcombe 1998, method 10): centre against remote areas. Null when either has no interval.
 */
export function shareDifference(first: Share, second: Share, confidence = 0.95): Difference | null {
  const [own, other] = [wilsonInterval(first.x, first.n, confidence), wilsonInterval(second.x, second.n, confidence)]
  if (own === null || other === null) return null
  const [p, q] = [first.x / first.n, second.x / second.n]
  return {
    difference: p - q,
    low: p - q - Math.hypot(p - own.low, other.high - q),
    high: p - q + Math.hypot(own.high - p, q - other.low),
  }
}

/** Below this denominator a share is marked as resting on small numbers (scoring 1.10). */
export const smallDenominator = 10

function isShare(x: number, n: number): boolean {
  return Number.isFinite(n) && n > 0 && x >= 0 && x <= n
}

import { betaFactor, incompleteBeta, incompleteGamma, logGamma } from './gamma.ts'

/** P(Z ≤ z) of the standard normal distribution, exact in both tails. */
export function normalCdf(z: number): number {
  const { upper } = incompleteGamma(0.5, (z * z) / 2)
  return z < 0 ? upper / 2 : 1 - upper / 2
}

/** Two-sided p-value of a standard normal statistic: P(|Z| ≥ |z|). */
export function twoSidedP(z: number): number {
  return incompleteGamma(0.5, (z * z) / 2).upper
}

const central = {
  top: [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
    133.14166789178438, 3.3871328727963665,
  ],
  bottom: [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
    42.31333070160091, 1,
  ],
}
const middle = {
  top: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  bottom: [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
}
const far = {
  top: [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
    1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  bottom: [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
    0.1369298809227358, 0.599832206555888, 1,
  ],
}

/** The z with P(Z ≤ z) = p, to 1e-15 relative (M. J. Wichura 1988, algorithm AS 241); infinite at 0 and 1. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`not a probability: ${p}`)
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) return q * quotient(central, 0.180625 - q * q)
  const tail = q < 0 ? p : 1 - p
  if (tail === 0) return q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const r = Math.sqrt(-Math.log(tail))
  const size = r <= 5 ? quotient(middle, r - 1.6) : quotient(far, r - 5)
  return q < 0 ? -size : size
}

type Rational = { readonly top: readonly number[]; readonly bottom: readonly number[] }

function quotient({ top, bottom }: Rational, r: number): number {
  const at = (coefficients: readonly number[]): number => coefficients.reduce((sum, next) => sum * r + next, 0)
  return at(top) / at(bottom)
}

/** The z of a two-sided confidence level: 1.959964 for 0.95, 3.090232 for 0.998. */
export function zOfConfidence(confidence: number): number {
  return normalQuantile(1 - (1 - confidence) / 2)
}

/** P(X ≤ x) of the chi-squared distribution. */
export function chiSquaredCdf(x: number, degrees: number): number {
  return x <= 0 ? 0 : incompleteGamma(degrees / 2, x / 2).lower
}

/** P(X > x) of the chi-squared distribution: the p-value of a statistic x. */
export function chiSquaredUpper(x: number, degrees: number): number {
  return x <= 0 ? 1 : incompleteGamma(degrees / 2, x / 2).upper
}

/** The x with P(X ≤ x) = p of the chi-squared distribution; degrees > 0 need not be whole. */
export function chiSquaredQuantile(p: number, degrees: number): number {
  if (!(p >= 0 && p < 1)) throw new RangeError(`not a probability below 1: ${p}`)
  if (p === 0) return 0
  const a = degrees / 2
  // Where the upper tail is the smaller one it is the one to be matched.
  const miss = (x: number): number => {
    const { lower, upper } = incompleteGamma(a, x)
    return p < 0.5 ? lower - p : 1 - p - upper
  }
  const density = (x: number): number => Math.exp((a - 1) * Math.log(x) - x - logGamma(a))
  return 2 * solve({ miss, density, start: wilsonHilferty(p, a), top: Number.POSITIVE_INFINITY })
}

function wilsonHilferty(p: number, a: number): number {
  const cube = 1 - 1 / (9 * a) + normalQuantile(p) / (3 * Math.sqrt(a))
  return cube > 0.1 ? a * cube ** 3 : Math.exp((Math.log(p) + logGamma(a + 1)) / a)
}

/** The x with I_x(a, b) = p of the beta distribution. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`not a probability: ${p}`)
  if (p === 0 || p === 1) return p
  // Above the mean the answer is found from the other end, where 1 − x keeps its digits.
  if (incompleteBeta(a, b, a / (a + b)) < p) return 1 - lowerBeta(1 - p, b, a)
  return lowerBeta(p, a, b)
}

function lowerBeta(p: number, a: number, b: number): number {
  const miss = (x: number): number => incompleteBeta(a, b, x) - p
  const density = (x: number): number => betaFactor(a, b, x) / (x * (1 - x))
  return solve({ miss, density, start: a / (a + b), top: 1 })
}

type Search = {
  /** Below 0 left of the answer, above 0 right of it. */
  readonly miss: (x: number) => number
  readonly density: (x: number) => number
  readonly start: number
  readonly top: number
}

/** Newton's steps, kept within a bracket that shrinks with each of them. */
function solve({ miss, density, start, top }: Search): number {
  let [low, high] = [0, top]
  let x = start
  for (let step = 0; step < 200; step++) {
    const error = miss(x)
    if (error === 0) return x
    if (error < 0) low = x
    else high = x
    let next = x - error / density(x)
    if (!(next > low && next < high)) next = high === Number.POSITIVE_INFINITY ? 2 * low + 1 : (low + high) / 2
    if (Math.abs(next - x) <= 2e-16 * next) return next
    x = next
  }
  return x
}

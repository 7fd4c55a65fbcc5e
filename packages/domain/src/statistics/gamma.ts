/*
 * Gamma and beta functions, regularised, to about 1e-13 for arguments up to 1e7. The leading factors are taken in
 * Loader's saddle-point form (C. Loader, 2000, "Fast and accurate computation of binomial probabilities"), because
 * exp(a·ln x − x − ln Γ(a)) loses a digit for every power of ten of `a`.
 */

const halfLogTwoPi = 0.9189385332046728
const largestIteration = 1_000_000

/** ln Γ(a), a > 0: Stirling's series above 15, shifted up below it. */
export function logGamma(a: number): number {
  if (!(a > 0)) throw new RangeError(`logGamma needs a positive number, not ${a}`)
  let product = 1
  let shifted = a
  while (shifted < 15) {
    product *= shifted
    shifted += 1
  }
  return (shifted - 0.5) * Math.log(shifted) - shifted + halfLogTwoPi + stirlingSeries(shifted) - Math.log(product)
}

function stirlingSeries(a: number): number {
  const square = 1 / (a * a)
  const tail = 1 / 1188 - (square * 691) / 360_360
  return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * tail)))) / a
}

/** ln Γ(a + 1) less Stirling's formula for it. */
function stirlingError(a: number): number {
  if (a >= 15) return stirlingSeries(a)
  return logGamma(a + 1) - (a + 0.5) * Math.log(a) + a - halfLogTwoPi
}

/** a·ln(a ÷ x) + x − a without cancellation for x near a. */
function deviance(a: number, x: number): number {
  if (Math.abs(a - x) >= 0.1 * (a + x)) return a * Math.log(a / x) + x - a
  const v = (a - x) / (a + x)
  let sum = (a - x) * v
  let power = 2 * a * v
  for (let odd = 3; odd < 1000; odd += 2) {
    power *= v * v
    const next = sum + power / odd
    if (next === sum) break
    sum = next
  }
  return sum
}

/** x^a·e^(−x) ÷ Γ(a + 1). */
function poissonFactor(a: number, x: number): number {
  return Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a)
}

/** Regularised incomplete gamma functions P(a, x) (lower) and Q(a, x) = 1 − P, each without cancellation. a > 0, x ≥ 0. */
export function incompleteGamma(a: number, x: number): { readonly lower: number; readonly upper: number } {
  if (!(a > 0) || !(x >= 0)) throw new RangeError(`incomplete gamma of (${a}, ${x})`)
  if (x === 0) return { lower: 0, upper: 1 }
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 }
  const factor = poissonFactor(a, x)
  if (x < a + 1) {
    const lower = Math.min(1, factor * gammaSeries(a, x))
    return { lower, upper: 1 - lower }
  }
  const upper = Math.min(1, factor * a * gammaFraction(a, x))
  return { lower: 1 - upper, upper }
}

function gammaSeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let at = 1; at < largestIteration; at++) {
    term *= x / (a + at)
    sum += term
    if (term < sum * 1e-17) break
  }
  return sum
}

function gammaFraction(a: number, x: number): number {
  return lentz(
    x + 1 - a,
    (at) => at * (a - at),
    (at) => x + 2 * at + 1 - a,
  )
}

/** 1 ÷ (b0 + a1 ÷ (b1 + a2 ÷ (b2 + …))) by the modified Lentz method. */
function lentz(first: number, upper: (at: number) => number, lower: (at: number) => number): number {
  const tiny = 1e-300
  let ratio = 1 / (first === 0 ? tiny : first)
  let above = 1 / tiny
  let result = ratio
  for (let at = 1; at < largestIteration; at++) {
    const [a, b] = [upper(at), lower(at)]
    ratio = a * ratio + b
    ratio = 1 / (ratio === 0 ? tiny : ratio)
    above = b + a / above
    if (above === 0) above = tiny
    const step = ratio * above
    result *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return result
}

/** x^a·(1 − x)^b ÷ B(a, b). */
export function betaFactor(a: number, b: number, x: number): number {
  const n = a + b
  const exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * (1 - x))
  return Math.exp(exponent) * Math.sqrt((a * b) / (2 * Math.PI * n))
}

/** Regularised incomplete beta function I_x(a, b): the probability that a beta(a, b) number is below x. a, b > 0. */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (!(a > 0) || !(b > 0)) throw new RangeError(`incomplete beta of (${a}, ${b})`)
  if (x <= 0) return 0
  if (x >= 1) return 1
  const factor = betaFactor(a, b, x)
  if (x <= (a + 1) / (a + b + 2)) return Math.min(1, (factor / a) * betaFraction(a, b, x))
  return Math.max(0, 1 - (factor / b) * betaFraction(b, a, 1 - x))
}

function betaFraction(a: number, b: number, x: number): number {
  return lentz(
    1,
    (at) => {
      const m = at >> 1
      return at % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    },
    () => 1,
  )
}

/**
 * Rounds half away from zero at `decimals` places: the product's one rounding rule (decision 1).
 * Works on the shortest decimal text of the number, so 1.005 gives 1.01 and 99.995 gives 100.
 */
export function roundHalfAway(value: number, decimals: number): number {
  return scaledInteger(value, decimals) / 10 ** decimals
}

/** The rounded value as an integer count of the last printed digit: two values print equal iff these are equal (decision 2). */
export function scaledInteger(value: number, decimals: number): number {
  const size = Math.abs(value)
  const product = size * (powers[decimals] ?? 10 ** decimals)
  const rounded = Math.round(isClear(product) ? product : shifted(size, decimals, product))
  return value < 0 && rounded !== 0 ? -rounded : rounded
}

/** To so many digits: what sums and products of floats leave beyond them would print an exact half as less. */
export function withoutNoise(value: number, digits: number): number {
  return Number(value.toPrecision(digits))
}

const powers = [1, 10, 100, 1e3, 1e4, 1e5, 1e6]

/** Far enough from a half for the product's own rounding error not to matter; the text below is some ten times slower. */
function isClear(product: number): boolean {
  return product < 1e9 && Math.abs(product - Math.floor(product) - 0.5) > 1e-6
}

function shifted(size: number, decimals: number, product: number): number {
  const scaled = Number(`${size}e${decimals}`)
  return Number.isNaN(scaled) ? product : scaled
}

/**
 * Rounds half away from zero at `decimals` places: the product's one rounding rule (decision 1).
 * Works on the shortest decimal text of the number, so 1.005 gives 1.01 and 99.995 gives 100.
 */
export function roundHalfAway(value: number, decimals: number): number {
  return scaledInteger(value, decimals) / 10 ** decimals
}

/** The rounded value as an integer count of the last printed digit: two values print equal iff these are equal (decision 2). */
export function scaledInteger(value: number, decimals: number): number {
  const scaled = Number(`${Math.abs(value)}e${decimals}`)
  const magnitude = Number.isNaN(scaled) ? Math.abs(value) * 10 ** decimals : scaled
  const rounded = Math.round(magnitude)
  return value < 0 && rounded !== 0 ? -rounded : rounded
}

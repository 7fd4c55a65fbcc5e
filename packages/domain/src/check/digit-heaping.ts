/** Of `count` figures `round` end in 0; `probability` is the chance of so many or more if last digits were even (binomial, exact). */
export type DigitHeaping = {
  readonly count: number
  readonly round: number
  readonly share: number
  readonly probability: number
}

/** Small figures and fractions have no telling last digit. */
const smallest = 100

/**
 * Whether a unit's counts end in 0 more often than one in ten. Null below `least` figures: nothing can be said.
 * Source: last-digit (terminal digit preference) test, exact binomial upper tail.
 */
export function digitHeaping(values: readonly (number | null)[], least = 20): DigitHeaping | null {
  const figures = values.filter(
    (value): value is number => value !== null && Number.isInteger(value) && value >= smallest,
  )
  if (figures.length < least) return null
  const round = figures.filter((value) => value % 10 === 0).length
  return {
    count: figures.length,
    round,
    share: round / figures.length,
    probability: upperTail(round, figures.length, 0.1),
  }
}

/** P(X ≥ hits) for a binomial with n trials, summed in logs so that large n does not underflow. */
function upperTail(hits: number, trials: number, chance: number): number {
  let logTerm = trials * Math.log(1 - chance)
  let below = 0
  for (let count = 0; count < hits; count++) {
    below += Math.exp(logTerm)
    logTerm += Math.log((trials - count) / (count + 1)) + Math.log(chance / (1 - chance))
  }
  return Math.max(0, Math.min(1, 1 - below))
}

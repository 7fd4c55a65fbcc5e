/** Partial sums in the first places of the list; sums are made so often that a list for each would be most of the work. */
const scratch: number[] = [0.5]

/**
 * The correctly rounded sum of finite numbers (Shewchuk's partials, as in Python's math.fsum).
 * The answer does not depend on the order of the numbers, so permuted rows give bit-identical results.
 */
export function exactSum(values: readonly number[]): number {
  const plain = plainSum(values)
  if (plain !== null) return plain
  let count = 0
  for (let at = 0; at < values.length; at++) count = addTo(scratch, count, values[at] ?? 0)
  return roundPartials(scratch, count)
}

/** Answers the exact sum of the numbers and one more, for many values of that one. */
export function sumWith(values: readonly number[]): (value: number) => number {
  const partials: number[] = []
  let count = 0
  for (const value of values) count = addTo(partials, count, value)
  return (value) => {
    for (let at = 0; at < count; at++) scratch[at] = partials[at] ?? 0
    return roundPartials(scratch, addTo(scratch, count, value))
  }
}

/** The running sum when no step of it was rounded, else null: then any order would have given the same. */
function plainSum(values: readonly number[]): number | null {
  let sum = 0
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? 0
    const next = sum + value
    const part = next - sum
    if (sum - (next - part) !== 0 || value - part !== 0) return null
    sum = next
  }
  return sum
}

/** Adds a number to the first `count` partials; answers how many there are then. */
function addTo(partials: number[], count: number, value: number): number {
  let carry = value
  let kept = 0
  for (let at = 0; at < count; at++) {
    const partial = partials[at] ?? 0
    const isSmaller = Math.abs(carry) < Math.abs(partial)
    const large = isSmaller ? partial : carry
    const small = isSmaller ? carry : partial
    const high = large + small
    const low = small - (high - large)
    if (low !== 0) partials[kept++] = low
    carry = high
  }
  partials[kept] = carry
  return kept + 1
}

function roundPartials(partials: readonly number[], count: number): number {
  let at = count - 1
  let high = partials[at] ?? 0
  let low = 0
  while (at > 0 && low === 0) {
    const next = partials[--at] ?? 0
    const sum = high + next
    low = next - (sum - high)
    high = sum
  }
  // A remainder of exactly half a unit rounds by the sign of what follows it.
  const rest = at > 0 ? (partials[at - 1] ?? 0) : 0
  if ((low < 0 && rest < 0) || (low > 0 && rest > 0)) {
    const doubled = low * 2
    const candidate = high + doubled
    if (candidate - high === doubled) return candidate
  }
  return high
}

/** The arithmetic mean, null of no numbers. */
export function exactMean(values: readonly number[]): number | null {
  return values.length === 0 ? null : exactSum(values) / values.length
}

/** Σ w·x ÷ Σ w; null when the weights sum to 0. Both lists run in parallel. */
export function weightedMean(values: readonly number[], weights: readonly number[]): number | null {
  const total = exactSum(weights)
  return total === 0 ? null : exactSum(values.map((value, at) => value * (weights[at] ?? 0))) / total
}

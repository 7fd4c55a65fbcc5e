/**
 * The correctly rounded sum of finite numbers (Shewchuk's partials, as in Python's math.fsum).
 * The answer does not depend on the order of the numbers, so permuted rows give bit-identical results.
 */
export function exactSum(values: readonly number[]): number {
  const plain = plainSum(values)
  if (plain !== null) return plain
  const partials: number[] = []
  for (const value of values) addTo(partials, value)
  return roundPartials(partials)
}

/** Answers the exact sum of the numbers and one more, for many values of that one. */
export function sumWith(values: readonly number[]): (value: number) => number {
  const partials: number[] = []
  for (const value of values) addTo(partials, value)
  return (value) => {
    const all = partials.slice()
    addTo(all, value)
    return roundPartials(all)
  }
}

/** The running sum when no step of it was rounded, else null: then any order would have given the same. */
function plainSum(values: readonly number[]): number | null {
  let sum = 0
  for (const value of values) {
    const next = sum + value
    const part = next - sum
    if (sum - (next - part) !== 0 || value - part !== 0) return null
    sum = next
  }
  return sum
}

function addTo(partials: number[], value: number): void {
  let carry = value
  let kept = 0
  for (const partial of partials) {
    const [large, small] = Math.abs(carry) < Math.abs(partial) ? [partial, carry] : [carry, partial]
    const high = large + small
    const low = small - (high - large)
    if (low !== 0) partials[kept++] = low
    carry = high
  }
  partials.length = kept
  partials.push(carry)
}

function roundPartials(partials: readonly number[]): number {
  let at = partials.length - 1
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

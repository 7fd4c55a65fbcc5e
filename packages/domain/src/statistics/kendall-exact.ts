import { must } from '../must.ts'

/** Up to this many values without ties the p-value of Kendall's S is counted out exactly (scoring 1.12). */
export const exactLimit = 10

/**
 * P(|S| ≥ |s|) over all n! orders of n different values: counts of permutations by inversions (M. Kendall 1970), twice
 * the tail, at most 1. n = 5, S = 10 gives 2 ÷ 120.
 */
export function exactKendallP(s: number, n: number): number {
  const counts = inversionCounts(n)
  const pairs = (n * (n - 1)) / 2
  // S = pairs − 2·inversions, so a large |S| means few inversions (or, mirrored, many).
  const most = (pairs - Math.abs(s)) / 2
  let tail = 0
  let all = 0
  for (const [inversions, count] of counts.entries()) {
    all += count
    if (inversions <= most) tail += count
  }
  return Math.min(1, (2 * tail) / all)
}

/** How many orders of n values have 0, 1, 2 … inversions (the Mahonian numbers). */
export function inversionCounts(n: number): number[] {
  let counts = [1]
  for (let size = 2; size <= n; size++) {
    const next = Array.from({ length: counts.length + size - 1 }, () => 0)
    for (const [inversions, count] of counts.entries()) {
      for (let more = 0; more < size; more++) next[inversions + more] = must(next[inversions + more]) + count
    }
    counts = next
  }
  return counts
}

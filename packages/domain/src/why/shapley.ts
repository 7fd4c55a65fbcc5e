import { must } from '../must.ts'
import { exactSum } from '../number/sum.ts'

/** Above this many parts the 2^n coalitions are too many to be computed exactly. */
export const largestShapley = 12

/**
 * Exact Shapley values of n parts (L. Shapley 1953): how much each part adds on average over all orders in which the
 * parts can change from the reference to the unit. `value` takes a bit set of the parts that have changed. They add up
 * to value(all) − value(none). Throws above 12 parts: group them first.
 */
export function shapleyValues(n: number, value: (changed: number) => number): number[] {
  if (n > largestShapley) throw new RangeError(`exact Shapley values need at most ${largestShapley} parts, not ${n}`)
  const values = Array.from({ length: 2 ** n }, (_, changed) => value(changed))
  const chances = orderChances(n)
  return Array.from({ length: n }, (_, part) => {
    const bit = 2 ** part
    const terms: number[] = []
    for (const [changed, before] of values.entries()) {
      if ((changed & bit) !== 0) continue
      terms.push(must(chances[countBits(changed)]) * (must(values[changed | bit]) - before))
    }
    return exactSum(terms)
  })
}

/** The chance that exactly a given set of `size` others comes before a part: size!·(n − size − 1)! ÷ n!. */
function orderChances(n: number): number[] {
  const chances: number[] = []
  let ways = 1
  for (let size = 0; size < n; size++) {
    chances.push(1 / (n * ways))
    ways = (ways * (n - 1 - size)) / (size + 1)
  }
  return chances
}

function countBits(set: number): number {
  let count = 0
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1
  return count
}

/**
 * Quantile classes 1..classes by value, 1 for the lowest; equal values always share one (SQL's NTILE splits them, fault
 * B22). OHID's rule: floor(classes + 1 − ceil((n + 1 − rank) ÷ (n ÷ classes))) with the better rank for ties
 * (PHEindicatormethods R/Quantiles.R). Null for missing values, and for all when there are fewer values than classes.
 */
export function quantileClasses(values: readonly (number | null)[], classes: number): (number | null)[] {
  const sorted = Float64Array.from(values.filter((value) => value !== null)).sort()
  const n = sorted.length
  if (n < classes) return values.map(() => null)
  const rankOf = new Map<number, number>()
  for (const [at, value] of sorted.entries()) if (!rankOf.has(value)) rankOf.set(value, at + 1)
  return values.map((value) => {
    if (value === null) return null
    const above = n + 1 - (rankOf.get(value) ?? 1)
    // ceil(above ÷ (n ÷ classes)) in whole numbers, so that 1/3 and the like cannot tip a class.
    return Math.max(1, classes + 1 - Math.ceil((above * classes) / n))
  })
}

/** The p-quantile with linear interpolation (R type 7, Excel PERCENTILE.INC); null of no numbers. */
export function quantileOf(values: readonly number[], p: number): number | null {
  const sorted = Float64Array.from(values).sort()
  if (sorted.length === 0) return null
  const place = p * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below] ?? 0
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low
  return low + (place - below) * (high - low)
}

import type { IndicatorCode } from '../indicator.ts'
import { must } from '../must.ts'
import { scaledInteger } from '../number/round.ts'
import { exactSum } from '../number/sum.ts'
import type { ItemPart } from './composite.ts'

/**
 * What one block of indicators gives to a unit's score. `points`: the points of the total that come from it; `score`: of
 * 100, how well the unit does within it; null where nothing of the block is scored.
 */
export type DimensionScore = { readonly points: number | null; readonly score: number | null }

/**
 * A block's part of the composite: Σ contributions, and Σ contributions ÷ Σ effective weights. Contributions are in
 * points of the total, weights are shares of 1, so that a block in which everything is met scores 100 whatever weight went
 * elsewhere for missing figures, and the points of all blocks add up to the total before adjustments.
 */
export function dimensionScore(parts: readonly ItemPart[]): DimensionScore {
  const scored = parts.filter((part) => part.effectiveWeight > 0)
  if (scored.length === 0) return { points: null, score: null }
  const points = exactSum(scored.map((part) => part.contribution))
  return { points, score: points / exactSum(scored.map((part) => part.effectiveWeight)) }
}

/** The item of a block that costs the units most: points of the total, on average over those that have a score. */
export type Drag = { readonly indicator: IndicatorCode; readonly lost: number }

/**
 * What holds a block back: of its items the one with the greatest mean of (effective weight × 100 − contribution) over the
 * units of which it is scored. `units`: each one's parts of the block, in one order. Null where nothing is lost at the
 * decimals given, and where two items lose the same.
 */
export function dimensionDrag(units: readonly (readonly ItemPart[])[], decimals: number): Drag | null {
  const losses = (units[0] ?? []).flatMap(({ indicator }, at): (Drag & { steps: number })[] => {
    const scored = units.flatMap((parts) => {
      const part = must(parts[at])
      return part.effectiveWeight > 0 ? [100 * part.effectiveWeight - part.contribution] : []
    })
    if (scored.length === 0) return []
    const lost = exactSum(scored) / scored.length
    return [{ indicator, lost, steps: scaledInteger(lost, decimals) }]
  })
  const [most, next] = losses.toSorted((left, right) => right.steps - left.steps)
  if (most === undefined || most.steps <= 0 || most.steps === next?.steps) return null
  return { indicator: most.indicator, lost: most.lost }
}

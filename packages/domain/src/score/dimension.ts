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

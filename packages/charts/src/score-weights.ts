import type { RankingFacts } from '@cg/contract/release/ranking'
import { exactSum } from '@cg/domain/number/sum'

/**
 * Points that one unit could have by each part of its score: the weights, of a hundred, with what parts that do not count
 * left to the others; null for those.
 */
export function fullPoints({ parts, contributions }: Pick<RankingFacts, 'parts' | 'contributions'>, at: number) {
  const isCarried = (index: number): boolean => (contributions[index]?.[at] ?? null) !== null
  const carried = exactSum(parts.flatMap(({ weight }, index) => (isCarried(index) ? [weight] : [])))
  return parts.map(({ weight }, index): number | null => (isCarried(index) ? (100 * weight) / carried : null))
}

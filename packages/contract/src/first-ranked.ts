import type { ReleaseHead } from './release/head.ts'
import type { MatrixFacts } from './release/matrix.ts'

/** The score is asked for, outright or as the default, of a release that was published without a scheme. */
export function isScoreMissing(head: Pick<ReleaseHead, 'scheme'>, by: string | undefined): boolean {
  return head.scheme === null && (by === undefined || by === 'score')
}

/**
 * Of the indicators with places the assessed one that weighs most, the first of several; else the first of all: who stands
 * first by a sum of money or people is only the largest. Null when none has places.
 */
export function firstRanked({ indicators, rank }: Pick<MatrixFacts, 'indicators' | 'rank'>): string | null {
  const ranked = indicators.filter((_, index) => rank[index]?.some((place) => place !== null) === true)
  const assessed = ranked.filter(({ isAssessed }) => isAssessed).toSorted((left, right) => right.weight - left.weight)
  return (assessed[0] ?? ranked[0])?.code ?? null
}

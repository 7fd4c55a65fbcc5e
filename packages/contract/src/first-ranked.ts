import type { ReleaseHead } from './release/head.ts'
import type { MatrixFacts } from './release/matrix.ts'

/** The score is asked for, outright or as the default, of a release that was published without a scheme. */
export function isScoreMissing(head: Pick<ReleaseHead, 'scheme'>, by: string | undefined): boolean {
  return head.scheme === null && (by === undefined || by === 'score')
}

/**
 * The first assessed indicator of the release that has places, else the first that has any: who stands first by a sum of
 * money or people is only the largest. Null when none has.
 */
export function firstRanked({ indicators, rank }: Pick<MatrixFacts, 'indicators' | 'rank'>): string | null {
  const ranked = indicators.filter((_, index) => rank[index]?.some((place) => place !== null) === true)
  return (ranked.find(({ isAssessed }) => isAssessed) ?? ranked[0])?.code ?? null
}

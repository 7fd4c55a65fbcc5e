import type { ReleaseHead } from './release/head.ts'
import type { MatrixFacts } from './release/matrix.ts'

/** The score is asked for, outright or as the default, of a release that was published without a scheme. */
export function isScoreMissing(head: Pick<ReleaseHead, 'scheme'>, by: string | undefined): boolean {
  return head.scheme === null && (by === undefined || by === 'score')
}

/** The first indicator of the release that has places; null when none has. */
export function firstRanked({ indicators, rank }: Pick<MatrixFacts, 'indicators' | 'rank'>): string | null {
  const at = indicators.findIndex((_, index) => rank[index]?.some((place) => place !== null) === true)
  return indicators[at]?.code ?? null
}

import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { ReleaseHead } from '@cg/contract/release/head'

/** The score is asked for, outright or as the default, of a release that was published without a scheme. */
export function isScoreMissing(head: ReleaseHead, by: string | undefined): boolean {
  return head.scheme === null && (by === undefined || by === 'score')
}

/** The first indicator of the release that has places; null when none has. */
export function firstRanked({ indicators, rank }: Pick<MatrixFacts, 'indicators' | 'rank'>): string | null {
  const at = indicators.findIndex((_, index) => rank[index]?.some((place) => place !== null) === true)
  return indicators[at]?.code ?? null
}

/** Groups of assessment among the units, in the order they first come. */
export function groupsOf(groups: readonly (string | null)[]): string[] {
  return [...new Set(groups.filter((group) => group !== null))]
}

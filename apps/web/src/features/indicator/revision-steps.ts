import type { ReleaseHead, ReleaseListItem } from '@cg/contract/release/head'

/** One release of a quarter and the one that corrected it. */
export type RevisionStep = { readonly from: ReleaseHead; readonly to: ReleaseHead }

/**
 * The corrections of the quarters, newest first, as far as the shown release could know of them: none that was published
 * after it.
 */
export function revisionSteps(
  items: readonly ReleaseListItem[],
  shown: ReleaseHead,
  quarters: readonly string[],
): RevisionStep[] {
  const isKnown = ({ head }: ReleaseListItem): boolean =>
    quarters.includes(head.period) &&
    (shown.publishedAt === null || (head.publishedAt !== null && head.publishedAt <= shown.publishedAt))
  const known = items.filter(isKnown).map(({ head }) => head)
  return known
    .flatMap((to) => {
      const from = known.find(({ period, sequence }) => period === to.period && sequence === to.sequence - 1)
      return from === undefined ? [] : [{ from, to }]
    })
    .toSorted((left, right) => right.to.period.localeCompare(left.to.period) || right.to.sequence - left.to.sequence)
}

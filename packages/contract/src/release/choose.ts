import type { ReleaseHead, ReleaseListItem } from './head.ts'

/** What an address asks for: `pub` pins one publication, `p` the newest of a quarter, neither the newest of all. */
export type ReleaseWish = { p?: string | undefined; pub?: string | undefined }

export type ReleaseChoice =
  | { readonly kind: 'found'; readonly head: ReleaseHead; readonly isCurrent: boolean; readonly latest: ReleaseHead }
  | { readonly kind: 'missing'; readonly wish: ReleaseWish; readonly latest: ReleaseHead }
  | { readonly kind: 'none' }

/** Published releases by quarter, newest quarter first; the newest release of each. */
export function currentReleases(items: readonly ReleaseListItem[]): ReleaseListItem[] {
  return items
    .filter((item) => item.isCurrent)
    .toSorted((left, right) => right.head.period.localeCompare(left.head.period))
}

/**
 * The release that a page shows: the same for the browser that draws it and for the server that sends it ahead.
 * `previews`: what the office may open beside the releases; a quarter by itself never means its preview.
 */
export function chooseRelease(
  items: readonly ReleaseListItem[],
  wish: ReleaseWish,
  previews: readonly ReleaseHead[] = [],
): ReleaseChoice {
  const current = currentReleases(items)
  const preview = previews.find((head) => head.code === wish.pub)
  const latest = current[0]?.head ?? preview
  if (!latest) return { kind: 'none' }
  if (preview !== undefined) return { kind: 'found', head: preview, isCurrent: true, latest }
  if (wish.pub !== undefined) {
    const pinned = items.find((item) => item.head.code === wish.pub)
    return pinned
      ? { kind: 'found', head: pinned.head, isCurrent: pinned.isCurrent, latest }
      : { kind: 'missing', wish, latest }
  }
  if (wish.p === undefined) return { kind: 'found', head: latest, isCurrent: true, latest }
  const ofPeriod = current.find((item) => item.head.period === wish.p)
  return ofPeriod ? { kind: 'found', head: ofPeriod.head, isCurrent: true, latest } : { kind: 'missing', wish, latest }
}

import { listReleases } from '@cg/contract/release/head'
import type { ReleaseHead, ReleaseListItem } from '@cg/contract/release/head'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../lib/api.ts'

export const releasesQuery = queryOptions({
  queryKey: ['releases'],
  queryFn: ({ signal }) => call(listReleases, {}, { signal }),
  staleTime: 60_000,
})

/** What the URL asks for: `pub` pins one publication, `p` the newest of a quarter, neither the newest of all. */
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

export function chooseRelease(items: readonly ReleaseListItem[], wish: ReleaseWish): ReleaseChoice {
  const current = currentReleases(items)
  const latest = current[0]?.head
  if (!latest) return { kind: 'none' }
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

/** The newest release of the same quarter when it is not this one; null for the current one and for a preview. */
export function correctionOf(items: readonly ReleaseListItem[], head: ReleaseHead): ReleaseHead | null {
  const newest = items.find((item) => item.isCurrent && item.head.period === head.period)
  return newest === undefined || head.state === 'preview' || newest.head.code === head.code ? null : newest.head
}

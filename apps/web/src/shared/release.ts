import { listReleases } from '@cg/contract/release/head'
import type { ReleaseHead, ReleaseListItem } from '@cg/contract/release/head'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../lib/api.ts'

export const releasesQuery = queryOptions({
  queryKey: ['releases'],
  queryFn: ({ signal }) => call(listReleases, {}, { signal }),
  staleTime: 60_000,
})

/** The newest release of the same quarter when it is not this one; null for the current one and for a preview. */
export function correctionOf(items: readonly ReleaseListItem[], head: ReleaseHead): ReleaseHead | null {
  const newest = items.find((item) => item.isCurrent && item.head.period === head.period)
  return newest === undefined || head.state === 'preview' || newest.head.code === head.code ? null : newest.head
}

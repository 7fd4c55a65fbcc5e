import { getEquity } from '@cg/contract/release/equity'
import { getOverview } from '@cg/contract/release/overview'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ApiError, call } from '../../lib/api.ts'
import { pinned } from '../../lib/query-client.ts'

/** Gaps between areas and groups over time; null where the release was made before there was such an answer. */
export function equityQuery(code: string) {
  return queryOptions({
    queryKey: ['release', code, 'equity'],
    queryFn: async ({ signal }) => {
      try {
        return await call(getEquity, { params: { code } }, { signal })
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null
        throw error
      }
    },
    placeholderData: keepPreviousData,
    ...pinned,
  })
}

/** The cockpit's answer, which holds all gaps of the quarter, under the key that the page 总览 knows it by. */
export function overviewQuery(code: string) {
  return queryOptions({
    queryKey: ['release', code, 'overview'],
    queryFn: ({ signal }) => call(getOverview, { params: { code } }, { signal }),
    placeholderData: keepPreviousData,
    ...pinned,
  })
}

import { getRanking } from '@cg/contract/release/ranking'
import { getProfile } from '@cg/contract/release/profile'
import { getQuality } from '@cg/contract/release/quality'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ApiError, call } from '../../lib/api.ts'
import { pinned } from '../../lib/query-client.ts'

/** What may be said of a unit; null where the release holds no such answer (above 200 units, an older release). */
export function profileQuery(code: string, unit: string) {
  return queryOptions({
    queryKey: ['release', code, 'unit', unit],
    queryFn: async ({ signal }) => {
      try {
        return await call(getProfile, { params: { code, unit } }, { signal })
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null
        throw error
      }
    },
    placeholderData: keepPreviousData,
    ...pinned,
  })
}

/** The ranking by score, under the key that the page 排名 knows it by. */
export function scoreQuery(code: string) {
  return queryOptions({
    queryKey: ['release', code, 'ranking', 'score'],
    queryFn: ({ signal }) => call(getRanking, { params: { code, measure: 'score' } }, { signal }),
    placeholderData: keepPreviousData,
    ...pinned,
  })
}

export function qualityQuery(code: string) {
  return queryOptions({
    queryKey: ['release', code, 'quality'],
    queryFn: ({ signal }) => call(getQuality, { params: { code } }, { signal }),
    placeholderData: keepPreviousData,
    ...pinned,
  })
}

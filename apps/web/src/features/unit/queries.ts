import { getRanking } from '@cg/contract/release/ranking'
import { getQuality } from '@cg/contract/release/quality'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'
import { pinned } from '../../lib/query-client.ts'

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

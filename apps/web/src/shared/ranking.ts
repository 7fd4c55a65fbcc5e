import { getRanking } from '@cg/contract/release/ranking'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from '../lib/api.ts'
import { pinned } from '../lib/query-client.ts'

/** Ranking by an indicator's code or 'score'. */
export function rankingQuery(code: string, measure: string) {
  return queryOptions({
    queryKey: ['release', code, 'ranking', measure],
    queryFn: ({ signal }) => call(getRanking, { params: { code, measure } }, { signal }),
    placeholderData: keepPreviousData,
    ...pinned,
  })
}

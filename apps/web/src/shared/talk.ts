import { getTalk } from '@cg/contract/release/talk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from '../lib/api.ts'
import { pinned } from '../lib/query-client.ts'

/** The speech, statement by statement, with the figures of a release. */
export function talkQuery(code: string) {
  return queryOptions({
    queryKey: ['release', code, 'talk'],
    queryFn: ({ signal }) => call(getTalk, { params: { code } }, { signal }),
    placeholderData: keepPreviousData,
    ...pinned,
  })
}

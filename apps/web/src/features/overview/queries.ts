import { getOverview } from '@cg/contract/release/overview'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'
import { pinned } from '../../lib/query-client.ts'

export function overviewQuery(code: string) {
  return queryOptions({
    queryKey: ['release', code, 'overview'],
    queryFn: ({ signal }) => call(getOverview, { params: { code } }, { signal }),
    placeholderData: keepPreviousData,
    ...pinned,
  })
}

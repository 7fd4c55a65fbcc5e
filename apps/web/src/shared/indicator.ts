import { getIndicator } from '@cg/contract/release/indicator'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from '../lib/api.ts'
import { pinned } from '../lib/query-client.ts'

export function indicatorQuery(code: string, indicator: string) {
  return queryOptions({
    queryKey: ['release', code, 'indicator', indicator],
    queryFn: ({ signal }) => call(getIndicator, { params: { code, indicator } }, { signal }),
    placeholderData: keepPreviousData,
    ...pinned,
  })
}

import { getMatrix } from '@cg/contract/release/matrix'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from '../lib/api.ts'
import { pinned } from '../lib/query-client.ts'

/** All indicators × units of a release: pickers, search and the indicator list read it. */
export function matrixQuery(code: string) {
  return queryOptions({
    queryKey: ['release', code, 'matrix'],
    queryFn: ({ signal }) => call(getMatrix, { params: { code } }, { signal }),
    placeholderData: keepPreviousData,
    ...pinned,
  })
}

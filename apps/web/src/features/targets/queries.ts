import { getUnitTargets } from '@cg/contract/release/targets'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'
import { pinned } from '../../lib/query-client.ts'

/** The commitments of one unit. */
export function unitTargetsQuery(code: string, unit: string) {
  return queryOptions({
    queryKey: ['release', code, 'targets', unit],
    queryFn: ({ signal }) => call(getUnitTargets, { params: { code, unit } }, { signal }),
    placeholderData: keepPreviousData,
    ...pinned,
  })
}

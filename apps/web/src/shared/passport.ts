import { getPassport } from '@cg/contract/release/passport'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../lib/api.ts'
import { pinned } from '../lib/query-client.ts'

/** Where one published figure comes from; `unit` null is the city's own. */
export function passportQuery(code: string, indicator: string, unit: string | null) {
  return queryOptions({
    queryKey: ['release', code, 'passport', indicator, unit],
    queryFn: ({ signal }) =>
      call(getPassport, { params: { code }, query: { indicator, ...(unit === null ? {} : { unit }) } }, { signal }),
    ...pinned,
  })
}

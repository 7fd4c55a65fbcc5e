import { listSuccessions } from '@cg/contract/unit-succession'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../lib/api.ts'

/** Which units followed which: 合并 and 拆分. */
export const successionsQuery = queryOptions({
  queryKey: ['unit-successions'],
  queryFn: ({ signal }) => call(listSuccessions, {}, { signal }),
})

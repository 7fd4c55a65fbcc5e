import { decideConflict, readConflicts } from '@cg/contract/conflict'
import type { Body } from '@cg/contract/route'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'

export const conflictsQuery = (period: string | undefined) =>
  queryOptions({
    queryKey: ['conflicts', period ?? 'newest'],
    queryFn: ({ signal }) => call(readConflicts, { query: period === undefined ? {} : { period } }, { signal }),
    staleTime: 0,
  })

export const decide = (body: Body<typeof decideConflict>) => call(decideConflict, { body })

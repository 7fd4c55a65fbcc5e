import { createToken, listAllTokens, listTokens, revokeToken } from '@cg/contract/token'
import type { Body } from '@cg/contract/route'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'

/** Of both lists: one act changes both. */
export const tokensKey = ['tokens'] as const

/** The own account's, or for an admin everybody's. */
export const tokensQuery = (isAll: boolean) =>
  queryOptions({
    queryKey: [...tokensKey, isAll ? 'all' : 'own'],
    queryFn: ({ signal }) => call(isAll ? listAllTokens : listTokens, {}, { signal }),
    staleTime: 0,
  })

export const make = (body: Body<typeof createToken>) => call(createToken, { body })
export const revoke = (id: number) => call(revokeToken, { params: { id } })

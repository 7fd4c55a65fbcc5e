import { listShares, renewShare, revokeShare } from '@cg/contract/share'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'

export const sharesQuery = queryOptions({
  queryKey: ['shares'],
  queryFn: ({ signal }) => call(listShares, {}, { signal }),
  staleTime: 0,
})

export const renew = ({ id, hours }: { id: number; hours: number }) =>
  call(renewShare, { params: { id }, body: { hours } })
export const revoke = (id: number) => call(revokeShare, { params: { id } })

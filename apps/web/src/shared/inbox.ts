import { countUnread } from '@cg/contract/inbox'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../lib/api.ts'

/** How many messages the person has not read. */
export const unreadQuery = queryOptions({
  queryKey: ['inbox', 'unread'],
  queryFn: ({ signal }) => call(countUnread, {}, { signal }),
  staleTime: 60_000,
})

import { markRead, readInbox } from '@cg/contract/inbox'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'

/** A page of messages, all or the unread ones. */
export function inboxQuery(only: 'unread' | undefined, page: number) {
  return queryOptions({
    queryKey: ['inbox', 'list', only ?? 'all', page],
    queryFn: ({ signal }) => call(readInbox, { query: { page, ...(only === undefined ? {} : { only }) } }, { signal }),
    staleTime: 0,
  })
}

/** Null: all there are now. */
export const mark = (keys: string[] | null) => call(markRead, { body: { keys } })

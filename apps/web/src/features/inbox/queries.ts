import { markRead, readInbox } from '@cg/contract/inbox'
import { chooseMail, readMailChoice } from '@cg/contract/notice'
import type { Body } from '@cg/contract/route'
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

export const mailChoiceQuery = queryOptions({
  queryKey: ['inbox', 'mail'],
  queryFn: ({ signal }) => call(readMailChoice, {}, { signal }),
  staleTime: 0,
})
export const choose = (body: Body<typeof chooseMail>) => call(chooseMail, { body })

/** Null: all there are now. */
export const mark = (keys: string[] | null) => call(markRead, { body: { keys } })

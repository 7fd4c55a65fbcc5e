import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { unreadQuery } from '../shared/inbox.ts'

/** A badge has room for two figures. */
const mostCounted = 99

/**
 * The number of unread messages, for the link in the bar. It is asked again on the way from page to page and when the
 * window returns, never by a clock: a page that is left open alone must not keep the session alive.
 */
export function InboxCount() {
  const client = useQueryClient()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const { data } = useQuery(unreadQuery)
  useEffect(() => {
    void client.refetchQueries({ queryKey: unreadQuery.queryKey, stale: true })
  }, [client, pathname])
  const unread = data?.unread ?? 0
  if (unread === 0) return null
  return (
    <>
      <span className="bar-inbox-count">{unread > mostCounted ? `${mostCounted}+` : unread}</span>
      <span className="visually-hidden">条未读</span>
    </>
  )
}

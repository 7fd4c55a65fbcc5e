import { openShare } from '@cg/contract/share'
import type { SharedView } from '@cg/contract/share'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import type { Root } from 'react-dom/client'
import { call } from '../../lib/api.ts'
import { createQueryClient } from '../../lib/query-client.ts'
import { shareBase } from '../../lib/shared-link.ts'
import { sharedQuery } from '../../shared/shared-view.ts'
import { ToastProvider } from '../../ui/toast.tsx'
import { createAppRouter } from '../router.tsx'
import { LinkRefused } from './refused.tsx'

/**
 * Opens a link for a meeting. The token stands behind the #, which no server and no log ever sees; it is exchanged for a
 * cookie at once and taken out of the address.
 */
export async function openLink(link: number, root: Root): Promise<void> {
  const token = window.location.hash.slice(1)
  const { pathname, search } = window.location
  window.history.replaceState(null, '', `${pathname}${search}`)
  const queryClient = createQueryClient()
  try {
    const view =
      token === ''
        ? await queryClient.fetchQuery(sharedQuery)
        : await call(openShare, { params: { link }, body: { token } })
    queryClient.setQueryData(sharedQuery.queryKey, view)
    if (isBare(pathname, link)) window.history.replaceState(null, '', firstAddress(view))
    const router = createAppRouter(queryClient, shareBase(link))
    root.render(
      <StrictMode>
        <ToastProvider>
          <RouterProvider router={router} />
        </ToastProvider>
      </StrictMode>,
    )
  } catch (error) {
    root.render(
      <main>
        <LinkRefused error={error} />
      </main>,
    )
  }
}

function isBare(pathname: string, link: number): boolean {
  return pathname === shareBase(link)
}

/** The page of the link, at its release; one that follows the newest names none. */
function firstAddress({ id, address, release, isNewest }: SharedView): string {
  const url = new URL(`${shareBase(id)}${address}`, window.location.origin)
  if (!isNewest) url.searchParams.set('pub', release)
  return `${url.pathname}${url.search}`
}

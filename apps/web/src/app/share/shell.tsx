import './share.css'
import '../shell.css'
import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import type { MouseEvent } from 'react'
import { shareBase, sharedLink } from '../../lib/shared-link.ts'
import { SharedLabel } from '../../shared/shared-label.tsx'
import { sharedQuery } from '../../shared/shared-view.ts'
import { useTableOrders } from '../../shared/table-orders.ts'
import { usePrintPage } from '../../shared/use-print-foot.ts'
import { appName } from '../../shared/words.ts'
import { LoadingState } from '../../ui/states.tsx'
import { TableOrdersContext } from '../../ui/table-order.ts'
import { useToast } from '../../ui/toast.tsx'
import { LinkGate, isOfLink } from './gate.tsx'

/** The frame of a page that a link for a meeting opened: no menu, no account, how long it lives. */
export function ShareShell() {
  const { data } = useQuery(sharedQuery)
  const notify = useToast()
  usePrintPage()
  const stayHere = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const path = link === null ? null : innerPath(link)
    if (path === null || data === undefined || isOfLink(data, path)) return
    event.preventDefault()
    event.stopPropagation()
    notify('会议链接只打开这一页，其他页面请登录平台查看。', 'near')
  }
  return (
    <div className="shell" onClickCapture={stayHere}>
      <header className="bar share-bar">
        <div className="bar-inner">
          <span className="brand">{appName}</span>
          {data?.isDemo === true && <span className="demo-label">演示数据</span>}
          <span className="share-purpose">{data?.purpose}</span>
          <SharedLabel className="share-label" />
        </div>
      </header>
      <main id="content" className="page" tabIndex={-1}>
        <TableOrdersContext value={useTableOrders()}>
          <Suspense fallback={<LoadingState shape="cards" />}>
            <LinkGate>
              <Outlet />
            </LinkGate>
          </Suspense>
        </TableOrdersContext>
      </main>
    </div>
  )
}

/** Where a link leads within the shared pages; null: to a place on this page, or to another site. */
function innerPath({ href }: HTMLAnchorElement): string | null {
  const base = shareBase(sharedLink() ?? 0)
  const { origin, pathname, search, hash } = new URL(href, window.location.href)
  if (origin !== window.location.origin) return null
  if (hash !== '' && pathname === window.location.pathname) return null
  return pathname.startsWith(base) ? `${pathname.slice(base.length) || '/'}${search}` : `${pathname}${search}`
}

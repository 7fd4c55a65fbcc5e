import './shell.css'
import { currentReleases } from '@cg/contract/release/choose'
import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { Suspense, lazy, useEffect, useRef, useState } from 'react'
import { afterPaint } from '../ui/after-paint.ts'
import { useNarrow } from '../lib/use-narrow.ts'
import { useReleaseChoice } from '../shared/release-gate.tsx'
import { releasesQuery } from '../shared/release.ts'
import { barExportId } from '../shared/page-export-props.ts'
import { useMe } from '../shared/session.ts'
import { usePrintPage } from '../shared/use-print-foot.ts'
import { useTableOrders } from '../shared/table-orders.ts'
import { appName } from '../shared/words.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { LoadingState } from '../ui/states.tsx'
import { TableOrdersContext } from '../ui/table-order.ts'
import { inboxNav, navFor, readingNav, screenNav } from './nav.ts'
import type { NavItem } from './nav.ts'
import { PeriodSwitch } from './period-switch.tsx'
import { SessionGuard } from './session-guard.tsx'
import { useShortcuts } from './shortcuts.ts'
import { UserMenu } from './user-menu.tsx'

const SearchDialog = lazy(() => import('./search-dialog.tsx').then((module) => ({ default: module.SearchDialog })))
const InboxCount = lazy(() => import('./inbox-count.tsx').then((module) => ({ default: module.InboxCount })))
const CompareBar = lazy(() => import('./compare-bar.tsx').then((module) => ({ default: module.CompareBar })))
const BehindBanner = lazy(() => import('./behind-banner.tsx').then((module) => ({ default: module.BehindBanner })))
const HelpDialog = lazy(() => import('./help-dialog.tsx').then((module) => ({ default: module.HelpDialog })))
const PreviewRibbon = lazy(() => import('../shared/preview.tsx').then((module) => ({ default: module.PreviewRibbon })))
const ShareDialog = lazy(() => import('../shared/share-dialog.tsx').then((module) => ({ default: module.ShareDialog })))

function NavLinks({ items }: { items: readonly NavItem[] }) {
  return items.map((item) => (
    <li key={item.to}>
      <Link className="nav-link" to={item.to} activeOptions={{ exact: item.to === '/', includeSearch: false }}>
        {item.label}
      </Link>
    </li>
  ))
}

/** The pages. In the bar where it fits; on a phone beneath it, so that only 期次 and 导出 stay when the page scrolls. */
function MainNav({ reading, working }: ReturnType<typeof navFor>) {
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const frame = useRef<HTMLElement>(null)
  useEffect(() => {
    const [nav, active] = [frame.current, frame.current?.querySelector<HTMLElement>('.active')]
    if (!nav || !active) return
    // Not scrollIntoView: it would scroll the page as well. Again when the letters have come or the window was turned.
    const centre = () => {
      nav.scrollLeft = active.offsetLeft - (nav.clientWidth - active.offsetWidth) / 2
    }
    const watch = new ResizeObserver(centre)
    for (const part of [nav, active]) watch.observe(part)
    return () => watch.disconnect()
  }, [pathname])
  return (
    <nav className="nav no-print" aria-label="主导航" ref={frame}>
      <ul>
        <NavLinks items={reading} />
        {working.length > 0 && <li className="nav-line" aria-hidden="true" />}
        <NavLinks items={working} />
      </ul>
    </nav>
  )
}

/** To 消息, with the number of unread ones as soon as it has come. */
function InboxLink() {
  return (
    <Link className="icon-button bar-inbox" to="/inbox" title="消息">
      <Icon name="bell" />
      <span className="visually-hidden">消息</span>
      <Suspense fallback={null}>
        <InboxCount />
      </Suspense>
    </Link>
  )
}

/** One quarter back or on. Which one comes is said with the key itself; what the page makes of it takes longer than a frame. */
function usePeriodStep(): { readonly coming: string | null; readonly step: (by: -1 | 1) => void } {
  const queryClient = useQueryClient()
  const choice = useReleaseChoice()
  const navigate = useNavigate()
  const [coming, setComing] = useState<string | null>(null)
  const shown = coming ?? (choice?.kind === 'found' ? choice.head.period : undefined)
  const step = (by: -1 | 1) => {
    const items = currentReleases(queryClient.getQueryData(releasesQuery.queryKey)?.items ?? [])
    const index = items.findIndex(({ head }) => head.period === shown) - by
    const period = items[index]?.head.period
    if (period === undefined) return
    setComing(period)
    afterPaint(() => {
      const search = { p: index === 0 ? undefined : period, pub: undefined }
      void navigate({ to: '.', search: (old) => ({ ...old, ...search }) }).finally(() => setComing(null))
    })
  }
  return { coming, step }
}

/** The frame of every signed-in page: red rule, bar, content. */
export function Shell() {
  const me = useMe()
  usePrintPage()
  const navigate = useNavigate()
  const [dialog, setDialog] = useState<'search' | 'help' | 'share' | null>(null)
  const isNarrow = useNarrow()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const isReading = isReadingPath(path)
  const { reading, working } = navFor(me)
  const { coming, step: shiftPeriod } = usePeriodStep()
  const choice = useReleaseChoice()
  useShortcuts({
    search: () => setDialog('search'),
    help: () => setDialog('help'),
    go: (key) => {
      const item = [...reading, ...working, inboxNav, screenNav].find((candidate) => candidate.key === key)
      if (item) void navigate({ to: item.to })
    },
    shiftPeriod,
    unfocus: () => void navigate({ to: '.', search: (old) => ({ ...old, focus: undefined }) }),
  })
  return (
    <div className="shell">
      <a className="skip-link" href="#content">
        跳到正文
      </a>
      <header className="bar no-print">
        <div className="bar-inner">
          <Link className="brand" to="/">
            {me.emblem !== null && <img src={`/api/v1/emblem/${me.emblem}`} alt="" />}
            {me.prefix !== '' && <span>{me.prefix}</span>}
            {appName}
          </Link>
          {me.isDemo && (
            <span className="demo-label">
              演示<span className="demo-label-more">数据</span>
            </span>
          )}
          {!isNarrow && <MainNav reading={reading} working={working} />}
          <div className="bar-tools">
            <IconButton icon="search" label="搜索（/）" className="bar-search" onClick={() => setDialog('search')} />
            <InboxLink />
            {isReading && <PeriodSwitch coming={coming} />}
            {isReading && isNarrow && <span id={barExportId} />}
            <UserMenu
              onHelp={() => setDialog('help')}
              onShare={() => setDialog('share')}
              isShareable={
                isReading && path !== talkPath && choice?.kind === 'found' && choice.head.state === 'published'
              }
            />
          </div>
        </div>
      </header>
      {isNarrow && <MainNav reading={reading} working={working} />}
      <main id="content" className="page" tabIndex={-1}>
        <Suspense fallback={null}>
          {isReading && choice?.kind === 'found' && choice.head.state === 'preview' && (
            <PreviewRibbon head={choice.head} />
          )}
          {me.behind !== undefined && <BehindBanner words={me.behind} />}
        </Suspense>
        <Content />
      </main>
      {isReading && choice?.kind === 'found' && (
        <Suspense fallback={null}>
          <CompareBar head={choice.head} />
        </Suspense>
      )}
      <SessionGuard />
      <Suspense fallback={null}>
        {dialog === 'search' && <SearchDialog isOpen onClose={() => setDialog(null)} />}
        {dialog === 'help' && <HelpDialog isOpen onClose={() => setDialog(null)} />}
        {dialog === 'share' && choice?.kind === 'found' && (
          <ShareDialog release={choice.head.code} onClose={() => setDialog(null)} />
        )}
      </Suspense>
    </div>
  )
}

function Content() {
  return (
    <TableOrdersContext value={useTableOrders()}>
      <Suspense fallback={<LoadingState shape="cards" />}>
        <Outlet />
      </Suspense>
    </TableOrdersContext>
  )
}

/** Reads a release like the pages of the bar, and no link for meetings opens it. */
const talkPath = '/materials/talk'

/** Every page that reads one release; the list of releases reads them all. */
function isReadingPath(pathname: string): boolean {
  if (pathname === talkPath) return true
  return readingNav
    .filter(({ to }) => to !== '/releases')
    .some(({ to }) => pathname === to || (to !== '/' && pathname.startsWith(`${to}/`)))
}

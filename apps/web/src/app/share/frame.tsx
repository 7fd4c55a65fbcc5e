import { lazyRouteComponent } from '@tanstack/react-router'
import { Suspense, lazy } from 'react'
import { sharedLink } from '../../lib/shared-link.ts'
import { Shell } from '../shell.tsx'

const ShareShell = lazy(() => import('./shell.tsx').then((module) => ({ default: module.ShareShell })))
const LinkGate = lazy(() => import('./gate.tsx').then((module) => ({ default: module.LinkGate })))
const ScreenPage = lazyRouteComponent(() => import('../../features/screen/page.tsx'), 'ScreenPage')

/** The frame around a page: the platform's for accounts, a bare one for a link for a meeting. */
export function Frame() {
  if (sharedLink() === null) return <Shell />
  return (
    <Suspense fallback={null}>
      <ShareShell />
    </Suspense>
  )
}

/** 大屏 has no frame; opened by a link it goes dark with the link. */
export function ScreenFrame() {
  if (sharedLink() === null) return <ScreenPage />
  return (
    <Suspense fallback={null}>
      <LinkGate isWhole>
        <ScreenPage />
      </LinkGate>
    </Suspense>
  )
}

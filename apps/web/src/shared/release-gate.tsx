import { chooseRelease } from '@cg/contract/release/choose'
import type { ReleaseChoice, ReleaseWish } from '@cg/contract/release/choose'
import { parsePreviewCode } from '@cg/contract/release/preview-code'
import type { ReleaseHead } from '@cg/contract/release/head'
import { formatPeriod } from '@cg/domain/number/date-format'
import { isPeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Suspense, lazy } from 'react'
import type { ReactNode } from 'react'
import { EmptyState, LoadingState } from '../ui/states.tsx'
import { ProblemPanel } from './problem-panel.tsx'
import { releasesQuery } from './release.ts'

const Older = lazy(() => import('./release-older.tsx').then((module) => ({ default: module.Older })))
const PreviewGone = lazy(() => import('./preview.tsx').then((module) => ({ default: module.PreviewGone })))

/** What `p` and `pub` of the URL mean today; undefined while the list of releases is on its way. */
export function useReleaseChoice(): ReleaseChoice | undefined {
  const { p, pub } = useSearch({ strict: false })
  const { data } = useQuery(releasesQuery)
  return data && chooseRelease(data.items, { p, pub }, data.previews)
}

/** Why the release that a link asks for is not there: 2026年第四季度尚未发布. */
export function wishWords(wish: ReleaseWish): string {
  if (wish.pub !== undefined)
    return parsePreviewCode(wish.pub) === null ? `没有编号为 ${wish.pub} 的发布` : `${wish.pub} 已不能打开`
  if (wish.p !== undefined && isPeriod(wish.p)) return `${formatPeriod(wish.p)}尚未发布`
  return `没有“${wish.p ?? ''}”这一期`
}

type Found = Extract<ReleaseChoice, { kind: 'found' }>

/** What a release is that is not the newest that stands: 已更正, 往期; null for that one and for a preview. */
export function olderOf({ head, isCurrent, latest }: Found): '已更正' | '往期' | null {
  if (head.state === 'preview') return null
  if (!isCurrent) return '已更正'
  return head.period < latest.period ? '往期' : null
}

/** Gives a page its release, or says that the quarter is not published yet and where the last one is. */
export function ReleaseGate({ children }: { children: (head: ReleaseHead) => ReactNode }) {
  const { error, refetch } = useQuery(releasesQuery)
  const choice = useReleaseChoice()
  if (choice === undefined)
    return error ? <ProblemPanel error={error} onRetry={() => void refetch()} /> : <LoadingState shape="cards" />
  if (choice.kind === 'none')
    return <EmptyState title="还没有发布任何一期数据">数据经填报、审核并由两人复核发布后，在这里显示。</EmptyState>
  if (choice.kind === 'missing' && parsePreviewCode(choice.wish.pub ?? '') !== null)
    return (
      <Suspense fallback={<LoadingState shape="cards" />}>
        <PreviewGone code={choice.wish.pub ?? ''} latest={choice.latest} />
      </Suspense>
    )
  if (choice.kind === 'missing')
    return (
      <EmptyState
        title={wishWords(choice.wish)}
        action={
          <Link className="button button-primary" to="." search={(old) => ({ ...old, p: undefined, pub: undefined })}>
            最近一期：{choice.latest.period} →
          </Link>
        }
      >
        数据发布后即可查看。
      </EmptyState>
    )
  return (
    <>
      {olderOf(choice) !== null && (
        <Suspense fallback={null}>
          <Older choice={choice} />
        </Suspense>
      )}
      {children(choice.head)}
    </>
  )
}

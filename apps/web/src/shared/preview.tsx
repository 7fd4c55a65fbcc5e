import './preview.css'
import './release-banner.css'
import { currentReleases } from '@cg/contract/release/choose'
import type { ReleaseHead } from '@cg/contract/release/head'
import { getOverview } from '@cg/contract/release/overview'
import { parsePreviewCode } from '@cg/contract/release/preview-code'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ApiError, call } from '../lib/api.ts'
import { EmptyState, ForbiddenState, LoadingState } from '../ui/states.tsx'
import { ProblemPanel } from './problem-panel.tsx'
import { releasesQuery } from './release.ts'

/** How often a page of a preview asks whether it still stands: it may be prepared again or published meanwhile. */
const askAgainMs = 20_000

/** Over every page of a preview: what it is, who sees it, what it would change, and the way back. */
export function PreviewRibbon({ head }: { head: ReleaseHead }) {
  const { data } = useQuery({ ...releasesQuery, refetchInterval: askAgainMs })
  const before = currentReleases(data?.items ?? []).find((item) => item.head.period <= head.period)?.head
  return (
    <>
      <p className="release-banner preview-ribbon" role="note">
        <span>
          <b>试看 · 未发布</b>：第{parsePreviewCode(head.code)?.draft ?? 1}稿，{formatDateTime(head.preparedAt)}
          生成，仅审核人和发布人可见，发布前数字可能改变，不得外传。
        </span>
        <span className="no-print">
          {before !== undefined && (
            <>
              <Link to="/releases/difference" search={{ from: before.code, to: head.code }}>
                与 {before.code} 的差异
              </Link>
              {'　'}
            </>
          )}
          <Link to="/publish" search={{ p: undefined, pub: undefined }}>
            回到发布页
          </Link>
        </span>
      </p>
      <PreviewMark />
    </>
  )
}

/** 试看 · 未发布 across the window and every printed page. */
export function PreviewMark() {
  return <div className="preview-mark" aria-hidden="true" />
}

/** What became of a preview whose address is no longer one, in the server's words, and the way to what stands in its place. */
export function PreviewGone({ code, latest }: { code: string; latest: ReleaseHead }) {
  // Not the page's own answer, which this window may still hold.
  const { data, error, refetch } = useQuery({
    queryKey: ['preview', code],
    queryFn: ({ signal }) => call(getOverview, { params: { code } }, { signal }),
    retry: false,
    staleTime: 0,
  })
  const { refetch: list } = useQuery(releasesQuery)
  useEffect(() => {
    // It stands after all: this window's list is older.
    if (data !== undefined) void list()
  }, [data, list])
  if (error === null) return <LoadingState shape="cards" />
  if (error instanceof ApiError && error.code === 'forbidden')
    return (
      <ForbiddenState
        title={error.heading}
        detail={error.message}
        action={
          <Link className="button button-primary" to="." search={(old) => ({ ...old, p: undefined, pub: undefined })}>
            在本页查看最近一期 {latest.code} →
          </Link>
        }
      />
    )
  if (!(error instanceof ApiError) || error.reason !== 'preview.gone')
    return <ProblemPanel error={error} onRetry={() => void refetch()} />
  const next = typeof error.current === 'string' ? error.current : null
  return (
    <EmptyState
      title={`${code} 已不能打开`}
      action={
        next !== null && (
          <Link className="button button-primary" to="." search={(old) => ({ ...old, p: undefined, pub: next })}>
            在本页查看 {next} →
          </Link>
        )
      }
    >
      {error.message}
    </EmptyState>
  )
}

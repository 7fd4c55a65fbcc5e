import './share.css'
import { sharePageNames, shareTarget } from '@cg/contract/share'
import type { SharedView } from '@cg/contract/share'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { Fragment } from 'react'
import type { ReactNode } from 'react'
import { ApiError } from '../../lib/api.ts'
import { sharedQuery } from '../../shared/shared-view.ts'
import { EmptyState } from '../../ui/states.tsx'
import { LinkRefused } from './refused.tsx'

/** Whether an address within the link is that of its page; the wall marks whichever unit it is asked to. */
export function isOfLink({ address }: Pick<SharedView, 'address'>, asked: string): boolean {
  const [own, other] = [shareTarget(address), shareTarget(asked)]
  if (own === null || other === null || own.page !== other.page) return false
  return own.page === 'screen' || own.subject === other.subject
}

/** Shows what the link opens for as long as it lives; with `isWhole` it is all of the window. */
export function LinkGate({ children, isWhole = false }: { children: ReactNode; isWhole?: boolean }) {
  const Around = isWhole ? 'main' : Fragment
  const { data, error } = useQuery(sharedQuery)
  const asked = useRouterState({ select: ({ location }) => `${location.pathname}${location.searchStr}` })
  if (error instanceof ApiError && error.code === 'unauthenticated')
    return (
      <Around>
        <LinkRefused error={error} />
      </Around>
    )
  if (data === undefined) return null
  if (isOfLink(data, asked)) return children
  return (
    <Around>
      <Outside view={data} />
    </Around>
  )
}

function Outside({ view }: { view: SharedView }) {
  return (
    <EmptyState
      title={`会议链接只打开“${sharePageNames[view.page]}”一页`}
      action={
        <Link className="button button-primary" to={view.address}>
          回到所分享的页面
        </Link>
      }
    >
      其他页面请登录平台查看。
    </EmptyState>
  )
}

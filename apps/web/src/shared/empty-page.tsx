import type { ReleaseHead } from '@cg/contract/release/head'
import type { ReactNode } from 'react'
import { EmptyState } from '../ui/states.tsx'
import { ReleaseMeta } from './release-meta.tsx'

type EmptyPageProps = { head: ReleaseHead; title: string; children?: ReactNode; action?: ReactNode }

/** A page of a release that has nothing to show: it names its release as every other does. */
export function EmptyPage({ head, ...state }: EmptyPageProps) {
  return (
    <>
      <div className="page-head-meta">
        <ReleaseMeta head={head} />
      </div>
      <EmptyState {...state} />
    </>
  )
}

import './notices.css'
import { useQuery } from '@tanstack/react-query'
import { ProblemPanel } from '../../../shared/problem-panel.tsx'
import { LoadingState } from '../../../ui/states.tsx'
import { MailForm } from './mail-form.tsx'
import { noticesQuery } from './queries.ts'
import { Robots } from './robots.tsx'
import { Troubles } from './troubles.tsx'

/** 通知: what stands in 消息 also by mail and to work groups. Off until it is set up here. */
export function Notices() {
  const { data, error, refetch } = useQuery(noticesQuery)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <>
      <div className="notice-ways">
        <MailForm board={data} />
        <Robots board={data} />
      </div>
      <Troubles board={data} />
    </>
  )
}

import './statement-hint.css'
import { listAims } from '@cg/contract/aim'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../lib/api.ts'
import { ProblemPanel } from './problem-panel.tsx'
import { hasRole, useMe } from './session.ts'

/** Targets and baselines with what is proposed of them. */
export const aimsQuery = queryOptions({
  queryKey: ['aims', 'board'],
  queryFn: ({ signal }) => call(listAims, {}, { signal }),
  staleTime: 0,
})

/** For who confirms changes of targets and baselines: how many wait for them. Nothing for others, and nothing while none does. */
export function AimsToConfirm() {
  const confirms = hasRole(useMe(), 'publisher')
  const { data, error, refetch } = useQuery({ ...aimsQuery, enabled: confirms })
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  const waiting = (data?.proposals ?? []).filter(({ may }) => may.includes('confirm')).length
  if (waiting === 0) return null
  return (
    <aside className="statement-hint no-print" aria-label="待确认的目标和基期">
      <p>
        有{waiting}项目标、基期的变更待您确认；确认后从下一次试看起使用。
        <Link to="/aims">去确认 →</Link>
      </p>
    </aside>
  )
}

import './audit.css'
import { listAudit, verifyAudit } from '@cg/contract/admin'
import { auditActionNames } from '@cg/contract/audit-words'
import { auditActions } from '@cg/domain/audit-action'
import { formatDateTime } from '@cg/domain/number/number-format'
import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { call } from '../../lib/api.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { StatusMark } from '../../ui/status-chip.tsx'

const actionOptions = [
  { value: '', label: '全部动作' },
  ...auditActions.map((value) => ({ value: value as string, label: auditActionNames[value] })),
]

const trailQuery = (action: string) =>
  infiniteQueryOptions({
    queryKey: ['audit', action],
    queryFn: ({ pageParam, signal }) =>
      call(
        listAudit,
        {
          query: {
            limit: 100,
            ...(pageParam === null ? {} : { before: pageParam }),
            ...(action === '' ? {} : { action }),
          },
        },
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  })

const verificationQuery = queryOptions({
  queryKey: ['audit-verification'],
  queryFn: ({ signal }) => call(verifyAudit, {}, { signal }),
  staleTime: 0,
})

/** The trail of every write, and whether its chain is whole. */
export function AuditPage() {
  useTitle('审计')
  const { action: wished } = useSearch({ from: '/signed-in/audit' })
  const action = auditActions.find((one) => one === wished) ?? ''
  const navigate = useNavigate({ from: '/audit' })
  const choose = (next: string) =>
    void navigate({ search: (old) => ({ ...old, action: auditActions.find((one) => one === next) }) })
  const trail = useInfiniteQuery(trailQuery(action))
  const verification = useQuery(verificationQuery)
  if (trail.error !== null) return <ProblemPanel error={trail.error} onRetry={() => void trail.refetch()} />
  return (
    <>
      <PageHead
        title={headline(verification.data)}
        subtitle="每一次写入都留下一条记录，每条记录含前一条的校验码；改动、删除、插入或调换都会在校验中指出。"
      />
      {verification.data?.problem != null && (
        <p role="alert" className="audit-break">
          {verification.data.problem}
        </p>
      )}
      <p className="audit-tools">
        <Select caption="动作" value={action} options={actionOptions} onChange={choose} />
      </p>
      {trail.data === undefined ? (
        <LoadingState />
      ) : (
        <div className="audit-card">
          <DataTable
            name="audit"
            caption="审计记录"
            isDense
            rows={trail.data.pages.flatMap((page) => page.items)}
            rowKey={(line) => String(line.id)}
            columns={[
              { key: 'id', header: '编号', align: 'right', cell: (line) => line.id },
              { key: 'at', header: '时间', cell: (line) => formatDateTime(line.at) },
              { key: 'actor', header: '谁', isRowHeader: true, cell: (line) => line.actor },
              { key: 'action', header: '动作', cell: (line) => line.actionName },
              { key: 'object', header: '对象', cell: (line) => line.objectName },
              {
                key: 'detail',
                header: '内容',
                cell: (line) => (
                  <span className="audit-detail">
                    {line.lines.map((words) => (
                      <span key={words}>{words}</span>
                    ))}
                  </span>
                ),
              },
              { key: 'hash', header: '校验码', cell: (line) => <code>{line.hash.slice(0, 12)}</code> },
            ]}
          />
        </div>
      )}
      <p className="audit-foot">
        {trail.hasNextPage && (
          <Button isBusy={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
            更早的记录
          </Button>
        )}
        {verification.data !== undefined && (
          <span>
            <StatusMark tone={verification.data.isIntact ? 'good' : 'late'} /> 链头{' '}
            <code>{verification.data.head.slice(0, 24)}</code>
          </span>
        )}
      </p>
    </>
  )
}

function headline(found: { isIntact: boolean; events: number; brokenAt: number | null } | undefined): string {
  if (found === undefined) return '审计记录'
  return found.isIntact ? `${found.events} 条审计记录，链条完整` : `审计链在第 ${found.brokenAt ?? '?'} 条断开`
}

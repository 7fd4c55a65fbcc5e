import './audit.css'
import { listAudit, takeChain, verifyAudit } from '@cg/contract/admin'
import type { HistoryCheck } from '@cg/contract/admin'
import { auditActionNames } from '@cg/contract/audit-words'
import { auditActions } from '@cg/domain/audit-action'
import { formatDateTime } from '@cg/domain/number/number-format'
import { infiniteQueryOptions, keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { call, callFile } from '../../lib/api.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { useDownload } from '../../shared/use-download.ts'
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

const verificationQuery = (withReleases: boolean) =>
  queryOptions({
    queryKey: ['audit-verification', withReleases],
    queryFn: ({ signal }) =>
      call(verifyAudit, { query: withReleases ? { with: 'releases' as const } : {} }, { signal }),
    staleTime: 0,
    placeholderData: keepPreviousData,
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
  const [withReleases, setWithReleases] = useState(false)
  const verification = useQuery(verificationQuery(withReleases))
  const take = useDownload(() => callFile(takeChain, {}))
  if (trail.error !== null) return <ProblemPanel error={trail.error} onRetry={() => void trail.refetch()} />
  return (
    <>
      <PageHead
        title={headline(verification.data)}
        subtitle="每一次写入都留下一条记录和一个封签，各含前一个的校验码，并抄进数据库之外的存证文件。在程序之外改动、删除、插入或调换，校验会指出在哪里。"
      />
      <Findings findings={verification.data?.findings ?? []} />
      <p className="audit-tools">
        <Select caption="动作" value={action} options={actionOptions} onChange={choose} />
        <Button
          isBusy={withReleases && verification.isFetching}
          disabled={withReleases}
          onClick={() => setWithReleases(true)}
        >
          {withReleases && !verification.isFetching ? '各次发布的内容已一并校验' : '连同各次发布的内容一起校验'}
        </Button>
        <Button isBusy={take.isPending} onClick={() => take.mutate()}>
          下载审计链
        </Button>
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
        {verification.data !== undefined && <Head check={verification.data} />}
      </p>
    </>
  )
}

/** All that was changed by another way than the program. */
function Findings({ findings }: Pick<HistoryCheck, 'findings'>) {
  if (findings.length === 0) return null
  return (
    <ul role="alert" className="audit-break">
      {findings.map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  )
}

/** How far the chain has come, as it is printed. */
function Head({ check: { isIntact, seals, sealHead, anchored } }: { check: HistoryCheck }) {
  return (
    <span>
      <StatusMark tone={isIntact ? 'good' : 'late'} /> 链头 <code>{`${seals}-${sealHead.slice(0, 12)}`}</code>，已存证
      {anchored}次
    </span>
  )
}

function headline(found: HistoryCheck | undefined): string {
  if (found === undefined) return '审计记录'
  if (found.isIntact) return `${found.events} 条审计记录，链条完整`
  return found.brokenAt === null ? `校验发现${found.findings.length}处问题` : `审计链在第 ${found.brokenAt} 条断开`
}

import './proposals.css'
import { listChanges } from '@cg/contract/change-log'
import type { ChangePart } from '@cg/contract/change-log'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../lib/api.ts'
import { Button } from '../ui/button.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState, LoadingState } from '../ui/states.tsx'
import { StatusChip } from '../ui/status-chip.tsx'
import { ProblemPanel } from './problem-panel.tsx'

/* What the pages of the set-up share: one file, since every file more is a line in the shell. */

/** Between the pages whose changes two persons make: one decides on what the other holds. */
export function SetUpLinks({ from }: { from: 'aims' | 'scheme' | 'catalogue' }) {
  return (
    <span className="row">
      {from !== 'catalogue' && (
        <Link to="/admin" search={{ part: 'catalogue' }}>
          指标目录 →
        </Link>
      )}
      {from !== 'aims' && <Link to="/aims">目标设定 →</Link>}
      {from !== 'scheme' && <Link to="/scheme">方案 →</Link>}
    </span>
  )
}

/** 2026年第四季度起停用: in the catalogue the city uses it no more from then on. */
export function OffMark({ from }: { from: string | null }) {
  return from === null ? null : <StatusChip tone="na">{offWords(from)}</StatusChip>
}

export function offWords(from: string): string {
  return `${formatPeriod(parsePeriod(from))}起停用`
}

const changesQuery = (part: ChangePart) =>
  infiniteQueryOptions({
    queryKey: ['change-log', part],
    queryFn: ({ pageParam, signal }) =>
      call(listChanges, { params: { part }, query: pageParam === null ? {} : { before: pageParam } }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  })

/** Who changed what of a page of the set-up, asked for when it is opened. */
export function ChangeLog({ part }: { part: ChangePart }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details className="change-log no-print" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>谁改过什么</summary>
      {isOpen && <Lines part={part} />}
    </details>
  )
}

function Lines({ part }: { part: ChangePart }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(changesQuery(part))
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <>
      <DataTable
        name="change-log"
        caption="谁改过什么"
        isDense
        rows={data.pages.flatMap(({ items }) => items)}
        rowKey={({ id }) => String(id)}
        empty={<EmptyState title="还没有改动">在这一页上的改动会记在这里：何时、何人、改了什么。</EmptyState>}
        columns={[
          { key: 'at', header: '时间', cell: ({ at }) => <span className="nowrap">{formatDateTime(at)}</span> },
          {
            key: 'actor',
            header: '谁',
            isRowHeader: true,
            cell: ({ actor }) => <span className="nowrap">{actor}</span>,
          },
          { key: 'action', header: '做了什么', cell: ({ actionName }) => <span className="nowrap">{actionName}</span> },
          { key: 'object', header: '对象', cell: ({ objectName }) => objectName },
          {
            key: 'lines',
            header: '内容',
            cell: ({ lines }) => lines.map((line) => <div key={line}>{line}</div>),
          },
          { key: 'id', header: '审计编号', align: 'right', cell: ({ id }) => id },
        ]}
      />
      {hasNextPage && (
        <Button kind="quiet" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          更早的改动
        </Button>
      )}
    </>
  )
}

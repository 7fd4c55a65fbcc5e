import './releases.css'
import type { ReleaseListItem } from '@cg/contract/release/head'
import { formatDate, formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Fragment } from 'react'
import type { ReactNode } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ProvisionalMark } from '../../shared/provisional-chip.tsx'
import { releasesQuery } from '../../shared/release.ts'
import { hasCityRole, useMe } from '../../shared/session.ts'
import { useTitle } from '../../shared/use-title.ts'
import { releaseStateWord } from '../../shared/words.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Pagination } from '../../ui/pagination.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { ArchiveButton, BookButton, DataButtons, DictionaryButton } from './download-buttons.tsx'

/** A superseded release stays readable; only the newest of its quarter is current. */
function StateChip({ item }: { item: ReleaseListItem }) {
  if (!item.isCurrent)
    return (
      <StatusChip tone="none" shape="ring">
        已被修订
      </StatusChip>
    )
  return item.head.sequence > 1 ? (
    <StatusChip tone="info">修订</StatusChip>
  ) : (
    <StatusChip tone="good" shape="check">
      {releaseStateWord(item.head)}
    </StatusChip>
  )
}

/** Parts of a cell that stand on one line where there is room, and are broken nowhere else. */
function whole(parts: readonly string[]): ReactNode {
  return (
    <span className="release-line">
      {parts.map((part) => (
        <Fragment key={part}>
          <span className="nowrap">{part}</span>{' '}
        </Fragment>
      ))}
    </span>
  )
}

const columns: readonly Column<ReleaseListItem>[] = [
  {
    key: 'code',
    header: '发布编号',
    isRowHeader: true,
    cell: (item) => (
      <Link to="/" search={{ p: undefined, pub: item.head.code, focus: undefined }}>
        {item.head.code}
      </Link>
    ),
  },
  {
    key: 'period',
    header: '期次',
    sortValue: (item) => item.head.period,
    cell: (item) => (
      <>
        <span className="nowrap">{formatPeriod(parsePeriod(item.head.period))}</span>
        <br />
        <span className="release-as-of">截至{formatDate(item.head.asOf)}</span>
      </>
    ),
  },
  {
    key: 'state',
    header: '状态',
    cell: (item) => (
      <>
        <StateChip item={item} /> <ProvisionalMark head={item.head} />
      </>
    ),
  },
  {
    key: 'published',
    header: '发布时间',
    sortValue: (item) => item.head.publishedAt,
    cell: (item) => (item.head.publishedAt === null ? '—' : whole(formatDateTime(item.head.publishedAt).split(' '))),
  },
  {
    key: 'people',
    header: '制表 / 签发',
    cell: (item) => (
      <>
        {whole([`${item.preparedBy} /`, item.publishedBy ?? '—'])}
        {item.solePower !== undefined && (
          <Tooltip words={item.solePower}>
            <button type="button" className="release-sole">
              权限由一人掌握
            </button>
          </Tooltip>
        )}
      </>
    ),
  },
  {
    key: 'reason',
    header: '修订原因',
    cell: (item) => <div className="release-reason">{item.head.reason ?? <span className="muted">首次发布</span>}</div>,
  },
  { key: 'book', header: '离线册', cell: (item) => <BookButton code={item.head.code} /> },
  { key: 'archive', header: '存档', cell: (item) => <ArchiveButton code={item.head.code} /> },
  { key: 'data', header: '下载数据', cell: (item) => <DataButtons code={item.head.code} /> },
  {
    key: 'hash',
    header: '内容校验码 / 封签',
    cell: (item) => (
      <div className="release-marks">
        <Tooltip
          words={
            <>
              本次：{item.contentHash}
              <br />
              上一发布：{item.previousHash ?? '无'}
            </>
          }
        >
          <button type="button" className="hash">
            {item.contentHash.slice(0, 12)}
          </button>
        </Tooltip>
        {item.seal !== undefined && (
          <Tooltip words="封签：印在这次发布的每份文件上。核对纸上的封签，在服务器上执行 npm run verify -- --anchor 封签。">
            <button type="button" className="hash">
              {item.seal}
            </button>
          </Tooltip>
        )}
      </div>
    ),
  },
]

/** From here to what is done with releases; the hand-over is the office's. */
function Ways({ newest, count }: { newest: ReleaseListItem | undefined; count: number }) {
  const isOffice = hasCityRole(useMe(), 'reviewer', 'publisher')
  return (
    <span className="release-ways">
      {newest !== undefined && <Link to="/materials">会议材料 →</Link>}
      {newest !== undefined && <Link to="/materials/bulletin">情况通报 →</Link>}
      {isOffice && newest !== undefined && (
        <Link to="/releases/$code/handover" params={{ code: newest.head.code }}>
          省平台移交 →
        </Link>
      )}
      {count > 1 && <Link to="/releases/difference">比较两次发布 →</Link>}
      <Link to="/materials/speech">讲话稿核对 →</Link>
      <Link to="/materials/check">核验文件 →</Link>
    </span>
  )
}

const pageSize = 20

/** 发布记录: every publication ever made, its reason and its checksum. */
export function ReleasesPage() {
  useTitle('发布记录')
  const { data, error, refetch } = useQuery(releasesQuery)
  const { page: wished = 1 } = useSearch({ from: '/signed-in/releases' })
  const navigate = useNavigate({ from: '/releases' })
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <LoadingState />
  const [newest] = data.items
  const corrected = data.items.filter((item) => item.head.sequence > 1).length
  const page = Math.min(wished, Math.max(1, Math.ceil(data.items.length / pageSize)))
  const shown = data.items.slice((page - 1) * pageSize, page * pageSize)
  return (
    <div className="print-wide">
      <PageHead
        title="发布记录"
        subtitle={`共发布 ${data.items.length} 次，其中修订 ${corrected} 次。发布后的数据不再改动，更正以新的发布编号作出。`}
        meta={<Ways newest={newest} count={data.items.length} />}
      />
      <Panel
        className="panel-long"
        title="历次发布"
        subtitle="点发布编号，按当时发布的内容查看"
        controls={newest !== undefined && <DictionaryButton code={newest.head.code} />}
      >
        <DataTable
          name="releases"
          caption="历次发布"
          columns={columns}
          rows={shown}
          rowKey={(item) => item.head.code}
          empty={<EmptyState title="还没有发布任何一期数据" />}
        />
        <Pagination
          page={page}
          pageSize={pageSize}
          total={data.items.length}
          onPage={(next) => void navigate({ search: (old) => ({ ...old, page: next === 1 ? undefined : next }) })}
        />
      </Panel>
    </div>
  )
}

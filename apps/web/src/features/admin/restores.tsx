import type { RestorableBackup } from '@cg/contract/restore'
import { formatDateTime, formatMegabytes } from '@cg/domain/number/number-format'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { restoresQuery } from './queries.ts'
import { RestoreDialog } from './restore-dialog.tsx'

const kinds: Readonly<Record<RestorableBackup['kind'], string>> = {
  backup: '备份',
  upgrade: '升级前的备份',
  replaced: '恢复前的数据',
}

/** 3小时前, 2天前 */
function ageWords(at: string, now: number): string {
  const hours = Math.max(0, Math.floor((now - Date.parse(at)) / 3_600_000))
  if (hours < 1) return '不到1小时前'
  return hours < 48 ? `${hours}小时前` : `${Math.floor(hours / 24)}天前`
}

const shownFirst = 8

/** What can be put in the database's place: how old, how large, up to which release; each with its preview. */
export function Restores({ lastBackupAt, isShared }: { lastBackupAt: string | null; isShared: boolean }) {
  const { data, error, refetch, dataUpdatedAt } = useQuery(restoresQuery(lastBackupAt))
  const [chosen, setChosen] = useState<RestorableBackup | null>(null)
  const [isAll, setAll] = useState(false)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  if (data.items.length === 0 && data.givenUp === null) return null
  return (
    <>
      {data.givenUp !== null && (
        <p className="admin-error">
          {formatDateTime(data.givenUp.at)} 没有恢复 {data.givenUp.file}，数据没有改动。{data.givenUp.why}
        </p>
      )}
      <div className="admin-card">
        <DataTable
          name="restores"
          caption="可以恢复的备份"
          rows={isAll ? data.items : data.items.slice(0, shownFirst)}
          rowKey={(one) => one.name}
          columns={[
            {
              key: 'at',
              header: '时间',
              isRowHeader: true,
              cell: (one) => (
                <>
                  <span className="nowrap">{formatDateTime(one.at)}</span>{' '}
                  <span className="admin-hint nowrap">{ageWords(one.at, dataUpdatedAt)}</span>
                </>
              ),
            },
            { key: 'kind', header: '来由', cell: (one) => kinds[one.kind] },
            { key: 'bytes', header: '大小', align: 'right', cell: (one) => formatMegabytes(one.bytes) },
            { key: 'release', header: '最新发布', cell: (one) => one.release ?? '还没有发布' },
            { key: 'head', header: '封签', cell: (one) => <span className="nowrap">{one.head ?? '—'}</span> },
            {
              key: 'acts',
              header: '操作',
              cell: (one) =>
                one.problem ?? (
                  <Button kind="quiet" aria-label={`恢复${one.name}`} onClick={() => setChosen(one)}>
                    恢复…
                  </Button>
                ),
            },
          ]}
        />
      </div>
      {data.items.length > shownFirst && !isAll && (
        <Button kind="quiet" onClick={() => setAll(true)}>
          显示全部 {data.items.length} 份
        </Button>
      )}
      {isShared && (
        <p className="admin-hint">数据在 PostgreSQL 中：恢复前请先停止其他服务进程，只留一个；恢复之后再启动它们。</p>
      )}
      {chosen !== null && <RestoreDialog backup={chosen} onClose={() => setChosen(null)} />}
    </>
  )
}

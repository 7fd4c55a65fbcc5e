import type { RestorableBackup, RestorePreview } from '@cg/contract/restore'
import { formatDateTime, formatMegabytes } from '@cg/domain/number/number-format'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea, TextInput } from '../../ui/field.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { restore, restorePreviewQuery, restoresQuery } from './queries.ts'

/** What would be lost, why, and who asks: then the service starts anew with the backup. */
export function RestoreDialog({ backup, onClose }: { backup: RestorableBackup; onClose: () => void }) {
  const { data, error, refetch } = useQuery(restorePreviewQuery(backup.name))
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const [password, setPassword] = useState('')
  const act = useMutation({
    mutationFn: async () => {
      await restore(backup.name, { password, reason: reason.trim(), newest: data?.newest ?? null })
      if (await untilAnew()) return
      const { givenUp } = await client.fetchQuery(restoresQuery(null))
      void client.invalidateQueries({ queryKey: ['admin', 'restores'] })
      throw new Error(`服务已重新启动，没有恢复，数据没有改动。${givenUp?.why ?? ''}`)
    },
    onSuccess: () => window.location.assign('/'),
    // Whatever was said of what would be lost may not hold any more.
    onError: () => void refetch(),
  })
  return (
    <Dialog
      isOpen
      shape="wide"
      onClose={act.isPending ? () => undefined : onClose}
      title={`恢复到 ${formatDateTime(backup.at)}`}
      footer={
        <>
          <Button disabled={act.isPending} onClick={onClose}>
            取消
          </Button>
          <Button
            kind="danger"
            isBusy={act.isPending}
            disabled={data === undefined || reason.trim() === ''}
            onClick={() => act.mutate()}
          >
            恢复并重新启动
          </Button>
        </>
      }
    >
      <div className="stack">
        {error !== null && data === undefined && <ProblemPanel error={error} onRetry={() => void refetch()} />}
        {error === null && data === undefined && <LoadingState />}
        {data !== undefined && <Lost preview={data} />}
        <Field label="为什么恢复" isRequired hint="记入审计，恢复后各页提示核实">
          {(control) => (
            <TextArea
              {...control}
              rows={2}
              maxLength={300}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Field label="您的密码" hint="刚用统一身份认证登录的（五分钟内）可以不填">
          {(control) => (
            <TextInput
              {...control}
              type="password"
              autoComplete="current-password"
              maxLength={200}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        {act.isPending && <p role="status">正在恢复，服务会自动重新启动，请不要关闭本页。</p>}
        {act.error !== null && (
          <p className="admin-error" role="alert">
            {act.error.message}
          </p>
        )}
      </div>
    </Dialog>
  )
}

function Lost({ preview }: { preview: RestorePreview }) {
  const { backup, isSameHistory, isOlderProgram, releases, total, people, lost, leftOut } = preview
  return (
    <>
      <p>
        {backup.name}，{formatMegabytes(backup.bytes)}，最新发布{backup.release ?? '没有'}
        。恢复后所有人须重新登录；现在的数据另存在服务器上，可以再恢复回来。
      </p>
      {!isSameHistory && <p className="admin-error">这份备份与现在的数据不是同一段历史，下面按时间统计。</p>}
      {isOlderProgram && <p className="admin-hint">由旧版程序备份，恢复后自动升级。</p>}
      <p>
        <b>
          {total === 0
            ? '备份之后没有新的记录，不会失去内容。'
            : `会失去备份之后 ${people} 人的 ${total} 条记录${releases.length === 0 ? '' : `，以及 ${releases.length} 次发布：${releases.join('、')}`}。`}
        </b>
      </p>
      {lost.length > 0 && (
        <div className="restore-lost">
          <DataTable
            name="lost"
            caption="会失去的内容"
            isDense
            rows={lost}
            rowKey={(one) => `${one.what} ${one.who}`}
            columns={[
              { key: 'what', header: '做了什么', isRowHeader: true, cell: (one) => one.what },
              { key: 'who', header: '谁', cell: (one) => one.who },
              { key: 'times', header: '次数', align: 'right', cell: (one) => String(one.times) },
              { key: 'last', header: '最后一次', cell: (one) => formatDateTime(one.last) },
            ]}
          />
        </div>
      )}
      {leftOut > 0 && <p className="admin-hint">另有 {leftOut} 类没有列出。</p>}
    </>
  )
}

const [lookMs, mostLooks] = [1_000, 300]

/**
 * Until the service answers anew. True: it stands on the backup and knows no session any more; false: it was away and knows
 * this session, so the restore was given up.
 */
async function untilAnew(): Promise<boolean> {
  let wasAway = false
  for (let look = 0; look < mostLooks; look++) {
    await new Promise((resolve) => setTimeout(resolve, lookMs))
    const status = await fetch('/api/v1/session', { cache: 'no-store' }).then(
      (reply) => reply.status,
      () => 0,
    )
    if (status === 401) return true
    if (status === 200 && wasAway) return false
    wasAway ||= status === 0 || status > 500
  }
  throw new Error('服务五分钟内没有重新启动。请到服务器上查看，必要时手动启动；恢复会在启动时完成。')
}

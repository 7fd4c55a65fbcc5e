import { noticeStateNames } from '@cg/contract/notice'
import type { NoticeBoard } from '@cg/contract/notice'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/states.tsx'
import { retry, useTakeBoard } from './queries.ts'

/** What did not go out, with the cause; the messages stand in 消息 all the same. */
export function Troubles({ board }: { board: NoticeBoard }) {
  const take = useTakeBoard()
  const again = useMutation({ mutationFn: (ids: number[]) => retry(ids), onSuccess: take })
  const { troubles } = board
  return (
    <section className="admin-section">
      <h2>没有发出的</h2>
      <p className="admin-hint">
        最近 7 天发出 {board.sent} 条；{board.readers} 个账号开启了邮件提醒。每 2 分钟发一次，没有发出的隔 2 分钟、10
        分钟、1 小时、4 小时各重试一次。同一条消息对同一人、同一群只发一次；发不出的在平台的“消息”页仍可看到。
      </p>
      <div className="admin-card">
        <DataTable
          name="notices"
          caption="没有发出的通知"
          rows={troubles}
          rowKey={({ id }) => String(id)}
          empty={
            <EmptyState title="没有发不出去的通知">启用邮件或群机器人以后，发送失败的会列在这里并写明原因。</EmptyState>
          }
          columns={[
            { key: 'to', header: '发给', isRowHeader: true, cell: ({ to }) => to },
            { key: 'sentence', header: '消息', cell: ({ sentence }) => sentence },
            {
              key: 'state',
              header: '状态',
              cell: ({ state, tries, nextAt }) =>
                `${noticeStateNames[state]}，已试 ${tries} 次${nextAt === null ? '' : `，${formatDateTime(nextAt)} 再试`}`,
            },
            { key: 'error', header: '原因', cell: ({ error }) => error },
          ]}
        />
      </div>
      {troubles.length > 0 && (
        <p>
          <Button isBusy={again.isPending} onClick={() => again.mutate(troubles.map(({ id }) => id))}>
            全部重发
          </Button>
        </p>
      )}
      {again.error !== null && <p className="admin-error">{again.error.message}</p>}
    </section>
  )
}

import type { ReviewQueue } from '@cg/contract/review'
import { formatDateTime } from '@cg/domain/number/number-format'
import { Link, useNavigate } from '@tanstack/react-router'
import { SubmissionChip } from '../../shared/submission-chip.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { BatchAccept } from './batch-accept.tsx'

type QueueItems = ReviewQueue['items']

/** The forms of one reporter alone, to be decided together; offered where several wait. */
function ReporterChoice({ items, shown }: { items: QueueItems; shown: string | null }) {
  const navigate = useNavigate()
  const reporters = [...new Map(items.map((item) => [item.reporter, item.reporterName]))]
  if (reporters.length < 2) return null
  const choose = (reporter: string) =>
    void navigate({ to: '/review', search: reporter === '' ? {} : { reporter }, replace: true })
  return (
    <Select
      caption="填报单位"
      value={shown ?? ''}
      onChange={choose}
      options={[
        { value: '', label: `全部（${items.length} 张）` },
        ...reporters.map(([value, label]) => ({
          value,
          label: `${label}（${items.filter((item) => item.reporter === value).length} 张）`,
        })),
      ]}
    />
  )
}

/** What this reviewer can act on comes first; what still waits for a lead department is only told. */
export function Queue(props: { queue: ReviewQueue; reporter: string | null; onReminders: () => void }) {
  const { queue, reporter, onReminders } = props
  const isMine = (item: QueueItems[number]) =>
    item.allowedActions.some((action) => action === 'accept' || action === 'check' || action === 'return')
  // One who has nothing left in the queue hides nothing of the others.
  const own = queue.items.filter((item) => item.reporter === reporter)
  const items = own.length > 0 ? own : queue.items
  const elsewhere = items.filter((item) => !isMine(item))
  return (
    <>
      <div className="review-batch no-print">
        <ReporterChoice items={queue.items} shown={own[0]?.reporter ?? null} />
        <BatchAccept items={items} />
      </div>
      <QueueTable caption="审核队列，按风险排序" items={items.filter(isMine)} onReminders={onReminders} />
      {elsewhere.length > 0 && (
        <section className="review-section">
          <h2>等待牵头部门审核（{elsewhere.length}）</h2>
          <QueueTable caption="等待牵头部门审核" items={elsewhere} onReminders={onReminders} />
        </section>
      )}
    </>
  )
}

function QueueTable(props: { caption: string; items: QueueItems; onReminders: () => void }) {
  const { caption, items, onReminders } = props
  return (
    <div className="review-card">
      <DataTable
        name="queue"
        caption={caption}
        rows={items}
        rowKey={(item) => `${item.form}|${item.reporter}`}
        empty={
          <EmptyState title="没有待审核的表" action={<Button onClick={onReminders}>看还有谁没有报送</Button>}>
            新提交的表会出现在这里，风险高的排在前面。
          </EmptyState>
        }
        columns={[
          {
            key: 'form',
            header: '表',
            isRowHeader: true,
            cell: (item) => (
              <Link
                to="/review/$period/$form/$reporter"
                params={{ period: item.period, form: item.form, reporter: item.reporter }}
              >
                {item.formName}
              </Link>
            ),
          },
          { key: 'reporter', header: '填报单位', cell: (item) => item.reporterName },
          {
            key: 'state',
            header: '状态',
            cell: (item) => <SubmissionChip state={item.state} isOverdue={item.isOverdue} />,
          },
          {
            key: 'findings',
            header: '校验',
            align: 'right',
            sortValue: (item) => item.findings,
            cell: (item) => (item.findings === 0 ? '无异常' : `${item.findings} 处`),
          },
          {
            key: 'explained',
            header: '待定说明',
            align: 'right',
            sortValue: (item) => item.explained,
            cell: (item) => item.explained,
          },
          {
            key: 'changed',
            header: '改动',
            align: 'right',
            sortValue: (item) => item.changed,
            cell: (item) => `${item.changed} 格`,
          },
          {
            key: 'threads',
            header: '问答',
            align: 'right',
            sortValue: (item) => item.openThreads,
            cell: (item) => (item.openThreads === 0 ? '—' : `${item.openThreads} 条`),
          },
          { key: 'round', header: '轮次', align: 'right', cell: (item) => item.round },
          {
            key: 'submitted',
            header: '提交',
            sortValue: (item) => item.submittedAt,
            cell: (item) =>
              item.submittedAt === null
                ? '—'
                : `${formatDateTime(item.submittedAt)} ${item.submittedBy ?? ''}${item.isLate ? '（迟报）' : ''}`,
          },
        ]}
      />
    </div>
  )
}

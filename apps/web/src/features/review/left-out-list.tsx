import type { Reminders } from '@cg/contract/review'
import { useState } from 'react'
import { SubmissionChip } from '../../shared/submission-chip.tsx'
import { useMe } from '../../shared/session.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { SupplementDialog } from './supplement-dialog.tsx'

type LeftOut = Reminders['leftOut'][number]

/** What the publication of the quarter shut, with the way back. Nobody is reminded of these. */
export function LeftOutList({ reminders }: { reminders: Reminders }) {
  const [admitting, setAdmitting] = useState<LeftOut | null>(null)
  const mayAdmit = useMe().grants.some((grant) => grant.role === 'reviewer')
  const { period, leftOut, release } = reminders
  if (leftOut.length === 0) return null
  return (
    <section className="review-section">
      <h2>未入本期发布（{leftOut.length}）</h2>
      <p className="review-hint">
        {release} 没有计入这些表，它们已关闭，不再催报。确需补报的，准予后可以继续填报和审核，随下一次更正发布。
      </p>
      <div className="review-card">
        <DataTable
          name="left-out"
          caption="未入本期发布的表"
          rows={leftOut}
          rowKey={(item) => `${item.form}|${item.reporter}`}
          columns={[
            { key: 'reporter', header: '单位', isRowHeader: true, cell: (item) => item.reporterName },
            { key: 'form', header: '表', cell: (item) => item.formName },
            { key: 'state', header: '关闭时', cell: (item) => <SubmissionChip state={item.state} /> },
            { key: 'filled', header: '已填', align: 'right', cell: (item) => `${item.filled}/${item.total}` },
            {
              key: 'admit',
              header: '操作',
              cell: (item) =>
                mayAdmit && (
                  <Button kind="quiet" onClick={() => setAdmitting(item)}>
                    准予补报…
                  </Button>
                ),
            },
          ]}
        />
      </div>
      {admitting !== null && (
        <SupplementDialog
          params={{ period, form: admitting.form, reporter: admitting.reporter }}
          what={`${admitting.reporterName} · ${admitting.formName}`}
          isSent={admitting.state === 'submitted' || admitting.state === 'checked'}
          onClose={() => setAdmitting(null)}
        />
      )}
    </section>
  )
}

import type { PreviewItem, PublishBoard } from '@cg/contract/publish'
import { formatSubmissionState } from '@cg/domain/form/submission'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { PreviewLink, PreviewWay } from './preview-way.tsx'
import { prepare } from './queries.ts'

/** The quarters that can be published: those not out yet, each with its preview if there is one, and those that are. */
export function Quarters({ board }: { board: PublishBoard }) {
  if (board.quarters.length === 0)
    return (
      <EmptyState title="没有可以发布的季度">管理员开放一个季度、各单位报送并审核后，可以在这里生成试看。</EmptyState>
    )
  const open = board.quarters.filter((quarter) => quarter.current === null)
  const published = board.quarters.filter((quarter) => quarter.current !== null)
  return (
    <>
      {open.length > 0 && (
        <ul className="publish-quarters">
          {open.map((quarter) => (
            <QuarterCard key={quarter.period} quarter={quarter} preview={previewOf(board, quarter)} />
          ))}
        </ul>
      )}
      {published.length > 0 && <Published board={board} quarters={published} />}
    </>
  )
}

type Quarter = PublishBoard['quarters'][number]

function previewOf({ previews }: PublishBoard, { period }: Quarter): PreviewItem | null {
  return previews.find((preview) => preview.head.period === period) ?? null
}

function QuarterCard({ quarter, preview }: { quarter: Quarter; preview: PreviewItem | null }) {
  const make = usePrepare(quarter.period)
  return (
    <li className="publish-quarter" aria-label={formatPeriod(parsePeriod(quarter.period))}>
      <h2>{formatPeriod(parsePeriod(quarter.period))}</h2>
      <p>
        应报 {quarter.due} 张表，已通过 {quarter.accepted} 张
        {quarter.accepted < quarter.due && '；未通过的按未报处理，宜待报齐后再生成'}
      </p>
      {make.error !== null && (
        <p className="publish-error" role="alert">
          {make.error.message}
        </p>
      )}
      {preview === null ? (
        <Button kind="primary" isBusy={make.isPending} onClick={() => make.mutate('')}>
          生成试看
        </Button>
      ) : (
        <PreviewWay preview={preview} make={make} />
      )}
    </li>
  )
}

/** Quarters that are out; a further release of one is a correction and wants a reason. */
function Published({ board, quarters }: { board: PublishBoard; quarters: readonly Quarter[] }) {
  const [correcting, setCorrecting] = useState<Quarter | null>(null)
  return (
    <section className="publish-card">
      <h2>已发布的季度</h2>
      <DataTable
        name="published"
        caption="已发布的季度"
        rows={quarters}
        rowKey={(quarter) => quarter.period}
        columns={[
          {
            key: 'period',
            header: '季度',
            isRowHeader: true,
            cell: (quarter) => formatPeriod(parsePeriod(quarter.period)),
          },
          { key: 'current', header: '现行发布', cell: (quarter) => quarter.current },
          { key: 'due', header: '应报', align: 'right', cell: (quarter) => quarter.due },
          { key: 'accepted', header: '已通过', align: 'right', cell: (quarter) => quarter.accepted },
          {
            key: 'acts',
            header: '操作',
            align: 'right',
            cell: (quarter) => {
              const preview = previewOf(board, quarter)
              return preview === null ? (
                <Button kind="quiet" onClick={() => setCorrecting(quarter)}>
                  更正发布…
                </Button>
              ) : (
                <PreviewLink preview={preview} words="查看更正版试看" />
              )
            },
          },
        ]}
      />
      {correcting !== null && <CorrectionForm quarter={correcting} onClose={() => setCorrecting(null)} />}
    </section>
  )
}

const minReason = 6

function CorrectionForm({ quarter, onClose }: { quarter: Quarter; onClose: () => void }) {
  const [reason, setReason] = useState(() => reasonOf(quarter))
  const make = usePrepare(quarter.period, onClose)
  const isShort = reason.trim().length < minReason
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`更正${formatPeriod(parsePeriod(quarter.period))}`}
      description={`现行发布 ${quarter.current ?? ''} 保持可查；更正版另编新号，并列出差异。`}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button kind="primary" isBusy={make.isPending} disabled={isShort} onClick={() => make.mutate(reason.trim())}>
            {isShort ? `原因至少 ${minReason} 个字` : '生成更正版试看'}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>
          数据要改的，先由审核人在{' '}
          <Link to="/review" search={{ list: 'matrix', quarter: quarter.period }}>
            这一季的报表
          </Link>{' '}
          中选格重新打开，填报单位改好并审核通过后，再在这里生成更正版；没有计入发布的表，在审核页的“催报”中准予补报。
        </p>
        <Reopened quarter={quarter} />
        <Field label="更正原因" isRequired hint="随更正版公开" error={make.error?.message}>
          {(control) => (
            <TextInput
              {...control}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Dialog>
  )
}

/** What was opened again since the release, and how far it is: only what is accepted goes into the correction. */
function Reopened({ quarter: { reopened } }: { quarter: Quarter }) {
  if (reopened.length === 0) return null
  return (
    <>
      <p>发布以后重新打开的表（审核通过的计入更正版）：</p>
      <ul className="publish-changes">
        {reopened.map(({ reporterName, formName, state, note }) => (
          <li key={`${reporterName}|${formName}`}>
            {reporterName} · {formName} · {formatSubmissionState(state)} · {note}
          </li>
        ))}
      </ul>
    </>
  )
}

/** The reasons of what is accepted, as a start. */
function reasonOf({ reopened }: Quarter): string {
  return reopened
    .filter((one) => one.state === 'accepted')
    .map(({ reporterName, formName, note }) => `${reporterName}《${formName}》${note}`)
    .join('；')
    .slice(0, 500)
}

function usePrepare(period: string, onDone?: () => void) {
  const queryClient = useQueryClient()
  const notify = useToast()
  return useMutation({
    mutationFn: (reason: string) => prepare(period, reason),
    onSuccess: async () => {
      notify('试看已生成')
      await queryClient.invalidateQueries({ queryKey: ['publish'] })
      onDone?.()
    },
  })
}

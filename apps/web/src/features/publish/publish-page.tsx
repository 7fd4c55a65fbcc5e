import './publish.css'
import type { PreviewItem, PublishBoard } from '@cg/contract/publish'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { PageHead } from '../../ui/page.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Precheck } from './precheck.tsx'
import { PreviewGlance } from './preview-glance.tsx'
import { CallBackDialog, Countdown, LastEnd, ScheduleDialog } from './schedule-dialogs.tsx'
import { boardQuery, discard, precheckQuery, prepare, publish } from './queries.ts'

/** From accepted forms to a numbered release: preview, precheck, a second person publishes. */
export function PublishPage() {
  const { data, error, refetch } = useQuery(boardQuery)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <>
      <PageHead
        title={data.previews.length > 0 ? `${data.previews.length} 份试看待复核发布` : '没有待发布的试看'}
        subtitle="试看 → 预检 → 第二人复核 → 发布。发布后的内容不能修改，更正另出新版。"
        meta={<Link to="/releases">发布记录 →</Link>}
      />
      {data.previews.map((preview) => (
        <PreviewCard key={`${preview.id}|${preview.version}`} preview={preview} />
      ))}
      <Quarters board={data} />
    </>
  )
}

function Quarters({ board }: { board: PublishBoard }) {
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
            <QuarterCard key={quarter.period} quarter={quarter} />
          ))}
        </ul>
      )}
      {published.length > 0 && <Published quarters={published} />}
    </>
  )
}

type Quarter = PublishBoard['quarters'][number]

function QuarterCard({ quarter }: { quarter: Quarter }) {
  const make = usePrepare(quarter.period)
  return (
    <li className="publish-quarter">
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
      <Button kind="primary" isBusy={make.isPending} onClick={() => make.mutate('')}>
        生成试看
      </Button>
    </li>
  )
}

/** Quarters that are out; a further release of one is a correction and wants a reason. */
function Published({ quarters }: { quarters: readonly Quarter[] }) {
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
            cell: (quarter) => (
              <Button kind="quiet" onClick={() => setCorrecting(quarter)}>
                更正发布…
              </Button>
            ),
          },
        ]}
      />
      {correcting !== null && <CorrectionForm quarter={correcting} onClose={() => setCorrecting(null)} />}
    </section>
  )
}

const minReason = 6

function CorrectionForm({ quarter, onClose }: { quarter: Quarter; onClose: () => void }) {
  const [reason, setReason] = useState('')
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
          中选格重新打开，填报单位改好并审核通过后，再在这里生成更正版。
        </p>
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

function PreviewCard({ preview }: { preview: PreviewItem }) {
  const { data, error, refetch } = useQuery(precheckQuery(preview.id, preview.version))
  const [isAsking, setAsking] = useState(false)
  const [deciding, setDeciding] = useState<'schedule' | 'call-back' | null>(null)
  const { schedule, lastEnd } = preview
  const queryClient = useQueryClient()
  const notify = useToast()
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['publish'] })
  const again = useMutation({
    mutationFn: () => prepare(preview.head.period, preview.head.reason ?? ''),
    onSuccess: refresh,
  })
  const drop = useMutation({ mutationFn: () => discard(preview.id), onSuccess: refresh })
  const sign = useMutation({
    mutationFn: () => publish(preview.id, preview.version),
    onSuccess: async (release) => {
      notify(`已发布 ${release.head.code}`)
      await Promise.all([refresh(), queryClient.invalidateQueries({ queryKey: ['releases'] })])
    },
    onSettled: () => setAsking(false),
  })
  const problem = again.error ?? drop.error ?? sign.error
  return (
    <section className="publish-preview" aria-label={`${preview.head.code} 试看`}>
      <p className="publish-ribbon">试看 · 未发布</p>
      <header className="publish-head">
        <h2>{formatPeriod(parsePeriod(preview.head.period))} 试看</h2>
        <p>
          {preview.preparedBy} 生成于 {formatDateTime(preview.head.preparedAt)}
          {preview.head.reason !== null && ` · 更正原因：${preview.head.reason}`}
        </p>
      </header>
      {schedule !== null && <Countdown schedule={schedule} />}
      {schedule === null && lastEnd !== null && <LastEnd end={lastEnd} />}
      {problem !== null && (
        <p className="publish-error" role="alert">
          {problem.message}
        </p>
      )}
      {error !== null && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <Precheck report={data} />}
      <PreviewGlance code={preview.head.code} />
      <Actions
        preview={preview}
        isReady={data !== undefined && data.obstacles.length === 0}
        drop={drop}
        again={again}
        onSign={() => setAsking(true)}
        onDecide={setDeciding}
      />
      {deciding === 'schedule' && <ScheduleDialog preview={preview} onClose={() => setDeciding(null)} />}
      {deciding === 'call-back' && <CallBackDialog preview={preview} onClose={() => setDeciding(null)} />}
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => sign.mutate()}
        title={`发布${formatPeriod(parsePeriod(preview.head.period))}`}
        confirmWord="发布"
        isBusy={sign.isPending}
      >
        <p>发布后各级领导即可看到；内容不能再改，发现错误须另出更正版并说明原因。</p>
        {data !== undefined && data.forms.missing.length > 0 && (
          <p>有 {data.forms.missing.length} 张表未通过审核，其数据按“未报”处理。</p>
        )}
      </ConfirmDialog>
    </section>
  )
}

type Act = { readonly isPending: boolean; readonly mutate: () => void }

type ActionsProps = {
  preview: PreviewItem
  /** Nothing stands against publishing it. */
  isReady: boolean
  drop: Act
  again: Act
  onSign: () => void
  onDecide: (what: 'schedule' | 'call-back') => void
}

/** What may be done with a preview; one that waits for its time can only be called back. */
function Actions({ preview, isReady, drop, again, onSign, onDecide }: ActionsProps) {
  const { schedule } = preview
  return (
    <footer className="publish-actions">
      {schedule !== null && schedule.mayCallBack && (
        <Button kind="danger" onClick={() => onDecide('call-back')}>
          收回定时发布…
        </Button>
      )}
      {schedule === null && (
        <>
          <Button isBusy={drop.isPending} onClick={() => drop.mutate()}>
            废弃
          </Button>
          <Button isBusy={again.isPending} onClick={() => again.mutate()}>
            重新计算
          </Button>
          {!preview.mayPublish && <p className="publish-hint">生成试看的人不能发布，须由另一位发布人复核签发。</p>}
        </>
      )}
      {schedule === null && preview.mayPublish && (
        <>
          <Button disabled={!isReady} onClick={() => onDecide('schedule')}>
            定时发布…
          </Button>
          <Button kind="primary" disabled={!isReady} onClick={onSign}>
            复核并发布
          </Button>
        </>
      )}
    </footer>
  )
}

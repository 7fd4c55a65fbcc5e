import './publish.css'
import type { PreviewItem, PublishBoard } from '@cg/contract/publish'
import { formatDateTime, formatPeriod } from '@cg/domain/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ProblemPanel } from '../../lib/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { PageHead } from '../../ui/page.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Precheck } from './precheck.tsx'
import { PreviewGlance } from './preview-glance.tsx'
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
      <Quarters board={data} />
      {data.previews.map((preview) => (
        <PreviewCard key={`${preview.id}|${preview.version}`} preview={preview} />
      ))}
    </>
  )
}

function Quarters({ board }: { board: PublishBoard }) {
  if (board.quarters.length === 0)
    return (
      <EmptyState title="没有可以发布的季度">管理员开放一个季度、各单位报送并审核后，可以在这里生成试看。</EmptyState>
    )
  return (
    <ul className="publish-quarters">
      {board.quarters.map((quarter) => (
        <QuarterCard key={quarter.period} quarter={quarter} />
      ))}
    </ul>
  )
}

function QuarterCard({ quarter }: { quarter: PublishBoard['quarters'][number] }) {
  const [reason, setReason] = useState('')
  const queryClient = useQueryClient()
  const notify = useToast()
  const isCorrection = quarter.current !== null
  const make = useMutation({
    mutationFn: () => prepare(quarter.period, reason.trim()),
    onSuccess: async () => {
      notify('试看已生成')
      await queryClient.invalidateQueries({ queryKey: ['publish'] })
    },
  })
  return (
    <li className="publish-quarter">
      <h2>{formatPeriod(parsePeriod(quarter.period))}</h2>
      <p>
        应报 {quarter.due} · 已通过 {quarter.accepted}
        {isCorrection && ` · 现行发布 ${quarter.current ?? ''}`}
      </p>
      {isCorrection && (
        <Field label="更正原因（将随发布公开，至少 6 个字）">
          {(control) => (
            <TextInput
              {...control}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      )}
      {make.error !== null && (
        <p className="publish-error" role="alert">
          {make.error.message}
        </p>
      )}
      <Button
        kind={isCorrection ? 'plain' : 'primary'}
        isBusy={make.isPending}
        disabled={isCorrection && reason.trim().length < 6}
        onClick={() => make.mutate()}
      >
        {isCorrection ? '生成更正版试看' : '生成试看'}
      </Button>
    </li>
  )
}

function PreviewCard({ preview }: { preview: PreviewItem }) {
  const { data, error, refetch } = useQuery(precheckQuery(preview.id, preview.version))
  const [isAsking, setAsking] = useState(false)
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
      {problem !== null && (
        <p className="publish-error" role="alert">
          {problem.message}
        </p>
      )}
      {error !== null && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <Precheck report={data} />}
      <PreviewGlance id={preview.id} version={preview.version} />
      <footer className="publish-actions">
        <Button isBusy={drop.isPending} onClick={() => drop.mutate()}>
          废弃
        </Button>
        <Button isBusy={again.isPending} onClick={() => again.mutate()}>
          重新计算
        </Button>
        {!preview.mayPublish && <p className="publish-hint">生成试看的人不能发布，须由另一位发布人复核签发。</p>}
        {preview.mayPublish && (
          <Button
            kind="primary"
            disabled={data === undefined || data.obstacles.length > 0}
            onClick={() => setAsking(true)}
          >
            复核并发布
          </Button>
        )}
      </footer>
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

import './publish.css'
import type { PreviewItem } from '@cg/contract/publish'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { AimsToConfirm } from '../../shared/aim-hint.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { PageHead } from '../../ui/page.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { ClosingWords } from './closing-list.tsx'
import { Precheck } from './precheck.tsx'
import { PreviewGlance } from './preview-glance.tsx'
import { previewAnchor } from './preview-way.tsx'
import { Quarters } from './quarters.tsx'
import { CallBackDialog, Countdown, LastEnd, ScheduleDialog } from './schedule-dialogs.tsx'
import { boardQuery, discard, precheckQuery, prepare, publish } from './queries.ts'

/** From accepted forms to a numbered release: preview, precheck, a second person publishes. */
export function PublishPage() {
  useTitle('发布')
  const { data, error, refetch } = useQuery(boardQuery)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <>
      <PageHead
        title={data.previews.length > 0 ? `${data.previews.length} 份试看待复核发布` : '没有待发布的试看'}
        subtitle="试看 → 预检 → 第二人复核 → 发布。发布后的内容不能修改，更正另出新版。"
        meta={
          <>
            <Link to="/check">区县核对 →</Link>
            <Link to="/releases">发布记录 →</Link>
          </>
        }
      />
      <AimsToConfirm />
      {data.previews.map((preview) => (
        <PreviewCard key={`${preview.id}|${preview.version}`} preview={preview} />
      ))}
      <Quarters board={data} />
    </>
  )
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
    mutationFn: () => publish(preview.id, preview.version, data?.closing.digest ?? ''),
    onSuccess: async (release) => {
      notify(`已发布 ${release.head.code}`)
      await Promise.all([refresh(), queryClient.invalidateQueries({ queryKey: ['releases'] })])
    },
    // Refused for forms that came meanwhile: the new list is to be read.
    onError: refresh,
    onSettled: () => setAsking(false),
  })
  const closes = data?.closing.forms.length ?? 0
  const problem = again.error ?? drop.error ?? sign.error
  return (
    <section
      id={previewAnchor(preview)}
      tabIndex={-1}
      className="publish-preview"
      aria-label={`${preview.head.code} 试看`}
    >
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
      {deciding === 'schedule' && data !== undefined && (
        <ScheduleDialog preview={preview} closing={data.closing} onClose={() => setDeciding(null)} />
      )}
      {deciding === 'call-back' && <CallBackDialog preview={preview} onClose={() => setDeciding(null)} />}
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => sign.mutate()}
        title={`发布${formatPeriod(parsePeriod(preview.head.period))}`}
        confirmWord={closes === 0 ? '发布' : `发布并关闭 ${closes} 张`}
        isBusy={sign.isPending}
      >
        <p>发布后各级领导即可看到；内容不能再改，发现错误须另出更正版并说明原因。</p>
        {data !== undefined && <ClosingWords closing={data.closing} />}
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
            重新生成
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

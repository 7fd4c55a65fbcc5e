import type { Closing } from '@cg/contract/closing'
import type { PreviewItem } from '@cg/contract/publish'
import { mostDaysAhead } from '@cg/contract/publish'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { MomentField } from '../../shared/moment-field.tsx'
import { ReasonDialog } from '../../shared/reason-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useToast } from '../../ui/toast.tsx'
import { ClosingWords } from './closing-list.tsx'
import { callBack, schedule } from './queries.ts'

type PartProps = { preview: PreviewItem; onClose: () => void }

/** Signs now for a time to come; the server's clock decides. */
export function ScheduleDialog({ preview, closing, onClose }: PartProps & { closing: Closing }) {
  const [effectiveAt, setEffectiveAt] = useState('')
  const notify = useToast()
  const queryClient = useQueryClient()
  const save = useMutation({
    mutationFn: () => schedule(preview.id, preview.version, { effectiveAt, closing: closing.digest }),
    onSuccess: async () => {
      notify('已决定定时发布')
      await queryClient.invalidateQueries({ queryKey: ['publish'] })
      onClose()
    },
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`定时发布${formatPeriod(parsePeriod(preview.head.period))}`}
      description="现在签发，到时自动发布；此前只有审核人和发布人看得到"
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button kind="primary" isBusy={save.isPending} disabled={effectiveAt === ''} onClick={() => save.mutate()}>
            签发并定时
          </Button>
        </>
      }
    >
      <div className="stack">
        <MomentField
          label="发布时间（北京时间）"
          hint={`最多提前 ${mostDaysAhead} 天；此前若有数据变动，或又有报表报送、退回、延期，到时不会发布，并在本页说明`}
          error={save.error?.message}
          value={effectiveAt}
          onChange={setEffectiveAt}
        />
        <p>
          {effectiveAt === ''
            ? '发布编号和发布时间以实际生效时为准。'
            : `将于 ${formatDateTime(effectiveAt)} 发布。此前可以收回，须说明原因。`}
        </p>
        <ClosingWords closing={closing} />
      </div>
    </Dialog>
  )
}

const minReason = 6

export function CallBackDialog({ preview, onClose }: PartProps) {
  const queryClient = useQueryClient()
  return (
    <ReasonDialog
      title="收回定时发布"
      description="收回后试看保留，可以重新生成、另定时间或直接发布。收回原因记入审计。"
      verb="收回"
      least={minReason}
      most={500}
      isDanger
      draftPlace={`preview.${preview.id}.call-back`}
      act={(reason) => callBack(preview.id, reason)}
      doneWords="已收回定时发布"
      onDone={() => queryClient.invalidateQueries({ queryKey: ['publish'] })}
      onClose={onClose}
    />
  )
}

const secondMs = 1000

/** 定于 … 发布，还有 2天 3小时: only the office ever sees it. */
export function Countdown({
  schedule: { effectiveAt, decidedBy, decidedAt },
}: {
  schedule: NonNullable<PreviewItem['schedule']>
}) {
  const now = useNow()
  return (
    <p className="publish-countdown" role="status">
      <b>定于 {formatDateTime(effectiveAt)} 自动发布</b>
      <span>{leftWords(Date.parse(effectiveAt) - now)}</span>
      <span>
        {decidedBy} {formatDateTime(decidedAt)} 签发
      </span>
    </p>
  )
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10 * secondMs)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** '还有2天3小时', '还有5分钟', '即将发布'. */
export function leftWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000)
  if (minutes <= 0) return '即将发布'
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60]
  if (days > 0) return `还有${days}天${hours === 0 ? '' : `${hours}小时`}`
  return hours > 0 ? `还有${hours}小时${rest === 0 ? '' : `${rest}分钟`}` : `还有${rest}分钟`
}

/** How the last decision ended without a release. */
export function LastEnd({ end }: { end: NonNullable<PreviewItem['lastEnd']> }) {
  return (
    <p className="publish-lapsed" role="note">
      {end.outcome === 'lapsed'
        ? `定时发布未能生效（${formatDateTime(end.at)}）：${end.reason}`
        : `定时发布已由 ${end.by ?? ''} 收回（${formatDateTime(end.at)}）：${end.reason}`}
    </p>
  )
}

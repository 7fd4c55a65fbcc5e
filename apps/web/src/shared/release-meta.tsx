import type { ReleaseHead } from '@cg/contract/release/head'
import { formatDate } from '@cg/domain/number/number-format'
import { StatusChip } from '../ui/status-chip.tsx'
import { ProvisionalMark } from './provisional-chip.tsx'
import { useCorrection } from './release-older.tsx'
import { usePrintFoot } from './use-print-foot.ts'
import { codeName, releaseStateWord } from './words.ts'

/** 截至 ｜ 发布编号 ｜ 正式: stands at the right of every page title (H5, ux 2.0). */
export function ReleaseMeta({ head }: { head: ReleaseHead }) {
  usePrintFoot(head)
  const correction = useCorrection(head)
  const isPlain = head.state === 'published' && head.sequence === 1
  return (
    <>
      <span>截至 {formatDate(head.asOf)}</span>
      <span className="sep" aria-hidden="true">
        ｜
      </span>
      <span>
        {codeName(head)} {head.code}
      </span>
      {isPlain ? (
        <span>{releaseStateWord(head)}</span>
      ) : (
        <StatusChip tone={head.state === 'preview' ? 'near' : 'info'}>{releaseStateWord(head)}</StatusChip>
      )}
      <ProvisionalMark head={head} />
      {correction !== null && <StatusChip tone="near">已被更正</StatusChip>}
      {head.isDemo && <span className="demo-label print-only">演示数据</span>}
    </>
  )
}

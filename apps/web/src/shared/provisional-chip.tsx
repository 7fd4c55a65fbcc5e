import type { ReleaseHead } from '@cg/contract/release/head'
import { provisionalWords } from '@cg/domain/claim/provisional'
import { formatDate } from '@cg/domain/number/number-format'
import { StatusChip } from '../ui/status-chip.tsx'

/** Beside a form whose figures are 快报: until when; nothing for ordinary ones. */
export function ProvisionalChip({ finalBy }: { finalBy: string | null }) {
  return finalBy === null ? null : <StatusChip tone="near">快报数，正式数 {formatDate(finalBy)} 前</StatusChip>
}

/** Beside a release that holds 快报, with the forms on pointing; nothing where all figures are final. */
export function ProvisionalMark({ head }: { head: Pick<ReleaseHead, 'provisional'> }) {
  const words = provisionalWords(head.provisional ?? [])
  return words === null ? null : (
    <span title={words} className="release-provisional">
      <StatusChip tone="near">含快报数</StatusChip>
    </span>
  )
}

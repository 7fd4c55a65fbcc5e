import { formatDate } from '@cg/domain/number/number-format'
import { StatusChip } from '../ui/status-chip.tsx'

/** Beside a form whose figures are 快报: until when; nothing for ordinary ones. */
export function ProvisionalChip({ finalBy }: { finalBy: string | null }) {
  return finalBy === null ? null : <StatusChip tone="near">快报数，正式数 {formatDate(finalBy)} 前</StatusChip>
}

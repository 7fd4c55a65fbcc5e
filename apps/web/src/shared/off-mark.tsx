import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { StatusChip } from '../ui/status-chip.tsx'

/** 2026年第四季度起停用: in the catalogue the city uses it no more from then on. */
export function OffMark({ from }: { from: string | null }) {
  return from === null ? null : <StatusChip tone="na">{offWords(from)}</StatusChip>
}

export function offWords(from: string): string {
  return `${formatPeriod(parsePeriod(from))}起停用`
}

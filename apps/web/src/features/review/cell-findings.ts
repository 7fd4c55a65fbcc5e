import type { Finding } from '@cg/contract/entry'
import type { ReviewDetail } from '@cg/contract/review'
import { placeOf } from './cell-place.ts'

/** What the rules say of one cell. */
export function findingsAt(detail: ReviewDetail, index: number): Finding[] {
  const { row, unit } = placeOf(detail, index)
  return detail.form.findings.filter((finding) =>
    finding.cells.some((cell) => cell.item === row.item && cell.unit === unit.code && cell.breakdown === row.breakdown),
  )
}

/** The first of it in words, to start a reason for returning the cell. */
export function messageOf(detail: ReviewDetail, index: number): string {
  return findingsAt(detail, index)[0]?.message ?? '请核对'
}

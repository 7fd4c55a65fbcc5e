import type { Db } from '@cg/db/store'
import { notReported } from '@cg/domain/cell'
import { cellKey } from '@cg/domain/form/form-cell'
import type { FormCell } from '@cg/domain/form/form-cell'
import { partWords, sumOfParts } from '@cg/domain/figure/parts'
import type { FormPlan } from '../form/plan.ts'
import { cellAt, isSum } from '../form/plan.ts'
import { loadCells } from './cells.ts'
import type { CellRow } from './cells.ts'
import type { CellChange } from './decide-cells.ts'
import { writeCells } from './write-cells.ts'
import type { WriteStamp } from './write-cells.ts'

/**
 * Makes the district's own cells the sum of its parts' as they stand now, each with its revision: the one figure that
 * rules, review and release read, and that nobody types. What is the same already is not written again.
 */
export async function writeSums(
  tx: Db,
  whole: FormPlan,
  stamp: Omit<WriteStamp, 'source' | 'reason'>,
): Promise<CellRow[]> {
  const { parts, rows, units, reporter } = whole
  const district = units.find((unit) => unit.code === reporter)
  if (parts === null || district === undefined) return []
  const cells = await loadCells(tx, whole)
  const changes = rows.flatMap((row): CellChange[] => {
    const place = cellAt(row, district)
    if (!isSum(whole, place)) return []
    const own = parts.units.map((unit) => cells.get(cellKey(cellAt(row, unit))) ?? notReported)
    const { state, value } = sumOfParts(own)
    const before = cells.get(cellKey(place)) ?? null
    const isSame = (before?.state ?? 'not_reported') === state && (before?.value ?? null) === value
    return isSame ? [] : [{ place, before, state, value, note: before?.note ?? null, message: null }]
  })
  if (changes.length === 0) return []
  return writeCells(tx, changes, { ...stamp, source: 'system', reason: `${partWords[parts.by]}分报合计` })
}

/** What a return reopens: where a sum was marked, the figures of the parts that it is made of. */
export function openedBy(whole: FormPlan, marked: readonly FormCell[]): readonly FormCell[] {
  const { parts } = whole
  if (parts === null) return marked
  return marked.flatMap((mark) =>
    isSum(whole, mark) ? parts.units.map((unit) => ({ ...mark, unit: unit.code })) : [mark],
  )
}

import { selectCells } from '@cg/db/cell-reader'
import { cell } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { Cell } from '@cg/domain/cell'
import { cellKey } from '@cg/domain/form/form-cell'
import { eq } from 'drizzle-orm'
import type { FormPlan } from '../form/plan.ts'

export type CellRow = typeof cell.$inferSelect

/** The stored cells of a form's quarter, by cell key. */
export async function loadCells(db: Db, plan: FormPlan): Promise<Map<string, CellRow>> {
  const { definitions, form, items, reporter } = plan
  const unit = form.filledBy === 'unit' ? reporter : null
  const rows = await selectCells(db, { period: definitions.period, items, unit })
  const cells = new Map<string, CellRow>()
  for (const row of rows) {
    const key = cellKey({ item: row.itemCode, unit: row.unitCode, breakdown: row.breakdown })
    if (plan.places.has(key)) cells.set(key, row)
  }
  return cells
}

/** A unit's own form reads only that unit's cells. */
export function unitFilter(plan: FormPlan) {
  return plan.form.filledBy === 'unit' ? eq(cell.unitCode, plan.reporter) : undefined
}

/** A stored row as the domain's cell: the table's own check keeps value and state together. */
export function asCell({ state, value }: Pick<CellRow, 'state' | 'value'>): Cell {
  return { state, value }
}

import { selectCells } from '@cg/db/cell-reader'
import { cell } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { Cell } from '@cg/domain/cell'
import { cellKey } from '@cg/domain/form/form-cell'
import { eq, inArray } from 'drizzle-orm'
import type { FormPlan } from '../form/plan.ts'

export type CellRow = typeof cell.$inferSelect

/** The stored cells of a form's quarter, by cell key. */
export async function loadCells(db: Db, plan: FormPlan): Promise<Map<string, CellRow>> {
  const { definitions, form, items, units } = plan
  const [only] = units
  const unit = form.filledBy === 'unit' && units.length === 1 ? (only?.code ?? null) : null
  const rows = await selectCells(db, { period: definitions.period, items, unit })
  const cells = new Map<string, CellRow>()
  for (const row of rows) {
    const key = cellKey({ item: row.itemCode, unit: row.unitCode, breakdown: row.breakdown })
    if (plan.places.has(key)) cells.set(key, row)
  }
  return cells
}

/** A unit's own form reads only that unit's cells, and those of the parts that report it. */
export function unitFilter(plan: FormPlan) {
  if (plan.form.filledBy !== 'unit') return undefined
  const [first] = plan.units
  if (plan.units.length === 1 && first !== undefined) return eq(cell.unitCode, first.code)
  return inArray(
    cell.unitCode,
    plan.units.map((unit) => unit.code),
  )
}

/** A stored row as the domain's cell: the table's own check keeps value and state together. */
export function asCell({ state, value }: Pick<CellRow, 'state' | 'value'>): Cell {
  return { state, value }
}

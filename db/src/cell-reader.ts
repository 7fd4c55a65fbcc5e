import { rawOf } from './client.ts'
import type { cell } from './schema.ts'
import type { Db } from './store.ts'

type CellRow = typeof cell.$inferSelect

export type CellsWanted = {
  readonly period: string
  readonly items: readonly string[]
  /** Null: of every unit. */
  readonly unit: string | null
}

/**
 * The stored cells of some items in one quarter. Read at every save, and drizzle takes longer to turn its arrays into
 * rows than SQLite to find them. json_each is SQLite's word; the schema of PostgreSQL has one that answers as much.
 */
export async function selectCells(db: Db, { period, items, unit }: CellsWanted): Promise<CellRow[]> {
  const rows = await rawOf(db).all<Omit<CellRow, 'period'>>(
    `select id, item_code as "itemCode", unit_code as "unitCode", breakdown, state, value, note, version,
            updated_by as "updatedBy", updated_at as "updatedAt"
     from cell
     where period = ? and item_code in (select value from json_each(?)) ${unit === null ? '' : 'and unit_code = ?'}`,
    period,
    JSON.stringify(items),
    ...(unit === null ? [] : [unit]),
  )
  return rows.map((row) => ({ ...row, period }))
}

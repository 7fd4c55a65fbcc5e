import { must } from '@cg/domain/must'
import { clientOf, rawOf } from './client.ts'
import { insertAnswered, insertBatches, updateBatches } from './postgres/batches.ts'
import { cell, cellRevision } from './schema.ts'
import type { Db } from './store.ts'

/*
 * Cells and their revisions, row by row through statements that the connection keeps: measured faster than one statement
 * with the rows as parameters or as JSON, and several times faster than building the statements with drizzle.
 */

export type CellToWrite = {
  /** The row that stands there already; null where nothing was entered yet. */
  readonly id: number | null
  readonly period: string
  readonly itemCode: string
  readonly unitCode: string
  readonly breakdown: string
  readonly state: string
  readonly value: number | null
  readonly note: string | null
  readonly version: number
  readonly updatedBy: number
  readonly updatedAt: string
}

/** Inserts the new cells and replaces the others; answers the ids in the order of the rows. */
export async function writeCellRows(tx: Db, rows: readonly CellToWrite[]): Promise<number[]> {
  if (rawOf(tx).dialect === 'postgres') return writeCellBatches(tx, rows)
  const client = clientOf(tx)
  const insert = client
    .prepare<unknown[], number>(
      `insert into cell (period, item_code, unit_code, breakdown, state, value, note, version, updated_by, updated_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id`,
    )
    .pluck()
  const update = client.prepare(
    `update cell set state = ?, value = ?, note = ?, version = ?, updated_by = ?, updated_at = ? where id = ?`,
  )
  return rows.map((row) => {
    const { id, period, itemCode, unitCode, breakdown, state, value, note, version, updatedBy, updatedAt } = row
    const content = [state, value, note, version, updatedBy, updatedAt]
    const stored = id ?? insert.get(period, itemCode, unitCode, breakdown, ...content)
    if (stored === undefined) throw new Error('a cell was not written')
    if (id !== null && update.run(...content, id).changes !== 1) throw new Error(`there is no cell ${id}`)
    return stored
  })
}

/** On PostgreSQL every statement is a journey: the new ones go by one, the others by another. */
async function writeCellBatches(tx: Db, rows: readonly CellToWrite[]): Promise<number[]> {
  const placeOf = (row: Pick<CellToWrite, 'period' | 'itemCode' | 'unitCode' | 'breakdown'>) =>
    JSON.stringify([row.period, row.itemCode, row.unitCode, row.breakdown])
  const fresh = rows.filter(({ id }) => id === null).map(({ id: _id, ...row }) => row)
  const standing = rows.filter(({ id }) => id !== null)
  const made = await insertAnswered(tx, cell, fresh, ['id', 'period', 'itemCode', 'unitCode', 'breakdown'])
  const ids = new Map(made.map((row) => [placeOf(row), row.id]))
  const changed = await updateBatches(tx, cell, standing, 'id')
  if (changed !== standing.length)
    throw new Error(`${standing.length - changed} cells that were to change are not there`)
  return rows.map((row) => must(row.id ?? ids.get(placeOf(row)), 'a cell was not written'))
}

export type RevisionToWrite = {
  readonly cellId: number
  readonly version: number
  readonly oldState: string | null
  readonly oldValue: number | null
  readonly newState: string
  readonly newValue: number | null
  readonly note: string | null
  readonly reason: string
  readonly source: string
  readonly changedBy: number
  readonly changedAt: string
}

export async function writeRevisions(tx: Db, rows: readonly RevisionToWrite[]): Promise<void> {
  if (rawOf(tx).dialect === 'postgres') return insertBatches(tx, cellRevision, rows)
  const insert = clientOf(tx).prepare(
    `insert into cell_revision
       (cell_id, version, old_state, old_value, new_state, new_value, note, reason, source, changed_by, changed_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  for (const row of rows) {
    const { cellId, version, oldState, oldValue, newState, newValue, note, reason, source, changedBy, changedAt } = row
    insert.run(cellId, version, oldState, oldValue, newState, newValue, note, reason, source, changedBy, changedAt)
  }
}

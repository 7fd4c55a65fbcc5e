import { cell, cellRevision } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { cellKey } from '@cg/domain/form-cell'
import { must } from '@cg/domain/must'
import { sql } from 'drizzle-orm'
import type { CellRow } from './cells.ts'
import type { CellChange } from './decide-cells.ts'

export type RevisionSource = typeof cellRevision.$inferSelect.source

export type WriteStamp = {
  readonly period: string
  readonly actorId: number
  readonly at: string
  readonly source: RevisionSource
  readonly reason: string
}

/** Rows per statement: well under SQLite's limit of parameters. */
const rowsAtOnce = 500

/** Writes the cells and one revision of each; returns the rows as they now stand. */
export async function writeCells(tx: Db, changes: readonly CellChange[], stamp: WriteStamp): Promise<CellRow[]> {
  const written: CellRow[] = []
  for (let at = 0; at < changes.length; at += rowsAtOnce) {
    written.push(...(await writeSome(tx, changes.slice(at, at + rowsAtOnce), stamp)))
  }
  return written
}

async function writeSome(tx: Db, changes: readonly CellChange[], stamp: WriteStamp): Promise<CellRow[]> {
  const { period, actorId: updatedBy, at: updatedAt } = stamp
  const values = changes.map(({ place, before, state, value, note }) => ({
    period,
    itemCode: place.item,
    unitCode: place.unit,
    breakdown: place.breakdown,
    state,
    value,
    note,
    version: (before?.version ?? 0) + 1,
    updatedBy,
    updatedAt,
  }))
  const ids = await tx
    .insert(cell)
    .values(values)
    .onConflictDoUpdate({
      target: [cell.period, cell.itemCode, cell.unitCode, cell.breakdown],
      set: {
        state: sql`excluded.state`,
        value: sql`excluded.value`,
        note: sql`excluded.note`,
        version: sql`excluded.version`,
        updatedBy: sql`excluded.updated_by`,
        updatedAt: sql`excluded.updated_at`,
      },
    })
    .returning({ id: cell.id, item: cell.itemCode, unit: cell.unitCode, breakdown: cell.breakdown })
  const idOf = new Map(ids.map((row) => [cellKey(row), row.id]))
  const rows = values.map((row, at) => ({ ...row, id: must(idOf.get(cellKey(must(changes[at]).place))) }))
  await tx.insert(cellRevision).values(
    rows.map((row, at) => {
      const before = must(changes[at]).before
      return {
        cellId: row.id,
        version: row.version,
        oldState: before?.state ?? null,
        oldValue: before?.value ?? null,
        newState: row.state,
        newValue: row.value,
        note: row.note,
        reason: stamp.reason,
        source: stamp.source,
        changedBy: updatedBy,
        changedAt: updatedAt,
      }
    }),
  )
  return rows
}

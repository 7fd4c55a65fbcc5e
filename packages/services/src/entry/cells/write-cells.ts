import { writeCellRows } from '@cg/db/write-cells'
import type { CellToWrite } from '@cg/db/write-cells'
import type { cellRevision } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { FormCell } from '@cg/domain/form/form-cell'
import { must } from '@cg/domain/must'
import type { CellRow } from './cells.ts'
import type { CellChange } from './decide-cells.ts'

export type RevisionSource = typeof cellRevision.$inferSelect.source

export type WriteStamp = {
  readonly period: string
  readonly actorId: number
  readonly at: string
  readonly source: RevisionSource
  readonly reason: string
  readonly reasonOf?: ((place: FormCell) => string) | undefined
}

/** Writes the cells and one revision of each; returns the rows as they now stand. */
export async function writeCells(tx: Db, changes: readonly CellChange[], stamp: WriteStamp): Promise<CellRow[]> {
  const { period, source, actorId: updatedBy, at: updatedAt } = stamp
  const rows = changes.map(({ place, before, state, value, note }): CellToWrite => ({
    id: before?.id ?? null,
    period,
    itemCode: place.item,
    unitCode: place.unit,
    breakdown: place.breakdown,
    state,
    value,
    note,
    version: (before?.version ?? 0) + 1,
    oldState: before?.state ?? null,
    oldValue: before?.value ?? null,
    reason: stamp.reasonOf?.(place) ?? stamp.reason,
  }))
  const ids = await writeCellRows(tx, rows, { source, updatedBy, updatedAt })
  // Column by column: rows made by spreading others were a fiftieth of what a save takes.
  return changes.map(({ place, before, state, value, note }, at) => ({
    id: must(ids[at]),
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
}

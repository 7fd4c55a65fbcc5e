import { cell, cellRevision } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { sql } from 'drizzle-orm'
import type { CellRow } from './cells.ts'
import type { CellChange } from './decide-cells.ts'
import type { WriteStamp } from './write-cells.ts'
import { writeCells } from './write-cells.ts'

/** Writes changes and one revision of each, as writeCells does. */
export type CellWriter = (changes: readonly CellChange[], stamp: WriteStamp) => Promise<CellRow[]>

/** A writer for many whole forms in one transaction: new cells go through statements that are prepared once. */
export function cellWriter(tx: Db): CellWriter {
  const insertCell = tx
    .insert(cell)
    .values({
      ...places('period', 'itemCode', 'unitCode', 'breakdown', 'state', 'value', 'note', 'updatedBy', 'updatedAt'),
      version: 1,
    })
    .returning()
    .prepare()
  const insertRevision = tx
    .insert(cellRevision)
    .values({
      ...places('cellId', 'newState', 'newValue', 'note', 'reason', 'source', 'changedBy', 'changedAt'),
      version: 1,
    })
    .prepare()
  return async (changes, stamp) => {
    const { period, actorId, at, source, reason } = stamp
    const rows: CellRow[] = await writeCells(
      tx,
      changes.filter((change) => change.before !== null),
      stamp,
    )
    for (const { place, before, state, value, note } of changes) {
      if (before !== null) continue
      const { item: itemCode, unit: unitCode, breakdown } = place
      const updated = { updatedBy: actorId, updatedAt: at }
      const [stored] = await insertCell.execute({
        period,
        itemCode,
        unitCode,
        breakdown,
        state,
        value,
        note,
        ...updated,
      })
      const row = must(stored, 'a cell was not written')
      const changed = { changedBy: actorId, changedAt: at }
      await insertRevision.execute({
        cellId: row.id,
        newState: state,
        newValue: value,
        note,
        reason,
        source,
        ...changed,
      })
      rows.push(row)
    }
    return rows
  }
}

type Places<K extends string> = Record<K, ReturnType<typeof sql.placeholder>>

function places<K extends string>(...names: K[]): Places<K> {
  const made: Partial<Places<K>> = {}
  for (const name of names) made[name] = sql.placeholder(name)
  // The loop has filled every name.
  return made as Places<K>
}

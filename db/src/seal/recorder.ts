import type Database from 'better-sqlite3'
import { firstHash, rowDigest, sealHash, toRuns } from './runs.ts'
import type { RowKey, Touched } from './runs.ts'
import { keySql, sealedTables } from './tables.ts'
import type { SealedTable } from './tables.ts'

export type SealRecorder = {
  /** Before the commit: seals what the transaction has touched. Nothing where it touched nothing that is sealed. */
  readonly seal: () => void
}

type Last = { id: number; hash: string; eventId: number }

/**
 * Notes by triggers of this connection alone which rows a transaction touches, and seals them before it commits. Whoever
 * writes to the file by another way leaves no seal, and is found by it (check.ts).
 */
export function sealRecorder(writer: Database.Database): SealRecorder {
  const tables = sealedTables(writer)
  watch(writer, tables)
  const digests = new Map(tables.map((table) => [table.name, digestReader(writer, table)]))
  const touched = writer.prepare<unknown[], { tab: string; row: RowKey }>(
    'SELECT tab, row FROM temp.touched ORDER BY tab, row',
  )
  const forget = writer.prepare('DELETE FROM temp.touched')
  const append = sealAppender(writer)
  return {
    seal() {
      const rows = touched.all()
      if (rows.length > 0) forget.run()
      append(rows.map(({ tab, row }): Touched => ({ table: tab, key: row, digest: digests.get(tab)?.(row) ?? null })))
    },
  }
}

/** Appends a seal over rows and over the audit events since the one before; nothing where there is neither. */
export function sealAppender(writer: Database.Database): (rows: readonly Touched[]) => void {
  const lastSeal = writer.prepare<unknown[], Last>(
    'SELECT id, hash, event_id AS eventId FROM seal ORDER BY id DESC LIMIT 1',
  )
  const lastEvent = writer.prepare<unknown[], { id: number; hash: string }>(
    'SELECT id, hash FROM audit_event ORDER BY id DESC LIMIT 1',
  )
  const insert = writer.prepare(
    'INSERT INTO seal (id, event_id, event_hash, runs, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?)',
  )
  return (rows) => {
    const before = lastSeal.get() ?? { id: 0, hash: firstHash, eventId: 0 }
    const event = lastEvent.get() ?? { id: 0, hash: firstHash }
    if (rows.length === 0 && event.id === before.eventId) return
    const content = { eventId: event.id, eventHash: event.hash, runs: JSON.stringify(toRuns(rows)) }
    insert.run(
      before.id + 1,
      content.eventId,
      content.eventHash,
      content.runs,
      before.hash,
      sealHash(before.hash, content),
    )
  }
}

function watch(writer: Database.Database, tables: readonly SealedTable[]): void {
  writer.exec(
    'CREATE TEMP TABLE IF NOT EXISTS touched (tab TEXT, row ANY, PRIMARY KEY (tab, row)) STRICT, WITHOUT ROWID',
  )
  // Not OR IGNORE: an upsert that fires the trigger would bring its own answer to conflicts along.
  const note = (table: SealedTable, of: string) => {
    const [tab, row] = [`'${table.name}'`, keySql(table, of)]
    return `INSERT INTO touched SELECT ${tab}, ${row}
      WHERE NOT EXISTS (SELECT 1 FROM touched WHERE tab = ${tab} AND row = ${row});`
  }
  for (const table of tables) {
    const on = (verb: string, body: string) =>
      writer.exec(
        `CREATE TEMP TRIGGER "seal_${table.name}_${verb}" AFTER ${verb} ON main."${table.name}" BEGIN ${body} END`,
      )
    on('INSERT', note(table, 'NEW'))
    on('UPDATE', note(table, 'OLD') + note(table, 'NEW'))
    on('DELETE', note(table, 'OLD'))
  }
}

/** Reads a row by its key and answers its digest; null where there is none. */
export function digestReader(
  db: Database.Database,
  { name, key, isCounted }: SealedTable,
): (row: RowKey) => string | null {
  const where = key.map((column) => `"${column}" IS ?`).join(' AND ')
  const one = db.prepare<unknown[], Record<string, unknown>>(`SELECT * FROM main."${name}" WHERE ${where}`)
  return (row) => {
    const values = isCounted ? [row] : (JSON.parse(String(row)) as unknown[])
    const found = one.get(...values)
    return found === undefined ? null : rowDigest(name, found)
  }
}

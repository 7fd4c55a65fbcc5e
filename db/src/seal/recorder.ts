import { must } from '@cg/domain/must'
import type Database from 'better-sqlite3'
import { batchDigester, firstHash, sealHash, toRuns } from './runs.ts'
import type { RowKey, Touched } from './runs.ts'
import { coveredSql, keySql, sealedTables } from './tables.ts'
import type { SealedTable } from './tables.ts'

export type SealRecorder = {
  /** Once a transaction has begun, before it writes anything. */
  readonly begin: () => void
  /**
   * Before the commit: seals what the transaction has touched, and answers which tables. Nothing where it touched nothing
   * that is sealed.
   */
  readonly seal: () => readonly string[]
  /** Whether the transaction has changed one of some tables so far. */
  readonly hasTouched: (tables: readonly string[]) => boolean
  /** Whether whatever changes a table is noted. */
  readonly watches: (table: string) => boolean
}

type Last = { id: number; hash: string; eventId: number }

/**
 * Notes by triggers of this connection alone which rows a transaction touches, and seals them before it commits; of tables
 * that only grow, the new rows are those after the last one there was when it began. Whoever writes to the file by another
 * way leaves no seal, and is found by it (check.ts).
 */
export function sealRecorder(writer: Database.Database): SealRecorder {
  const tables = sealedTables(writer)
  watch(writer, tables)
  const digests = new Map(tables.map((table) => [table.name, digestsReader(writer, table)]))
  const touched = writer.prepare<unknown[], Noted>('SELECT tab, row FROM temp.touched ORDER BY tab, row')
  const forget = writer.prepare('DELETE FROM temp.touched')
  const append = sealAppender(writer)
  // Of tables that only grow no row is noted, of those that are covered in part no other column.
  const watched = new Set(
    tables.filter(({ isGrowing, columns }) => !isGrowing && columns === null).map(({ name }) => name),
  )
  const growing = tables.filter(({ isGrowing }) => isGrowing).map((table) => growth(writer, table))
  return {
    begin() {
      for (const { mark } of growing) mark()
    },
    seal() {
      const noted = touched.all()
      if (noted.length > 0) forget.run()
      const changed = [...Map.groupBy(noted, ({ tab }) => tab)].map(([table, own]): Of => {
        const keys = own.map(({ row }) => row)
        const found = must(digests.get(table))(keys)
        return [table, keys.map((key) => ({ table, key, digest: found.get(key) ?? null }))]
      })
      const grown = growing.map(({ name, since }): Of => [name, since()])
      // What a table has more comes behind what was changed in it.
      append([...changed, ...grown].toSorted(byName).flatMap(([, rows]) => rows))
      return changed.map(([table]) => table)
    },
    hasTouched: touchedAsker(writer),
    watches: (table) => watched.has(table),
  }
}

/** Few tables are asked for together, and always the same ones: a statement of each. */
function touchedAsker(writer: Database.Database): SealRecorder['hasTouched'] {
  const known = new Map<string, Database.Statement>()
  return (tables) => {
    const names = tables.join()
    // Not IN: SQLite would make a table of the names at every call.
    const among = () => tables.map((name) => `EXISTS (SELECT 1 FROM temp.touched WHERE tab = '${name}')`).join(' OR ')
    const asked = known.get(names) ?? writer.prepare(`SELECT ${among()}`).pluck()
    known.set(names, asked)
    return asked.get() === 1
  }
}

type Noted = { readonly tab: string; readonly row: RowKey }

/** What a transaction has left in a table. */
type Of = readonly [table: string, rows: readonly Touched[]]

const byName = ([left]: Of, [right]: Of): number => (left < right ? -1 : left > right ? 1 : 0)

type Growth = { readonly name: string; readonly mark: () => void; readonly since: () => Touched[] }

/** What a table that only grows has more than when it was marked. */
function growth(db: Database.Database, table: SealedTable): Growth {
  const { name, key } = table
  const column = must(key[0])
  const last = db.prepare<unknown[], number>(`SELECT coalesce(max("${column}"), 0) FROM main."${name}"`).pluck()
  const after = db
    .prepare<unknown[], unknown[]>(
      `SELECT ${coveredSql(table)} FROM main."${name}" WHERE "${column}" > ? ORDER BY "${column}"`,
    )
    .raw()
  const columns = after.columns().map((one) => one.name)
  const digestsOf = batchDigester(name, columns)
  const keyAt = columns.indexOf(column)
  let marked = 0
  return {
    name,
    mark() {
      marked = last.get() ?? 0
    },
    since() {
      const rows = after.all(marked)
      const digests = digestsOf(rows)
      return rows.map((row, at) => ({ table: name, key: row[keyAt] as number, digest: must(digests[at]) }))
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
  // Not OR IGNORE: an upsert that fires the trigger would bring its own answer to conflicts along. The plus takes the key's
  // affinity away, with which the primary key could not be searched: thousands of rows would be looked through for each.
  const note = (table: SealedTable, of: string) => {
    const [tab, row] = [`'${table.name}'`, keySql(table, of)]
    return `INSERT INTO touched SELECT ${tab}, ${row}
      WHERE NOT EXISTS (SELECT 1 FROM touched WHERE tab = ${tab} AND row = +${row});`
  }
  for (const table of tables) {
    const on = (verb: string, body: string, of = '') =>
      writer.exec(
        `CREATE TEMP TRIGGER "seal_${table.name}_${verb}" AFTER ${verb}${of} ON main."${table.name}" BEGIN ${body} END`,
      )
    if (!table.isGrowing) on('INSERT', note(table, 'NEW'))
    on('UPDATE', note(table, 'OLD') + note(table, 'NEW'), table.columns === null ? '' : ` OF ${coveredSql(table)}`)
    on('DELETE', note(table, 'OLD'))
  }
}

/** Reads the rows of keys in ascending order and answers their digests, those of neighbours by one query. */
function digestsReader(db: Database.Database, table: SealedTable) {
  const { name, key, isCounted } = table
  const of = (where: string) =>
    db.prepare<unknown[], unknown[]>(`SELECT ${coveredSql(table)} FROM main."${name}" WHERE ${where}`).raw()
  const one = of(key.map((column) => `"${column}" IS ?`).join(' AND '))
  const between = isCounted ? of(`"${key[0]}" BETWEEN ? AND ?`) : null
  const columns = one.columns().map((column) => column.name)
  const digestsOf = batchDigester(name, columns)
  const keyAt = columns.indexOf(key[0] ?? '')
  return (keys: readonly RowKey[]): ReadonlyMap<RowKey, string> => {
    const found = new Map<RowKey, string>()
    if (between === null) {
      for (const text of keys) {
        const row = one.get(...(JSON.parse(String(text)) as unknown[]))
        if (row !== undefined) found.set(text, must(digestsOf([row])[0]))
      }
      return found
    }
    for (const [first, last] of neighbours(keys.map(Number))) {
      const rows = between.all(first, last)
      for (const [at, digest] of digestsOf(rows).entries()) found.set(must(rows[at])[keyAt] as RowKey, digest)
    }
    return found
  }
}

/** [3, 4, 5, 9] as [3, 5] and [9, 9]. */
function neighbours(keys: readonly number[]): (readonly [first: number, last: number])[] {
  const runs: [number, number][] = []
  for (const one of keys) {
    const run = runs.at(-1)
    if (run !== undefined && run[1] === one - 1) run[1] = one
    else runs.push([one, one])
  }
  return runs
}

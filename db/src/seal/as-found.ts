import type Database from 'better-sqlite3'
import { checkSeals } from './check.ts'
import { sealAppender } from './recorder.ts'
import { rowDigest } from './runs.ts'
import type { RowKey, Touched } from './runs.ts'
import { coveredSql, keySql, sealedTables } from './tables.ts'

/** Whether the file knows seals and has one. */
export function hasSeals(db: Database.Database): boolean {
  const known = db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'seal'`).get()
  return known !== undefined && db.prepare('SELECT 1 FROM seal LIMIT 1').get() !== undefined
}

const nameOf = (table: string, key: RowKey): string => JSON.stringify([table, key])

/**
 * The rows that are not as they were sealed, by name: what was so before a change is not mended by it. Of a table that an
 * older program did not cover nothing is known, and its rows are sealed as they are found.
 */
export function rowsApart(db: Database.Database): ReadonlySet<string> {
  const covered = sealedNames(db)
  return new Set(
    checkSeals(db).breaches.flatMap((one) =>
      one.kind === 'row' && covered.has(one.table) ? [nameOf(one.table, one.key)] : [],
    ),
  )
}

/** The tables of which a seal has ever told. */
function sealedNames(db: Database.Database): ReadonlySet<string> {
  const names = new Set<string>()
  for (const runs of db.prepare<unknown[], string>('SELECT runs FROM seal').pluck().iterate())
    for (const [, name = ''] of runs.matchAll(/\["([a-z_]+)",/gu)) names.add(name)
  return names
}

/**
 * Seals rows as they stand after something that no recorder has watched: all of a file that had no seals, or what a
 * migration changed. `apart`: rows that did not fit before, which stay unfit.
 */
export function sealAsFound(db: Database.Database, apart: ReadonlySet<string>): void {
  const breaches = hasSeals(db) ? rowBreaches(db) : null
  const rows = sealedTables(db).flatMap((table): Touched[] => {
    const wanted = breaches?.get(table.name)
    if (breaches !== null && wanted === undefined) return []
    const standing = db
      .prepare<unknown[], Record<string, unknown>>(
        `SELECT ${keySql(table, `"${table.name}"`)} AS "#", ${coveredSql(table)} FROM main."${table.name}" ORDER BY 1`,
      )
      .all()
      .map(({ '#': key, ...row }) => ({ key: key as RowKey, digest: rowDigest(table.name, row) }))
    const there = new Set(standing.map(({ key }) => key))
    const gone = [...(wanted ?? [])].filter((key) => !there.has(key)).map((key) => ({ key, digest: null }))
    return [...standing.filter(({ key }) => wanted === undefined || wanted.has(key)), ...gone]
      .filter(({ key }) => !apart.has(nameOf(table.name, key)))
      .map(({ key, digest }) => ({ table: table.name, key, digest }))
  })
  sealAppender(db)(rows)
}

function rowBreaches(db: Database.Database): Map<string, Set<RowKey>> {
  const found = new Map<string, Set<RowKey>>()
  for (const breach of checkSeals(db).breaches) {
    if (breach.kind !== 'row') continue
    found.set(breach.table, (found.get(breach.table) ?? new Set()).add(breach.key))
  }
  return found
}

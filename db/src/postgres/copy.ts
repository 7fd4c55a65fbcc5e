import Database from 'better-sqlite3'
import { applicationId } from '../mark.ts'
import { migrateTo, schemaVersion as fileVersion } from '../migrate.ts'
import { StoreRefusal } from '../refusal.ts'
import { quoted } from './expression-text.ts'
import { createTables, finishTables, schemaVersion } from './migrate.ts'
import { openPlain } from './plain-client.ts'
import type { PlainClient } from './plain-client.ts'
import { contentOf, fileRows, postgresRows, storeRows, tablesOf } from './table-rows.ts'
import type { Content, Table } from './table-rows.ts'

/* A whole installation from a file of SQLite into a database of PostgreSQL and back, every table compared afterwards. */

/** What was copied: by table. */
export type Copied = ReadonlyMap<string, Content>

/**
 * Makes the tables in an empty database and fills them, in a transaction of the caller: until it is committed there is
 * nothing. The triggers of history are made once the rows are there.
 */
export async function copyIntoPostgres(file: Database.Database, client: PlainClient): Promise<Copied> {
  const version = fileVersion(file)
  const tables = tablesOf(file)
  await createTables(client, version)
  // What a fresh schema brings along is what the file has as well, or has changed.
  for (const table of tables) await storeRows(client, table, fileRows(file, table))
  await finishTables(client, version)
  await client.script('ANALYZE')
  const copied = new Map<string, Content>()
  for (const table of tables) {
    const wanted = await contentOf(fileRows(file, table))
    assertSame(table, wanted, await contentOf(postgresRows(client, table)))
    copied.set(table.name, wanted)
  }
  return copied
}

/**
 * Writes everything that a database of PostgreSQL holds at one moment into a new file of SQLite, which is what a backup is
 * and what every check of a whole installation reads.
 */
export async function copyToFile(url: string, path: string): Promise<Copied> {
  const client = await openPlain(url)
  const file = new Database(path)
  try {
    await client.script('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const copied = await copyOut(client, file)
    await client.script('COMMIT')
    return copied
  } finally {
    file.close()
    await client.close()
  }
}

/** In a transaction of the caller that sees one moment. */
async function copyOut(client: PlainClient, file: Database.Database): Promise<Copied> {
  file.pragma('journal_mode = DELETE')
  file.pragma('synchronous = OFF')
  file.pragma('foreign_keys = OFF')
  file.pragma(`application_id = ${applicationId}`)
  migrateTo(file, await schemaVersion(client))
  const triggers = file
    .prepare<unknown[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all()
  for (const { name } of triggers) file.exec(`DROP TRIGGER ${quoted(name)}`)
  const copied = new Map<string, Content>()
  for (const table of tablesOf(file)) copied.set(table.name, await copyTableOut(client, file, table))
  for (const { sql } of triggers) file.exec(sql)
  const loose = file.pragma('foreign_key_check') as unknown[]
  if (loose.length > 0) throw new Error(`${loose.length} rows of the copy name rows that are not there`)
  file.pragma('synchronous = FULL')
  return copied
}

async function copyTableOut(client: PlainClient, file: Database.Database, table: Table): Promise<Content> {
  const names = table.columns.map(({ name }) => quoted(name)).join(', ')
  file.exec(`BEGIN; DELETE FROM ${quoted(table.name)}`)
  const insert = file.prepare(
    `INSERT INTO ${quoted(table.name)} (${names}) VALUES (${table.columns.map(() => '?').join(', ')})`,
  )
  const wanted = await contentOf(stored(insert, postgresRows(client, table)))
  file.exec('COMMIT')
  assertSame(table, wanted, await contentOf(fileRows(file, table)))
  return wanted
}

type Rows = ReturnType<typeof postgresRows>

/** The same rows, each of which is stored as it passes. */
async function* stored(insert: Database.Statement, rows: Rows): Rows {
  for await (const row of rows) {
    insert.run(...row)
    yield row
  }
}

function assertSame({ name }: Table, from: Content, to: Content): void {
  if (from.rows === to.rows && from.digest === to.digest) return
  throw new StoreRefusal(
    'copy_differs',
    `表 ${name} 复制后与原来不同（原有 ${from.rows} 行，复制后 ${to.rows} 行），没有采用这次复制。请检查两边的磁盘后重试。`,
  )
}

import Database from 'better-sqlite3'
import { applicationId } from '../mark.ts'
import { migrateTo, schemaVersion } from '../migrate.ts'
import { connect } from './connection.ts'
import type { Connection } from './connection.ts'
import { ownTables } from './migrate.ts'

/** Rows that are asked for at a time: those of files and answers are large. */
const fetched = 500

/**
 * Writes everything that a database of PostgreSQL holds at one moment into a file of SQLite, which is what a backup is and
 * what every check of a whole installation reads.
 */
export async function copyToFile(url: string, path: string): Promise<void> {
  const connection = await connect(url)
  const file = new Database(path)
  try {
    file.pragma('journal_mode = DELETE')
    file.pragma('synchronous = OFF')
    file.pragma('foreign_keys = OFF')
    file.pragma(`application_id = ${applicationId}`)
    const [seen] = await connection.script<{ version: number }>(
      'begin isolation level repeatable read read only; select version from schema_version',
    )
    migrateTo(file, seen?.version ?? 0)
    await copyRows(connection, file)
    await connection.script('commit')
    file.pragma('synchronous = FULL')
    file.pragma(`user_version = ${schemaVersion(file)}`)
  } finally {
    file.close()
    await connection.end()
  }
}

type Table = { readonly name: string }

async function copyRows(connection: Connection, file: Database.Database): Promise<void> {
  const triggers = file.prepare<unknown[], { name: string; sql: string }>(
    "select name, sql from sqlite_schema where type = 'trigger'",
  )
  const put = triggers.all()
  for (const { name } of put) file.exec(`drop trigger "${name}"`)
  const tables = file
    .prepare<unknown[], Table>(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name",
    )
    .all()
  for (const { name } of tables) {
    if (!ownTables.has(name)) await copyTable(connection, file, name)
  }
  for (const { sql } of put) file.exec(sql)
}

async function copyTable(connection: Connection, file: Database.Database, name: string): Promise<void> {
  const columns = (file.pragma(`table_info("${name}")`) as { name: string; pk: number }[]).toSorted(
    (a, b) => a.pk - b.pk,
  )
  const names = columns.map((column) => `"${column.name}"`).join(', ')
  const key = columns.filter(({ pk }) => pk > 0).map((column) => `"${column.name}"`)
  // What a migration has put into the fresh file stands in the database as well, or was changed there.
  file.exec(`delete from "${name}"`)
  const insert = file.prepare(`insert into "${name}" (${names}) values (${columns.map(() => '?').join(', ')})`)
  const store = file.transaction((rows: readonly unknown[][]) => {
    for (const row of rows) insert.run(row)
  })
  await connection.query(
    `declare copied no scroll cursor for select ${names} from "${name}"${key.length === 0 ? '' : ` order by ${key.join(', ')}`}`,
    [],
  )
  for (;;) {
    const { rows } = await connection.query(`fetch ${fetched} from copied`, [])
    store(rows)
    if (rows.length < fetched) break
  }
  await connection.query('close copied', [])
}

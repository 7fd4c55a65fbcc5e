import { getTableColumns, getTableName } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { clientOf, rawOf } from './client.ts'
import { insertBatches } from './postgres/batches.ts'
import type { Db } from './store.ts'

/**
 * Inserts many rows of one shape inside the caller's transaction. A release has hundreds of thousands of rows, and
 * building their statements costs drizzle twenty times what SQLite takes to store them.
 */
export async function insertMany<T extends SQLiteTable>(
  tx: Db,
  table: T,
  rows: Iterable<T['$inferInsert']>,
): Promise<void> {
  if (rawOf(tx).dialect === 'postgres') return insertBatches(tx, table, rows)
  let store: ((row: Record<string, unknown>) => void) | null = null
  for (const row of rows) {
    store ??= prepareInsert(tx, table, Object.keys(row))
    store(row)
  }
}

function prepareInsert(tx: Db, table: SQLiteTable, keys: readonly string[]): (row: Record<string, unknown>) => void {
  const columns = getTableColumns(table)
  const used = keys.flatMap((key) => {
    const column = columns[key]
    return column === undefined ? [] : [{ key, column }]
  })
  const names = used.map(({ column }) => `"${column.name}"`).join(', ')
  const statement = clientOf(tx).prepare(
    `insert into "${getTableName(table)}" (${names}) values (${used.map(() => '?').join(', ')})`,
  )
  return (row) => {
    statement.run(
      used.map(({ key, column }) => {
        const value = row[key] ?? null
        return value === null ? null : column.mapToDriverValue(value)
      }),
    )
  }
}

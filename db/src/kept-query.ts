import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { connectionOf, homeOf } from './client.ts'
import type { Db } from './store.ts'

type Prepared<T> = { execute(values?: Record<string, unknown>): T }

/**
 * A query that is built once per connection: drizzle takes longer to word a query than SQLite takes to answer it. What
 * changes from call to call goes in as `sql.placeholder(name)`.
 */
export function keptQuery<T>(build: (db: Db) => Prepared<T>): (db: Db, values: Record<string, unknown>) => T {
  const known = new WeakMap<object, Prepared<T>>()
  return (db, values) => {
    const connection = connectionOf(db)
    const prepared = known.get(connection) ?? build(homeOf(db))
    known.set(connection, prepared)
    return prepared.execute(values)
  }
}

/**
 * `column in (…)` for a kept query: the list goes in as one JSON text. json_each is SQLite's word; the schema of PostgreSQL
 * has one that answers texts.
 */
export function among(column: SQLiteColumn, name: string): SQL {
  const value = column.dataType === 'number' ? sql`cast(value as bigint)` : sql`value`
  return sql`${column} in (select ${value} from json_each(${sql.placeholder(name)}))`
}

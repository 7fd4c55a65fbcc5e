import { getTableColumns, getTableName } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { rawOf } from '../client.ts'
import type { Db } from '../client.ts'

/*
 * Many rows of one shape by few statements: on PostgreSQL every statement is a journey to the server. The rows go as one
 * JSON text, so that the statement stays the same however many they are.
 */

const mostRows = 2_000

type Used = { readonly key: string; readonly column: SQLiteColumn }

type Rows = Iterable<Readonly<Record<string, unknown>>>

/** Inserts rows in their order. */
export async function insertBatches(tx: Db, table: SQLiteTable, rows: Rows): Promise<void> {
  for (const batch of batchesOf(rows)) {
    const used = usedColumns(table, Object.keys(batch[0] ?? {}))
    await rawOf(tx).run(insertText(table, used), textOf(used, batch))
  }
}

/** As `insertBatches`; answers the named columns of what was inserted. */
export async function insertAnswered<T extends SQLiteTable, K extends keyof T['$inferSelect'] & string>(
  tx: Db,
  table: T,
  rows: Rows,
  answered: readonly K[],
): Promise<Pick<T['$inferSelect'], K>[]> {
  const columns: Record<string, SQLiteColumn> = getTableColumns(table)
  const returning = answered.map((key) => `"${columns[key]?.name}" as "${key}"`).join(', ')
  const made: Pick<T['$inferSelect'], K>[] = []
  for (const batch of batchesOf(rows)) {
    const used = usedColumns(table, Object.keys(batch[0] ?? {}))
    made.push(
      ...(await rawOf(tx).all<(typeof made)[number]>(
        `${insertText(table, used)} returning ${returning}`,
        textOf(used, batch),
      )),
    )
  }
  return made
}

function insertText(table: SQLiteTable, used: readonly Used[]): string {
  const names = used.map(({ column }) => `"${column.name}"`).join(', ')
  const values = used.map(({ column }) => valueSql(column)).join(', ')
  return `insert into "${getTableName(table)}" (${names}) select ${values} from ${recordset(used)}`
}

/** Sets all columns that the rows name in the rows that bear their keys; answers how many there were. */
export async function updateBatches(tx: Db, table: SQLiteTable, rows: Rows, key: string): Promise<number> {
  let changed = 0
  for (const batch of batchesOf(rows)) {
    const used = usedColumns(table, Object.keys(batch[0] ?? {}))
    const found = used.find((one) => one.key === key)
    if (found === undefined) throw new Error(`the rows have no ${key}`)
    const sets = used.filter((one) => one !== found).map(({ column }) => `"${column.name}" = ${valueSql(column)}`)
    const text = `update "${getTableName(table)}" as old set ${sets.join(', ')} from ${recordset(used)} where old."${found.column.name}" = new."${found.column.name}"`
    changed += (await rawOf(tx).run(text, textOf(used, batch))).changes
  }
  return changed
}

function* batchesOf<T>(rows: Iterable<T>): Generator<T[]> {
  let batch: T[] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length === mostRows) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

function usedColumns(table: SQLiteTable, keys: readonly string[]): Used[] {
  const columns: Record<string, SQLiteColumn> = getTableColumns(table)
  return keys.flatMap((key) => {
    const column = columns[key]
    return column === undefined ? [] : [{ key, column }]
  })
}

const types: Readonly<Record<string, string>> = {
  text: 'text',
  integer: 'bigint',
  real: 'double precision',
  // Bytes go as hex letters: JSON has none.
  blob: 'text',
}

function recordset(used: readonly Used[]): string {
  const columns = used.map(({ column }) => {
    const type = types[column.getSQLType()]
    if (type === undefined) throw new Error(`no type of PostgreSQL is known for ${column.name}`)
    return `"${column.name}" ${type}`
  })
  return `json_to_recordset(?::json) as new(${columns.join(', ')})`
}

const valueSql = (column: SQLiteColumn): string =>
  column.getSQLType() === 'blob' ? `decode(new."${column.name}", 'hex')` : `new."${column.name}"`

function textOf(used: readonly Used[], rows: readonly Readonly<Record<string, unknown>>[]): string {
  return JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(
        used.map(({ key, column }) => {
          const value = row[key] ?? null
          const stored: unknown = value === null ? null : column.mapToDriverValue(value)
          return [column.name, Buffer.isBuffer(stored) ? stored.toString('hex') : stored]
        }),
      ),
    ),
  )
}

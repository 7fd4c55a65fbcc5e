import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'
import { StoreRefusal } from '../refusal.ts'
import { quoted } from './expression-text.ts'
import type { PlainClient } from './plain-client.ts'

/* The rows of a table from either database, one kind of value for both. */

/** A whole number is a bigint, a broken one a number. */
export type Value = bigint | number | string | Buffer | null
export type Row = readonly Value[]

export type Column = { readonly name: string; readonly type: 'INTEGER' | 'REAL' | 'TEXT' | 'BLOB'; readonly pk: number }
export type Table = { readonly name: string; readonly columns: readonly Column[] }

/** The tables of a file in the order of their names, with all their columns. */
export function tablesOf(file: Database.Database): Table[] {
  const names = file
    .prepare<unknown[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )
    .pluck()
    .all()
  return names.map((name) => ({ name, columns: file.pragma(`table_info(${quoted(name)})`) as Column[] }))
}

const namesOf = ({ columns }: Table): string => columns.map(({ name }) => quoted(name)).join(', ')

/** All rows of a table in the order of its key, which is the same in both. */
function inOrder(table: Table): string {
  const key = table.columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk)
  if (key.length === 0) throw new Error(`the table ${table.name} has no key to be copied by`)
  return `SELECT ${namesOf(table)} FROM ${quoted(table.name)} ORDER BY ${key.map(({ name }) => quoted(name)).join(', ')}`
}

export function* fileRows(file: Database.Database, table: Table): Generator<Row> {
  // A cast: raw rows are arrays, which the types of better-sqlite3 do not tell.
  yield* file.prepare(inOrder(table)).safeIntegers(true).raw(true).iterate() as IterableIterator<Row>
}

/** Rows that are asked for at a time, fewer where they bear bytes. */
const fetched = { plain: 5_000, bytes: 20 } as const

/** In a transaction of the caller. */
export async function* postgresRows(client: PlainClient, table: Table): AsyncGenerator<Row> {
  const most = table.columns.some(({ type }) => type === 'BLOB') ? fetched.bytes : fetched.plain
  const parsers = table.columns.map(({ type, name }) => parserOf(type, `${table.name}.${name}`))
  await client.script(`DECLARE copied NO SCROLL CURSOR FOR ${inOrder(table)}`)
  for (;;) {
    const rows = await client.rows(`FETCH ${most} FROM copied`)
    for (const row of rows) yield row.map((text, at) => (text === null ? null : (parsers[at]?.(text) ?? null)))
    if (rows.length < most) break
  }
  await client.script('CLOSE copied')
}

function parserOf(type: Column['type'], where: string): (text: string) => Value {
  if (type === 'INTEGER') return BigInt
  if (type === 'BLOB') return (text) => Buffer.from(text.slice(2), 'hex')
  if (type === 'TEXT') return (text) => text
  return (text) => {
    if (text === 'NaN')
      throw new StoreRefusal(
        'not_a_number',
        `${where} 中有一个不是数的值（NaN），本系统从不保存这样的值。请先查明它的来历。`,
      )
    return Number(text)
  }
}

const arrayTypes = { INTEGER: 'bigint', REAL: 'double precision', TEXT: 'text', BLOB: 'bytea' } as const
const batch = { rows: 2_000, bytes: 4_000_000 } as const

/** Puts rows into a table of PostgreSQL, many at a time. */
export async function storeRows(client: PlainClient, table: Table, rows: Iterable<Row>): Promise<void> {
  const arrays = table.columns.map(({ type }, at) => `$${at + 1}::${arrayTypes[type]}[]`).join(', ')
  const text = `INSERT INTO ${quoted(table.name)} (${namesOf(table)}) SELECT * FROM unnest(${arrays})`
  let waiting: (string | Buffer | null)[][] = []
  let bytes = 0
  const flush = async () => {
    if (waiting.length === 0) return
    await client.rows(
      text,
      table.columns.map((_column, at) => waiting.map((row) => row[at] ?? null)),
    )
    waiting = []
    bytes = 0
  }
  for (const row of rows) {
    const sent = row.map((value, at) => sentValue(value, table, at, row))
    waiting.push(sent)
    for (const value of sent) bytes += value?.length ?? 0
    if (waiting.length >= batch.rows || bytes >= batch.bytes) await flush()
  }
  await flush()
}

function sentValue(value: Value, table: Table, at: number, row: Row): string | Buffer | null {
  if (value === null || Buffer.isBuffer(value)) return value
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  if (typeof value === 'bigint') {
    if (!Number.isSafeInteger(Number(value))) throw tooLarge(table, at, row)
    return String(value)
  }
  if (value.includes('\0')) throw zeroByte(table, at, row)
  return value
}

const place = ({ name, columns }: Table, at: number, row: Row): string => {
  const key = columns.flatMap((column, index) => (column.pk > 0 ? [`${column.name}=${String(row[index])}`] : []))
  return `表 ${name}（${key.join('，')}）的 ${columns[at]?.name}`
}

const zeroByte = (table: Table, at: number, row: Row): StoreRefusal =>
  new StoreRefusal(
    'zero_byte',
    `${place(table, at, row)} 含有空字符（NUL），PostgreSQL 的文本不能保存它。请在原来的系统里改掉这处文字，再试。`,
  )

const tooLarge = (table: Table, at: number, row: Row): StoreRefusal =>
  new StoreRefusal('too_large', `${place(table, at, row)} 的数超出可精确表示的范围，没有迁移。请先查明它的来历。`)

/** How many rows a table has and what they hold: equal where two databases hold the same. */
export type Content = { readonly rows: number; readonly digest: string }

export async function contentOf(rows: Iterable<Row> | AsyncIterable<Row>): Promise<Content> {
  const digest = createHash('sha256')
  let count = 0
  for await (const row of rows) {
    count += 1
    digest.update(`${JSON.stringify(row.map(plainValue))}\n`)
  }
  return { rows: count, digest: digest.digest('hex') }
}

/** A value as text that tells its type; SQLite keeps no sign of a zero. */
function plainValue(value: Value): unknown {
  if (value === null || typeof value === 'string') return value
  if (Buffer.isBuffer(value)) return { bytes: createHash('sha256').update(value).digest('hex') }
  return typeof value === 'bigint' ? { whole: String(value) } : { real: String(value) }
}

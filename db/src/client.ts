import type Database from 'better-sqlite3'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'

/** What a statement that answers no rows tells. */
export type Changed = { readonly changes: number }

/** A drizzle handle. Every query is awaited: on PostgreSQL it is answered later. */
export type Db = BaseSQLiteDatabase<'async', Changed, Record<string, never>>

/** What stands behind a handle: a client of better-sqlite3, or a body's own door on PostgreSQL (postgres/session.ts). */
function behind(db: Db): object {
  return (db as Db & { $client: object }).$client
}

/** SQLite's client; inside `write` it is the guarded one of the transaction. Throws on PostgreSQL. */
export function clientOf(db: Db): Database.Database {
  if (rawOf(db).dialect !== 'sqlite') throw new Error('this handle is not of SQLite')
  return behind(db) as Database.Database
}

export type Parameter = string | number | null | Buffer

/** Statements beside drizzle, for many rows. Parameters are `?`; names that bear capitals stand in quotes. */
export type Raw = {
  readonly dialect: 'sqlite' | 'postgres'
  /** Rows as objects; the caller's type says what the text selects. */
  readonly all: <T>(text: string, ...parameters: readonly Parameter[]) => Promise<T[]>
  /** Rows as lists of their columns. */
  readonly tuples: <T extends readonly unknown[]>(text: string, ...parameters: readonly Parameter[]) => Promise<T[]>
  /** Of each row its first column. */
  readonly column: <T>(text: string, ...parameters: readonly Parameter[]) => Promise<T[]>
  readonly run: (text: string, ...parameters: readonly Parameter[]) => Promise<Changed>
}

/** A client answers this property with its door for statements beside drizzle, where it has one of its own. */
export const rawDoor: unique symbol = Symbol('rawDoor')

export function rawOf(db: Db): Raw {
  const client = behind(db)
  return (Reflect.get(client, rawDoor) as Raw | undefined) ?? ofSqlite(client as Database.Database)
}

const ofSqlite = (client: Database.Database): Raw => ({
  dialect: 'sqlite',
  all: async <T>(text: string, ...parameters: readonly Parameter[]) =>
    client.prepare<unknown[], T>(text).all(...parameters),
  tuples: async <T extends readonly unknown[]>(text: string, ...parameters: readonly Parameter[]) =>
    client
      .prepare<unknown[], T>(text)
      .raw()
      .all(...parameters),
  column: async <T>(text: string, ...parameters: readonly Parameter[]) =>
    client
      .prepare<unknown[], T>(text)
      .pluck()
      .all(...parameters),
  run: async (text, ...parameters) => client.prepare(text).run(...parameters),
})

/** A client answers this property with the connection behind it: one object for all transactions of a store. */
export const connection: unique symbol = Symbol('connection')

/** What to key by when something is kept per connection. Throws, as a query would, once the transaction has ended. */
export function connectionOf(db: Db): object {
  const client = behind(db)
  return (Reflect.get(client, connection) as object | undefined) ?? client
}

/** A client of a body on PostgreSQL answers this property with a handle that outlives the body. */
export const home: unique symbol = Symbol('home')

/** The handle to build a query with that is kept for later bodies of the same connection. */
export function homeOf(db: Db): Db {
  return (Reflect.get(behind(db), home) as Db | undefined) ?? db
}

/** What a client of a body answers to a property, if it answers it. */
export const answerOf = (db: Db, property: symbol | string): unknown => Reflect.get(behind(db), property)

/** A client of a body answers this property with the store's version when the body began. */
export const seenVersion: unique symbol = Symbol('seenVersion')

/** The store's version that a body sees at least: what was committed later it does not see, or only by chance. */
export function seenVersionOf(db: Db): number {
  const version = answerOf(db, seenVersion) as number | undefined
  if (version === undefined) throw new Error('this handle belongs to no body of the store')
  return version
}

/** The store's version once what a body changes is committed; those before it do not see the change. */
export function changedVersionOf(tx: Db): number {
  return seenVersionOf(tx) + 1
}

/** A client of a body answers this property with what it knows of the tables: see `heldBy`. */
export const seenTables: unique symbol = Symbol('seenTables')

/** Names what tables held when a body began; null: somebody has changed one of them since, or its transaction has. */
export type SeenTables = (tables: readonly string[]) => string | null

/**
 * Names what some tables hold as a body sees them: the same name in another body of the store, and nobody has changed any
 * of them in between, by whatever way. Null where that is not known: they have been changed since the body began or in its
 * transaction, or the database is PostgreSQL.
 */
export function heldBy(db: Db, tables: readonly string[]): string | null {
  return (answerOf(db, seenTables) as SeenTables | undefined)?.(tables) ?? null
}

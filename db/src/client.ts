import type Database from 'better-sqlite3'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'

/** A drizzle handle. Await every query: the same body must run on PostgreSQL later. */
export type Db = BetterSQLite3Database

/** drizzle keeps the connection it was made with; inside `write` that is the guarded one of the transaction. */
export function clientOf(db: Db): Database.Database {
  return (db as Db & { $client: Database.Database }).$client
}

/** A client answers this property with the connection behind it: one object for all transactions of a store. */
export const connection: unique symbol = Symbol('connection')

/** What to key by when something is kept per connection. Throws, as a query would, once the transaction has ended. */
export function connectionOf(db: Db): object {
  const client = clientOf(db)
  return (Reflect.get(client, connection) as object | undefined) ?? client
}

/** A client of a body answers this property with the store's version when the body began. */
export const seenVersion: unique symbol = Symbol('seenVersion')

/** The store's version that a body sees at least: what was committed later it does not see, or only by chance. */
export function seenVersionOf(db: Db): number {
  const version = Reflect.get(clientOf(db), seenVersion) as number | undefined
  if (version === undefined) throw new Error('this handle belongs to no body of the store')
  return version
}

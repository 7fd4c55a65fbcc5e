import { connectionOf, heldBy } from './client.ts'
import type { Db } from './store.ts'

/** Of how many keys a connection keeps what was read. */
const mostKeys = 500

type Held<T> = { readonly name: string; readonly rows: T }

/**
 * Reads rows of tables that change seldom, by a key, and answers the same ones again until somebody has changed one of the
 * tables (`heldBy`). For what every save looks at: asking SQLite for nothing and hearing of it takes longer than knowing.
 */
export function heldRows<K extends string | number, T>(
  tables: readonly string[],
  read: (db: Db, key: K) => Promise<T>,
): (db: Db, key: K) => Promise<T> {
  const known = new WeakMap<object, Map<K, Held<T>>>()
  return async (db, key) => {
    const name = heldBy(db, tables)
    if (name === null) return read(db, key)
    const connection = connectionOf(db)
    const held = known.get(connection) ?? new Map<K, Held<T>>()
    known.set(connection, held)
    const found = held.get(key)
    if (found?.name === name) return found.rows
    const rows = await read(db, key)
    if (held.size >= mostKeys) held.clear()
    held.set(key, { name, rows })
    return rows
  }
}

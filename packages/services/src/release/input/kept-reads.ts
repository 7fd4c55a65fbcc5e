import { heldBy } from '@cg/db/client'
import type { Db } from '@cg/db/store'

type Kept = { readonly stamp: string; readonly value: unknown }

/** What is read: rows of these tables and nothing else, by a key. */
type What = { readonly name: string; readonly tables: readonly string[]; readonly key: string }

/**
 * What the last preview read of tables that change seldom: the same object again, as long as nobody has changed one of
 * them (`heldBy`), by whatever way.
 */
export class KeptReads {
  readonly #kept = new Map<string, Kept>()

  async of<T>(db: Db, { name, tables, key }: What, read: () => Promise<T>): Promise<T> {
    const held = heldBy(db, tables)
    const stamp = `${held} ${key}`
    const found = this.#kept.get(name)
    // A cast: under a name lies what its one reader read.
    if (held !== null && found?.stamp === stamp) return found.value as T
    const value = await read()
    if (held === null) this.#kept.delete(name)
    else this.#kept.set(name, { stamp, value })
    return value
  }
}

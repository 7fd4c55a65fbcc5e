import type { Db } from './client.ts'
import { answerOf } from './client.ts'
import { openReaders as openPostgresReaders } from './postgres/readers.ts'
import { openReaders } from './readers.ts'
import { isDatabaseUrl } from './source.ts'
import type { Store } from './store.ts'

/** A store that only reads, for a thread beside the one that writes. */
export type ReadingStore = Pick<Store, 'read' | 'close'>

/** Opens what a store of this process holds open already: nothing is checked or migrated again. */
export function openReading(source: string): ReadingStore {
  const limits = { mostReaders: 1, longestReadMs: 300_000 }
  const readers = isDatabaseUrl(source)
    ? openPostgresReaders(source, () => undefined, limits)
    : openReaders(source, { version: () => 0, others: () => 0, lastChange: null }, limits)
  return { read: readers.read, close: readers.close }
}

/** The file or the database behind a handle, for `openReading` in another thread. */
export function sourceOf(db: Db): string {
  return String(answerOf(db, 'name'))
}

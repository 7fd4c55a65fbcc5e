import type { Db } from './client.ts'
import { clientOf } from './client.ts'
import { openReaders } from './readers.ts'
import type { Store } from './store.ts'

/** A store that only reads, for a thread beside the one that writes. */
export type ReadingStore = Pick<Store, 'read' | 'close'>

/** Opens a file that a store of this process holds open already: nothing is checked or migrated again. */
export function openReading(path: string): ReadingStore {
  const readers = openReaders(path, () => 0, { mostReaders: 1, longestReadMs: 300_000 })
  return { read: readers.read, close: readers.close }
}

/** The file behind a handle, for `openReading` in another thread. */
export function fileOf(db: Db): string {
  return clientOf(db).name
}

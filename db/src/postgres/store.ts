import { trackBodies } from '../bodies.ts'
import { heldWords, writesHeld } from '../held.ts'
import type { ReaderLimits } from '../readers.ts'
import { StoreRefusal } from '../refusal.ts'
import type { Store } from '../store.ts'
import { connect } from './connection.ts'
import { leadOn } from './lead.ts'
import { openReaders } from './readers.ts'
import { openCounter } from './counter.ts'
import { openMoments } from './moments.ts'
import { copyAside } from './copy-aside.ts'
import { openWrites } from './writes.ts'
import type { Writes } from './writes.ts'

const usualLimits: ReaderLimits = { mostReaders: 8, longestReadMs: 300_000 }

export type PostgresOptions = {
  readonly url: string
  readonly limits?: ReaderLimits
  /** On a server whose data nobody needs: its promises may be off. */
  readonly isTried?: boolean
}

/** Opens a store over a database that has been made and migrated already (see open.ts). */
export async function createPostgresStore({ url, limits, isTried }: PostgresOptions): Promise<Store> {
  const writes = openWrites({ url, isTried: isTried ?? false })
  const counter = openCounter(url)
  const close = (): void => {
    counter.close()
    writes.close()
  }
  const lead: Store['lead'] = (begin, onError) => leadOn(url, begin, onError)
  const store = storeOver({ url, limits, writes: { ...writes, close }, countCall: counter.count, lead })
  await writes.assertReady()
  return store
}

type Parts = Pick<Store, 'lead' | 'countCall'> & {
  readonly url: string
  readonly limits?: ReaderLimits | undefined
  readonly writes: Writes
}

/** A store that reads on connections of its own, and writes, or refuses to, by `writes`. */
export function storeOver({ url, limits, writes, countCall, lead }: Parts): Store {
  const bodies = trackBodies()
  const readers = openReaders(url, writes.saw, limits ?? usualLimits)
  const moments = openMoments(url, writes.saw)
  const store: Store = {
    kind: 'postgres',
    countCall,
    async read(body) {
      bodies.requireOutside()
      return readers.read((db) => bodies.run(() => body(db)))
    },
    async write(purpose, body) {
      bodies.requireOutside()
      const held = heldWords(store.write)
      if (held !== null) throw new StoreRefusal(writesHeld, held)
      return writes.write(purpose, (tx) => bodies.run(() => body(tx))).finally(readers.endOverdue)
    },
    backup: (path) => copyAside(url, path),
    async bytes() {
      const connection = await connect(url)
      try {
        const [row] = await connection.script<{ bytes: number }>('select pg_database_size(current_database()) as bytes')
        return row?.bytes ?? 0
      } finally {
        await connection.end()
      }
    },
    isWritable: () => true,
    version: writes.version,
    commits: writes.commits,
    othersVersion: () => writes.version() - writes.commits(),
    moment: moments.moment,
    check: () => undefined,
    lead,
    close() {
      readers.close()
      moments.close()
      writes.close()
    },
  }
  return store
}

import { statSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { Purpose } from './audit-witness.ts'
import { trackBodies } from './bodies.ts'
import type { Db } from './client.ts'
import type { CallCounter } from './call-counter.ts'
import { heldWords, writesHeld } from './held.ts'
import type { Lead } from './postgres/lead.ts'
import { openReaders } from './readers.ts'
import type { ReaderLimits } from './readers.ts'
import { StoreRefusal } from './refusal.ts'
import { sealRecorder } from './seal/recorder.ts'
import { openWrites } from './writes.ts'

export type { Db } from './client.ts'

export type Store = {
  /** Which kind of database the data is in. */
  readonly kind: 'sqlite' | 'postgres'
  /**
   * Runs a body on a read-only connection: all its queries see one moment, whatever is written meanwhile. It computes
   * and awaits the database, nothing else; one that takes longer than five minutes is ended.
   */
  readonly read: <T>(body: (db: Db) => Promise<T>) => Promise<T>
  /**
   * The only door for changes: bodies run one at a time inside BEGIN IMMEDIATE … COMMIT, those that wait together in one
   * (writes.ts), and are answered after the commit; a rejected body leaves nothing behind. A body awaits the database and nothing else: no network, no file, no timer. What changes anything
   * without the audit event that `purpose` names is taken back with an error (audit-witness.ts).
   */
  readonly write: <T>(purpose: Purpose, body: (tx: Db) => Promise<T>) => Promise<T>
  /** How many transactions have been committed, as far as this process knows; `seenVersionOf` says of a handle what it sees. */
  readonly version: () => number
  /** How many of them this process has committed itself. */
  readonly commits: () => number
  /**
   * Changes whenever anybody else has committed to the database: another process, or another store of this one. Told at
   * most a millisecond late, so that it may be asked for every request.
   */
  readonly othersVersion: () => number
  /**
   * Names a moment of the database after the call: the same name, and nobody has committed anything between. Null: the
   * database tells of others' commits without a journey, by `othersVersion`.
   */
  readonly moment: (() => Promise<string>) | null
  /** False after the disk has failed a write: nothing more is written until the installation was opened anew. */
  readonly isWritable: () => boolean
  /** Copies the live database to `path` while people write; runs on the writer, where it terminates. */
  readonly backup: (path: string) => Promise<void>
  /** Null: one process serves the data, and counts for itself. */
  readonly countCall: CallCounter | null
  /** How large the data is on the disk. */
  readonly bytes: () => Promise<number>
  /** Throws a StoreRefusal when the file is damaged; a server of PostgreSQL looks after its own. */
  readonly check: () => void
  /** Ends its connections; those of PostgreSQL end a moment later. */
  readonly close: () => void
  /**
   * Runs what only one of all processes on the data does: `begin` answers how it is stopped. Fulfilled when it has begun
   * here, or another process does it already, with a function that stops it; another process takes over then, and when
   * this one is gone.
   */
  readonly lead: (begin: Lead, onError: (error: unknown) => void) => Promise<() => Promise<void>>
}

/** What the writer promises; asserted at start because better-sqlite3 defaults to synchronous=NORMAL in WAL. */
const promised = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, trusted_schema: 0, secure_delete: 1 } as const

export function openWriter(path: string): Database.Database {
  const db = new Database(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
  db.pragma('secure_delete = ON')
  db.pragma('busy_timeout = 5000')
  // Every statement that a trigger may refuse keeps the pages it changes for that case: by files of its own, 300 writes a save.
  db.pragma('temp_store = MEMORY')
  db.pragma('journal_size_limit = 67108864')
  for (const [name, wanted] of Object.entries(promised)) {
    const found = db.pragma(name, { simple: true })
    if (found !== wanted) {
      throw new StoreRefusal(
        'pragma',
        `数据库设置 ${name} 应为 ${wanted}，实际为 ${String(found)}；为避免丢失数据，程序不启动。`,
      )
    }
  }
  return db
}

const usualLimits: ReaderLimits = { mostReaders: 4, longestReadMs: 300_000 }

/** Opens a store over a file that has been created and migrated already (see open.ts). */
export function createStore(path: string, limits: ReaderLimits = usualLimits): Store {
  const writer = openWriter(path)
  // As its readers have (readers.ts): the system has the file in memory as well.
  writer.pragma('cache_size = -4000')
  const bodies = trackBodies()
  const others = othersVersionOf(writer)
  const writes = openWrites(writer, sealRecorder(writer), others)
  const readers = openReaders(path, { ...writes, others }, limits)
  const store: Store = {
    kind: 'sqlite',
    countCall: null,
    bytes: async () => statSync(path).size,
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
    async backup(path) {
      // In steps of 8 MB, between which people write: the default of 0.4 MB took a minute beside three writers.
      await withSweepCache(writer, () => writer.backup(path, { progress: () => 2_000 }))
    },
    isWritable: writes.isWritable,
    version: writes.version,
    commits: writes.version,
    othersVersion: oncePerMs(others),
    moment: null,
    check() {
      const reader = new Database(path, { readonly: true, fileMustExist: true })
      try {
        assertSound(reader)
      } finally {
        reader.close()
      }
    },
    close() {
      readers.close()
      writer.close()
    },
    async lead(begin) {
      const stop = await begin()
      return async () => stop()
    },
  }
  return store
}

/** SQLite's own count of what other connections have committed: that of this one does not change it. */
function othersVersionOf(writer: Database.Database): () => number {
  const asked = writer.prepare<[], number>('PRAGMA data_version').pluck()
  return () => asked.get() ?? 0
}

/** Taken before any test stands the clock still. */
const clock = performance.now.bind(performance)

/** The answer holds for a millisecond: asking SQLite costs a tenth of handing out an answer that lies ready. */
function oncePerMs<T>(ask: () => T): () => T {
  let [answer, until] = [ask(), 0]
  return () => {
    const now = clock()
    if (now >= until) [answer, until] = [ask(), now + 1]
    return answer
  }
}

/** Kilobytes of cache for reading a whole file once: kept pages gain nothing, and 16 MB of them would stay resident. */
const sweepCache = 'cache_size = -1000'

/** Runs a body that reads the whole file, and gives the connection its usual cache back. */
async function withSweepCache(db: Database.Database, body: () => Promise<unknown>): Promise<void> {
  const usual = Number(db.pragma('cache_size', { simple: true }))
  db.pragma(sweepCache)
  try {
    await body()
  } finally {
    db.pragma(`cache_size = ${usual}`)
  }
}

/** Reads the whole file; for a connection that is closed afterwards. Throws a StoreRefusal when the file is damaged. */
export function assertSound(db: Database.Database): void {
  db.pragma(sweepCache)
  const found = db.pragma('quick_check(1)', { simple: true })
  if (found !== 'ok') {
    throw new StoreRefusal(
      'damaged',
      `数据文件已损坏（${String(found)}）。请停止使用，并用“npm run restore”从最近一次备份恢复。`,
    )
  }
}

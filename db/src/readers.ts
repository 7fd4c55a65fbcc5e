import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { seenMoment, seenVersion } from './client.ts'
import type { Db } from './client.ts'
import { guardClient, rememberStatements } from './remembered.ts'

/*
 * Read-only connections, each lent to one body at a time inside a transaction, so that a body sees the same moment from
 * its first query to its last. One is nearly always enough: another is opened only while a body waits for something.
 */

type Reader = {
  readonly client: Database.Database
  readonly db: Db
  readonly begin: Database.Statement
  readonly commit: Database.Statement
  /** While lent: since when (performance.now) and how many commits had been made then. */
  loan: { readonly since: number; readonly version: number } | null
}

export type Readers = {
  readonly read: <T>(body: (db: Db) => Promise<T>) => Promise<T>
  /** Takes back what has been lent for too long: an old snapshot keeps SQLite from ever shortening the log. */
  readonly endOverdue: () => void
  readonly close: () => void
}

export type ReaderLimits = {
  readonly mostReaders: number
  /** How long one body may keep its snapshot. */
  readonly longestReadMs: number
}

/** `version` counts the commits of this process; a body's handle answers what it was when the body began. */
export function openReaders(path: string, version: () => number, limits: ReaderLimits): Readers {
  const lent = new Set<Reader>()
  const idle: Reader[] = []
  const waiting: (() => void)[] = []

  function endOverdue(): void {
    const now = performance.now()
    for (const reader of lent) {
      if (reader.loan !== null && now - reader.loan.since >= limits.longestReadMs) {
        reader.loan = null
        lent.delete(reader)
        reader.client.close()
        waiting.shift()?.()
      }
    }
  }

  async function borrow(): Promise<Reader> {
    while (lent.size >= limits.mostReaders) {
      const freed = new Promise<void>((resolve) => waiting.push(resolve))
      endOverdue()
      await freed
    }
    const reader = idle.pop() ?? openReader(path)
    reader.loan = { since: performance.now(), version: version() }
    lent.add(reader)
    return reader
  }

  function giveBack(reader: Reader): void {
    if (!lent.delete(reader)) return
    reader.loan = null
    if (reader.client.inTransaction) reader.commit.run()
    idle.push(reader)
    waiting.shift()?.()
  }

  return {
    async read(body) {
      const reader = await borrow()
      try {
        reader.begin.run()
        return await body(reader.db)
      } finally {
        giveBack(reader)
      }
    },
    endOverdue,
    close() {
      for (const reader of [...lent, ...idle]) reader.client.close()
    },
  }
}

function openReader(path: string): Reader {
  const client = new Database(path, { readonly: true, fileMustExist: true })
  client.pragma('busy_timeout = 5000')
  // Of 16 MB each by default, which four readers would keep beside the system's own copy of the file.
  client.pragma('cache_size = -4000')
  const moment = client.prepare<[], number>('PRAGMA data_version').pluck()
  const guarded = guardClient(rememberStatements(client), (property) => {
    if (reader.loan === null) throw new Error('a query was made after its read had ended, or had taken too long')
    if (property === seenMoment) return { answer: moment.get() }
    return property === seenVersion ? { answer: reader.loan.version } : undefined
  })
  const reader: Reader = {
    client,
    db: drizzle({ client: guarded }) as unknown as Db,
    begin: client.prepare('BEGIN'),
    commit: client.prepare('COMMIT'),
    loan: null,
  }
  return reader
}

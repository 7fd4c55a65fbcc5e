import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { seenTables, seenVersion } from './client.ts'
import type { Db, SeenTables } from './client.ts'
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
  /** While lent: since when (performance.now), and how many commits had been made then, here and by others. */
  loan: { readonly since: number; readonly version: number; readonly others: number } | null
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

/** What is committed to the file beside the readers; a body's handle answers what it was when the body began. */
export type Commits = {
  /** How many this process has made. */
  readonly version: () => number
  /** Changes with those of others. */
  readonly others: () => number
  /** The version since which a table is as it is; null: nobody knows. */
  readonly lastChange: ((table: string) => number) | null
}

export function openReaders(path: string, commits: Commits, limits: ReaderLimits): Readers {
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
    const reader = idle.pop() ?? openReader(path, commits)
    reader.loan = { since: performance.now(), version: commits.version(), others: commits.others() }
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

function openReader(path: string, { lastChange }: Commits): Reader {
  const client = new Database(path, { readonly: true, fileMustExist: true })
  client.pragma('busy_timeout = 5000')
  // Of 16 MB each by default, which four readers would keep beside the system's own copy of the file.
  client.pragma('cache_size = -4000')
  const guarded = guardClient(rememberStatements(client), (property) => {
    if (reader.loan === null) throw new Error('a query was made after its read had ended, or had taken too long')
    if (property === seenVersion) return { answer: reader.loan.version }
    return property === seenTables && lastChange !== null ? { answer: namer(reader.loan, lastChange) } : undefined
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

/** The body sees what was committed before it began; of what came after, nobody knows whether it does. */
function namer(
  loan: { readonly version: number; readonly others: number },
  lastChange: (table: string) => number,
): SeenTables {
  return (tables) => {
    const since = Math.max(...tables.map(lastChange))
    return since > loan.version ? null : `${since} ${loan.others}`
  }
}

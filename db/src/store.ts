import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { auditWitness, witness } from './audit-witness.ts'
import type { Purpose, Witness } from './audit-witness.ts'
import { connection } from './client.ts'
import { StoreRefusal } from './refusal.ts'

/** A drizzle handle. Await every query: the same body must run on PostgreSQL later. */
export type Db = BetterSQLite3Database

export type Store = {
  /** Runs a body on the read-only connection. */
  readonly read: <T>(body: (db: Db) => Promise<T>) => Promise<T>
  /**
   * The only door for changes: bodies run one at a time inside BEGIN IMMEDIATE … COMMIT; a rejected body leaves
   * nothing behind. A body awaits the database and nothing else: no network, no file, no timer. What changes anything
   * without the audit event that `purpose` names is taken back with an error (audit-witness.ts).
   */
  readonly write: <T>(purpose: Purpose, body: (tx: Db) => Promise<T>) => Promise<T>
  /** Copies the live database to `path` while people write; runs on the writer, where it terminates. */
  readonly backup: (path: string) => Promise<void>
  /** Throws a StoreRefusal when the file is damaged. */
  readonly check: () => void
  readonly close: () => void
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

/** Opens a store over a file that has been created and migrated already (see open.ts). */
export function createStore(path: string): Store {
  const writer = openWriter(path)
  const reader = new Database(path, { readonly: true, fileMustExist: true })
  reader.pragma('busy_timeout = 5000')
  const readDb = drizzle({ client: rememberStatements(reader) })
  const rememberedWriter = rememberStatements(writer)
  let queue: Promise<unknown> = Promise.resolve()

  const witnessFor = auditWitness(writer)

  async function transact<T>(purpose: Purpose, body: (tx: Db) => Promise<T>): Promise<T> {
    const seen = witnessFor(purpose)
    const scope = scoped(rememberedWriter, seen)
    writer.exec('BEGIN IMMEDIATE')
    try {
      const result = await body(scope.db)
      seen.requireAudit()
      writer.exec('COMMIT')
      return result
    } catch (error) {
      if (writer.inTransaction) writer.exec('ROLLBACK')
      throw error
    } finally {
      scope.end()
    }
  }

  return {
    read: (body) => body(readDb),
    write(purpose, body) {
      const run = queue.then(() => transact(purpose, body))
      queue = run.then(
        () => undefined,
        () => undefined,
      )
      return run
    },
    async backup(path) {
      await writer.backup(path)
    },
    check: () => assertSound(reader),
    close() {
      reader.close()
      writer.close()
    },
  }
}

const mostStatements = 300

/** Parsing SQL costs more than running most of our queries: the same text gets the same statement again. */
function rememberStatements(client: Database.Database): Database.Database {
  const known = new Map<string, Database.Statement>()
  const prepare = (text: string): Database.Statement => {
    const found = known.get(text)
    if (found !== undefined) {
      // drizzle asks for rows as arrays or as objects, call by call.
      if (found.reader) found.raw(false)
      return found
    }
    const made = client.prepare(text)
    if (known.size >= mostStatements) known.clear()
    known.set(text, made)
    return made
  }
  return new Proxy(client, {
    get(target, property) {
      if (property === 'prepare') return prepare
      if (property === connection) return target
      const value: unknown = Reflect.get(target, property, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** A handle that refuses to prepare statements once its transaction has ended: a query that outlives it is an error, not a silent stray write. */
function scoped(client: Database.Database, seen: Witness): { db: Db; end(): void } {
  let ended = false
  const guard = new Proxy(client, {
    get(target, property) {
      if (ended) throw new Error('a query was made after its transaction had ended')
      if (property === witness) return seen
      const value: unknown = Reflect.get(target, property, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return {
    db: drizzle({ client: guard }),
    end() {
      ended = true
    },
  }
}

export function assertSound(db: Database.Database): void {
  const found = db.pragma('quick_check(1)', { simple: true })
  if (found !== 'ok') {
    throw new StoreRefusal(
      'damaged',
      `数据文件已损坏（${String(found)}）。请停止使用，并用“npm run restore”从最近一次备份恢复。`,
    )
  }
}

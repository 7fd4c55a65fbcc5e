import type Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { auditWitness, witness } from './audit-witness.ts'
import type { Purpose, Witness } from './audit-witness.ts'
import { seenVersion } from './client.ts'
import type { Db } from './client.ts'
import type { SealRecorder } from './seal/recorder.ts'
import { StoreRefusal } from './refusal.ts'
import { guardClient, rememberStatements } from './remembered.ts'

export type Writes = {
  readonly write: <T>(purpose: Purpose, body: (tx: Db) => Promise<T>) => Promise<T>
  /** False after the disk has failed a write: nothing is written until the file was opened anew. */
  readonly isWritable: () => boolean
  /** How many transactions have been committed. */
  readonly version: () => number
}

/**
 * Runs bodies one after the other on the writing connection, each in a transaction that its audit event lets through, and
 * seals what each has left.
 */
export function openWrites(writer: Database.Database, seals: SealRecorder): Writes {
  const remembered = rememberStatements(writer)
  const witnessFor = auditWitness(writer)
  let version = 0
  let queue: Promise<unknown> = Promise.resolve()

  let isBroken = false

  async function transact<T>(purpose: Purpose, body: (tx: Db) => Promise<T>): Promise<T> {
    if (isBroken) throw new StoreRefusal(writerBroken, brokenWords)
    const seen = witnessFor(purpose)
    const scope = scoped(remembered, seen, version)
    writer.exec('BEGIN IMMEDIATE')
    try {
      const result = await body(scope.db)
      await seen.requireAudit()
      seals.seal()
      writer.exec('COMMIT')
      version += 1
      return result
    } catch (error) {
      isBroken ||= isIoError(error)
      if (writer.inTransaction) writer.exec('ROLLBACK')
      throw error
    } finally {
      scope.end()
    }
  }

  return {
    write(purpose, body) {
      const run = queue.then(() => transact(purpose, body))
      queue = run.then(
        () => undefined,
        () => undefined,
      )
      return run
    },
    isWritable: () => !isBroken,
    version: () => version,
  }
}

/** The code of the refusal after the disk has failed a write. */
export const writerBroken = 'writer_broken'

const brokenWords =
  '服务器磁盘读写出过错，系统已停止写入，仍可查看。请告诉管理员检查磁盘后重新启动服务；之前提示保存成功的内容都在。'

/** After a failed write or flush nobody knows what is on the disk: nothing is written until the file was opened anew. */
function isIoError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_IOERR')
}

/** A handle that refuses to prepare statements once its transaction has ended: a query that outlives it is an error, not a silent stray write. */
function scoped(client: Database.Database, seen: Witness, version: number): { db: Db; end(): void } {
  let ended = false
  const guarded = guardClient(client, (property) => {
    if (ended) throw new Error('a query was made after its transaction had ended')
    if (property === witness) return { answer: seen }
    return property === seenVersion ? { answer: version } : undefined
  })
  return {
    db: drizzle({ client: guarded }) as unknown as Db,
    end() {
      ended = true
    },
  }
}

import type Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { auditWitness, witness } from './audit-witness.ts'
import type { Purpose, Witness } from './audit-witness.ts'
import { seenTables, seenVersion } from './client.ts'
import type { Db, SeenTables } from './client.ts'
import type { SealRecorder } from './seal/recorder.ts'
import { StoreRefusal } from './refusal.ts'
import { guardClient, rememberStatements } from './remembered.ts'
import { isIoError, isWholeLost, transactionWords } from './transaction.ts'
import { openGate } from './write-gate.ts'
import type { Turn, Turns } from './write-gate.ts'

export type Writes = {
  readonly write: <T>(purpose: Purpose, body: (tx: Db) => Promise<T>) => Promise<T>
  /** False after the disk has failed a write: nothing is written until the file was opened anew. */
  readonly isWritable: () => boolean
  /** How many transactions have been committed. */
  readonly version: () => number
  /** Which of them was the last one that touched a table; 0: none. Of a table that seals do not cover nobody knows: an error. */
  readonly lastChange: (table: string) => number
}

/**
 * Runs bodies one after the other on the writing connection, in transactions that their audit events let through, and
 * seals what each transaction has left. Bodies that wait together share a transaction, each behind a mark of its own: what
 * one refuses is taken back alone, and all are answered after the commit, which is most of what a small write costs.
 * `others` changes with what others commit to the file.
 */
export function openWrites(writer: Database.Database, seals: SealRecorder, others: () => number): Writes {
  const remembered = rememberStatements(writer)
  const witnessFor = auditWitness(writer)
  const { begin, commit, mark, forgetMark } = wordsFor(writer)
  const changes = changeNotes(seals, others)
  let version = 0
  let isBroken = false

  async function runBody({ purpose, run }: Turn): Promise<void> {
    const seen = witnessFor(purpose)
    const scope = scoped(remembered, { seen, version, namer: changes.name })
    try {
      await run(scope.db)
      await seen.requireAudit()
    } finally {
      scope.end()
    }
  }

  /** One body of several: its refusal is its own, unless it has cost the others their place too. */
  async function runMarked(turn: Turn): Promise<void> {
    mark.run()
    try {
      await runBody(turn)
    } catch (error) {
      if (isWholeLost(writer, error)) throw error
      writer.exec(transactionWords.backToMark)
      turn.refuse(error)
    }
    forgetMark.run()
  }

  async function transact({ isAlone, next }: Turns): Promise<void> {
    let turn = next()
    if (isBroken) throw new StoreRefusal(writerBroken, brokenWords)
    begin.run()
    changes.begin()
    try {
      seals.begin()
      for (; turn !== null; turn = next()) await (isAlone ? runBody(turn) : runMarked(turn))
      const touched = seals.seal()
      commit.run()
      version += 1
      changes.note(touched, version)
    } catch (error) {
      isBroken ||= isIoError(error)
      if (writer.inTransaction) writer.exec(transactionWords.rollback)
      throw error
    }
  }

  return {
    write: openGate(transact).enter,
    isWritable: () => !isBroken,
    version: () => version,
    lastChange: changes.last,
  }
}

type ChangeNotes = {
  /** Once a transaction has begun: nobody else commits before it ends. */
  readonly begin: () => void
  readonly note: (touched: readonly string[], version: number) => void
  readonly last: Writes['lastChange']
  /** Of tables that the transaction has changed nobody else may know what they hold: it is not committed yet. */
  readonly name: SeenTables
}

/** By table, which commit changed it last. */
function changeNotes(seals: SealRecorder, others: () => number): ChangeNotes {
  const changes = new Map<string, number>()
  let othersThen: number | null = null
  function last(table: string): number {
    if (!seals.watches(table)) throw new Error(`nobody notes what changes ${table}`)
    return changes.get(table) ?? 0
  }
  return {
    begin() {
      othersThen = null
    },
    note(touched, version) {
      for (const table of touched) changes.set(table, version)
    },
    last,
    name(tables) {
      const since = Math.max(...tables.map(last))
      return seals.hasTouched(tables) ? null : `${since} ${(othersThen ??= others())}`
    },
  }
}

/** Said for every transaction, and for every body that shares one: parsed once. */
const wordsFor = (writer: Database.Database) => ({
  begin: writer.prepare(transactionWords.begin),
  commit: writer.prepare(transactionWords.commit),
  mark: writer.prepare(transactionWords.mark),
  forgetMark: writer.prepare(transactionWords.forgetMark),
})

/** The code of the refusal after the disk has failed a write. */
export const writerBroken = 'writer_broken'

const brokenWords =
  '服务器磁盘读写出过错，系统已停止写入，仍可查看。请告诉管理员检查磁盘后重新启动服务；之前提示保存成功的内容都在。'

/** A handle that refuses to prepare statements once its transaction has ended: a query that outlives it is an error, not a silent stray write. */
function scoped(
  client: Database.Database,
  { seen, version, namer }: { readonly seen: Witness; readonly version: number; readonly namer: SeenTables },
): { db: Db; end(): void } {
  let ended = false
  const guarded = guardClient(client, (property) => {
    if (ended) throw new Error('a query was made after its transaction had ended')
    if (property === witness) return { answer: seen }
    if (property === seenTables) return { answer: namer }
    return property === seenVersion ? { answer: version } : undefined
  })
  return {
    db: drizzle({ client: guarded }) as unknown as Db,
    end() {
      ended = true
    },
  }
}

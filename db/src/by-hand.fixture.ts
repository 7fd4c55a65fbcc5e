import { MessageChannel, Worker, receiveMessageOnPort } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { databasePath } from './open.ts'
import { readSource } from './source.ts'
import type { HandAnswer, HandQuestion } from './by-hand-worker.fixture.ts'

/*
 * The data of an installation by another way than the program's, as somebody with its file or its server could use it. The
 * same shape on both databases, and at once: a test looks at a figure in the middle of a sentence.
 */

export type HandStatement = {
  readonly all: (...parameters: readonly unknown[]) => unknown[]
  readonly get: (...parameters: readonly unknown[]) => unknown
  readonly run: (...parameters: readonly unknown[]) => { readonly changes: number }
  readonly pluck: () => HandStatement
  readonly raw: () => HandStatement
}

export type ByHand = {
  readonly prepare: (text: string) => HandStatement
  readonly exec: (text: string) => void
  /** Takes triggers and foreign keys out of the way; answers how they are put back. */
  readonly breakRules: () => () => void
  /** What changes with everything that somebody else commits. */
  readonly version: () => unknown
  /** Of SQLite: its client, for what only a file has. */
  readonly file: Database.Database | null
  readonly close: () => void
}

export function openByHand(folder: string): ByHand {
  const source = readSource(folder)
  return source === null ? ofFile(databasePath(folder)) : ofServer(source.url)
}

function ofFile(path: string): ByHand {
  const db = new Database(path)
  return {
    file: db,
    version: () => db.pragma('data_version', { simple: true }),
    prepare: (text) => db.prepare(text) as unknown as HandStatement,
    exec: (text) => void db.exec(text),
    breakRules() {
      const triggers = db.prepare("select name, sql from sqlite_schema where type = 'trigger'").all() as {
        name: string
        sql: string
      }[]
      db.pragma('foreign_keys = OFF')
      for (const { name } of triggers) db.exec(`drop trigger "${name}"`)
      return () => {
        for (const { sql } of triggers) db.exec(sql)
        db.pragma('foreign_keys = ON')
      }
    },
    close: () => void db.close(),
  }
}

/** What a hand writes for SQLite, as PostgreSQL takes it. */
const worded = (text: string): string =>
  text
    .replaceAll(/\b(update|from|into|join) user\b/gi, '$1 "user"')
    .replaceAll(/\bcast\(('[^']*') as blob\)/gi, "convert_to($1, 'UTF8')")

/** A thread asks the server while this one waits. */
function ofServer(url: string): ByHand {
  const { port1, port2 } = new MessageChannel()
  /** How many questions were answered. */
  const signal = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL('./by-hand-worker.fixture.ts', import.meta.url), {
    workerData: { url, port: port2, signal },
    transferList: [port2],
  })
  worker.unref()
  let asked = 0
  const ask = (question: HandQuestion): Extract<HandAnswer, { rows: unknown }> => {
    const answered = asked
    asked += 1
    port1.postMessage(question)
    // The call that tells of an answer may come late, and wake whoever waits for the next: the count alone says that it is there.
    while (Atomics.load(signal, 0) === answered) {
      if (Atomics.wait(signal, 0, answered, 60_000) === 'timed-out') throw new Error('the server did not answer')
    }
    const answer = (receiveMessageOnPort(port1) as { message: HandAnswer }).message
    if ('error' in answer) throw new Error(answer.error)
    return answer
  }
  const statement = (told: string, shape: (row: Record<string, unknown>) => unknown): HandStatement => {
    const text = worded(told)
    const rows = (parameters: readonly unknown[]) =>
      ask({ text, parameters }).rows.map((row) => shape(withBuffers(row as Record<string, unknown>)))
    return {
      all: (...parameters) => rows(parameters.flat()),
      get: (...parameters) => rows(parameters.flat())[0],
      run: (...parameters) => ({ changes: ask({ text, parameters: parameters.flat() }).changes }),
      pluck: () => statement(text, (row) => Object.values(row)[0]),
      raw: () => statement(text, (row) => Object.values(row)),
    }
  }
  return {
    file: null,
    version: () => statement('select version from store_version', (row) => row['version']).get(),
    prepare: (text) => statement(text, (row) => row),
    exec: (text) => void ask({ script: worded(text) }),
    breakRules() {
      ask({ script: 'set session_replication_role = replica' })
      return () => void ask({ script: 'set session_replication_role = origin' })
    },
    close() {
      void worker.terminate()
      port1.close()
    },
  }
}

/** Bytes lose what makes them a Buffer on their way between threads. */
function withBuffers(row: Record<string, unknown>): Record<string, unknown> {
  const values = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value,
  ])
  return Object.fromEntries(values) as Record<string, unknown>
}

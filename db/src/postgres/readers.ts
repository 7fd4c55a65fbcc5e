import type { Db } from '../client.ts'
import type { ReaderLimits, Readers } from '../readers.ts'
import { awayRefusal, connect, isConnectionLoss } from './connection.ts'
import type { Connection } from './connection.ts'
import { sessionOf } from './session.ts'
import type { Body } from './session.ts'

/* Connections that only read, each lent to one body at a time: all its queries see one moment. */

type Reader = {
  readonly connection: Connection
  readonly session: ReturnType<typeof sessionOf>
  loan: { readonly since: number; body: Body | null } | null
}

/** `saw` is told the version that each body sees. */
export function openReaders(url: string, saw: (version: number) => void, limits: ReaderLimits): Readers {
  const lent = new Set<Reader>()
  const idle: Reader[] = []
  const waiting: (() => void)[] = []
  /** Places that are given out, also while a connection is being made. */
  let taken = 0
  let isClosed = false

  function end(reader: Reader): void {
    reader.loan?.body?.end()
    reader.loan = null
    void reader.connection.end()
  }

  function leave(): void {
    taken -= 1
    waiting.shift()?.()
  }

  function endOverdue(): void {
    const now = performance.now()
    for (const reader of lent) {
      if (reader.loan === null || now - reader.loan.since < limits.longestReadMs) continue
      lent.delete(reader)
      end(reader)
      leave()
    }
  }

  async function borrow(): Promise<Reader> {
    while (taken >= limits.mostReaders) {
      const freed = new Promise<void>((resolve) => waiting.push(resolve))
      endOverdue()
      await freed
    }
    if (isClosed) throw new Error('the store is closed')
    taken += 1
    try {
      const reader = takeIdle() ?? (await openReader(url))
      reader.loan = { since: performance.now(), body: null }
      lent.add(reader)
      return reader
    } catch (error) {
      leave()
      throw error
    }
  }

  function takeIdle(): Reader | undefined {
    for (;;) {
      const reader = idle.pop()
      if (reader === undefined || !reader.connection.isLost()) return reader
      void reader.connection.end()
    }
  }

  function giveBack(reader: Reader): void {
    if (!lent.delete(reader)) return
    reader.loan?.body?.end()
    reader.loan = null
    if (isClosed || reader.connection.isLost()) end(reader)
    else idle.push(reader)
    leave()
  }

  async function begin(): Promise<{ reader: Reader; version: number }> {
    for (let turn = 1; ; turn++) {
      const reader = await borrow()
      try {
        const [row] = await reader.connection.script<{ version: number }>(
          'begin isolation level repeatable read read only; select version from store_version',
        )
        if (row === undefined) throw new Error('the database has no version')
        return { reader, version: row.version }
      } catch (error) {
        giveBack(reader)
        if (!isConnectionLoss(error)) throw error
        if (turn > limits.mostReaders) throw awayRefusal()
      }
    }
  }

  async function read<T>(body: (db: Db) => Promise<T>): Promise<T> {
    const { reader, version } = await begin()
    saw(version)
    const own = reader.session.begin({ version, source: url })
    if (reader.loan !== null) reader.loan.body = own
    try {
      return await body(own.db)
    } catch (error) {
      throw reader.connection.isLost() && isConnectionLoss(error) ? awayRefusal() : error
    } finally {
      own.end()
      // Whoever borrows it next stands in line behind this.
      if (!reader.connection.isLost()) {
        reader.connection.script('rollback').catch(() => void reader.connection.end())
      }
      giveBack(reader)
    }
  }

  return {
    read,
    endOverdue,
    close() {
      isClosed = true
      for (const reader of [...lent, ...idle]) end(reader)
    },
  }
}

async function openReader(url: string): Promise<Reader> {
  const connection = await connect(url)
  return { connection, session: sessionOf(connection), loan: null }
}

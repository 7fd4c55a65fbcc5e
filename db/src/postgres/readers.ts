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

class Pool {
  readonly #lent = new Set<Reader>()
  readonly #idle: Reader[] = []
  readonly #waiting: (() => void)[] = []
  /** Places that are given out, also while a connection is being made. */
  #taken = 0
  #isClosed = false
  readonly #url: string
  readonly #saw: (version: number) => void
  readonly #limits: ReaderLimits

  constructor(url: string, saw: (version: number) => void, limits: ReaderLimits) {
    this.#url = url
    this.#saw = saw
    this.#limits = limits
  }

  #end(reader: Reader): void {
    reader.loan?.body?.end()
    reader.loan = null
    void reader.connection.end()
  }

  #leave(): void {
    this.#taken -= 1
    this.#waiting.shift()?.()
  }

  endOverdue(): void {
    const now = performance.now()
    for (const reader of this.#lent) {
      if (reader.loan === null || now - reader.loan.since < this.#limits.longestReadMs) continue
      this.#lent.delete(reader)
      this.#end(reader)
      this.#leave()
    }
  }

  async #borrow(): Promise<Reader> {
    while (this.#taken >= this.#limits.mostReaders) {
      const freed = new Promise<void>((resolve) => this.#waiting.push(resolve))
      this.endOverdue()
      await freed
    }
    if (this.#isClosed) throw new Error('the store is closed')
    this.#taken += 1
    try {
      const reader = this.#takeIdle() ?? (await openReader(this.#url))
      reader.loan = { since: performance.now(), body: null }
      this.#lent.add(reader)
      return reader
    } catch (error) {
      this.#leave()
      throw error
    }
  }

  #takeIdle(): Reader | undefined {
    for (;;) {
      const reader = this.#idle.pop()
      if (reader === undefined || !reader.connection.isLost()) return reader
      void reader.connection.end()
    }
  }

  #giveBack(reader: Reader): void {
    if (!this.#lent.delete(reader)) return
    reader.loan?.body?.end()
    reader.loan = null
    if (this.#isClosed || reader.connection.isLost()) this.#end(reader)
    else this.#idle.push(reader)
    this.#leave()
  }

  async #begin(): Promise<{ reader: Reader; version: number }> {
    for (let turn = 1; ; turn++) {
      const reader = await this.#borrow()
      try {
        const [row] = await reader.connection.script<{ version: number }>(
          'begin isolation level repeatable read read only; select version from store_version',
        )
        if (row === undefined) throw new Error('the database has no version')
        return { reader, version: row.version }
      } catch (error) {
        this.#giveBack(reader)
        if (!isConnectionLoss(error)) throw error
        if (turn > this.#limits.mostReaders) throw awayRefusal()
      }
    }
  }

  async read<T>(body: (db: Db) => Promise<T>): Promise<T> {
    const { reader, version } = await this.#begin()
    this.#saw(version)
    const own = reader.session.begin({ version, source: this.#url })
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
      this.#giveBack(reader)
    }
  }

  close(): void {
    this.#isClosed = true
    for (const reader of [...this.#lent, ...this.#idle]) this.#end(reader)
  }
}

/** `saw` is told the version that each body sees. */
export function openReaders(url: string, saw: (version: number) => void, limits: ReaderLimits): Readers {
  const pool = new Pool(url, saw, limits)
  return {
    read: (body) => pool.read(body),
    endOverdue: () => pool.endOverdue(),
    close: () => pool.close(),
  }
}

async function openReader(url: string): Promise<Reader> {
  const connection = await connect(url)
  return { connection, session: sessionOf(connection), loan: null }
}

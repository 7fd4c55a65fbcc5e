import { judge } from '../audit-witness.ts'
import type { Purpose, Witness } from '../audit-witness.ts'
import { StoreRefusal } from '../refusal.ts'
import type { Db } from '../client.ts'
import { awayRefusal, codeOf, commitUnknown, connect, isConnectionLoss } from './connection.ts'
import type { Connection } from './connection.ts'
import { recorderOf } from './seals.ts'
import type { Recorder } from './seals.ts'
import { sessionOf } from './session.ts'

export type Writes = {
  readonly write: <T>(purpose: Purpose, body: (tx: Db) => Promise<T>) => Promise<T>
  /** The newest version that this process knows of. */
  readonly version: () => number
  /** How many transactions this process has committed itself. */
  readonly commits: () => number
  readonly saw: (version: number) => void
  readonly close: () => void
}

/** Whoever holds it writes, of all processes on a database: 'CGWR'. */
export const writeLock = 0x43475752

/** A process that hangs inside its transaction keeps the others from writing: the server ends it. */
const longestSilence = '300s'

type Writer = {
  readonly connection: Connection
  readonly recorder: Recorder
  readonly session: ReturnType<typeof sessionOf>
}

/** What the server must promise; a database without it loses acknowledged writes when the power fails. */
const promised = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' } as const

async function openWriter({ url, isTried }: WriterOptions): Promise<Writer> {
  const connection = await connect(url)
  try {
    await connection.script(
      `set synchronous_commit = ${isTried ? 'off' : 'on'}; set idle_in_transaction_session_timeout = '${longestSilence}'`,
    )
    if (!isTried) await assertPromised(connection)
    return { connection, recorder: await recorderOf(connection), session: sessionOf(connection) }
  } catch (error) {
    await connection.end()
    throw error
  }
}

/** Refuses a server that could lose what it has confirmed. */
export async function assertPromised(connection: Connection): Promise<void> {
  for (const [name, wanted] of Object.entries(promised)) {
    const [row] = await connection.script<Record<string, string>>(`show ${name}`)
    const found = row?.[name]
    if (found !== wanted) {
      throw new StoreRefusal(
        'setting',
        `PostgreSQL 的设置 ${name} 应为 ${wanted}，实际为 ${String(found)}；为避免丢失数据，程序不启动。请在 postgresql.conf 中改正。`,
      )
    }
  }
}

/** `isTried`: on a server whose data nobody needs, with its promises off. */
export type WriterOptions = { readonly url: string; readonly isTried: boolean }

class Line {
  readonly #options: WriterOptions
  #writer: Writer | null = null
  #isClosed = false
  #queue: Promise<unknown> = Promise.resolve()
  version = 0
  commits = 0

  constructor(options: WriterOptions) {
    this.#options = options
  }

  saw(seen: number): void {
    this.version = Math.max(this.version, seen)
  }

  write<T>(purpose: Purpose, body: (tx: Db) => Promise<T>): Promise<T> {
    const run = this.#queue.then(() => this.#again(purpose, body))
    this.#queue = run.then(
      () => undefined,
      () => undefined,
    )
    return run
  }

  async assertReady(): Promise<void> {
    await this.#ready()
  }

  close(): void {
    this.#isClosed = true
    void this.#queue.then(() => this.#writer?.connection.end())
  }

  async #ready(): Promise<Writer> {
    if (this.#isClosed) throw new Error('the store is closed')
    if (this.#writer !== null && !this.#writer.connection.isLost()) return this.#writer
    this.#writer = await openWriter(this.#options)
    return this.#writer
  }

  /** Begins a transaction; a connection that was lost while nobody wrote is replaced. */
  async #begin(): Promise<{ writer: Writer; seen: { version: number; last: number } }> {
    for (let turn = 1; ; turn++) {
      const own = await this.#ready()
      try {
        const [seen] = await own.connection.script<{ version: number; last: number }>(
          `begin; select pg_advisory_xact_lock(${writeLock});
           select version, (select coalesce(max(id), 0) from audit_event) as last from store_version`,
        )
        if (seen === undefined) throw new Error('the database has no version')
        return { writer: own, seen }
      } catch (error) {
        await this.#drop(own)
        if (!isConnectionLoss(error)) throw error
        if (turn > 1) throw awayRefusal()
      }
    }
  }

  async #drop(own: Writer): Promise<void> {
    if (this.#writer === own) this.#writer = null
    await own.connection.end()
  }

  async #transact<T>(purpose: Purpose, body: (tx: Db) => Promise<T>): Promise<T> {
    const { writer: own, seen } = await this.#begin()
    const { connection } = own
    const guard = witnessOf(connection, purpose, seen.last)
    const scope = own.session.begin({ version: seen.version, witness: guard, source: this.#options.url })
    let isCommitting = false
    try {
      const result = await body(scope.db)
      scope.end()
      await guard.requireAudit()
      const hasChanged = connection.totalChanges() > guard.before
      if (hasChanged) await own.recorder.seal()
      isCommitting = true
      const next = hasChanged ? seen.version + 1 : seen.version
      await connection.script(hasChanged ? `update store_version set version = ${next}; commit` : 'commit')
      this.saw(next)
      if (hasChanged) this.commits += 1
      return result
    } catch (error) {
      scope.end()
      throw await this.#undone(own, error, isCommitting)
    }
  }

  /** After an error: takes back what there is, or says that nobody knows. */
  async #undone(own: Writer, error: unknown, isCommitting: boolean): Promise<unknown> {
    if (own.connection.isLost() || isConnectionLoss(error)) {
      await this.#drop(own)
      return isCommitting ? new StoreRefusal(commitUnknown, unknownWords) : awayRefusal()
    }
    try {
      await own.connection.script('rollback')
    } catch {
      // The connection is gone, and with it the transaction.
      await this.#drop(own)
    }
    return error
  }

  async #again<T>(purpose: Purpose, body: (tx: Db) => Promise<T>): Promise<T> {
    try {
      return await this.#transact(purpose, body)
    } catch (error) {
      // Another program has locked what the body needed; nothing was committed.
      if (!['40001', '40P01'].includes(codeOf(error))) throw error
      return this.#transact(purpose, body)
    }
  }
}

/**
 * Runs bodies one after the other, each in a transaction that its audit event lets through, and seals what each has left.
 * A lock of the database keeps all processes' bodies apart, as BEGIN IMMEDIATE does.
 */
export function openWrites(options: WriterOptions): Writes & { readonly assertReady: () => Promise<void> } {
  const line = new Line(options)
  return {
    write: (purpose, body) => line.write(purpose, body),
    version: () => line.version,
    commits: () => line.commits,
    saw: (version) => line.saw(version),
    assertReady: () => line.assertReady(),
    close: () => line.close(),
  }
}

const unknownWords =
  '保存时与数据库服务器的连接中断，不能确定是否已经保存。请刷新页面核对；需要时再保存一次，不会重复。'

function witnessOf(connection: Connection, purpose: Purpose, last: number): Witness & { readonly before: number } {
  const before = connection.totalChanges()
  let overlooked = before
  return {
    before,
    async requireAudit() {
      if (connection.totalChanges() <= overlooked) return
      const { rows } = await connection.query('select distinct action from audit_event where id > ?', [last])
      judge(
        purpose,
        rows.map(([action]) => String(action)),
      )
    },
    async overlook(part) {
      const start = connection.totalChanges()
      const result = await part()
      overlooked += connection.totalChanges() - start
      return result
    },
  }
}

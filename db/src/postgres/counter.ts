import { must } from '@cg/domain/must'
import type { CallCounter } from '../call-counter.ts'
import { awayRefusal, connect, isConnectionLoss } from './connection.ts'
import type { Connection } from './connection.ts'

/*
 * Calls are counted beside the line of writes: what was asked within a minute changes nothing that anybody reads, and no
 * version, cache or seal is touched by it.
 */

/** A window that begins in a time to come was begun by a clock that has been set back since. */
const isOpen = 'call_count.began_at > ? and call_count.began_at <= ?'
const statement = `
  insert into call_count (caller, route, began_at, calls) values (?, ?, ?, 1)
  on conflict (caller, route) do update set
    calls = case when ${isOpen} then call_count.calls + 1 else 1 end,
    began_at = case when ${isOpen} then call_count.began_at else excluded.began_at end
  returning calls, began_at`

export function openCounter(url: string): { readonly count: CallCounter; readonly close: () => void } {
  let open: Connection | null = null
  let opening: Promise<Connection> | null = null
  let isClosed = false

  async function openAnew(): Promise<Connection> {
    try {
      open = await connectHere(url)
      if (isClosed) await open.end()
      return open
    } finally {
      // What could not be opened is tried again with the next call.
      opening = null
    }
  }

  async function ask(parameters: readonly unknown[]): Promise<unknown[]> {
    const connection = open === null || open.isLost() ? await (opening ??= openAnew()) : open
    const { rows } = await connection.query(statement, parameters)
    return must(rows[0])
  }

  /** Once more on another connection: that a call is counted twice is no harm. */
  async function askAgain(parameters: readonly unknown[]): Promise<unknown[]> {
    open = null
    try {
      return await ask(parameters)
    } catch (error) {
      throw isConnectionLoss(error) ? awayRefusal() : error
    }
  }

  return {
    async count({ caller, route, at, windowMs }) {
      const now = at.toISOString()
      const since = new Date(at.getTime() - windowMs).toISOString()
      const parameters = [caller, route, now, since, now, since, now]
      const [calls, began] = await ask(parameters).catch((error: unknown) => {
        if (!isConnectionLoss(error)) throw error
        return askAgain(parameters)
      })
      return { calls: Number(calls), endsInMs: Date.parse(String(began)) + windowMs - at.getTime() }
    },
    close() {
      isClosed = true
      void open?.end()
    },
  }
}

async function connectHere(url: string): Promise<Connection> {
  const connection = await connect(url)
  // Nothing is lost with the last calls of a server that crashes.
  await connection.script('set synchronous_commit = off')
  return connection
}

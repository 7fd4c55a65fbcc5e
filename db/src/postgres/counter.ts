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
  let opening: Promise<Connection> | null = null

  async function ready(): Promise<Connection> {
    const open = await opening
    if (open !== null && !open.isLost()) return open
    opening = connectHere(url)
    return opening
  }

  async function ask(parameters: readonly unknown[]): Promise<unknown[]> {
    const connection = await ready()
    const { rows } = await connection.query(statement, parameters)
    return must(rows[0])
  }

  return {
    async count({ caller, route, at, windowMs }) {
      const now = at.toISOString()
      const since = new Date(at.getTime() - windowMs).toISOString()
      const parameters = [caller, route, now, since, now, since, now]
      const [calls, began] = await ask(parameters).catch((error: unknown) => {
        if (!isConnectionLoss(error)) throw error
        // Once more on a connection of its own: a call that is counted twice is no harm.
        opening = null
        return ask(parameters).catch((again: unknown) => {
          throw isConnectionLoss(again) ? awayRefusal() : again
        })
      })
      return { calls: Number(calls), endsInMs: Date.parse(String(began)) + windowMs - at.getTime() }
    },
    close() {
      void opening?.then((connection) => connection.end()).catch(() => undefined)
    },
  }
}

async function connectHere(url: string): Promise<Connection> {
  const connection = await connect(url)
  // Nothing is lost with the last calls of a server that crashes.
  await connection.script('set synchronous_commit = off')
  return connection
}

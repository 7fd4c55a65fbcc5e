import { must } from '@cg/domain/must'
import { awayRefusal, connect, isConnectionLoss } from './connection.ts'
import type { Connection } from './connection.ts'

/*
 * Which moment of the database it is, asked for everybody who wants to know at once. A snapshot says which transactions are
 * to be seen: while its text stays the same nobody has committed anything, this program or a hand. A server that follows
 * another one leaves out some of those under way, so the program's own count of commits stands beside it. Another connection
 * may lead to a server that has lost what the first one confirmed and gives its numbers again: its moments bear other names.
 */

const statement = 'select version, txid_current_snapshot()::text as snapshot from store_version'

export type Moments = {
  /** Names a moment after the call: nothing that was committed before the call is missing in it. */
  readonly moment: () => Promise<string>
  readonly close: () => void
}

/** `saw` is told the version of each moment. */
export function openMoments(url: string, saw: (version: number) => void): Moments {
  let open: Connection | null = null
  let isClosed = false
  let opened = 0

  async function connection(): Promise<Connection> {
    if (open !== null && !open.isLost()) return open
    if (isClosed) throw new Error('the store is closed')
    const made = await connect(url)
    open = made
    opened += 1
    // Closed while it was opened.
    if (isClosed) await made.end()
    return made
  }

  async function ask(): Promise<string> {
    const { rows } = await (await connection()).objects<{ version: number; snapshot: string }>(statement, [])
    const { version, snapshot } = must(rows[0])
    saw(version)
    return `${opened} ${version} ${snapshot}`
  }

  async function askAgain(error: unknown): Promise<string> {
    if (!isConnectionLoss(error)) throw error
    open = null
    try {
      return await ask()
    } catch (again) {
      throw isConnectionLoss(again) ? awayRefusal() : again
    }
  }

  return {
    moment: together(() => ask().catch(askAgain)),
    close() {
      isClosed = true
      void open?.end()
    },
  }
}

/**
 * One question at a time for all who ask. Who asks while one is under way waits for the next: that one may have been
 * answered by the server before they asked.
 */
export function together<T>(ask: () => Promise<T>): () => Promise<T> {
  let waiting: PromiseWithResolvers<T> | null = null
  let isUnderWay = false

  function begin(): void {
    const own = waiting
    waiting = null
    isUnderWay = own !== null
    if (own !== null) void ask().then(own.resolve, own.reject).finally(begin)
  }

  return () => {
    waiting ??= Promise.withResolvers<T>()
    if (!isUnderWay) {
      isUnderWay = true
      // With all that came in the same turn of the event loop.
      setImmediate(begin)
    }
    return waiting.promise
  }
}

import { connect } from './connection.ts'
import type { Connection } from './connection.ts'

/** Whoever holds it does what only one process on a database does: 'CGLD'. */
export const leadLock = 0x43474c44
const lookMs = 5_000

/** Begins what only one process does, and answers how it is stopped. */
export type Lead = () => Promise<() => Promise<void> | void>

/**
 * Runs `begin` in the one process of all on a database that holds the lock, and stops it when the lock is lost. When that
 * process ends, however it ends, another one takes over within seconds. Returns a function that stops it here.
 */
export async function leadOn(
  url: string,
  begin: Lead,
  onError: (error: unknown) => void,
): Promise<() => Promise<void>> {
  let held: { readonly connection: Connection; readonly stop: () => Promise<void> | void } | null = null
  let isStopped = false

  async function lose(): Promise<void> {
    const lost = held
    held = null
    if (lost === null) return
    await lost.stop()
    await lost.connection.end()
  }

  async function look(): Promise<void> {
    if (held !== null) {
      // A connection that is silently gone shows itself by this.
      await held.connection.script('select 1').catch(() => undefined)
      if (!held.connection.isLost()) return
      await lose()
    }
    const connection = await connect(url)
    const [row] = await connection.script<{ isHeld: number }>(`select pg_try_advisory_lock(${leadLock}) as "isHeld"`)
    if (row?.isHeld !== 1 || isStopped) return connection.end()
    held = { connection, stop: await begin() }
  }

  let turn: Promise<void> = look()
  await turn
  const next = () => {
    turn = turn.then(() => (isStopped ? undefined : look().catch(onError)))
  }
  const timer = setInterval(next, lookMs)
  timer.unref()
  return async () => {
    isStopped = true
    clearInterval(timer)
    await turn
    await lose()
  }
}

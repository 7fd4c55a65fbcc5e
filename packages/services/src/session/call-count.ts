import { callCount } from '@cg/db/schema'
import { and, eq } from 'drizzle-orm'
import type { Services } from '../context.ts'

/** Who calls (an account, a link or an address) and which route. */
export type Called = { readonly caller: string; readonly route: string }

/**
 * Counts a call among those of all processes on the database: how many there were in the window that is under way, this
 * one included, and in how many ms it ends. A window begins with the first call after the last one has ended.
 */
export async function countCall(
  { store, now }: Services,
  { caller, route }: Called,
  windowMs: number,
): Promise<{ readonly calls: number; readonly endsInMs: number }> {
  return store.write({ unaudited: 'call.count' }, async (tx) => {
    const mine = and(eq(callCount.caller, caller), eq(callCount.route, route))
    const [seen] = await tx.select().from(callCount).where(mine)
    const time = now().getTime()
    const passed = seen === undefined ? Infinity : time - Date.parse(seen.beganAt)
    // A window that begins in a time to come was begun by a clock that has been set back since.
    if (seen !== undefined && passed >= 0 && passed < windowMs) {
      const calls = seen.calls + 1
      await tx.update(callCount).set({ calls }).where(mine)
      return { calls, endsInMs: windowMs - passed }
    }
    const window = { beganAt: new Date(time).toISOString(), calls: 1 }
    await tx
      .insert(callCount)
      .values({ caller, route, ...window })
      .onConflictDoUpdate({ target: [callCount.caller, callCount.route], set: window })
    return { calls: 1, endsInMs: windowMs }
  })
}

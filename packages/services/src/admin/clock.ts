import { auditEvent } from '@cg/db/schema'
import { desc } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Services } from '../context.ts'

/*
 * The order of the trail is that of its numbers, not of its times. Where the server's clock was set, a line says so, from
 * when to when, so that nobody takes the times on both sides for one course.
 */

/** Smaller steps are those of a clock that is kept right. */
const jumpMs = 60_000

/** At the start: the last line of the trail must not lie ahead of the clock. */
export async function noteClockAtStart({ store, now }: Services): Promise<void> {
  const [last] = await store.read((db) =>
    db.select({ at: auditEvent.at }).from(auditEvent).orderBy(desc(auditEvent.id)).limit(1),
  )
  if (last !== undefined && Date.parse(last.at) - now().getTime() >= jumpMs)
    await noteJump({ store, now }, new Date(last.at))
}

const lookMs = 10_000

/**
 * Looks every ten seconds whether the clock went another way than the time that has passed. `passed`: ms on a clock that
 * nobody sets. Returns a function that looks now, and one that stops it.
 */
export function watchClock(
  services: Services,
  onError: (error: unknown) => void,
  passed: () => number = () => performance.now(),
): { look: () => Promise<void>; stop: () => void } {
  let seen = { wall: services.now().getTime(), passed: passed() }
  const look = async () => {
    const before = seen
    seen = { wall: services.now().getTime(), passed: passed() }
    const expected = before.wall + seen.passed - before.passed
    if (Math.abs(seen.wall - expected) >= jumpMs) await noteJump(services, new Date(expected))
  }
  const timer = setInterval(() => void look().catch(onError), lookMs)
  timer.unref()
  return { look, stop: () => clearInterval(timer) }
}

async function noteJump({ store, now }: Services, expected: Date): Promise<void> {
  const at = now().toISOString()
  await store.write('clock.jump', (tx) =>
    audit(tx, {
      at,
      actor: null,
      action: 'clock.jump',
      object: 'clock',
      detail: { before: { clock: expected.toISOString() }, after: { clock: at } },
    }),
  )
}

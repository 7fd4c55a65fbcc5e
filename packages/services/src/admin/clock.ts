import { uptime } from 'node:os'
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

/** Milliseconds on a clock that nobody sets and that goes on while the machine sleeps. */
const sinceBoot = (): number => uptime() * 1000

/** What the clock shows, and what it should show where it went another way than the time that has passed; else null. */
export type ClockReading = { readonly at: Date; readonly expected: Date | null }

/** To be asked again and again: each reading is held against the one before. */
export function clockReader(now: Services['now'], passed: () => number = sinceBoot): () => ClockReading {
  let seen = { wall: now().getTime(), passed: passed() }
  return () => {
    const before = seen
    seen = { wall: now().getTime(), passed: passed() }
    const expected = before.wall + seen.passed - before.passed
    return { at: new Date(seen.wall), expected: Math.abs(seen.wall - expected) >= jumpMs ? new Date(expected) : null }
  }
}

/**
 * Looks every ten seconds whether the clock was set. `passed`: ms on a clock that nobody sets. Returns a function that
 * looks now, and one that stops it.
 */
export function watchClock(
  services: Services,
  onError: (error: unknown) => void,
  passed?: () => number,
): { look: () => Promise<void>; stop: () => void } {
  const read = clockReader(services.now, passed)
  const look = async () => {
    const { expected } = read()
    if (expected !== null) await noteJump(services, expected)
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

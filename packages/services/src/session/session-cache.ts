import { replicaOnly } from '@cg/db/postgres/replica'
import { StoreRefusal } from '@cg/db/refusal'
import { session } from '@cg/db/schema'
import { eq } from 'drizzle-orm'
import type { Services } from '../context.ts'
import { absoluteMs, findSession, idleMs } from './actor.ts'
import type { LiveSession } from './actor.ts'
import { togetherAt } from '../together-at.ts'

const trustMs = 10_000
const touchMs = 60_000
const capacity = 5_000

export type SessionCache = {
  /** The session if it was looked up a moment ago; undefined: ask `find`. `moment`: what the store has just said that it is. */
  peek(token: string, moment?: string | null): LiveSession | undefined
  find(token: string): Promise<LiveSession | null>
  /** Forgets a user's sessions at once: after sign-out, a new password or changed rights. */
  forget(userId: number): void
  /** Forgets everybody. */
  forgetAll(): void
}

/**
 * Answers "who is this?" without a query for 10 s after the last one. This process calls `forget` on every change of an
 * account, and where another one has committed anything everybody is looked up again, so rights never lag. PostgreSQL tells
 * of others' commits only when it is asked: there every request asks which moment it is, all that come together with one
 * question, and what was looked up is known at that very moment alone.
 */
export function createSessionCache(services: Services): SessionCache {
  /** By token, in memory only: hashing it again for every request would cost more than the rest of the answer. */
  const known = new Map<string, Known>()
  /** Counts what was forgotten: a session that was read before is not kept after. */
  let forgotten = 0
  let others = services.store.othersVersion()

  function forgetAll(): void {
    forgotten += 1
    known.clear()
  }

  function peek(token: string, moment: string | null = null): LiveSession | undefined {
    if (services.store.moment !== null) return moment === null ? undefined : ofMoment(token, moment)
    const now = services.store.othersVersion()
    if (now !== others) {
      others = now
      forgetAll()
      return undefined
    }
    return ofMoment(token, null)
  }

  function ofMoment(token: string, moment: string | null): LiveSession | undefined {
    const hit = known.get(token)
    if (hit === undefined || hit.moment !== moment) return undefined
    if (isTrusted(hit, services.now().getTime())) return hit.live
    known.delete(token)
    return undefined
  }

  /** `before`: what had been forgotten when it was asked for. */
  async function look(token: string, moment: string | null, before: number): Promise<LiveSession | null> {
    const now = services.now()
    const live = await load(services, token, now)
    if (live === null || live.lastSeenAt + idleMs <= now.getTime()) return null
    if (forgotten !== before) return live
    if (known.size >= capacity) known.clear()
    known.set(token, { live, checkedAt: now.getTime(), moment })
    return live
  }

  const lookTogether = togetherAt(look)

  return {
    peek,
    async find(token) {
      const before = forgotten
      // Asked before the session is read: what is committed between makes it another moment.
      const moment = services.store.moment === null ? null : await services.store.moment()
      const hit = peek(token, moment)
      return hit ?? lookTogether(moment === null ? null : `${moment} ${token}`, token, moment, before)
    },
    forget(userId) {
      forgotten += 1
      for (const [key, { live }] of known) if (live.actor.userId === userId) known.delete(key)
    },
    forgetAll,
  }
}

type Known = { readonly live: LiveSession; readonly checkedAt: number; readonly moment: string | null }

/** A clock that was set back makes nothing trusted for longer. */
function isTrusted({ live, checkedAt }: Known, now: number): boolean {
  const age = now - checkedAt
  return age >= 0 && age < trustMs && live.expiresAt > now
}

/** The session of a token; that it was seen is written down once a minute. */
async function load({ store }: Services, token: string, now: Date): Promise<LiveSession | null> {
  const live = await store.read((db) => findSession(db, token, now))
  if (live === null) return null
  // One that was seen at a time to come: the clock was set back, and it gets no more life by that.
  const isAhead = live.lastSeenAt - now.getTime() > touchMs
  if (isAhead || now.getTime() - live.lastSeenAt > touchMs) {
    live.lastSeenAt = now.getTime()
    if (isAhead) live.expiresAt = Math.min(live.expiresAt, now.getTime() + absoluteMs)
    const seen = { lastSeenAt: now.toISOString(), expiresAt: new Date(live.expiresAt).toISOString() }
    await note({ store }, live.tokenHash, seen)
  }
  return live
}

type Seen = Pick<typeof session.$inferInsert, 'lastSeenAt' | 'expiresAt'>

async function note({ store }: Pick<Services, 'store'>, tokenHash: string, seen: Seen): Promise<void> {
  try {
    await store.write({ unaudited: 'session.touch' }, async (tx) => {
      await tx.update(session).set(seen).where(eq(session.tokenHash, tokenHash))
    })
  } catch (error) {
    // A process that only reads leaves it to the one that writes: every page asks that one for something.
    if (!(error instanceof StoreRefusal && error.code === replicaOnly)) throw error
  }
}

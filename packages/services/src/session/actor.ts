import { grant, session, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { eq } from 'drizzle-orm'
import { createHash, randomBytes } from 'node:crypto'
import type { Actor } from '../context.ts'

/** Idle and absolute life of a session. */
export const idleMs = 30 * 60_000
export const absoluteMs = 12 * 3_600_000

/** A 256-bit random token; only its hash is stored. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Loads an active user with all grants; null when there is none. */
export async function loadActor(db: Db, userId: number): Promise<Actor | null> {
  const [found] = await db.select().from(user).where(eq(user.id, userId))
  if (found === undefined || !found.isActive) return null
  const grants = await db.select().from(grant).where(eq(grant.userId, userId))
  return {
    userId: found.id,
    login: found.login,
    name: found.name,
    mustChangePassword: found.mustChangePassword,
    grants: grants.map(({ role, departmentCode, unitCode }) => ({ role, department: departmentCode, unit: unitCode })),
  }
}

export type LiveSession = { tokenHash: string; actor: Actor; expiresAt: number; lastSeenAt: number }

/** The session of a token, or null when it is unknown, idle too long, expired, or its user is disabled. */
export async function findSession(db: Db, token: string, now: Date): Promise<LiveSession | null> {
  const tokenHash = hashToken(token)
  const [row] = await db.select().from(session).where(eq(session.tokenHash, tokenHash))
  if (row === undefined) return null
  const expiresAt = Date.parse(row.expiresAt)
  const lastSeenAt = Date.parse(row.lastSeenAt)
  if (expiresAt <= now.getTime() || lastSeenAt + idleMs <= now.getTime()) return null
  const actor = await loadActor(db, row.userId)
  if (actor === null) return null
  // Who came through the identity service has not used the first password, which still waits to be changed.
  const seen = row.byIdentity ? { ...actor, mustChangePassword: false } : actor
  return { tokenHash, actor: seen, expiresAt, lastSeenAt }
}

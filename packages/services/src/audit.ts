import { auditHash, firstHash } from '@cg/db/audit-chain'
import { auditEvent } from '@cg/db/schema'
import { keptQuery } from '@cg/db/kept-query'
import type { Db } from '@cg/db/store'
import type { AuditAction } from '@cg/domain/audit-action'
import { desc, sql } from 'drizzle-orm'
import type { Actor, Context } from './context.ts'

export type AuditEntry = {
  at: string
  actor: Pick<Actor, 'userId' | 'name'> | null
  action: AuditAction
  /** What it was done to: 'submission:12' */
  object: string
  /** Never a password or token. */
  detail: Record<string, unknown>
}

const lastHash = keptQuery((db) =>
  db.select({ hash: auditEvent.hash }).from(auditEvent).orderBy(desc(auditEvent.id)).limit(1).prepare(),
)

const append = keptQuery((db) =>
  db
    .insert(auditEvent)
    .values({
      at: sql.placeholder('at'),
      actorId: sql.placeholder('actorId'),
      actorName: sql.placeholder('actorName'),
      action: sql.placeholder('action'),
      object: sql.placeholder('object'),
      detail: sql.placeholder('detail'),
      previousHash: sql.placeholder('previousHash'),
      hash: sql.placeholder('hash'),
    })
    .prepare(),
)

/** Appends an event inside the caller's transaction: a write whose audit line cannot be stored fails as a whole. */
export async function audit(tx: Db, entry: AuditEntry): Promise<void> {
  const [last] = await lastHash(tx, {})
  const previousHash = last?.hash ?? firstHash
  const event = {
    at: entry.at,
    actorId: entry.actor?.userId ?? null,
    actorName: entry.actor?.name ?? '系统',
    action: entry.action,
    object: entry.object,
    detail: JSON.stringify(entry.detail),
  }
  await append(tx, { ...event, previousHash, hash: auditHash(previousHash, event) })
}

/** What the trail adds where a program took something in its account's place. */
export function byToken({ token }: Context): { token?: string } {
  return token === undefined ? {} : { token: token.prefix }
}

import { hash } from 'node:crypto'
import type { AuditAction } from '@cg/domain/audit-action'
import type Database from 'better-sqlite3'

/** What stands before the first line of the audit trail. */
export const firstHash = '0'.repeat(64)

export type AuditContent = {
  readonly at: string
  readonly actorId: number | null
  readonly actorName: string
  readonly action: string
  readonly object: string
  /** JSON. */
  readonly detail: string
}

/** SHA-256 over the event before and this one's content: editing, removing or swapping a line breaks the chain. */
export function auditHash(previous: string, event: AuditContent): string {
  const { at, actorId, actorName, action, object, detail } = event
  return hash('sha256', JSON.stringify([previous, at, actorId, actorName, action, object, detail]), 'hex')
}

/** Appends what the program itself has done to the file, while no store is open on it. */
export function appendSystemEvent(
  db: Database.Database,
  { at, action, detail }: { at: string; action: AuditAction; detail: Readonly<Record<string, unknown>> },
): void {
  const previous =
    db.prepare<unknown[], string>('SELECT hash FROM audit_event ORDER BY id DESC LIMIT 1').pluck().get() ?? firstHash
  const event = { at, actorId: null, actorName: '系统', action, object: 'database', detail: JSON.stringify(detail) }
  db.prepare(
    `INSERT INTO audit_event (at, actor_id, actor_name, action, object, detail, previous_hash, hash)
     VALUES (@at, @actorId, @actorName, @action, @object, @detail, @previous, @hash)`,
  ).run({ ...event, previous, hash: auditHash(previous, event) })
}

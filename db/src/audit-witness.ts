import type { AuditAction } from '@cg/domain/audit-action'
import { must } from '@cg/domain/must'
import type Database from 'better-sqlite3'
import { answerOf } from './client.ts'
import type { Db } from './client.ts'

/** Bookkeeping that nobody looks for in the audit trail. Whoever adds one says here why. */
export type Unaudited =
  /** A session was used: its opening and its end are in the trail. */
  | 'session.touch'
  /** A password is being tried: what came of it is in the trail. */
  | 'session.attempt'
  /** A link for a meeting was opened again: its making, its first opening and its end are in the trail. */
  | 'share.use'
  /** A token was used: its making, its end and the files taken with it are in the trail. */
  | 'token.use'
  /** A person has read a message: what it tells of is in the trail. */
  | 'inbox.read'
  /** A message goes out by mail or to a group: what it tells of is in the trail, and so is who set it up. */
  | 'notice.queue'
  /** The answer that a retry gets: the first write is in the trail, if it changed anything. */
  | 'idempotency.key'
  /** A material is saved again within a sitting: the sitting's first save is in the trail, and so is every save that changes a number. */
  | 'recipe.sitting'
  /** A file is known again by its code: what it shows is a release's, and the registry itself says who took it first. */
  | 'stamp.issue'
  /** History was held against its chains: what was found is shown, and stands there as long as it is so. */
  | 'history.check'
  /** The installation notes that it is anchored: what it is anchored at is in the anchor. */
  | 'anchor.begin'
  /** Tests put things as they want them; a static step keeps it out of what ships. */
  | 'fixture'

/**
 * What a body of `store.write` is for: the action that its audit event bears, several where the body decides between
 * them or does several things, or why there is none.
 */
export type Purpose = AuditAction | readonly AuditAction[] | { readonly unaudited: Unaudited }

export type Witness = {
  /** Before the commit: throws when rows were changed without an event, or an event's action is not in the purpose. */
  readonly requireAudit: () => Promise<void> | void
  /** Runs a part of the body whose changes need no event. */
  readonly overlook: <T>(part: () => Promise<T>) => Promise<T>
}

/** A transaction's client answers this property with its witness. */
export const witness: unique symbol = Symbol('witness')

/** Makes the witnesses of a connection, one for each transaction, just before it begins. */
export function auditWitness(writer: Database.Database): (purpose: Purpose) => Witness {
  const changed = writer.prepare<unknown[], number>('SELECT total_changes()').pluck()
  const begun = writer
    .prepare<unknown[], [changes: number, last: number]>(
      'SELECT total_changes(), (SELECT coalesce(max(id), 0) FROM audit_event)',
    )
    .raw()
  const since = writer.prepare<unknown[], string>('SELECT action FROM audit_event WHERE id > ?').pluck()
  const changes = () => changed.get() ?? 0
  return (purpose) => {
    const [changesBefore, lastBefore] = must(begun.get())
    let overlooked = changesBefore
    return {
      requireAudit() {
        if (changes() > overlooked) judge(purpose, since.all(lastBefore))
      },
      async overlook(part) {
        const before = changes()
        const result = await part()
        overlooked += changes() - before
        return result
      },
    }
  }
}

export function judge(purpose: Purpose, found: readonly string[]): void {
  if (typeof purpose === 'object' && 'unaudited' in purpose) return
  const named: readonly string[] = typeof purpose === 'string' ? [purpose] : purpose
  const foreign = found.find((action) => !named.includes(action))
  if (foreign !== undefined) {
    throw new Error(`a write of ${named.join(', ')} left the audit event ${foreign}: its purpose must name it`)
  }
  if (found.length === 0) throw new Error(`a write of ${named.join(', ')} changed data without its audit event`)
}

/** Runs a part of a body of `store.write` whose changes leave no audit event, for the reason that is named. */
export async function bookkeeping<T>(tx: Db, _why: Unaudited, part: () => Promise<T>): Promise<T> {
  const seen = answerOf(tx, witness) as Witness | undefined
  if (seen === undefined) throw new Error('there is no transaction to keep books in')
  return seen.overlook(part)
}

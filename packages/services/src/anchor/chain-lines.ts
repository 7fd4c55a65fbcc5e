import { auditEvent, seal } from '@cg/db/schema'
import { asc } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { requireCityRole } from '../permission.ts'

/**
 * The whole audit trail and the whole chain of seals as JSON lines, first the one, then the other: what the stand-alone
 * checker (apps/api/src/verify-chain.mjs) reads.
 */
export async function chainLines({ store, actor }: Context): Promise<string> {
  requireCityRole(actor, 'auditor')
  return store.read(async (db) => {
    const events = await db.select().from(auditEvent).orderBy(asc(auditEvent.id))
    const seals = await db.select().from(seal).orderBy(asc(seal.id))
    return [...events.map((row) => ({ kind: 'event', ...row })), ...seals.map((row) => ({ kind: 'seal', ...row }))]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join('')
  })
}

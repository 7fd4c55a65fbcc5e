import { schemeVersion } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, eq } from 'drizzle-orm'
import { audit } from '../../audit.ts'
import type { Context } from '../../context.ts'

/** The first release that uses an adopted version locks it; part of the publication's transaction. */
export async function lockScheme(tx: Db, ctx: Context, { id, code }: { id: number; code: string }): Promise<void> {
  const locked = await tx
    .update(schemeVersion)
    .set({ state: 'locked' })
    .where(and(eq(schemeVersion.id, id), eq(schemeVersion.state, 'adopted')))
    .returning({ id: schemeVersion.id })
  if (locked.length === 0) return
  const at = ctx.now().toISOString()
  await audit(tx, { at, actor: ctx.actor, action: 'scheme.lock', object: `scheme:${id}`, detail: { release: code } })
}

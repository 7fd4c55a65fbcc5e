import type { SchemeAdoption, SchemeVersion } from '@cg/contract/scheme'
import { schemeVersion } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, eq, ne } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import {
  adoptionObstacle,
  describeVersion,
  loadSurroundings,
  loadVersion,
  requireDraft,
  requireOffice,
} from './versions.ts'
import type { SchemeRow } from './versions.ts'

export type Adoption = SchemeAdoption & { id: number; editVersion: number }

/**
 * Adopts a tried version for its year: by a publisher who did not save it last (I7). An unused version of the same year
 * gives way. Years with a published score are out of reach, so that no published period changes.
 */
export async function adoptScheme(ctx: Context, { id, editVersion, approval }: Adoption): Promise<SchemeVersion> {
  requireCityRole(ctx.actor, 'publisher')
  return ctx.store.write(['scheme.adopt', 'scheme.retire'], async (tx) => {
    const row = await loadVersion(tx, id)
    requireDraft(row, editVersion)
    const { lockedThrough } = await loadSurroundings(tx)
    const obstacle = adoptionObstacle(ctx.actor, row, lockedThrough)
    if (obstacle !== null) throw new ServiceError('conflict', obstacle.words, { reason: obstacle.reason })
    const at = ctx.now().toISOString()
    await giveWay(tx, ctx, row)
    const set = { state: 'adopted', adoptedBy: ctx.actor.userId, adoptedAt: at, approval: approval.trim() } as const
    const [adopted] = await tx.update(schemeVersion).set(set).where(eq(schemeVersion.id, id)).returning()
    if (adopted === undefined) throw new Error('the adoption was not stored')
    const detail = { year: row.year, hash: row.contentHash, editedBy: row.editedBy, approval: set.approval }
    await audit(tx, { at, actor: ctx.actor, action: 'scheme.adopt', object: `scheme:${id}`, detail })
    return describeVersion(ctx.actor, adopted, await loadSurroundings(tx))
  })
}

async function giveWay(tx: Db, ctx: Context, { id, year }: SchemeRow): Promise<void> {
  const rivals = await tx
    .update(schemeVersion)
    .set({ state: 'retired' })
    .where(and(eq(schemeVersion.year, year), eq(schemeVersion.state, 'adopted'), ne(schemeVersion.id, id)))
    .returning({ id: schemeVersion.id })
  for (const rival of rivals) {
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'scheme.retire',
      object: `scheme:${rival.id}`,
      detail: { replacedBy: id },
    })
  }
}

/** Gives up a draft. What was adopted is only ever replaced, by another adoption of two persons. */
export async function retireScheme(
  ctx: Context,
  { id, editVersion }: { id: number; editVersion: number },
): Promise<SchemeVersion> {
  requireOffice(ctx.actor)
  return ctx.store.write('scheme.retire', async (tx) => {
    const row = await loadVersion(tx, id)
    requireDraft(row, editVersion)
    const [retired] = await tx
      .update(schemeVersion)
      .set({ state: 'retired' })
      .where(eq(schemeVersion.id, id))
      .returning()
    if (retired === undefined) throw new Error('the retirement was not stored')
    const at = ctx.now().toISOString()
    const detail = { hash: row.contentHash, before: row.state }
    await audit(tx, { at, actor: ctx.actor, action: 'scheme.retire', object: `scheme:${id}`, detail })
    return describeVersion(ctx.actor, retired, await loadSurroundings(tx))
  })
}

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

/** Adopts a tried version alone: an installation on its way to its first release. After it two persons do (adoption.ts). */
export async function adoptScheme(ctx: Context, { id, editVersion, approval }: Adoption): Promise<SchemeVersion> {
  requireCityRole(ctx.actor, 'publisher')
  return ctx.store.write(['scheme.adopt', 'scheme.retire'], async (tx) => {
    const row = await loadVersion(tx, id)
    await requireDraft(tx, row, editVersion)
    const around = await loadSurroundings(tx)
    if (!around.isAlone) {
      throw new ServiceError('conflict', '已有发布，采用方案须由最后修改人提请、另一位发布人确认。请改用“提请采用”。', {
        reason: 'scheme.second_person',
      })
    }
    const obstacle = adoptionObstacle(ctx.actor, row, around)
    if (obstacle !== null) throw new ServiceError('conflict', obstacle.words, { reason: obstacle.reason })
    const adopted = await putInForce(tx, ctx, row, { approval: approval.trim() })
    return describeVersion(ctx.actor, adopted, await loadSurroundings(tx))
  })
}

/** Puts a version into force with its line in the trail; an unused version of the same year gives way. */
export async function putInForce(
  tx: Db,
  ctx: Context,
  row: SchemeRow,
  { approval, proposedBy }: { readonly approval: string; readonly proposedBy?: number },
): Promise<SchemeRow> {
  const at = ctx.now().toISOString()
  await giveWay(tx, ctx, row)
  const set = { state: 'adopted', adoptedBy: ctx.actor.userId, adoptedAt: at, approval } as const
  const [adopted] = await tx.update(schemeVersion).set(set).where(eq(schemeVersion.id, row.id)).returning()
  if (adopted === undefined) throw new Error('the adoption was not stored')
  const { year, contentHash: hash, editedBy } = row
  const detail = { year, hash, editedBy, approval, ...(proposedBy === undefined ? {} : { proposer: proposedBy }) }
  await audit(tx, { at, actor: ctx.actor, action: 'scheme.adopt', object: `scheme:${row.id}`, detail })
  return adopted
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
    await requireDraft(tx, row, editVersion)
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

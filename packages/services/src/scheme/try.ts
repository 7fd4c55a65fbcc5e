import type { SchemeTrial } from '@cg/contract/scheme'
import { trialMark } from '@cg/contract/trial-mark'
import { schemeVersion } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { parseScheme } from '../release/stored/scheme.ts'
import { tryQuarters } from './trial-quarters.ts'
import { trialWarnings, trialWeights } from './trial-weights.ts'
import { describeVersion, loadSurroundings, loadVersion, requireOffice } from './versions.ts'
import type { SchemeRow } from './versions.ts'

/**
 * Tries a version on past quarters (E5): computes, compares with what was published, and stores nothing but that a draft
 * with these very rules has been tried. Marked 试算 throughout.
 */
export async function tryScheme(ctx: Context, { id }: { id: number }): Promise<SchemeTrial> {
  requireOffice(ctx.actor)
  const { row, body, tried } = await ctx.store.read(async (db) => {
    const found = await loadVersion(db, id)
    requireTriable(found)
    const scheme = parseScheme(found)
    return { row: found, body: scheme, tried: await tryQuarters(db, scheme) }
  })
  const triedAt = ctx.now().toISOString()
  const version =
    row.state === 'draft'
      ? await ctx.store.write('scheme.try', (tx) => markTried(tx, ctx, row))
      : await ctx.store.read(async (db) => describeVersion(ctx.actor, row, await loadSurroundings(db)))
  return {
    version,
    mark: trialMark,
    triedAt,
    quarters: tried.map((one) => one.quarter),
    weights: trialWeights(body, tried[0]),
    warnings: trialWarnings(body, tried),
  }
}

function requireTriable({ state, name, version }: SchemeRow): void {
  if (state !== 'retired') return
  throw new ServiceError('conflict', `《${name}》第${version}版已停用。要试算请先复制为新的草稿。`, {
    reason: 'scheme.retired',
  })
}

/** Only if nobody saved other rules while the trial was computed. */
async function markTried(tx: Db, ctx: Context, row: SchemeRow) {
  const same = and(
    eq(schemeVersion.id, row.id),
    eq(schemeVersion.state, 'draft'),
    eq(schemeVersion.editVersion, row.editVersion),
  )
  const [tried] = await tx.update(schemeVersion).set({ state: 'tried' }).where(same).returning()
  const around = await loadSurroundings(tx)
  if (tried === undefined) return describeVersion(ctx.actor, await loadVersion(tx, row.id), around)
  await audit(tx, {
    at: ctx.now().toISOString(),
    actor: ctx.actor,
    action: 'scheme.try',
    object: `scheme:${row.id}`,
    detail: { editVersion: row.editVersion, hash: row.contentHash },
  })
  return describeVersion(ctx.actor, tried, around)
}

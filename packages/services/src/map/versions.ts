import type { MapHead, MapInput, MapSheet, MapTrial, MapVersions } from '@cg/contract/map'
import { mapVersion, mapWithdrawal } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { sha256 } from '../release/stored/sha256.ts'
import { loadGround } from './ground.ts'
import { readApart } from './read-apart.ts'
import { holdingIn, loadHeads, loadOutline, loadVersions } from './stored.ts'

/** All versions of the city's map, newest first. */
export async function listMaps({ store, actor }: Context): Promise<MapVersions> {
  requireCityRole(actor, 'admin')
  return store.read(loadVersions)
}

/** What a file would become, and what is wrong with it. Writes nothing. */
export async function tryMap({ store, actor, now }: Context, input: MapInput): Promise<MapTrial> {
  requireCityRole(actor, 'admin')
  const ground = await store.read((db) => loadGround(db, input))
  return readApart({ input, ground, now: now() })
}

/** Takes a file as a new version that holds from its quarter on. Errors: any fault that `tryMap` names. */
export async function takeMap(ctx: Context, input: MapInput): Promise<MapVersions> {
  requireCityRole(ctx.actor, 'admin')
  const ground = await ctx.store.read((db) => loadGround(db, input))
  const trial = await readApart({ input, ground, now: ctx.now() })
  if (trial.faults.length > 0) throw invalid(trial.faults.join(''), { reason: 'map.faults' })
  const at = ctx.now().toISOString()
  const kept = {
    appliesFrom: input.appliesFrom,
    approvalNo: must(trial.approvalNo ?? undefined),
    maker: input.maker.trim(),
    fileName: input.fileName,
    fileHash: sha256(input.file),
  }
  return ctx.store.write('map.take', async (tx) => {
    const body = JSON.stringify(must(trial.outline ?? undefined))
    const [row] = await tx
      .insert(mapVersion)
      .values({ ...kept, body, takenBy: ctx.actor.userId, takenAt: at })
      .returning({ id: mapVersion.id })
    const { fileName: file, ...said } = kept
    const detail = { ...said, file, units: trial.outline?.units.length ?? 0 }
    await audit(tx, { at, actor: ctx.actor, action: 'map.take', object: `map:${must(row).id}`, detail })
    return loadVersions(tx)
  })
}

/** Takes a version out of use. Errors: unknown, or out of use already. */
export async function withdrawMap(ctx: Context, id: number, reason: string): Promise<MapVersions> {
  requireCityRole(ctx.actor, 'admin')
  const why = reason.trim()
  if (why === '') throw invalid('请写明停用的原因。', { reason: 'map.no_reason' })
  const at = ctx.now().toISOString()
  return ctx.store.write('map.withdraw', async (tx) => {
    const known = (await loadHeads(tx)).find(({ head }) => head.id === id)
    if (known === undefined) throw notFound(`第${id}版地图`)
    if (known.isWithdrawn)
      throw new ServiceError('conflict', `第${id}版地图已经停用。请重新打开本页。`, { reason: 'map.withdrawn' })
    await tx.insert(mapWithdrawal).values({ mapId: id, reason: why, by: ctx.actor.userId, at })
    const detail = { approvalNo: known.head.approvalNo, reason: why }
    await audit(tx, { at, actor: ctx.actor, action: 'map.withdraw', object: `map:${id}`, detail })
    return loadVersions(tx)
  })
}

/** The map in use in a quarter; null where there are tiles only. */
export async function findMap({ store }: Context, period: string): Promise<{ map: MapHead | null }> {
  return store.read(async (db) => {
    const found = holdingIn(await loadHeads(db), period)
    return { map: found === undefined || found.isWithdrawn ? null : found.head }
  })
}

/** The outlines in use in a quarter; null where there are tiles only. */
export async function readMapInUse(ctx: Context, period: string): Promise<MapSheet | null> {
  const { map } = await findMap(ctx, period)
  return map === null ? null : readMap(ctx, map.id)
}

/** The outlines of a version. Errors: unknown, or taken out of use: a map whose 审图号 no longer stands is not drawn again. */
export async function readMap({ store }: Context, id: number): Promise<MapSheet> {
  return store.read(async (db) => {
    const known = (await loadHeads(db)).find(({ head }) => head.id === id)
    if (known === undefined) throw notFound(`第${id}版地图`)
    if (known.isWithdrawn)
      throw new ServiceError('conflict', `第${id}版地图（${known.head.approvalNo}）已停用，不再出图。请改看方块图。`, {
        reason: 'map.withdrawn',
      })
    return { ...known.head, outline: await loadOutline(db, id) }
  })
}

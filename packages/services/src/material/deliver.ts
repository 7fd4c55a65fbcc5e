import type { PackFormat } from '@cg/contract/material/pack'
import type { Recipe } from '@cg/contract/material/recipe'
import { deliveredPack, recipe, recipeDelivery, release } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { and, desc, eq, gt } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Actor, Context, Services } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { sha256 } from '../release/stored/sha256.ts'
import { loadActor } from '../session/actor.ts'
import { formatOf, readersOf } from './deliveries.ts'
import { recipeOf } from './kept.ts'

/* What is due when a release has come out. It is made in the name of who set it up, and once. */

/** Files kept of one material: the last two releases. */
const keptFiles = 2

export type MadeFile = { readonly bytes: Uint8Array; readonly fileName: string }
/** Makes the file of a material with the figures of a release. */
export type MakePack = (
  ctx: Context,
  asked: { readonly code: string; readonly recipe: Recipe; readonly format: PackFormat },
) => Promise<MadeFile>

type Due = {
  readonly recipe: typeof recipe.$inferSelect
  readonly delivery: typeof recipeDelivery.$inferSelect
  readonly release: { readonly code: string; readonly period: string; readonly publishedAt: string }
}

/** How long after a release what the machine fails at is tried again. */
const patienceMs = 60 * 60_000

/**
 * Makes what is due, one after the other. A refusal in words (the account is not in use, a page cannot be drawn) is kept
 * for who set it up. A failure of the machine is tried again at the next look, for an hour; the others are made all the
 * same, then the first failure is thrown.
 */
export async function deliverDue(services: Services, make: MakePack): Promise<void> {
  const failures: unknown[] = []
  for (const due of await services.store.read(loadDue)) {
    const actor = await services.store.read((db) => loadActor(db, due.delivery.setBy))
    try {
      await keep(services, due, actor, await madeFor(services, due, actor, make))
    } catch (error) {
      if (error instanceof ServiceError && error.code !== 'unavailable') {
        await keep(services, due, actor, error.message)
        continue
      }
      failures.push(error)
      if (services.now().getTime() - Date.parse(due.release.publishedAt) > patienceMs)
        await keep(services, due, actor, '服务器多次未能生成，请打开配方手工生成；仍不成功的，请管理员查看日志。')
    }
  }
  if (failures.length > 0) throw failures[0]
}

async function madeFor(services: Services, due: Due, actor: Actor | null, make: MakePack): Promise<MadeFile> {
  if (actor === null) throw new ServiceError('forbidden', '设置自动生成的账号已停用，请由在用的账号重新设置。')
  const asked = { code: due.release.code, recipe: recipeOf(due.recipe), format: formatOf(due.delivery.format) }
  return make({ ...services, actor }, asked)
}

/** Every release that came out after the delivery was set up and has none yet. */
async function loadDue(db: Db): Promise<Due[]> {
  const rows = await db
    .select({
      recipe,
      delivery: recipeDelivery,
      code: release.code,
      period: release.period,
      publishedAt: release.publishedAt,
    })
    .from(recipeDelivery)
    .innerJoin(recipe, eq(recipe.id, recipeDelivery.recipeId))
    .innerJoin(release, and(eq(release.state, 'published'), gt(release.publishedAt, recipeDelivery.setAt)))
    .orderBy(release.id, recipe.id)
  const made = await db
    .select({ recipeId: deliveredPack.recipeId, code: deliveredPack.releaseCode })
    .from(deliveredPack)
  const done = new Set(made.map(({ recipeId, code }) => `${recipeId} ${code}`))
  return rows
    .map(({ code, period, publishedAt, ...due }) => ({
      ...due,
      release: { code: must(code), period, publishedAt: must(publishedAt) },
    }))
    .filter((due) => !done.has(`${due.recipe.id} ${due.release.code}`))
}

/** The file, or why there is none. */
async function keep(services: Services, due: Due, actor: Actor | null, made: MadeFile | string): Promise<void> {
  const at = services.now().toISOString()
  const { recipe: row, delivery, release: out } = due
  const file =
    typeof made === 'string'
      ? { problem: made, fileName: null, bytes: null }
      : { problem: null, fileName: made.fileName, bytes: Buffer.from(made.bytes) }
  await services.store.write('recipe.delivered', async (tx) => {
    const { format, readers, setBy } = delivery
    const about = { recipeId: row.id, name: row.name, releaseCode: out.code, period: out.period }
    await tx.insert(deliveredPack).values({ ...about, format, readers, setBy, madeAt: at, ...file })
    await dropOlder(tx, row.id)
    const detail = {
      material: row.name,
      release: out.code,
      format: format.toUpperCase(),
      readers: readersOf(delivery).length,
      ...(file.bytes === null
        ? { problem: file.problem }
        : { fileSize: file.bytes.byteLength, fileHash: sha256(file.bytes) }),
    }
    await audit(tx, { at, actor, action: 'recipe.delivered', object: `recipe:${row.id}`, detail })
  })
}

async function dropOlder(tx: Db, recipeId: number): Promise<void> {
  const rows = await tx
    .select({ id: deliveredPack.id })
    .from(deliveredPack)
    .where(eq(deliveredPack.recipeId, recipeId))
    .orderBy(desc(deliveredPack.id))
  for (const { id } of rows.slice(keptFiles))
    await tx.update(deliveredPack).set({ bytes: null }).where(eq(deliveredPack.id, id))
}

import { mostSlides } from '@cg/contract/material/recipe'
import type { Recipe, RecipePage } from '@cg/contract/material/recipe'
import { mostRecipes } from '@cg/contract/material/recipe-routes'
import type { KeptRecipe, RecipeInfo } from '@cg/contract/material/recipe-routes'
import { bookkeeping } from '@cg/db/audit-witness'
import { recipe as table } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { formatDateTime } from '@cg/domain/number/number-format'
import type { AuditAction } from '@cg/domain/audit-action'
import { desc, eq, or } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { loadNames } from '../entry/form/names.ts'
import { ServiceError } from '../errors.ts'
import { isOneSitting } from './sitting.ts'
import { columnsOf, infosOf, keptOf, loadSeen, mayChange, pagesOf } from './kept.ts'
import type { RecipeRow } from './kept.ts'

/** One's own materials and those that everybody sees, changed last first. */
export async function listRecipes({ store, actor }: Context): Promise<{ items: RecipeInfo[] }> {
  return store.read(async (db) => {
    const rows = await db
      .select()
      .from(table)
      .where(or(eq(table.ownerId, actor.userId), eq(table.isShared, true)))
      .orderBy(desc(table.updatedAt), desc(table.id))
    return { items: await infosOf(db, rows, actor) }
  })
}

export async function readRecipe({ store, actor }: Context, { id }: { id: number }): Promise<KeptRecipe> {
  return store.read(async (db) => keptOf(db, await loadSeen(db, actor, id), actor))
}

/** Keeps a new material of the actor's own. */
export async function createRecipe(ctx: Context, { recipe }: { recipe: Recipe }): Promise<KeptRecipe> {
  const columns = columnsOf(recipe)
  return ctx.store.write('recipe.create', async (tx) => {
    const row = await insert(ctx, tx, columns)
    await leave(ctx, tx, 'recipe.create', row)
    return keptOf(tx, row, ctx.actor)
  })
}

export type RecipeSave = {
  readonly id: number
  readonly recipe: Recipe
  readonly isShared: boolean
  /** The version the writer has seen (If-Match). */
  readonly version: number
}

/**
 * Saves a material over the version that was seen; with another one it says who saved that. The builder saves by itself
 * every few seconds: a sitting leaves one line in the trail (`isOneSitting`).
 */
export async function saveRecipe(ctx: Context, { id, recipe, isShared, version }: RecipeSave): Promise<KeptRecipe> {
  const columns = columnsOf(recipe)
  return ctx.store.write('recipe.save', async (tx) => {
    const before = await loadSeen(tx, ctx.actor, id)
    requireChange(ctx, before)
    if (before.version !== version) throw await stale(ctx, tx, before)
    const after = { ...before, ...columns, isShared }
    const save = () => update(ctx, tx, after)
    if (await isOneSitting(ctx, tx, before, after))
      return keptOf(tx, await bookkeeping(tx, 'recipe.sitting', save), ctx.actor)
    const row = await save()
    await leave(ctx, tx, 'recipe.save', row)
    return keptOf(tx, row, ctx.actor)
  })
}

/** Adds a page at the end, before a closing page; it gets another id where its own is taken. */
export async function addRecipePage(ctx: Context, { id, page }: { id: number; page: RecipePage }): Promise<KeptRecipe> {
  return ctx.store.write('recipe.add', async (tx) => {
    const before = await loadSeen(tx, ctx.actor, id)
    requireChange(ctx, before)
    const pages = pagesOf(before)
    if (pages.length >= mostSlides) {
      throw new ServiceError(
        'conflict',
        `“${before.name}”已有${pages.length}页，一份材料最多${mostSlides}页。请先删去不用的页，或加入另一份材料。`,
        { reason: 'recipe.full' },
      )
    }
    const added = { ...page, id: freeId(pages) }
    const isClosed = pages.at(-1)?.kind === 'closing'
    const content = JSON.stringify(isClosed ? pages.toSpliced(-1, 0, added) : [...pages, added])
    const row = await update(ctx, tx, { ...before, content })
    await leave(ctx, tx, 'recipe.add', row)
    return keptOf(tx, row, ctx.actor)
  })
}

/** Begins an own material as a copy, which nobody else sees. */
export async function copyRecipe(ctx: Context, { id }: { id: number }): Promise<KeptRecipe> {
  return ctx.store.write('recipe.copy', async (tx) => {
    const source = await loadSeen(tx, ctx.actor, id)
    const { kind, skin, unitCode, content } = source
    const row = await insert(ctx, tx, { name: copyName(source.name), kind, skin, unitCode, content })
    await leave(ctx, tx, 'recipe.copy', row, { copyOf: source.name })
    return keptOf(tx, row, ctx.actor)
  })
}

/** Deletes a material: its owner, or a publisher of the city where everybody sees it. */
export async function removeRecipe(ctx: Context, { id }: { id: number }): Promise<RecipeInfo> {
  return ctx.store.write('recipe.remove', async (tx) => {
    const row = await loadSeen(tx, ctx.actor, id)
    requireChange(ctx, row)
    const [info] = await infosOf(tx, [row], ctx.actor)
    await tx.delete(table).where(eq(table.id, id))
    await leave(ctx, tx, 'recipe.remove', row)
    return must(info)
  })
}

async function insert(ctx: Context, tx: Db, columns: ReturnType<typeof columnsOf>): Promise<RecipeRow> {
  const own = await tx.select({ id: table.id }).from(table).where(eq(table.ownerId, ctx.actor.userId))
  if (own.length >= mostRecipes) {
    throw new ServiceError('conflict', `您已存有${own.length}份材料，不能再多。请先删去不用的。`, {
      reason: 'recipe.too_many',
    })
  }
  const { userId } = ctx.actor
  const at = ctx.now().toISOString()
  const [row] = await tx
    .insert(table)
    .values({
      ...columns,
      ownerId: userId,
      version: 1,
      isShared: false,
      createdAt: at,
      updatedBy: userId,
      updatedAt: at,
    })
    .returning()
  return must(row)
}

async function update(ctx: Context, tx: Db, { id, ...changed }: RecipeRow): Promise<RecipeRow> {
  const [row] = await tx
    .update(table)
    .set({
      ...changed,
      version: changed.version + 1,
      updatedBy: ctx.actor.userId,
      updatedAt: ctx.now().toISOString(),
    })
    .where(eq(table.id, id))
    .returning()
  return must(row)
}

function requireChange({ actor }: Context, row: RecipeRow): void {
  if (mayChange(actor, row)) return
  throw new ServiceError(
    'forbidden',
    `“${row.name}”由其编制人或市产改办发布人修改。您可以复制一份，在自己的材料里修改。`,
    { reason: 'recipe.not_own' },
  )
}

async function stale({ actor }: Context, tx: Db, row: RecipeRow): Promise<ServiceError> {
  const who =
    row.updatedBy === actor.userId
      ? '您在另一个窗口'
      : (await loadNames(tx, [row.updatedBy]))(row.updatedBy, row.updatedAt)
  return new ServiceError(
    'stale',
    `${who}已于 ${formatDateTime(row.updatedAt)} 保存过这份材料，您此后的修改没有保存。请载入最新内容，或把您的修改另存为一份。`,
    { reason: 'recipe.changed', current: await keptOf(tx, row, actor) },
  )
}

const mostLetters = 40

function copyName(name: string): string {
  const tail = '（副本）'
  return `${name.slice(0, mostLetters - tail.length)}${tail}`
}

function freeId(pages: readonly RecipePage[]): string {
  const taken = new Set(pages.map(({ id }) => id))
  let count = pages.length + 1
  while (taken.has(`p${count}`)) count++
  return `p${count}`
}

async function leave(
  ctx: Context,
  tx: Db,
  action: AuditAction,
  row: RecipeRow,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  await audit(tx, {
    at: ctx.now().toISOString(),
    actor: ctx.actor,
    action,
    object: `recipe:${row.id}`,
    detail: { material: row.name, pageCount: pagesOf(row).length, isShared: row.isShared, ...more },
  })
}

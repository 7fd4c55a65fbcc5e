import { parseAs, parseJsonAs } from '@cg/contract/parse'
import { Recipe, RecipePage, recipeKinds } from '@cg/contract/material/recipe'
import { packSkins } from '@cg/contract/skin'
import type { KeptRecipe, RecipeInfo } from '@cg/contract/material/recipe-routes'
import { Type } from '@cg/contract/type'
import { recipe as table } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { eq } from 'drizzle-orm'
import type { Actor } from '../context.ts'
import { loadNames } from '../entry/form/names.ts'
import { invalid, notFound } from '../errors.ts'
import { hasCityRole } from '../permission.ts'

export type RecipeRow = typeof table.$inferSelect

const Pages = Type.Array(RecipePage)

/** Its owner; of one that everybody sees, the city's publishers too. */
export function mayChange(actor: Actor, row: Pick<RecipeRow, 'ownerId' | 'isShared'>): boolean {
  return row.ownerId === actor.userId || (row.isShared && hasCityRole(actor, 'publisher'))
}

/** A material that the actor sees; somebody else's own is not there. */
export async function loadSeen(db: Db, actor: Actor, id: number): Promise<RecipeRow> {
  const [row] = await db.select().from(table).where(eq(table.id, id))
  if (row === undefined || (row.ownerId !== actor.userId && !row.isShared)) throw notFound('这份材料')
  return row
}

export function pagesOf(row: RecipeRow): RecipePage[] {
  return parseJsonAs(Pages, row.content, `recipe ${row.id}`)
}

export function recipeOf(row: RecipeRow): Recipe {
  const { kind, name, skin, unitCode: unit } = row
  return parseAs(Recipe, { kind, name, skin, unit, pages: pagesOf(row) }, `recipe ${row.id}`)
}

export async function infosOf(db: Db, rows: readonly RecipeRow[], actor: Actor): Promise<RecipeInfo[]> {
  const names = await loadNames(
    db,
    rows.flatMap((row) => [row.ownerId, row.updatedBy]),
  )
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: must(recipeKinds.find((kind) => kind === row.kind)),
    skin: must(packSkins.find((skin) => skin === row.skin)),
    unit: row.unitCode,
    pageCount: pagesOf(row).length,
    owner: names(row.ownerId, row.createdAt),
    isOwn: row.ownerId === actor.userId,
    isShared: row.isShared,
    mayChange: mayChange(actor, row),
    version: row.version,
    updatedBy: names(row.updatedBy, row.updatedAt),
    updatedAt: row.updatedAt,
  }))
}

export async function keptOf(db: Db, row: RecipeRow, actor: Actor): Promise<KeptRecipe> {
  return { info: must((await infosOf(db, [row], actor))[0]), recipe: recipeOf(row) }
}

/** What is stored of a recipe as it came; refuses a name without letters and two pages of one id. */
export function columnsOf(recipe: Recipe): Pick<RecipeRow, 'name' | 'kind' | 'skin' | 'unitCode' | 'content'> {
  const name = recipe.name.trim()
  if (name === '') throw invalid('材料还没有名称。请写上名称，便于以后找到。', { reason: 'recipe.no_name' })
  if (new Set(recipe.pages.map(({ id }) => id)).size < recipe.pages.length) {
    throw invalid('两页用了同一个页码标识，材料没有保存。请刷新页面后重新添加其中一页。', {
      reason: 'recipe.page_twice',
    })
  }
  const { kind, skin, unit: unitCode } = recipe
  return { name, kind, skin, unitCode, content: JSON.stringify(recipe.pages) }
}

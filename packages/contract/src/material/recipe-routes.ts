import type { Static } from 'typebox'
import { defineRoute } from '../route.ts'
import { IsoTime, nullable, strictObject } from '../schema.ts'
import { Type } from '../type.ts'
import { packSkins } from '../skin.ts'
import { Recipe, RecipePage, recipeKinds } from './recipe.ts'

/* 材料 as they are kept: of one account, or shown to everybody who has one. */

/** Recipes that one account may keep. */
export const mostRecipes = 100

export const RecipeInfo = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  kind: Type.Enum([...recipeKinds]),
  skin: Type.Enum([...packSkins]),
  unit: nullable(Type.String()),
  pageCount: Type.Integer(),
  owner: Type.String(),
  isOwn: Type.Boolean(),
  /** Everybody sees it; its owner and the city's publishers change it. */
  isShared: Type.Boolean(),
  mayChange: Type.Boolean(),
  /** For If-Match. */
  version: Type.Integer(),
  updatedBy: Type.String(),
  updatedAt: IsoTime,
})
export type RecipeInfo = Static<typeof RecipeInfo>

export const KeptRecipe = Type.Object({ info: RecipeInfo, recipe: Recipe })
export type KeptRecipe = Static<typeof KeptRecipe>

const RecipeParams = Type.Object({ id: Type.Integer({ minimum: 1 }) })
/** A recipe of sixty pages with remarks. */
const recipeBytes = 512 * 1024

export const listRecipes = defineRoute({
  method: 'GET',
  path: '/api/v1/recipes',
  summary: 'One’s own materials and those shown to everybody, changed last first',
  access: 'signed-in',
  reply: Type.Object({ items: Type.Array(RecipeInfo) }),
})

export const readRecipe = defineRoute({
  method: 'GET',
  path: '/api/v1/recipes/:id',
  summary: 'A material: what it is made of',
  access: 'signed-in',
  params: RecipeParams,
  reply: KeptRecipe,
})

export const createRecipe = defineRoute({
  method: 'POST',
  path: '/api/v1/recipes',
  summary: 'Keep a new material',
  access: 'signed-in',
  body: strictObject({ recipe: Recipe }),
  bodyLimit: recipeBytes,
  refusals: ['conflict'],
  reply: KeptRecipe,
})

export const saveRecipe = defineRoute({
  method: 'PUT',
  path: '/api/v1/recipes/:id',
  summary: 'Save a material, its name and whether everybody sees it',
  access: 'signed-in',
  params: RecipeParams,
  body: strictObject({ recipe: Recipe, isShared: Type.Boolean() }),
  bodyLimit: recipeBytes,
  ifMatch: true,
  reply: KeptRecipe,
})

/** Takes no version: what is added stands at the end, whoever else has changed something before. */
export const addRecipePage = defineRoute({
  method: 'POST',
  path: '/api/v1/recipes/:id/pages',
  summary: 'Add a page at the end of a material (加入材料), before its closing page',
  access: 'signed-in',
  params: RecipeParams,
  body: strictObject({ page: RecipePage }),
  refusals: ['conflict'],
  reply: KeptRecipe,
})

export const copyRecipe = defineRoute({
  method: 'POST',
  path: '/api/v1/recipes/:id/copy',
  summary: 'Begin an own material as a copy',
  access: 'signed-in',
  params: RecipeParams,
  refusals: ['conflict'],
  reply: KeptRecipe,
})

export const removeRecipe = defineRoute({
  method: 'DELETE',
  path: '/api/v1/recipes/:id',
  summary: 'Delete a material',
  access: 'signed-in',
  params: RecipeParams,
  reply: RecipeInfo,
})

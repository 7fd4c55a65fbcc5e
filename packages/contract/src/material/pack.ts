import type { Static } from 'typebox'
import { defineRoute } from '../route.ts'
import { CodeText, ReleaseCodeText, strictObject } from '../schema.ts'
import { Type } from '../type.ts'
import { Recipe, recipeKinds } from './recipe.ts'

/* 材料: a recipe with the figures of one release. The recipe comes with the question, kept or not. */

/** What is looked at before a material leaves: ok is told too, so that its reader knows it was looked at. */
export const packChecks = ['figures', 'source', 'title', 'claim', 'empty', 'unpublished'] as const
export type PackCheckKind = (typeof packChecks)[number]

export const PackRemark = Type.Object({
  check: Type.Enum([...packChecks]),
  /** stop: the page cannot leave like this; look: it can, and somebody should have seen it. */
  weight: Type.Enum(['stop', 'look']),
  /** What is so and what helps, as a sentence. */
  words: Type.String(),
})
export type PackRemark = Static<typeof PackRemark>

/** A page of the material as it stands under this release. */
export const PackPage = Type.Object({
  /** Of the recipe's page. */
  id: Type.String(),
  /** Its first slide, counted from 1, and how many it takes. */
  slide: Type.Integer(),
  slides: Type.Integer(),
  /** What the page says by itself; '' for pages without a finding. */
  generatedTitle: Type.String(),
  /** What stands on it. */
  title: Type.String(),
  remarks: Type.Array(PackRemark),
})
export type PackPage = Static<typeof PackPage>

export const PackOutline = Type.Object({
  pages: Type.Array(PackPage),
  slides: Type.Integer(),
  /** What holds for the whole: 数字一致, 每页有来源. */
  passed: Type.Array(Type.String()),
})
export type PackOutline = Static<typeof PackOutline>

const ReleaseParams = Type.Object({ code: ReleaseCodeText })
/** A recipe of sixty pages with remarks. */
const recipeBytes = 512 * 1024

export const outlinePack = defineRoute({
  method: 'POST',
  path: '/api/v1/releases/:code/packs/outline',
  summary: 'A material under this release: its titles, what no longer holds, what should be looked at before it leaves',
  access: 'signed-in',
  params: ReleaseParams,
  body: strictObject({ recipe: Recipe }),
  bodyLimit: recipeBytes,
  reply: PackOutline,
})

export const drawPackSlide = defineRoute({
  method: 'POST',
  path: '/api/v1/releases/:code/packs/slide',
  summary: 'One slide of a material as SVG: the page of its PDF',
  access: 'signed-in',
  params: ReleaseParams,
  body: strictObject({ recipe: Recipe, slide: Type.Integer({ minimum: 1, maximum: 200 }) }),
  bodyLimit: recipeBytes,
  reply: null,
  file: ['svg'],
})

/** `unit` and `measure` left out: the first there is. */
const BuiltinQuery = strictObject({ unit: Type.Optional(CodeText), measure: Type.Optional(CodeText) })

export const readBuiltinRecipe = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/packs/recipes/:kind',
  summary: 'What a kind of material is usually made of, for this release, a unit and an indicator',
  access: 'signed-in',
  params: Type.Object({ code: ReleaseCodeText, kind: Type.Enum([...recipeKinds]) }),
  query: BuiltinQuery,
  reply: Recipe,
})

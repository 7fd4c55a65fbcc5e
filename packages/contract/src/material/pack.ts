import type { Static } from 'typebox'
import { defineRoute } from '../route.ts'
import { CodeText, ReleaseCodeText, nullable, strictObject } from '../schema.ts'
import { Type } from '../type.ts'
import { Recipe, recipeKinds } from './recipe.ts'

/* 材料: a recipe with the figures of one release. The recipe comes with the question, kept or not. */

export const packFormats = ['pptx', 'docx', 'pdf', 'xlsx', 'zip'] as const
export type PackFormat = (typeof packFormats)[number]

/** What is looked at before a material leaves: ok is told too, so that its reader knows it was looked at. */
export const packChecks = ['figures', 'source', 'title', 'claim', 'empty', 'letters', 'unpublished'] as const
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

/** `unit` and `measure` left out: the first there is. `dimension`: what a 专题 is about in the place of an indicator. */
const BuiltinQuery = strictObject({
  unit: Type.Optional(CodeText),
  measure: Type.Optional(CodeText),
  dimension: Type.Optional(CodeText),
})

export const readBuiltinRecipe = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/packs/recipes/:kind',
  summary: 'What a kind of material is usually made of, for this release, a unit, an indicator or a dimension',
  access: 'signed-in',
  params: Type.Object({ code: ReleaseCodeText, kind: Type.Enum([...recipeKinds]) }),
  query: BuiltinQuery,
  reply: Recipe,
})

/** The making of a file: asked for, looked at, fetched, or given up. Of whoever asked, and kept for a while. */
export const PackJob = Type.Object({
  id: Type.String(),
  format: Type.Enum([...packFormats]),
  state: Type.Enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  /** Slides made, of how many, over all formats. */
  done: Type.Integer(),
  total: Type.Integer(),
  /** What is being made, for its reader: 正在生成 PDF 第5页. */
  words: Type.String(),
  fileName: nullable(Type.String()),
  bytes: nullable(Type.Integer()),
})
export type PackJob = Static<typeof PackJob>

const JobParams = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9_-]{8,40}$' }) })

export const startPack = defineRoute({
  method: 'POST',
  path: '/api/v1/releases/:code/packs',
  summary: 'Make a material: PPTX, DOCX, PDF, XLSX or all of them in one zip',
  access: 'signed-in',
  params: ReleaseParams,
  body: strictObject({ recipe: Recipe, format: Type.Enum([...packFormats]) }),
  bodyLimit: recipeBytes,
  reply: PackJob,
})

export const readPackJob = defineRoute({
  method: 'GET',
  path: '/api/v1/packs/:id',
  summary: 'How far a material is',
  access: 'signed-in',
  params: JobParams,
  reply: PackJob,
})

export const cancelPackJob = defineRoute({
  method: 'DELETE',
  path: '/api/v1/packs/:id',
  summary: 'Give up the making of a material',
  access: 'signed-in',
  params: JobParams,
  reply: PackJob,
})

export const fetchPack = defineRoute({
  method: 'GET',
  path: '/api/v1/packs/:id/file',
  summary: 'A finished material',
  access: 'signed-in',
  params: JobParams,
  reply: null,
  file: packFormats,
})

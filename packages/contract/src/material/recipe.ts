import type { Static } from 'typebox'
import { ChartSpec } from '../chart.ts'
import { pageNames } from '../page-choices.ts'
import { PageParams } from '../release/page.ts'
import { CodeText, ReleaseCodeText, nullable, strictObject } from '../schema.ts'
import { packSkins } from '../skin.ts'
import { Type } from '../type.ts'

/*
 * 材料配方: what a meeting's material is made of, without a figure. With a release it becomes slides, a paper and a workbook;
 * with the next release the same recipe says what is true then.
 */

/** 季度通报, 专题会汇报, 区县约谈单, 一页纸, and what somebody puts together. */
export const recipeKinds = ['quarter', 'topic', 'talk', 'one-page', 'own'] as const
export type RecipeKind = (typeof recipeKinds)[number]

export const recipeKindNames: Readonly<Record<RecipeKind, string>> = {
  quarter: '季度通报',
  topic: '专题会汇报',
  talk: '区县约谈单',
  'one-page': '一页纸',
  own: '自选材料',
}

/** Slides of one material. */
export const mostSlides = 60

/** Longest title that is read at a glance; a longer one is allowed and remarked on (ux 2.11). */
export const glanceTitle = 28

/**
 * A title that somebody wrote in the place of the generated one. With the sentence it replaced and the release it was
 * written for: under another release, the two sentences show what no longer holds.
 */
export const WrittenTitle = strictObject({
  text: Type.String({ minLength: 1, maxLength: 80 }),
  instead: Type.String({ minLength: 1, maxLength: 400 }),
  release: ReleaseCodeText,
})
export type WrittenTitle = Static<typeof WrittenTitle>

const Remark = Type.String({ maxLength: 2000 })
/** Names a page within its recipe, so that it stays itself when the order changes. */
const PageId = Type.String({ pattern: '^[a-z0-9]{1,12}$' })

const Cover = strictObject({
  kind: Type.Literal('cover'),
  id: PageId,
  title: nullable(Type.String({ minLength: 1, maxLength: 80 })),
  subtitle: nullable(Type.String({ minLength: 1, maxLength: 80 })),
})
const Agenda = strictObject({ kind: Type.Literal('agenda'), id: PageId })
const Chapter = strictObject({
  kind: Type.Literal('chapter'),
  id: PageId,
  title: Type.String({ minLength: 1, maxLength: 40 }),
})
/** One chart: drawn, or (`as: table`) its figures. `title: null`: what the chart itself finds. */
const ChartPage = strictObject({
  kind: Type.Literal('chart'),
  id: PageId,
  chart: ChartSpec,
  as: Type.Enum(['chart', 'table']),
  title: nullable(WrittenTitle),
  /** 备注（讲稿）, in the notes after the definitions. */
  remark: Remark,
})
/** `words`: sentences of a page of the platform below the two, the first ones as far as there is room. */
const TwoCharts = strictObject({
  kind: Type.Literal('two-charts'),
  id: PageId,
  left: ChartSpec,
  right: ChartSpec,
  words: Type.Optional(
    strictObject({
      page: Type.Enum([...pageNames]),
      params: PageParams,
      heading: Type.String({ minLength: 1, maxLength: 40 }),
    }),
  ),
  title: nullable(WrittenTitle),
  remark: Remark,
})
/**
 * The sentences of a page of the platform: its lists under the heading named, or all of them. `also`: another
 * heading of that page beside the one named, as far as this release has it.
 */
const Words = strictObject({
  kind: Type.Literal('words'),
  id: PageId,
  page: Type.Enum([...pageNames]),
  params: PageParams,
  heading: nullable(Type.String({ minLength: 1, maxLength: 40 })),
  also: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  title: nullable(WrittenTitle),
  remark: Remark,
})
const Closing = strictObject({
  kind: Type.Literal('closing'),
  id: PageId,
  title: nullable(Type.String({ minLength: 1, maxLength: 40 })),
})

/** One page of a material (a table longer than a slide becomes several slides). */
export const RecipePage = Type.Union([Cover, Agenda, Chapter, ChartPage, TwoCharts, Words, Closing])
export type RecipePage = Static<typeof RecipePage>
export type RecipePageKind = RecipePage['kind']

/** A material as it is put together; what is kept, and what a preview is asked for with. */
export const Recipe = strictObject({
  kind: Type.Enum([...recipeKinds]),
  name: Type.String({ minLength: 1, maxLength: 40 }),
  skin: Type.Enum([...packSkins]),
  /** The unit that the material is about (约谈单, 一页纸): marked on every chart that names none. */
  unit: nullable(CodeText),
  pages: Type.Array(RecipePage, { minItems: 1, maxItems: mostSlides }),
})
export type Recipe = Static<typeof Recipe>

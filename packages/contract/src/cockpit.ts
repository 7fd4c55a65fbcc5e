import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { CodeText, strictObject } from './schema.ts'
import { Type } from './type.ts'

/** As many as stand in one row. */
export const leastCards = 1
export const mostCards = 6

export const CockpitCards = Type.Object({
  /** The office's choices, newest first; one holds until the next. */
  years: Type.Array(Type.Object({ year: Type.Integer(), indicators: Type.Array(CodeText) })),
  /** What heads the cockpit where nothing was chosen. */
  usual: Type.Array(CodeText),
  /** What may be chosen, in the catalogue's order. */
  indicators: Type.Array(Type.Object({ code: CodeText, name: Type.String(), dimension: Type.String() })),
  /** The first year of which a quarter is still to be published. */
  nextYear: Type.Integer(),
  mayChoose: Type.Boolean(),
})
export type CockpitCards = Static<typeof CockpitCards>

export const getCockpitCards = defineRoute({
  method: 'GET',
  path: '/api/v1/cockpit-cards',
  summary: 'Which indicators head the cockpit, by year',
  access: 'signed-in',
  reply: CockpitCards,
})

export const saveCockpitCards = defineRoute({
  method: 'PUT',
  path: '/api/v1/cockpit-cards/:year',
  summary: 'Choose the indicators that head the cockpit from a year on; releases already published keep theirs',
  access: 'signed-in',
  params: Type.Object({ year: Type.Integer({ minimum: 2000, maximum: 2100 }) }),
  body: strictObject({
    indicators: Type.Array(CodeText, { minItems: leastCards, maxItems: mostCards, uniqueItems: true }),
    /** What the writer saw as this year's own choice; null: none. */
    seen: Type.Union([Type.Array(CodeText), Type.Null()]),
  }),
  reply: CockpitCards,
})

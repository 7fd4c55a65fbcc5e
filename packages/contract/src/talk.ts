import type { Static } from 'typebox'
import { PeriodText, strictObject } from './schema.ts'
import { Type } from './type.ts'

/*
 * 讲话对照: the speech that the plan began with, as data of the catalogue. Its statements in their order, and by what each
 * can be seen: figures of indicators, a page, or a reason why there is no figure.
 */

const Words = Type.String({ minLength: 1, maxLength: 120 })
const PartCode = Type.String({ pattern: '^[a-z]{2,20}$' })
const IndicatorCode = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$' })

/** Whom a statement speaks of. */
export const talkScopes = ['city', 'cluster', 'district', 'centre', 'remote', 'firm'] as const

/** Pages that show what a statement says where no figure of the city can. */
export const talkPages = ['targets', 'indicators', 'units', 'equity', 'ranking', 'tasks', 'departments'] as const
export type TalkPage = (typeof talkPages)[number]

/** A figure that shows a statement: an indicator's, that of one of its groups (`cluster:auto`), or the sum of one area's units. */
export const TalkMeasure = strictObject({
  indicator: IndicatorCode,
  group: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9]{0,19}:[a-z][a-z0-9]{0,19}$' })),
  area: Type.Optional(Type.Enum(['centre', 'remote'])),
  /** The statement compares with the base of the targets (2021), not with the time of the speech. */
  against: Type.Optional(Type.Literal('baseline')),
  /** The number that survived in the text, in the indicator's unit; left out where the text is blank. */
  said: Type.Optional(Type.Number()),
})
export type TalkMeasure = Static<typeof TalkMeasure>

/**
 * One statement. Exactly one of `figures`, `page`, `open` and `why` says how it is shown: `open` is why there is no figure
 * yet, `why` why there can be none.
 */
export const TalkPoint = strictObject({
  id: Type.String({ pattern: '^F[0-9]{3}$' }),
  part: PartCode,
  /** In the speech's own words; …… stands for what is left out. */
  quote: Words,
  /** What it is about: 产业工人总数. */
  states: Words,
  scope: Type.Enum([...talkScopes]),
  /** 2024年, 2024年末; left out where the speech names no time. */
  asOf: Type.Optional(Words),
  /** The aim that the sentence names itself. */
  aim: Type.Optional(strictObject({ year: Type.Integer({ minimum: 2000, maximum: 2199 }), text: Words })),
  figures: Type.Optional(Type.Array(TalkMeasure, { minItems: 1, maxItems: 6 })),
  page: Type.Optional(strictObject({ to: Type.Enum([...talkPages]), words: Words })),
  /** A range that a register tells beside the first figure: 300元至5,000元. */
  range: Type.Optional(
    strictObject({ register: Type.String({ pattern: '^[A-Z][A-Z0-9_]{0,19}$' }), item: IndicatorCode }),
  ),
  open: Type.Optional(Words),
  why: Type.Optional(Words),
})
export type TalkPoint = Static<typeof TalkPoint>

export const TalkSeed = strictObject({
  title: Words,
  /** The quarter at whose end the speech's figures stand. */
  basePeriod: PeriodText,
  /** `isPlan`: what is still to be done; its numbers are no figures of any time. */
  parts: Type.Array(strictObject({ code: PartCode, name: Words, isPlan: Type.Optional(Type.Literal(true)) }), {
    minItems: 1,
  }),
  points: Type.Array(TalkPoint, { minItems: 1 }),
})
export type TalkSeed = Static<typeof TalkSeed>

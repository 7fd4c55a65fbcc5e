import { ruleSeverities } from '@cg/domain/check/rule'
import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { CodeText, IsoTime, PeriodText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/* 数据比对 (B8): figures of two sources that do not fit together, and which one the office took. */

/** Characters of the reason for taking a source, at least. */
export const minChoiceReason = 5

/** both: the two are of different scope and both right. */
export const adoptions = ['first', 'second', 'both'] as const
export type Adoption = (typeof adoptions)[number]

/** One side: an item as one department reports it, or the sum over the parts of a unit. */
export const ConflictSide = Type.Object({
  name: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  /** Who answers for it. */
  source: Type.String(),
  value: Type.Number(),
  /** Where it is reviewed and returned; null for a sum. */
  form: nullable(Type.Object({ form: Type.String(), formName: Type.String(), reporter: Type.String() })),
})
export type ConflictSide = Static<typeof ConflictSide>

export const Conflict = Type.Object({
  rule: Type.String(),
  title: Type.String(),
  severity: Type.Enum([...ruleSeverities]),
  unit: Type.String(),
  unitName: Type.String(),
  /** Names the cells of the finding: send back when deciding. */
  place: Type.String(),
  first: ConflictSide,
  second: ConflictSide,
  /** What the departments wrote about it. */
  explanations: Type.Array(Type.Object({ by: Type.String(), text: Type.String() })),
  /** The newest choice; `isOutdated`: one of the figures changed since. */
  choice: nullable(
    Type.Object({
      adopted: Type.Enum([...adoptions]),
      reason: Type.String(),
      by: Type.String(),
      at: IsoTime,
      isOutdated: Type.Boolean(),
    }),
  ),
})
export type Conflict = Static<typeof Conflict>

export const ConflictBoard = Type.Object({
  period: PeriodText,
  /** Quarters to choose from, newest first. */
  periods: Type.Array(PeriodText),
  mayDecide: Type.Boolean(),
  /** Forms sent of those due: figures not sent yet are not compared. */
  sent: Type.Integer(),
  due: Type.Integer(),
  /** What is compared, and how often it does not fit. */
  pairs: Type.Array(
    Type.Object({
      rule: Type.String(),
      title: Type.String(),
      sources: Type.Array(Type.String()),
      count: Type.Integer(),
    }),
  ),
  items: Type.Array(Conflict),
})
export type ConflictBoard = Static<typeof ConflictBoard>

export const readConflicts = defineRoute({
  method: 'GET',
  path: '/api/v1/conflicts',
  summary: 'Figures of two sources that do not fit together in a quarter',
  access: 'signed-in',
  query: strictObject({ period: Type.Optional(PeriodText) }),
  reply: ConflictBoard,
})
export const decideConflict = defineRoute({
  method: 'POST',
  path: '/api/v1/conflicts/decide',
  summary: 'Record which of two sources the office takes, with the reason; changes no figure',
  access: 'signed-in',
  body: strictObject({
    period: PeriodText,
    rule: CodeText,
    unit: CodeText,
    place: Type.String({ minLength: 1, maxLength: 1000 }),
    /** The two figures as they were seen. */
    first: Type.Number(),
    second: Type.Number(),
    adopted: Type.Enum([...adoptions]),
    reason: Type.String({ minLength: 1, maxLength: 300 }),
  }),
  reply: ConflictBoard,
})

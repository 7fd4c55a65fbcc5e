import type { Static } from 'typebox'
import { YardstickFact } from './release/fact.ts'
import { defineRoute } from './route.ts'
import { CodeText, IsoTime, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/** Heads of a file of yardsticks, in this order; 数值 or 分子 and 分母. */
export const yardstickHeads = ['指标', '期次', '参照', '数值', '分子', '分母', '来源', '公布日期'] as const

/** Names of outside figures that one indicator is drawn beside at most: more lines would hide the units. */
export const mostYardstickNames = 4
export const mostYardstickRows = 500

/** A figure from outside as loaded, with who did it. */
export const Yardstick = Type.Object({
  id: Type.Integer(),
  indicator: CodeText,
  indicatorName: Type.String(),
  unit: Type.String(),
  ...YardstickFact.properties,
  loadedBy: Type.String(),
  loadedAt: IsoTime,
  withdrawn: nullable(Type.Object({ by: Type.String(), at: IsoTime, reason: Type.String() })),
  isDemo: Type.Boolean(),
})
export type Yardstick = Static<typeof Yardstick>

export const YardstickList = Type.Object({
  /** Newest loading first. */
  items: Type.Array(Yardstick),
  /** What a figure may stand beside: rates and ratios, in the catalogue's order. */
  indicators: Type.Array(Type.Object({ code: CodeText, name: Type.String(), unit: Type.String() })),
  mayLoad: Type.Boolean(),
})
export type YardstickList = Static<typeof YardstickList>

const Typed = Type.String({ maxLength: 300 })

/** One row as typed or as a file holds it. */
export const YardstickRow = strictObject({
  indicator: Typed,
  period: Typed,
  name: Typed,
  value: Typed,
  numerator: Typed,
  denominator: Typed,
  source: Typed,
  publishedOn: Typed,
})
export type YardstickRow = Static<typeof YardstickRow>

export const listYardsticks = defineRoute({
  method: 'GET',
  path: '/api/v1/yardsticks',
  summary: 'Figures from outside the city: loaded and withdrawn',
  access: 'signed-in',
  reply: YardstickList,
})

export const addYardstick = defineRoute({
  method: 'POST',
  path: '/api/v1/yardsticks',
  summary: 'Load one figure from outside; releases already published keep theirs',
  access: 'signed-in',
  body: YardstickRow,
  reply: YardstickList,
})

export const loadYardstickFile = defineRoute({
  method: 'POST',
  path: '/api/v1/yardsticks/file',
  summary: 'Load a small xlsx or csv file of figures from outside, all rows or none',
  access: 'signed-in',
  bodyLimit: 1024 * 1024,
  upload: { formats: ['xlsx', 'csv'] },
  reply: YardstickList,
})

export const withdrawYardstick = defineRoute({
  method: 'POST',
  path: '/api/v1/yardsticks/:id/withdraw',
  summary: 'Withdraw a figure from outside, with a reason; releases already published keep it',
  access: 'signed-in',
  params: Type.Object({ id: Type.Integer({ minimum: 1 }) }),
  body: strictObject({ reason: Type.String({ minLength: 1, maxLength: 300 }) }),
  reply: YardstickList,
})

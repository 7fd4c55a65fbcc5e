import type { Static } from 'typebox'
import { Claims } from '../claims.ts'
import { defineRoute } from '../route.ts'
import { LightSchema, ResultStateSchema } from '../figure-schema.ts'
import { PeriodText, nullable } from '../schema.ts'
import { Type } from '../type.ts'
import { column } from './column.ts'
import { UnitColumns, IndicatorFact, ComparedUnits, ValueFact } from './fact.ts'
import { ReleaseHead, ReleaseParams } from './head.ts'

/** All indicators × all units of one release: heat map, profile and search read this. [indicator][unit] */
export const MatrixFacts = Type.Object({
  release: ReleaseHead,
  targetYear: Type.Integer(),
  units: UnitColumns,
  indicators: Type.Array(IndicatorFact),
  city: Type.Array(ValueFact),
  value: Type.Array(column(Type.Number())),
  state: Type.Array(Type.Array(ResultStateSchema)),
  light: Type.Array(column(LightSchema)),
  rank: Type.Array(column(Type.Integer())),
  /** What else a cell is held against; absent above 200 units. */
  beside: Type.Optional(
    Type.Object({
      /** Year-end target and the value expected today (时序目标). */
      target: Type.Array(column(Type.Number())),
      expected: Type.Array(column(Type.Number())),
      /** The quarter a carried value was observed in. */
      carriedFrom: Type.Array(column(PeriodText)),
      /** By indicator: the earlier quarter that its span compares with; null when none does. */
      compared: Type.Array(nullable(ComparedUnits)),
    }),
  ),
  claims: Claims,
})
export type MatrixFacts = Static<typeof MatrixFacts>

export const getMatrix = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/matrix',
  summary: 'All indicators × all units',
  access: 'signed-in',
  scope: 'release.read',
  params: ReleaseParams,
  reply: MatrixFacts,
  columns: true,
})

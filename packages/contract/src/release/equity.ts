import type { Static } from 'typebox'
import { ClaimSchema, Claims } from '../claims.ts'
import { defineRoute } from '../route.ts'
import { PeriodText, nullable } from '../schema.ts'
import { Type } from '../type.ts'
import { column } from './column.ts'
import { ReleaseHead, ReleaseParams } from './head.ts'
import { GapTrend } from './measure.ts'

/** A gap over the quarters that compare: each in its own quarter, a running total in the same quarter of each year. */
export const GapSeries = Type.Object({
  /** With the indicator's code it tells one gap from the others: 规上—中小微. */
  name: Type.String(),
  indicator: Type.String(),
  indicatorName: Type.String(),
  measureName: Type.String(),
  definition: Type.String(),
  source: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  highName: Type.String(),
  lowName: Type.String(),
  /** Oldest first, up to eight quarters; those that were carried or measured nothing are none. */
  periods: Type.Array(PeriodText),
  high: column(Type.Number()),
  low: column(Type.Number()),
  /** By quarter the gap of the printed values; null while a unit of either side is missing. */
  gap: column(Type.Number()),
  /** By quarter, short names of the units without which the gap is not computable; at most `missingNames` of them. */
  missing: Type.Array(Type.Array(Type.String())),
  /** By quarter, how many these are in all. */
  missingCount: Type.Array(Type.Integer()),
  isSameQuarter: Type.Boolean(),
  trend: nullable(GapTrend),
  /** What may be said of the gap now; null where it is carried, lacks a unit or prints as nothing. */
  claim: nullable(ClaimSchema),
})
export type GapSeries = Static<typeof GapSeries>

/** So many units are named where a gap lacks them. */
export const missingNames = 12

/** How evenly the city is served: gaps between areas and groups over time. */
export const EquityFacts = Type.Object({
  release: ReleaseHead,
  /** The widest first, in percentage points before other units; those not computable now last. */
  gaps: Type.Array(GapSeries),
  notes: Type.Array(Type.String()),
  claims: Claims,
})
export type EquityFacts = Static<typeof EquityFacts>

export const getEquity = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/equity',
  summary: 'Gaps between areas and groups over time',
  access: 'signed-in',
  params: ReleaseParams,
  reply: EquityFacts,
})

import type { Static } from 'typebox'
import { ClaimSchema, Claims } from '../claims.ts'
import { defineRoute } from '../route.ts'
import { DirectionSchema, ResultStateSchema } from '../figure-schema.ts'
import { PeriodText, nullable } from '../schema.ts'
import { Type } from '../type.ts'
import { column } from './column.ts'
import { SpanFact } from './fact.ts'
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
  /** Codes of the units on either side, where units are compared; null for groups of people and firms. */
  sides: nullable(Type.Object({ high: Type.Array(Type.String()), low: Type.Array(Type.String()) })),
  /** In words, where the city decides who stands on which side; null where the names say it. */
  members: nullable(Type.String()),
  trend: nullable(GapTrend),
  /** What may be said of the gap now; null where it is carried, lacks a unit or prints as nothing. */
  claim: nullable(ClaimSchema),
})
export type GapSeries = Static<typeof GapSeries>

const Counted = Type.Object({
  /** As sentences name it. */
  name: Type.String(),
  indicator: Type.String(),
  indicatorName: Type.String(),
  definition: Type.String(),
  source: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  span: SpanFact,
  /** By unit of `units`. */
  value: Type.Array(Type.Number()),
})

/** A resource against what it is needed for, over the units that count in the city. */
export const ResourceFacts = Type.Object({
  resource: Counted,
  need: Counted,
  /** Empty where a unit lacks a figure of the quarter: its share would go to the others. */
  units: Type.Array(
    Type.Object({ code: Type.String(), name: Type.String(), shortName: Type.String(), area: nullable(Type.String()) }),
  ),
  /** Short names of those that lack one, at most `missingNames`, and how many they are. */
  missing: Type.Array(Type.String()),
  missingCount: Type.Integer(),
  /** Theil T of the resource against the need, and its parts between and within kinds of area; null where undefined. */
  theil: nullable(Type.Number()),
  between: nullable(Type.Number()),
  within: nullable(Type.Number()),
  /** Gini of the resource per need, weighted by need: twice the space between curve and diagonal. */
  gini: nullable(Type.Number()),
  claim: nullable(ClaimSchema),
})
export type ResourceFacts = Static<typeof ResourceFacts>

/** One kind of enterprise in every unit: its value, and how many enterprises stand behind it. */
export const SwarmFacts = Type.Object({
  name: Type.String(),
  indicator: Type.String(),
  indicatorName: Type.String(),
  definition: Type.String(),
  source: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  direction: DirectionSchema,
  value: column(Type.Number()),
  state: Type.Array(ResultStateSchema),
  carriedFrom: column(PeriodText),
  /** Null where the value is. */
  base: column(Type.Number()),
})
export type SwarmFacts = Static<typeof SwarmFacts>

/** So many units are named where a gap lacks them. */
export const missingNames = 12

/** How evenly the city is served: gaps between areas and groups over time. */
export const EquityFacts = Type.Object({
  release: ReleaseHead,
  /** The widest first, in percentage points before other units; those not computable now last. */
  gaps: Type.Array(GapSeries),
  resources: Type.Array(ResourceFacts),
  /** Units of the columns of `swarm`; empty above 200 units. */
  units: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), shortName: Type.String() })),
  swarm: Type.Array(SwarmFacts),
  notes: Type.Array(Type.String()),
  claims: Claims,
})
export type EquityFacts = Static<typeof EquityFacts>

export const getEquity = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/equity',
  summary: 'Gaps between areas and groups over time',
  access: 'signed-in',
  scope: 'release.read',
  params: ReleaseParams,
  reply: EquityFacts,
})

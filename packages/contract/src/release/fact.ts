import type { Static } from 'typebox'
import { yardstickKinds } from '@cg/domain/yardstick'
import {
  AreaTypeSchema,
  DirectionSchema,
  FrequencySchema,
  IndicatorPeriodKindSchema,
  LightSchema,
  ProgressSchema,
  ResultStateSchema,
} from '../figure-schema.ts'
import { DayText, PeriodText, nullable } from '../schema.ts'
import { Type } from '../type.ts'
import { column } from './column.ts'
import { spanComparisons, spanJudgements, spanKinds } from '@cg/domain/figure/span'

/*
 * What leaders read. Every reply here is computed once when a release is published (or a preview is made) and
 * frozen as bytes. Tables of numbers travel as columns: one array per field, units named once. A column of units
 * is always in protocol order (`units.code`); `null` in a column of numbers means "no number", and the state
 * column says why.
 */

/** The ranked units (the city's own row is apart), in protocol order. */
export const UnitColumns = Type.Object({
  code: Type.Array(Type.String()),
  name: Type.Array(Type.String()),
  shortName: Type.Array(Type.String()),
  kind: Type.Array(Type.String()),
  areaType: column(AreaTypeSchema),
  /** 考核组: 城区 / 县域 / 园区. */
  group: column(Type.String()),
  /** False: lies inside another unit and is not counted twice. */
  countsInParent: Type.Array(Type.Boolean()),
  tileRow: column(Type.Integer()),
  tileColumn: column(Type.Integer()),
})
export type UnitColumns = Static<typeof UnitColumns>

/** The time that a figure speaks of, and the earlier figure that covers as long a time. */
export const SpanFact = Type.Object({
  kind: Type.Enum([...spanKinds]),
  compareWith: Type.Enum([...spanComparisons]),
  judgedBy: Type.Enum([...spanJudgements]),
  /** Quarters back to the figure it is compared with. */
  step: Type.Enum([1, 2, 4]),
})

export const IndicatorFact = Type.Object({
  code: Type.String(),
  name: Type.String(),
  /** Block: BASE IDEOLOGY SKILLS CAREER RIGHTS DEMO DRIVE. */
  dimension: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  direction: DirectionSchema,
  periodKind: IndicatorPeriodKindSchema,
  frequency: FrequencySchema,
  /** 口径, one or two sentences. */
  definition: Type.String(),
  /** '年内接受过技能培训的产业工人数（去重） ÷ 产业工人总数（期末） × 100%' */
  formula: Type.String(),
  leadDepartment: Type.String(),
  /** 数据来源: names of the departments that enter its items. */
  source: Type.String(),
  isAssessed: Type.Boolean(),
  /** Points in the composite; 0 when not assessed. */
  weight: Type.Number(),
  version: Type.Integer(),
  validFrom: PeriodText,
  /** Grows from nothing each year (累计): held against a share of the year's target. */
  isRunningTotal: Type.Boolean(),
  span: SpanFact,
  /** First quarters of each new definition: figures on either side are not compared. */
  breaks: Type.Array(PeriodText),
})
export type IndicatorFact = Static<typeof IndicatorFact>

/**
 * The city's figure beside an earlier one, over the units that both contain (同口径 when `isWhole` is false): `now` and
 * `before` are recomputed for them and never printed as the published value.
 */
export const ComparedFact = Type.Object({
  against: Type.Enum([...spanComparisons]),
  period: PeriodText,
  now: Type.Number(),
  before: Type.Number(),
  /** Codes of the units left out because that quarter lacks them. */
  missingNow: Type.Array(Type.String()),
  missingBefore: Type.Array(Type.String()),
  /** Short names of all that are left out, in protocol order. */
  without: Type.Array(Type.String()),
  isWhole: Type.Boolean(),
  /** The smaller share of the two quarters that is behind the comparison, 0..1. */
  covered: Type.Number(),
})
export type ComparedFact = Static<typeof ComparedFact>

/** By unit: the earlier quarter that values and places are held against. */
export const ComparedUnits = Type.Object({
  against: Type.Enum([...spanComparisons]),
  period: PeriodText,
  /** Codes of units with a place in one of the quarters only. */
  entered: Type.Array(Type.String()),
  left: Type.Array(Type.String()),
  /** Value of that quarter; scores restated under the same scheme version. Null where either was not measured then. */
  value: column(Type.Number()),
  /** Positions of the units of which, then or now, only a handful of things stand behind the figure: its change is not told. */
  few: Type.Array(Type.Integer()),
  /** Places then and now among the units with a place in both quarters: a place gained because another unit left is none. */
  rankThen: column(Type.Integer()),
  rankNow: column(Type.Integer()),
})

type Earlier = Pick<Static<typeof ComparedUnits>, 'value' | 'few'>

/** The earlier figure that a unit's may be held against; null where there is none, and where either rests on a handful. */
export function toldBefore({ value, few }: Earlier, unit: number): number | null {
  return few.includes(unit) ? null : (value[unit] ?? null)
}

/** A figure from outside the city, frozen with the release: drawn beside the city's, never ranked. */
export const YardstickFact = Type.Object({
  kind: Type.Enum([...yardstickKinds]),
  /** 全国平均, 全省平均, or a city's name. */
  name: Type.String(),
  period: PeriodText,
  value: Type.Number(),
  /** As many as its source prints, at most the indicator's. */
  decimals: Type.Integer(),
  /** Null: the source gives the rate alone. */
  numerator: nullable(Type.Number()),
  denominator: nullable(Type.Number()),
  source: Type.String(),
  publishedOn: DayText,
})
export type YardstickFact = Static<typeof YardstickFact>

/** One value with everything a card prints. */
export const ValueFact = Type.Object({
  value: nullable(Type.Number()),
  state: ResultStateSchema,
  numerator: nullable(Type.Number()),
  denominator: nullable(Type.Number()),
  /** Share of the denominator that reported, 0..1. */
  coverage: nullable(Type.Number()),
  /** The quarter a carried value was observed in, else null. */
  carriedFrom: nullable(Type.String()),
  /** Year-end target of the release's year. */
  target: nullable(Type.Number()),
  /** 时序目标: the value expected today. */
  expected: nullable(Type.Number()),
  light: nullable(LightSchema),
  progress: nullable(ProgressSchema),
  baseline: nullable(Type.Number()),
  baselinePeriod: nullable(Type.String()),
  /**
   * The figure of last quarter and of the same quarter last year, as printed then; null unless the span compares with it
   * and both cover the same units, each measured in its own quarter.
   */
  previous: nullable(Type.Number()),
  lastYear: nullable(Type.Number()),
  /** What the city may be compared with: as its span asks, and the same quarter of the year before where that is another. */
  compared: Type.Object({ span: nullable(ComparedFact), year: nullable(ComparedFact) }),
  /** Shown beside the true city rate when they differ. */
  naiveMean: nullable(Type.Number()),
  /** Of the city: codes of the units that its figure lacks, or without which it is not computable. */
  missing: Type.Array(Type.String()),
  /** 可能重复计数: a sum of distinct people over units. */
  possibleDoubleCount: Type.Boolean(),
  /** Of the city: the newest outside figure by name that covers as long a time under the same definition. Absent: none. */
  yardsticks: Type.Optional(Type.Array(YardstickFact)),
})
export type ValueFact = Static<typeof ValueFact>

import { standings } from '@cg/domain/target/standing'
import type { Static } from 'typebox'
import { Claims } from '../claims.ts'
import { defineRoute } from '../route.ts'
import { LightSchema, ProgressSchema, ResultStateSchema } from '../figure-schema.ts'
import { CodeText, PeriodText, ReleaseCodeText, nullable } from '../schema.ts'
import { Type } from '../type.ts'
import { column } from './column.ts'
import { IndicatorFact, UnitColumns } from './fact.ts'
import { ReleaseHead, ReleaseParams } from './head.ts'
import { LapseFact } from './lapse.ts'

const { code, name, dimension, unit, decimals, direction, leadDepartment, isRunningTotal, span } =
  IndicatorFact.properties

/** What a commitment is about. */
export const TargetIndicator = Type.Object({
  code,
  name,
  dimension,
  unit,
  decimals,
  direction,
  leadDepartment,
  isRunningTotal,
  span,
})
export type TargetIndicator = Static<typeof TargetIndicator>

/** A year-end target and the published figure that judges it: of a year that is over, the one of its fourth quarter. */
export const TargetYear = Type.Object({
  year: Type.Integer(),
  target: nullable(Type.Number()),
  source: Type.String(),
  /** The quarter of that figure; null: a year to come, or its quarter was not published. */
  period: nullable(PeriodText),
  value: nullable(Type.Number()),
  state: nullable(ResultStateSchema),
  /** The quarter a carried value was observed in. */
  carriedFrom: nullable(PeriodText),
  light: nullable(LightSchema),
  standing: Type.Enum([...standings]),
})
export type TargetYear = Static<typeof TargetYear>

/** One commitment of the city, or of a unit. */
export const TargetRow = Type.Object({
  indicator: TargetIndicator,
  /** Lead department; a code of `departments`. */
  department: Type.String(),
  value: nullable(Type.Number()),
  state: ResultStateSchema,
  carriedFrom: nullable(PeriodText),
  /** Of the city: short names of the units that its figure lacks, or without which it is not computable. */
  missing: Type.Array(Type.String()),
  /** Share of the city's figure that reported, 0..1; null for a unit. */
  coverage: nullable(Type.Number()),
  /** 时序目标: the value expected today. */
  expected: nullable(Type.Number()),
  light: nullable(LightSchema),
  progress: nullable(ProgressSchema),
  /** Where it started, under today's definition. */
  baseline: nullable(Type.Number()),
  baselinePeriod: nullable(PeriodText),
  /** The figure of the same quarter last year, over the same units; null where none compares. */
  yearAgo: nullable(Type.Number()),
  /** In the order of `years` of the answer. */
  years: Type.Array(TargetYear),
  /**
   * In the order of `periods`: the figures as published and their lights by today's targets. A carried figure has no light
   * of its own; nor has one under another definition, or before the year of the first target.
   */
  history: Type.Object({
    value: column(Type.Number()),
    state: Type.Array(ResultStateSchema),
    light: column(LightSchema),
    carriedFrom: column(PeriodText),
  }),
  /** Quarters of `history` in which a new definition began: figures on either side are not compared. Absent in older releases. */
  breaks: Type.Optional(Type.Array(PeriodText)),
  /** What the lead department stated of the figure of this quarter; null: nothing to state. Absent in older releases. */
  lapse: Type.Optional(nullable(LapseFact)),
  /** What may be said of it: where it stands, what it still needs, what was met and lost, where it leads. */
  claims: Claims,
})
export type TargetRow = Static<typeof TargetRow>

/** Every commitment of the city, or of one unit. */
export const TargetsFacts = Type.Object({
  release: ReleaseHead,
  targetYear: Type.Integer(),
  /** Null: the city. */
  unit: nullable(Type.Object({ code: Type.String(), name: Type.String(), shortName: Type.String() })),
  /** Years with a target, in order. */
  years: Type.Array(Type.Integer()),
  /** Up to 8 quarters ending with this one. */
  periods: Type.Array(PeriodText),
  /** Lead departments of the rows, in protocol order as far as it is known. */
  departments: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  rows: Type.Array(TargetRow),
  /** Of the city only: lights by unit, [row][unit], for each year that figures judge. Null above 200 units. */
  matrix: nullable(
    Type.Object({
      units: UnitColumns,
      years: Type.Array(
        Type.Object({
          year: Type.Integer(),
          period: PeriodText,
          value: Type.Array(column(Type.Number())),
          state: Type.Array(Type.Array(ResultStateSchema)),
          light: Type.Array(column(LightSchema)),
          target: Type.Array(column(Type.Number())),
          /** What the lights of that year are judged by: 时序目标 of the year under way, else the year's target. */
          expected: Type.Array(column(Type.Number())),
        }),
      ),
    }),
  ),
  notes: Type.Array(Type.String()),
  /** How the commitments of each year stand together. */
  claims: Claims,
})
export type TargetsFacts = Static<typeof TargetsFacts>

export const getTargets = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/targets',
  summary: 'Every commitment of the city by year, and the lights of its units',
  access: 'signed-in',
  scope: 'release.read',
  params: ReleaseParams,
  reply: TargetsFacts,
  columns: true,
})
export const getUnitTargets = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/targets/:unit',
  summary: 'Every commitment of one unit by year',
  access: 'signed-in',
  scope: 'release.read',
  params: Type.Object({ code: ReleaseCodeText, unit: CodeText }),
  reply: TargetsFacts,
  columns: true,
})

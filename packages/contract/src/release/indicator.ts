import type { Static } from 'typebox'
import { Claims } from '../claims.ts'
import { defineRoute } from '../route.ts'
import { LightSchema, ProgressSchema, ResultStateSchema } from '../figure-schema.ts'
import { CodeText, PeriodText, ReleaseCodeText, nullable } from '../schema.ts'
import { Type } from '../type.ts'
import { column } from './column.ts'
import { UnitColumns, IndicatorFact, ValueFact, YardstickFact } from './fact.ts'
import { ReleaseHead } from './head.ts'
import { UnitLapse } from './lapse.ts'
import {
  ChangeSplitFact,
  ForecastFact,
  FunnelFact,
  InequalityFact,
  IntervalFacts,
  ReportingRates,
  SuspicionFact,
  TrendFact,
} from './measure.ts'
import { WorkerGroupsFact } from './worker-groups.ts'

/** By quarter, short names of the units that the city's figure lacks; empty for a whole one. */
const Lacking = Type.Array(Type.Array(Type.String()))

/** A line over the quarters of its answer. Left out of `restated` where nothing is. */
export const SeriesFact = Type.Object({
  value: column(Type.Number()),
  state: Type.Array(ResultStateSchema),
  /** Quarters before a merge, reckoned again from the units of which the unit was made: never ranked. */
  restated: Type.Optional(Type.Array(Type.Boolean())),
})

/** What stands in the line of a unit that began later than the line. */
export const PastFact = Type.Object({
  unit: Type.String(),
  /** Its first quarter. */
  from: PeriodText,
  isRestated: Type.Boolean(),
  /** '丙丁区2026年第三季度及以前按合并前的丙区、丁区合计重算，不参与当时的排名' */
  words: Type.String(),
})
export type PastFact = Static<typeof PastFact>

/** A flow beside itself: 累计 of what is counted by quarter, or 本季 of what is counted through the year. */
export const OtherSpan = Type.Object({
  kind: Type.Enum(['quarter', 'yearToDate']),
  city: Type.Object({ ...SeriesFact.properties, lacking: Lacking }),
  /** By unit in protocol order. */
  units: Type.Array(SeriesFact),
})

/** What an indicator meant from a quarter on, and what was changed with it, in words; the first one changes nothing. */
export const DefinitionFact = Type.Object({
  version: Type.Integer(),
  validFrom: PeriodText,
  name: Type.String(),
  definition: Type.String(),
  formula: Type.String(),
  changes: Type.Array(Type.String()),
  /** Why it was changed, as the office says; left out where it does not. */
  reason: Type.Optional(Type.String()),
})
export type DefinitionFact = Static<typeof DefinitionFact>

export const IndicatorFacts = Type.Object({
  release: ReleaseHead,
  indicator: IndicatorFact,
  periods: Type.Array(PeriodText),
  /** Quarters whose figure was changed by a correction after first publication. */
  revised: Type.Array(PeriodText),
  /** Quarters in which a new definition began. */
  breaks: Type.Array(PeriodText),
  /** All versions of the definition, newest first; left out while there is one. */
  definitions: Type.Optional(Type.Array(DefinitionFact)),
  city: ValueFact,
  citySeries: Type.Object({
    value: column(Type.Number()),
    state: Type.Array(ResultStateSchema),
    numerator: column(Type.Number()),
    denominator: column(Type.Number()),
    expected: column(Type.Number()),
    lacking: Lacking,
  }),
  /** Every outside figure that the release holds, oldest first; absent: none. */
  yardsticks: Type.Optional(Type.Array(YardstickFact)),
  targets: Type.Array(Type.Object({ year: Type.Integer(), value: Type.Number(), source: Type.String() })),
  units: UnitColumns,
  /** [unit][period] */
  unitSeries: Type.Array(SeriesFact),
  /** Units that began within the periods, in protocol order; left out where none did. */
  pasts: Type.Optional(Type.Array(PastFact)),
  /** Null for what is no count of a flow; absent in older releases. */
  otherSpan: Type.Optional(nullable(OtherSpan)),
  /** The current quarter by unit. */
  current: Type.Object({
    value: column(Type.Number()),
    state: Type.Array(ResultStateSchema),
    numerator: column(Type.Number()),
    denominator: column(Type.Number()),
    light: column(LightSchema),
    progress: column(ProgressSchema),
    target: column(Type.Number()),
    expected: column(Type.Number()),
    rank: column(Type.Integer()),
    isTied: Type.Array(Type.Boolean()),
    carriedFrom: column(Type.String()),
  }),
  /** City value by breakdown group, e.g. 规上 / 中小微; empty when the indicator has none. */
  breakdowns: Type.Array(
    Type.Object({
      axis: Type.String(),
      axisName: Type.String(),
      groups: Type.Array(
        Type.Object({
          key: Type.String(),
          name: Type.String(),
          value: nullable(Type.Number()),
          state: ResultStateSchema,
          numerator: nullable(Type.Number()),
          denominator: nullable(Type.Number()),
          /** The quarter a carried value was observed in. */
          carriedFrom: nullable(PeriodText),
          /** Short names of the units that the group's figure lacks; absent: none, or an older release. */
          lacking: Type.Optional(Type.Array(Type.String())),
        }),
      ),
    }),
  ),
  /** Everybody and each group of workers; null where the catalogue carries none, absent in older releases. */
  workerGroups: Type.Optional(nullable(WorkerGroupsFact)),
  quality: Type.Object({
    /** Of the units listed here: those to whom the indicator applies, and those of them of whom a figure came. */
    unitsDue: Type.Integer(),
    unitsReported: Type.Integer(),
    revisions: Type.Integer(),
    explanations: Type.Integer(),
    /** What to look at first, by unit in protocol order; absent above 200 units and in older releases. */
    suspicions: Type.Optional(Type.Array(SuspicionFact)),
    /** How the forms came in that hold the indicator's items. */
    reporting: Type.Optional(ReportingRates),
  }),
  trend: Type.Optional(nullable(TrendFact)),
  forecast: Type.Optional(nullable(ForecastFact)),
  changeSplit: Type.Optional(nullable(ChangeSplitFact)),
  inequality: Type.Optional(nullable(InequalityFact)),
  /** Null for what is no proportion of things counted, and above 200 units. */
  intervals: Type.Optional(nullable(IntervalFacts)),
  /** Null for what is no quotient of things counted, and above 200 units. */
  funnel: Type.Optional(nullable(FunnelFact)),
  /** Late and missing figures and what their lead department stated; absent in older releases. */
  lapses: Type.Optional(Type.Array(UnitLapse)),
  notes: Type.Array(Type.String()),
  /** What may be said of the city's figure, its units and its groups. */
  claims: Claims,
})
export type IndicatorFacts = Static<typeof IndicatorFacts>

export const getIndicator = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/indicators/:indicator',
  summary: 'One indicator: trend, units, breakdowns, definition',
  access: 'signed-in',
  scope: 'release.read',
  params: Type.Object({ code: ReleaseCodeText, indicator: CodeText }),
  reply: IndicatorFacts,
  columns: true,
})

import { Type } from './type.ts'
import { resultStates } from '@cg/domain/cell'
import { spanComparisons, spanJudgements, spanKinds } from '@cg/domain/figure/span'
import type { Static, TSchema } from 'typebox'
import {
  ChangeSplitFact,
  ForecastFact,
  GapTrend,
  InequalityFact,
  IntervalFacts,
  ReportingRates,
  SuspicionFact,
  TrendFact,
} from './release-measure.ts'
import { ScoreWhy } from './release-why.ts'
import { ClaimSchema, Claims } from './claims.ts'
import { defineRoute } from './route.ts'
import {
  AreaTypeSchema,
  CodeText,
  DirectionSchema,
  FrequencySchema,
  IndicatorPeriodKindSchema,
  IsoTime,
  LightSchema,
  PeriodText,
  ProgressSchema,
  ResultStateSchema,
  nullable,
} from './schema.ts'

/*
 * What leaders read. Every reply here is computed once when a release is published (or a preview is made) and
 * frozen as bytes. Tables of numbers travel as columns: one array per field, units named once. A column of units
 * is always in protocol order (`units.code`); `null` in a column of numbers means "no number", and the state
 * column says why.
 */

function column<S extends TSchema>(schema: S) {
  return Type.Array(nullable(schema))
}

/** Names the release on every screen and in every file (rule 2, H5). */
export const ReleaseHead = Type.Object({
  /** 'CG-2026Q3-01'; for a preview '试看-2026Q3'. */
  code: Type.String(),
  period: PeriodText,
  sequence: Type.Integer(),
  state: Type.Enum(['published', 'preview']),
  /** Statistical date, last day of the quarter: 截至. */
  asOf: Type.String(),
  preparedAt: IsoTime,
  publishedAt: nullable(IsoTime),
  /** Why this release corrects an earlier one of the same quarter; null for the first. */
  reason: nullable(Type.String()),
  isDemo: Type.Boolean(),
  scheme: nullable(Type.Object({ code: Type.String(), version: Type.Integer(), name: Type.String() })),
  /** The city's name, e.g. 云川市. */
  city: Type.String(),
  /** Words of the catalogue's names in which no line of a chart breaks. */
  unbroken: Type.Optional(Type.Array(Type.String())),
})
export type ReleaseHead = Static<typeof ReleaseHead>

export const ReleaseListItem = Type.Object({
  head: ReleaseHead,
  contentHash: Type.String(),
  previousHash: nullable(Type.String()),
  publishedBy: nullable(Type.String()),
  preparedBy: Type.String(),
  /** True for the newest release of its quarter. */
  isCurrent: Type.Boolean(),
})
export type ReleaseListItem = Static<typeof ReleaseListItem>

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
})
export type ValueFact = Static<typeof ValueFact>

/** What is ranked: one indicator, or the composite score. */
export const Measure = Type.Object({
  kind: Type.Enum(['indicator', 'score']),
  code: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  direction: DirectionSchema,
  definition: Type.String(),
  leadDepartment: Type.String(),
  source: Type.String(),
  /** Grows within the year (累计): held against the value expected today, and against earlier years only at the same quarter. */
  isRunningTotal: Type.Boolean(),
  span: SpanFact,
})
export type Measure = Static<typeof Measure>

/** A figure's state, or why it is not scored: carried from an earlier year, no target, a rule that tells nobody apart. */
export const PartStateSchema = Type.Enum([...resultStates, 'carried', 'no_target', 'no_points'])

/** By unit: the earlier quarter that values and places are held against. */
export const ComparedUnits = Type.Object({
  against: Type.Enum([...spanComparisons]),
  period: PeriodText,
  /** Codes of units with a place in one of the quarters only. */
  entered: Type.Array(Type.String()),
  left: Type.Array(Type.String()),
  /** Value of that quarter; scores restated under the same scheme version. Null where either was not measured then. */
  value: column(Type.Number()),
  /** Places then and now among the units with a place in both quarters: a place gained because another unit left is none. */
  rankThen: column(Type.Integer()),
  rankNow: column(Type.Integer()),
})

export const RankingFacts = Type.Object({
  release: ReleaseHead,
  measure: Measure,
  targetYear: Type.Integer(),
  units: UnitColumns,
  value: column(Type.Number()),
  state: Type.Array(ResultStateSchema),
  light: column(LightSchema),
  target: column(Type.Number()),
  expected: column(Type.Number()),
  baseline: column(Type.Number()),
  /** The quarter of each unit's baseline. */
  baselinePeriod: column(PeriodText),
  /** The quarter a carried value was observed in. */
  carriedFrom: column(PeriodText),
  /** Null when no quarter compares. */
  compared: nullable(ComparedUnits),
  /** `compared` where it is last quarter's: value, place then, place now. */
  previous: column(Type.Number()),
  previousRank: column(Type.Integer()),
  rankAmongCommon: column(Type.Integer()),
  rank: column(Type.Integer()),
  isTied: Type.Array(Type.Boolean()),
  groupRank: column(Type.Integer()),
  /** Chinese words for each unranked unit, e.g. '未报，不参与排名'; null for ranked ones. */
  unrankedReason: column(Type.String()),
  numerator: column(Type.Number()),
  denominator: column(Type.Number()),
  /** Uncertainty guidance for the value (Wilson 95 % for proportions) or the rank interval of a score; null when not computed. */
  low: column(Type.Number()),
  high: column(Type.Number()),
  rankLow: column(Type.Integer()),
  rankHigh: column(Type.Integer()),
  /** By what the next three are judged: reversal by small changes of the weights, or touching 95 % intervals; null: by nothing. */
  closeRule: nullable(Type.Enum(['weights', 'intervals'])),
  /** By unit: positions of the units that it cannot be told apart from, neighbours or not. */
  closeTo: Type.Array(Type.Array(Type.Integer())),
  /** Positions of units of which every pair cannot be told apart, best first; groups may overlap. */
  groups: Type.Array(Type.Array(Type.Integer())),
  /** Whether the first (last) place is one unit's alone: shared with nobody, told apart from all, reached by none. */
  isFirstClear: Type.Boolean(),
  isLastClear: Type.Boolean(),
  /** Fewer than three units with a value, or a neutral direction: values without ranking, and why in words. */
  notRanked: nullable(Type.String()),
  city: ValueFact,
  /** Rank and value history over up to 8 quarters ending with this one. rank[p][u], value[p][u]. */
  history: Type.Object({
    periods: Type.Array(PeriodText),
    rank: Type.Array(column(Type.Integer())),
    value: Type.Array(column(Type.Number())),
  }),
  /** Footnotes in Chinese: who did not report, what was carried, what was redistributed. */
  notes: Type.Array(Type.String()),
  /** For the 说明 panel: by which rule places are held sure and units close. No chart prints them. */
  methods: Type.Array(Type.String()),
  /** For the score: contributions[indicator][unit] in points, in the order of `parts`. Empty for an indicator. */
  parts: Type.Array(
    Type.Object({ code: Type.String(), name: Type.String(), dimension: Type.String(), weight: Type.Number() }),
  ),
  contributions: Type.Array(column(Type.Number())),
  /** partState[indicator][unit]: what the unit's figure of the item is, whatever the scheme makes of it. */
  partState: Type.Array(Type.Array(PartStateSchema)),
  /** For the score, by unit: codes of the items that count as 0 because their figures are owed. */
  zeroItems: Type.Array(Type.Array(Type.String())),
  /** For the score, which the city has none of: median and range of the units with one. Null for an indicator. */
  spread: nullable(
    Type.Object({
      median: Type.Number(),
      low: Type.Number(),
      high: Type.Number(),
      units: Type.Integer(),
      /** Short names of units among them that lie inside another. */
      overlapping: Type.Array(Type.String()),
    }),
  ),
  /**
   * For the score, by unit: what explains it; null for a unit without a score. Empty for an indicator, above 200 units
   * and in the cockpit; absent in older releases.
   */
  explanations: Type.Optional(column(ScoreWhy)),
  /** What may be said of the whole ranking. */
  claims: Claims,
})
export type RankingFacts = Static<typeof RankingFacts>

export const SeriesFact = Type.Object({
  value: column(Type.Number()),
  state: Type.Array(ResultStateSchema),
})

/** A flow beside itself: 累计 of what is counted by quarter, or 本季 of what is counted through the year. */
export const OtherSpan = Type.Object({
  kind: Type.Enum(['quarter', 'yearToDate']),
  city: SeriesFact,
  /** By unit in protocol order. */
  units: Type.Array(SeriesFact),
})

export const IndicatorFacts = Type.Object({
  release: ReleaseHead,
  indicator: IndicatorFact,
  periods: Type.Array(PeriodText),
  /** Quarters whose figure was changed by a correction after first publication. */
  revised: Type.Array(PeriodText),
  /** Quarters in which a new definition began. */
  breaks: Type.Array(PeriodText),
  city: ValueFact,
  citySeries: Type.Object({
    value: column(Type.Number()),
    state: Type.Array(ResultStateSchema),
    numerator: column(Type.Number()),
    denominator: column(Type.Number()),
    expected: column(Type.Number()),
  }),
  targets: Type.Array(Type.Object({ year: Type.Integer(), value: Type.Number(), source: Type.String() })),
  units: UnitColumns,
  /** [unit][period] */
  unitSeries: Type.Array(SeriesFact),
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
        }),
      ),
    }),
  ),
  quality: Type.Object({
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
  notes: Type.Array(Type.String()),
  /** What may be said of the city's figure, its units and its groups. */
  claims: Claims,
})
export type IndicatorFacts = Static<typeof IndicatorFacts>

export const alertKinds = ['late', 'not_reported', 'rank_fall', 'gap', 'near'] as const

export const OverviewFacts = Type.Object({
  release: ReleaseHead,
  targetYear: Type.Integer(),
  cards: Type.Array(
    Type.Object({
      indicator: IndicatorFact,
      fact: ValueFact,
      /** Up to 8 quarters ending with this one. */
      periods: Type.Array(PeriodText),
      values: column(Type.Number()),
    }),
  ),
  /** The rankings the first screen can switch between: score first, then the cards' indicators. */
  rankings: Type.Array(RankingFacts),
  /** How the indicators with a target stand. */
  lights: Type.Object({
    met: Type.Integer(),
    near: Type.Integer(),
    late: Type.Integer(),
    notReported: Type.Integer(),
    /** With a value and a target that may not judge it: carried from an earlier year, or too little of the city covered. */
    notJudged: Type.Integer(),
    withoutTarget: Type.Integer(),
  }),
  gaps: Type.Array(
    Type.Object({
      name: Type.String(),
      indicator: Type.String(),
      indicatorName: Type.String(),
      /** The name as it follows highName or lowName. */
      measureName: Type.String(),
      unit: Type.String(),
      decimals: Type.Integer(),
      highName: Type.String(),
      lowName: Type.String(),
      high: nullable(Type.Number()),
      low: nullable(Type.Number()),
      /** Difference of the printed values (decision 3); null while a unit of either side is missing. */
      gap: nullable(Type.Number()),
      /** The quarter a carried gap was observed in, else null: it is compared with nothing. */
      carriedFrom: nullable(Type.String()),
      /** Codes of the units without which the gap is not computable. */
      missing: Type.Array(Type.String()),
      /** The gap that covers as long a time before; null where none compares. */
      before: nullable(
        Type.Object({
          against: Type.Enum([...spanComparisons]),
          period: PeriodText,
          high: Type.Number(),
          low: Type.Number(),
          gap: Type.Number(),
        }),
      ),
      /** `before` where it is last quarter's. */
      previousGap: nullable(Type.Number()),
      trend: Type.Optional(nullable(GapTrend)),
    }),
  ),
  alerts: Type.Array(
    Type.Object({
      kind: Type.Enum([...alertKinds]),
      title: Type.String(),
      detail: Type.String(),
      claim: ClaimSchema,
      /** Departments, or the unit, that must act; codes. */
      owners: Type.Array(Type.String()),
      /** Every unit it is about; codes. Empty: the city as a whole. */
      units: Type.Array(Type.String()),
      /** Where it leads: an indicator and, when one unit is meant, the unit. */
      indicator: nullable(Type.String()),
      unit: nullable(Type.String()),
    }),
  ),
  /** Names of the departments among the owners of alerts. */
  owners: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  /** How the published quarter was reported: forms due, accepted on time, overdue (late or never come), never come. */
  reporting: Type.Object({
    due: Type.Integer(),
    accepted: Type.Integer(),
    late: Type.Integer(),
    missing: Type.Integer(),
  }),
  notes: Type.Array(Type.String()),
  /** What may be said of the cards and gaps. */
  claims: Claims,
})
export type OverviewFacts = Static<typeof OverviewFacts>

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

/** Number passport (G4): where a figure comes from, down to who entered and who accepted. */
export const PassportCell = Type.Object({
  item: Type.String(),
  itemName: Type.String(),
  unit: Type.String(),
  unitName: Type.String(),
  period: PeriodText,
  state: ResultStateSchema,
  value: nullable(Type.Number()),
  itemUnit: Type.String(),
  decimals: Type.Integer(),
  form: nullable(Type.String()),
  receiptNo: nullable(Type.String()),
  enteredBy: nullable(Type.String()),
  enteredAt: nullable(IsoTime),
  acceptedBy: nullable(Type.String()),
  acceptedAt: nullable(IsoTime),
  revisions: Type.Array(
    Type.Object({
      at: IsoTime,
      by: Type.String(),
      old: nullable(Type.Number()),
      oldState: nullable(Type.String()),
      new: nullable(Type.Number()),
      newState: Type.String(),
      reason: Type.String(),
    }),
  ),
})

export const PassportFacts = Type.Object({
  release: ReleaseHead,
  indicator: IndicatorFact,
  unit: nullable(Type.String()),
  unitName: Type.String(),
  fact: ValueFact,
  /** '330,412 人 ÷ 400,015 人 × 100%' with the release's digits. */
  working: Type.String(),
  cells: Type.Array(PassportCell),
  contentHash: Type.String(),
})
export type PassportFacts = Static<typeof PassportFacts>

const ReleaseParams = Type.Object({ code: CodeText })

export const listReleases = defineRoute({
  method: 'GET',
  path: '/api/v1/releases',
  summary: 'Published releases, newest first',
  access: 'signed-in',
  reply: Type.Object({ items: Type.Array(ReleaseListItem) }),
})
export const getOverview = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/overview',
  summary: 'The cockpit of a release',
  access: 'signed-in',
  params: ReleaseParams,
  reply: OverviewFacts,
})
export const getRanking = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/rankings/:measure',
  summary: 'Ranking of units by one indicator, or by `score`',
  access: 'signed-in',
  params: Type.Object({ code: CodeText, measure: CodeText }),
  reply: RankingFacts,
})
export const getIndicator = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/indicators/:indicator',
  summary: 'One indicator: trend, units, breakdowns, definition',
  access: 'signed-in',
  params: Type.Object({ code: CodeText, indicator: CodeText }),
  reply: IndicatorFacts,
})
export const getMatrix = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/matrix',
  summary: 'All indicators × all units',
  access: 'signed-in',
  params: ReleaseParams,
  reply: MatrixFacts,
})
export const getPassport = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/passport',
  summary: 'Number passport of one figure',
  access: 'signed-in',
  params: ReleaseParams,
  query: Type.Object({ indicator: CodeText, unit: Type.Optional(CodeText) }),
  reply: PassportFacts,
})

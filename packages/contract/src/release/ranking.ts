import type { Static } from 'typebox'
import { Claims } from '../claims.ts'
import { defineRoute } from '../route.ts'
import { DirectionSchema, LightSchema, ResultStateSchema } from '../figure-schema.ts'
import { CodeText, ReleaseCodeText, DayText, IsoTime, PeriodText, nullable } from '../schema.ts'
import { Type } from '../type.ts'
import { column } from './column.ts'
import { UnitColumns, SpanFact, ComparedUnits, ValueFact } from './fact.ts'
import { ReleaseHead } from './head.ts'
import { UnitLapse } from './lapse.ts'
import { ScoreWhy } from './why.ts'
import { resultStates } from '@cg/domain/cell'
import { rankRules } from '@cg/domain/rank/ranking'
import { FrozenAdjustment } from '../adjustment.ts'

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
  /** First quarters of each new definition; none of a score, whose earlier quarters are reckoned again by one scheme. */
  breaks: Type.Array(PeriodText),
})
export type Measure = Static<typeof Measure>

/** A figure's state, or why it is not scored: carried from an earlier year, no target, a rule that tells nobody apart. */
export const PartStateSchema = Type.Enum([...resultStates, 'carried', 'no_target', 'no_points'])

/** A block of indicators under the composite: how the units do within it, and what it gives to their totals. */
export const DimensionFact = Type.Object({
  code: Type.String(),
  /** Its share of all weights, of a hundred. */
  weight: Type.Number(),
  items: Type.Integer(),
  /** By unit: of 100 within the block; null where nothing of it is scored or the unit has no score. */
  score: column(Type.Number()),
  /** By unit: points of the total that come from it. */
  points: column(Type.Number()),
  /** By unit, among the units with a place by the total. */
  rank: column(Type.Integer()),
  isTied: Type.Array(Type.Boolean()),
  /** Of the scores above; null where no unit has one. */
  spread: nullable(Type.Object({ median: Type.Number(), low: Type.Number(), high: Type.Number() })),
  /** The item that costs the units most, in points of the total on average; null when none or two do. */
  drag: nullable(Type.Object({ code: Type.String(), name: Type.String(), lost: Type.Number() })),
})
export type DimensionFact = Static<typeof DimensionFact>

/** One adjustment of a unit's score; `amount` null: a veto. */
export const AppliedFact = Type.Object({
  kind: Type.Enum(['bonus', 'deduction', 'veto']),
  fact: Type.String(),
  name: Type.String(),
  amount: nullable(Type.Number()),
  matters: Type.Array(
    Type.Object({
      id: Type.Integer(),
      happenedOn: DayText,
      what: Type.String(),
      evidence: Type.String(),
      /** Name of the department that entered it. */
      department: Type.String(),
      enteredBy: Type.String(),
      acceptedBy: Type.String(),
      acceptedAt: IsoTime,
    }),
  ),
})
export type AppliedFact = Static<typeof AppliedFact>

const ranked = {
  measure: Measure,
  targetYear: Type.Integer(),
  /** The unit whose towns these are; absent where the city's own units are ranked. */
  within: Type.Optional(Type.Object({ code: Type.String(), name: Type.String(), shortName: Type.String() })),
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
  /** Fewer than three units with a value, or a neutral direction: values without ranking, and why in words. */
  notRanked: nullable(Type.String()),
  city: ValueFact,
  /** Rank and value history over up to 8 quarters ending with this one. rank[p][u], value[p][u]. */
  history: Type.Object({
    periods: Type.Array(PeriodText),
    rank: Type.Array(column(Type.Integer())),
    value: Type.Array(column(Type.Number())),
    /**
     * Those of `periods` whose places are drawn and not told beside this one's: some figure was carried from before, or a
     * unit with a place is no longer there and has no name. Absent: none.
     */
    unlike: Type.Optional(Type.Array(PeriodText)),
    /** Units that began within the periods, each told in words; absent: none. */
    begun: Type.Optional(Type.Array(Type.Object({ unit: Type.String(), words: Type.String() }))),
  }),
  /** Of an indicator: late and missing figures and what their lead department stated; absent in older releases. */
  lapses: Type.Optional(Type.Array(UnitLapse)),
  /** Footnotes in Chinese: who did not report, what was carried, what was redistributed. */
  notes: Type.Array(Type.String()),
  /** For the 说明 panel: by which rule places are held sure and units close. No chart prints them. */
  methods: Type.Array(Type.String()),
  /** For the score: contributions[indicator][unit] in points, in the order of `parts`. Empty for an indicator. */
  /** For the score: `weight` is the part's share of a hundred, and so the most points it earns while nothing is missing. */
  parts: Type.Array(
    Type.Object({ code: Type.String(), name: Type.String(), dimension: Type.String(), weight: Type.Number() }),
  ),
  contributions: Type.Array(column(Type.Number())),
  /** partState[indicator][unit]: what the unit's figure of the item is, whatever the scheme makes of it. */
  partState: Type.Array(Type.Array(PartStateSchema)),
  /** For the score: the blocks of indicators under it. Empty for an indicator; absent in older releases. */
  dimensions: Type.Optional(Type.Array(DimensionFact)),
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
  /**
   * For the score, by unit: what was added, taken or vetoed after aggregation, with the accepted matters behind it. Absent
   * where nothing was, in the cockpit and above 200 units.
   */
  adjusted: Type.Optional(Type.Array(Type.Array(AppliedFact))),
  /** For the score: what it was weighed from, for trials of other weights. Absent in the cockpit and above 200 units. */
  weighed: Type.Optional(
    Type.Object({
      /** The scheme's own, in the order of `parts`. */
      weights: Type.Array(Type.Number()),
      /** Points of 100. [item][unit] */
      points: Type.Array(column(Type.Number())),
      /** By unit: items without which it is not scored. */
      blocks: Type.Array(Type.Array(Type.String())),
      availability: Type.Number(),
      rankRule: Type.Enum([...rankRules]),
      adjustments: Type.Array(FrozenAdjustment),
      /** By unit: the numbers that the adjustments look at; empty without adjustments. */
      facts: Type.Array(Type.Record(Type.String(), Type.Number())),
    }),
  ),
  /** What may be said of the whole ranking. */
  claims: Claims,
}

export const RankingFacts = Type.Object({ release: ReleaseHead, ...ranked })
export type RankingFacts = Static<typeof RankingFacts>

/** A ranking under the head of the answer that it stands in. */
export const HeadlessRanking = Type.Object(ranked)
export type HeadlessRanking = Static<typeof HeadlessRanking>

export const getWholeRanking = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/rankings/:measure/whole',
  summary:
    'The ranking with history and intervals of places also above 200 units; 503 release.computing until computed',
  access: 'signed-in',
  scope: 'release.read',
  params: Type.Object({ code: CodeText, measure: CodeText }),
  reply: RankingFacts,
  columns: true,
})
export const getRanking = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/rankings/:measure',
  summary: 'Ranking of units by one indicator, or by `score`',
  access: 'signed-in',
  scope: 'release.read',
  params: Type.Object({ code: ReleaseCodeText, measure: CodeText }),
  reply: RankingFacts,
  columns: true,
})

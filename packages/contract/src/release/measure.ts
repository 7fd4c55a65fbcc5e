import { Type } from '../type.ts'
import type { Static } from 'typebox'
import { ClaimSchema } from '../claims.ts'
import { PeriodText, nullable } from '../schema.ts'

/*
 * How far a figure may be trusted and where it is heading. Computed with the release and frozen in its answers; releases
 * published before these existed lack them, so the answers carry them as optional. `words` are whole Chinese sentences,
 * printed from `claim`; absent where nothing is claimed.
 */

/** 走势: the Mann-Kendall test over the printed city values. */
export const TrendFact = Type.Object({
  verdict: Type.Enum(['improving', 'worsening', 'rising', 'falling', 'no_clear_change', 'too_few']),
  /** How many values were compared; a running total is compared with the same quarter of other years. */
  points: Type.Integer(),
  isSameQuarter: Type.Boolean(),
  from: PeriodText,
  to: PeriodText,
  /** Two-sided p of the test; null without a test. */
  p: nullable(Type.Number()),
  claim: Type.Optional(ClaimSchema),
  words: Type.String(),
  /** For the 说明 panel. */
  method: Type.String(),
})
export type TrendFact = Static<typeof TrendFact>

/** 推算 toward the last year with a target: a projection, never a figure. */
export const ForecastFact = Type.Object({
  targetYear: Type.Integer(),
  target: Type.Number(),
  /** Expected at the end of the target year, with its interval, never one number; proportions stay within 0–100. */
  value: Type.Number(),
  low: Type.Number(),
  high: Type.Number(),
  /** The quarter in which the line reaches the target; null: not within as many quarters as lie behind. */
  arrival: nullable(PeriodText),
  /** What share of held-back quarters such intervals cover, 0.9; null: too few were held back for a percentage. */
  confidence: nullable(Type.Number()),
  isMet: Type.Boolean(),
  /** The line from the next quarter to the end of the target year; empty where its interval is too wide to say anything. */
  periods: Type.Array(PeriodText),
  values: Type.Array(Type.Number()),
  claim: Type.Optional(ClaimSchema),
  words: Type.String(),
})
export type ForecastFact = Static<typeof ForecastFact>

/** The city's change against the same quarter last year taken apart: `rateEffect` + `mixEffect` = `change`, unrounded. */
export const ChangeSplitFact = Type.Object({
  period: PeriodText,
  before: Type.Number(),
  after: Type.Number(),
  change: Type.Number(),
  rateEffect: Type.Number(),
  mixEffect: Type.Number(),
  simpson: nullable(Type.Enum(['falls_though_all_rise', 'rises_though_all_fall'])),
  claim: Type.Optional(ClaimSchema),
  words: Type.String(),
  /** For the 说明 panel. */
  method: Type.String(),
})
export type ChangeSplitFact = Static<typeof ChangeSplitFact>

/** 不均衡 over the units that count in the city; each null where the measure is not defined. */
export const InequalityFact = Type.Object({
  units: Type.Integer(),
  isWeighted: Type.Boolean(),
  range: nullable(Type.Number()),
  variation: nullable(Type.Number()),
  gini: nullable(Type.Number()),
  theil: nullable(Type.Number()),
  /** Theil T between and within area types: they add up to it. Null when a unit has no area type. */
  between: nullable(Type.Number()),
  within: nullable(Type.Number()),
  /** Slope index from remote to centre, in the indicator's unit: the two ends of the fitted line. Null below two kinds of area. */
  slope: nullable(Type.Number()),
  claim: Type.Optional(ClaimSchema),
  words: Type.String(),
  /** For the 说明 panel. */
  method: Type.String(),
})
export type InequalityFact = Static<typeof InequalityFact>

/** 小样本提示: Wilson 95 % by unit, in the order of `units`, and where each stands in the funnel around the city. */
export const IntervalFacts = Type.Object({
  label: Type.Literal('小样本提示'),
  confidence: Type.Number(),
  low: Type.Array(nullable(Type.Number())),
  high: Type.Array(nullable(Type.Number())),
  funnel: Type.Array(nullable(Type.Enum(['within', 'alert', 'alarm']))),
  side: Type.Array(nullable(Type.Enum(['better', 'worse', 'higher', 'lower']))),
  /** Fewer than ten in the denominator. */
  isSmall: Type.Array(Type.Boolean()),
  words: Type.String(),
})
export type IntervalFacts = Static<typeof IntervalFacts>

/**
 * The funnel of a share or a rate of things counted: limits of 95 % and 99.8 % around `centre`, the city's quotient before
 * its multiplier, and by unit whether it lies within both, between them (alert) or outside (alarm), on which side.
 */
export const FunnelFact = Type.Object({
  kind: Type.Enum(['share', 'rate']),
  multiplier: Type.Number(),
  centre: Type.Number(),
  level: Type.Array(nullable(Type.Enum(['within', 'alert', 'alarm']))),
  side: Type.Array(nullable(Type.Enum(['better', 'worse', 'higher', 'lower']))),
})
export type FunnelFact = Static<typeof FunnelFact>

export const SuspicionFact = Type.Object({
  unit: Type.String(),
  kind: Type.Enum(['own_history', 'peers', 'denominator_jump', 'on_target']),
  words: Type.String(),
})
export type SuspicionFact = Static<typeof SuspicionFact>

/** Quotients 0..1; null without a denominator, never 0. */
export const ReportingRates = Type.Object({
  due: Type.Integer(),
  onTime: Type.Integer(),
  clean: Type.Integer(),
  timeliness: nullable(Type.Number()),
  completeness: nullable(Type.Number()),
  firstPassRate: nullable(Type.Number()),
  revisionRate: nullable(Type.Number()),
})
export type ReportingRates = Static<typeof ReportingRates>

/** Whether a gap closes: absolute and relative gap together. Null below five comparable quarters. */
export const GapTrend = Type.Object({
  verdict: Type.Enum(['converging', 'diverging', 'no_clear_change', 'mixed']),
  /** 2024年第四季度以来差距收敛 */
  claim: Type.Optional(ClaimSchema),
  name: Type.String(),
  points: Type.Integer(),
  from: PeriodText,
  to: PeriodText,
})
export type GapTrend = Static<typeof GapTrend>

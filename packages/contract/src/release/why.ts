import { Type } from '../type.ts'
import type { Static } from 'typebox'
import { nullable } from '../schema.ts'

/*
 * Why a unit's score is what it is. Points carry the scheme's decimals and add up as printed: parts + adjustment + rest
 * is the difference of the two printed scores.
 */

export const ScoreDifference = Type.Object({
  /** Own printed score less the one it is compared with. */
  difference: Type.Number(),
  /** The indicators that account for most of it, at most five, largest first; none that prints as nothing. */
  parts: Type.Array(Type.Object({ code: Type.String(), points: Type.Number() })),
  /** What bonuses, deductions and vetoes account for. */
  adjustment: Type.Number(),
  /** The same by what was counted, adding up to it, largest first; none that prints as nothing. Left out by older releases. */
  adjustments: Type.Optional(
    Type.Array(Type.Object({ fact: Type.String(), name: Type.String(), points: Type.Number() })),
  ),
  /** What the other indicators account for together. */
  rest: Type.Number(),
})
export type ScoreDifference = Static<typeof ScoreDifference>

/** The smallest change of one indicator, all else equal, that leaves fewer units ahead. */
export const ScoreGain = Type.Object({
  indicator: Type.String(),
  /** How the indicator's values print. */
  unit: Type.String(),
  decimals: Type.Integer(),
  from: Type.Number(),
  to: Type.Number(),
  /** The unit it would catch up with; `isTie`: it would share that unit's printed score. */
  passes: Type.String(),
  isTie: Type.Boolean(),
})
export type ScoreGain = Static<typeof ScoreGain>

/** What reporting the owed items would do, were they all to earn full points. */
export const ScoreUnreported = Type.Object({
  items: Type.Array(Type.String()),
  /** The total it could reach, and the best place that this would give among the others as they are. */
  total: Type.Number(),
  reachable: Type.Integer(),
})
export type ScoreUnreported = Static<typeof ScoreUnreported>

/** The mean of a group of assessment, this unit included: of three scored units or more. */
export const ScoreGroup = Type.Object({
  units: Type.Integer(),
  mean: Type.Number(),
  /** Other units of the group whose totals hold zeros for what was not reported; codes. */
  withZeros: Type.Array(Type.String()),
  against: ScoreDifference,
})
export type ScoreGroup = Static<typeof ScoreGroup>

export const ScoreWhy = Type.Object({
  /** Null when nothing that is owed counts as 0. */
  unreported: nullable(ScoreUnreported),
  /** Against the nearest unit with a better place; null for the first and the unranked. */
  ahead: nullable(Type.Object({ unit: Type.String(), against: ScoreDifference })),
  /** Against the nearest unit with a better place in its group, where that is another; null for the first of a group. */
  groupAhead: Type.Optional(nullable(Type.Object({ unit: Type.String(), against: ScoreDifference }))),
  /** Null without a group, or in one of fewer than three scored units. */
  group: Type.Optional(nullable(ScoreGroup)),
  /** Against the own score of last quarter restated under this scheme; null without one. */
  lastQuarter: nullable(ScoreDifference),
  /** Null: no single reported indicator gains a place; absent: not sought among so many units. */
  gain: Type.Optional(nullable(ScoreGain)),
  /** The same for a place within its group; absent also where it is the first of its group, or has none. */
  groupGain: Type.Optional(nullable(ScoreGain)),
})
export type ScoreWhy = Static<typeof ScoreWhy>

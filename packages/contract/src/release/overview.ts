import { unlitStandings } from '@cg/domain/claim/commitment'
import type { Static } from 'typebox'
import { ClaimSchema, Claims } from '../claims.ts'
import { defineRoute } from '../route.ts'
import { PeriodText, nullable } from '../schema.ts'
import { Type } from '../type.ts'
import { column } from './column.ts'
import { IndicatorFact, SpanFact, ValueFact } from './fact.ts'
import { ReleaseHead, ReleaseParams } from './head.ts'
import { GapTrend } from './measure.ts'
import { FollowUpSum, PlanSum } from './plan.ts'
import { RankingFacts } from './ranking.ts'
import { spanComparisons } from '@cg/domain/figure/span'

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
    /** Those with a target and no light, by what keeps them from one, as `TargetsFacts` names it; none of them 0. */
    unlit: Type.Array(Type.Object({ standing: Type.Enum([...unlitStandings]), count: Type.Integer() })),
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
      span: SpanFact,
      breaks: Type.Array(PeriodText),
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
  /** How the published quarter was reported: forms due, accepted on time, overdue (late or never come), never come, open. */
  reporting: Type.Object({
    due: Type.Integer(),
    accepted: Type.Integer(),
    late: Type.Integer(),
    missing: Type.Integer(),
    /** The overdue ones by name, those that never came first. */
    overdue: Type.Array(
      Type.Object({ form: Type.String(), reporter: Type.String(), state: Type.Enum(['late', 'missing']) }),
    ),
    /** Sent and not decided, or not due yet, when the quarter was first published; none in releases that did not tell. */
    open: Type.Optional(
      Type.Array(
        Type.Object({ form: Type.String(), reporter: Type.String(), state: Type.Enum(['undecided', 'not_due']) }),
      ),
    ),
  }),
  /** 重点任务 in a few counts; left out where no plan was taken over, and in releases from before they were frozen. */
  plan: Type.Optional(PlanSum),
  /** 督办; left out where nothing is followed up, and in releases from before it was frozen. */
  followUps: Type.Optional(FollowUpSum),
  notes: Type.Array(Type.String()),
  /** What may be said of the cards and gaps. */
  claims: Claims,
})
export type OverviewFacts = Static<typeof OverviewFacts>

export const getOverview = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/overview',
  summary: 'The cockpit of a release',
  access: 'signed-in',
  scope: 'release.read',
  params: ReleaseParams,
  reply: OverviewFacts,
  columns: true,
})

import type { SchemeBody as EngineScheme } from '@cg/domain/score/scheme'
import { Type } from './type.ts'
import type { Static } from 'typebox'
import { ChangeProposal } from './change-proposal.ts'
import { AdjustmentSchema } from './adjustment.ts'
import { IndicatorCodeText } from './catalogue.ts'
import { defineRoute } from './route.ts'
import { trialMark } from './trial-mark.ts'
import { DirectionSchema } from './figure-schema.ts'
import { IsoTime, PeriodText, nullable, strictObject } from './schema.ts'

/*
 * The scoring scheme as an object with versions (E2, E5): draft → tried on past quarters → adopted by a second person →
 * locked for the year by the first release that uses it. What a trial computes is 试算，非正式 wherever it shows.
 */

const Finite = Type.Number({ minimum: -1e12, maximum: 1e12 })
const Positive = Type.Number({ exclusiveMinimum: 0, maximum: 1e12 })
const Share = Type.Number({ minimum: 0, maximum: 1 })
const Points = Type.Number({ minimum: 0, maximum: 1000 })
const optional = Type.Optional

const Normaliser = Type.Union([
  strictObject({ kind: Type.Literal('goalposts'), low: Finite, high: Finite, scale: optional(Positive) }),
  strictObject({ kind: Type.Literal('min_max'), low: optional(Finite), high: optional(Finite) }),
  strictObject({ kind: Type.Literal('z'), mean: optional(Finite), deviation: optional(Positive) }),
  strictObject({
    kind: Type.Enum(['percentile_rank', 'distance_to_max', 'fraction_of_max']),
    scale: optional(Positive),
  }),
  strictObject({ kind: Type.Enum(['rank', 'borda']) }),
  strictObject({ kind: Type.Literal('distance_to_reference'), reference: Finite, scale: optional(Positive) }),
  strictObject({
    kind: Type.Literal('distance_to_target'),
    target: Finite,
    cap: Type.Boolean(),
    scale: optional(Positive),
  }),
  strictObject({
    kind: Type.Literal('sheet'),
    points: Type.Array(strictObject({ value: Finite, score: Finite }), { minItems: 1, maxItems: 60 }),
    between: Type.Enum(['linear', 'step']),
  }),
])

/** The rule kinds of domain 3.6, as @cg/domain/item-rule computes them. */
export const ItemRuleSchema = Type.Union([
  strictObject({ kind: Type.Literal('target_pass') }),
  strictObject({ kind: Type.Literal('target_ratio'), cap: Type.Number({ exclusiveMinimum: 0, maximum: 10 }) }),
  strictObject({
    kind: Type.Literal('step_down'),
    full: optional(Positive),
    step: Positive,
    loss: Points,
    wholeSteps: optional(Type.Boolean()),
    maxLoss: optional(Points),
    target: optional(Finite),
  }),
  strictObject({
    kind: Type.Literal('bands'),
    full: optional(Positive),
    bands: Type.Array(strictObject({ limit: Finite, points: Points }), { minItems: 1, maxItems: 20 }),
    otherwise: Points,
  }),
  strictObject({ kind: Type.Literal('rank_decay'), step: Points, floor: optional(Points) }),
  strictObject({
    kind: Type.Literal('power'),
    base: optional(Type.Number({ minimum: 0, maximum: 99 })),
    bounds: Type.Union([Type.Literal('units'), strictObject({ worst: Finite, best: Finite })]),
  }),
  strictObject({
    kind: Type.Literal('linear_around_target'),
    full: optional(Positive),
    base: Points,
    slope: Points,
    cap: Points,
  }),
  strictObject({ kind: Type.Literal('normalise'), normaliser: Normaliser, neutral: optional(Points) }),
])

export const MissingActionSchema = Type.Union([
  strictObject({ kind: Type.Enum(['zero', 'redistribute', 'block', 'impute_median']) }),
  strictObject({ kind: Type.Literal('carry_forward'), maxAge: Type.Integer({ minimum: 1, maximum: 8 }) }),
])

const missingPolicy = {
  not_reported: MissingActionSchema,
  not_available: MissingActionSchema,
  invalid: MissingActionSchema,
  withheld: MissingActionSchema,
  not_applicable: MissingActionSchema,
  zero_denominator: MissingActionSchema,
  carried: MissingActionSchema,
  no_target: MissingActionSchema,
}

/** One version's rules: SchemeBody of @cg/domain/scheme, which computes it. */
export const SchemeBody = strictObject({
  items: Type.Array(
    strictObject({
      indicator: IndicatorCodeText,
      weight: Type.Number({ exclusiveMinimum: 0, maximum: 1000 }),
      rule: ItemRuleSchema,
      missing: optional(Type.Partial(strictObject(missingPolicy), { additionalProperties: false })),
    }),
    { minItems: 1, maxItems: 200 },
  ),
  missing: strictObject(missingPolicy),
  availability: Share,
  decimals: Type.Integer({ minimum: 0, maximum: 4 }),
  /** Fractional places (1, 2.5, 2.5) are left out: a published place is a whole number. */
  rankRule: Type.Enum(['competition', 'modified', 'dense', 'ordinal']),
  adjustments: optional(Type.Array(AdjustmentSchema, { maxItems: 20 })),
  grades: optional(
    Type.Array(
      strictObject({
        name: Type.String({ minLength: 1, maxLength: 20 }),
        atLeast: Type.Number({ minimum: 0, maximum: 1000 }),
        quota: optional(Share),
      }),
      { maxItems: 10 },
    ),
  ),
})
export type SchemeBody = Static<typeof SchemeBody>

type Covers<Part extends Whole, Whole> = Part
/** Fail to compile when the schema and the engine's type drift apart: what is accepted can be scored. @public */
export type AcceptedScheme = Covers<SchemeBody, EngineScheme>
/** No kind of rule is left out. @public */
export type OfferedKinds = Covers<RuleOf<EngineScheme>['kind'], RuleOf<SchemeBody>['kind']>
type RuleOf<S extends EngineScheme> = S['items'][number]['rule']

export const schemeStates = ['draft', 'tried', 'adopted', 'locked', 'retired'] as const
export type SchemeState = (typeof schemeStates)[number]
export const schemeStateNames: Readonly<Record<SchemeState, string>> = {
  draft: '草稿',
  tried: '已试算',
  adopted: '已采用',
  locked: '已锁定',
  retired: '已停用',
}

export const SchemeVersion = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  version: Type.Integer(),
  year: Type.Integer(),
  name: Type.String(),
  note: Type.String(),
  state: Type.Enum([...schemeStates]),
  /** SHA-256 of the rules. */
  hash: Type.String(),
  /** Send back as If-Match: "3". */
  editVersion: Type.Integer(),
  createdBy: nullable(Type.String()),
  createdAt: IsoTime,
  editedBy: nullable(Type.String()),
  editedAt: nullable(IsoTime),
  adoptedBy: nullable(Type.String()),
  adoptedAt: nullable(IsoTime),
  approval: nullable(Type.String()),
  /** Published releases scored by this version. */
  releases: Type.Array(Type.String()),
  isDemo: Type.Boolean(),
  may: Type.Object({
    edit: Type.Boolean(),
    try: Type.Boolean(),
    /** Adopt alone: before the first release only. */
    adopt: Type.Boolean(),
    /** Propose that it is adopted, for another publisher to confirm. */
    propose: Type.Boolean(),
    retire: Type.Boolean(),
    /** Why this person can do neither now, in words; null when one can, or it is past that. */
    notAdopt: nullable(Type.String()),
  }),
})
export type SchemeVersion = Static<typeof SchemeVersion>

/** An indicator that a scheme may score: it has a direction and values by unit. */
export const ScorableIndicator = Type.Object({
  code: Type.String(),
  name: Type.String(),
  dimension: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  direction: DirectionSchema,
  /** Weight of the catalogue. */
  catalogueWeight: Type.Number(),
  /** Years with a target for at least one unit. */
  targetYears: Type.Array(Type.Integer()),
  /** The quarter from which on the city uses it no more: it earns no points then. Null: it is used. */
  offFrom: nullable(PeriodText),
})
export type ScorableIndicator = Static<typeof ScorableIndicator>

export const SchemeList = Type.Object({
  items: Type.Array(SchemeVersion),
  /** The version that scores the current year; null when none was adopted. */
  inForce: nullable(Type.Integer()),
  /** The last year with a published score: schemes can be adopted for later years only. Null: none yet. */
  lockedThrough: nullable(Type.Integer()),
  mayCreate: Type.Boolean(),
  /** Adoptions that were proposed, newest first; for the office and who audits. */
  proposals: Type.Array(ChangeProposal),
})
export type SchemeList = Static<typeof SchemeList>

export const SchemeDetail = Type.Object({
  version: SchemeVersion,
  body: SchemeBody,
  indicators: Type.Array(ScorableIndicator),
  /** What bonuses, deductions and vetoes may look at: counts of forms, and of accepted matters by kind. */
  facts: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
})
export type SchemeDetail = Static<typeof SchemeDetail>

export const SchemeCopy = strictObject({
  /** The version that is copied. */
  from: Type.Integer({ minimum: 1 }),
  year: Type.Integer({ minimum: 2000, maximum: 2199 }),
  name: optional(Type.String({ minLength: 2, maxLength: 60 })),
})
export type SchemeCopy = Static<typeof SchemeCopy>

export const SchemeDraft = strictObject({
  name: Type.String({ minLength: 2, maxLength: 60 }),
  note: Type.String({ maxLength: 1000 }),
  year: Type.Integer({ minimum: 2000, maximum: 2199 }),
  body: SchemeBody,
})
export type SchemeDraft = Static<typeof SchemeDraft>

export const SchemeAdoption = strictObject({
  /** What it rests on: minutes or document number and date. */
  approval: Type.String({ minLength: 6, maxLength: 200 }),
})
export type SchemeAdoption = Static<typeof SchemeAdoption>

/** A unit in one quarter: as published, and under the tried scheme. */
export const TrialRow = Type.Object({
  unit: Type.String(),
  unitName: Type.String(),
  officialScore: nullable(Type.Number()),
  officialRank: nullable(Type.Integer()),
  score: nullable(Type.Number()),
  rank: nullable(Type.Number()),
  isTied: Type.Boolean(),
  /** Places gained (positive) or lost against the published ranking; null when either side has no place. */
  move: nullable(Type.Number()),
  /** Why there is no place in the trial. */
  reason: nullable(Type.String()),
  /** Numbers of the groups it is in: of one group no pair can be told apart; groups may overlap. */
  groups: Type.Array(Type.Integer()),
  grade: nullable(Type.String()),
})
export type TrialRow = Static<typeof TrialRow>

export const TrialQuarter = Type.Object({
  period: PeriodText,
  release: Type.String(),
  /** The scheme the release was published under; null: published without scores. */
  officialScheme: nullable(Type.Object({ code: Type.String(), version: Type.Integer(), name: Type.String() })),
  rows: Type.Array(TrialRow),
  moved: Type.Integer(),
  largestMove: Type.Number(),
  /** Fewer than three units could be scored: no ranking. */
  tooFew: Type.Boolean(),
  notes: Type.Array(Type.String()),
})
export type TrialQuarter = Static<typeof TrialQuarter>

export const trialWarnings = [
  'silence_pays',
  'raised_by_missing',
  'no_target',
  'no_points',
  'relative_rule',
  'close_pairs',
  'weight_sum',
] as const

export const SchemeTrial = Type.Object({
  version: SchemeVersion,
  mark: Type.Literal(trialMark),
  triedAt: IsoTime,
  /** Newest first. */
  quarters: Type.Array(TrialQuarter),
  /** Shares of the whole, 0..1, in the newest quarter. */
  weights: Type.Array(
    Type.Object({
      indicator: Type.String(),
      name: Type.String(),
      share: Type.Number(),
      /** Share under the scheme in force; null when it is not in it. */
      officialShare: nullable(Type.Number()),
      /** After redistribution, over the units: mean, least and greatest. */
      effective: nullable(Type.Number()),
      effectiveLow: nullable(Type.Number()),
      effectiveHigh: nullable(Type.Number()),
      /** Mean points of 100 over the units that were scored. */
      meanPoints: nullable(Type.Number()),
    }),
  ),
  warnings: Type.Array(Type.Object({ kind: Type.Enum([...trialWarnings]), text: Type.String() })),
})
export type SchemeTrial = Static<typeof SchemeTrial>

const SchemeParams = Type.Object({ id: Type.Integer({ minimum: 1 }) })

export const listSchemes = defineRoute({
  method: 'GET',
  path: '/api/v1/schemes',
  summary: 'Scoring schemes and their versions, newest first',
  access: 'signed-in',
  reply: SchemeList,
})
export const getScheme = defineRoute({
  method: 'GET',
  path: '/api/v1/schemes/:id',
  summary: 'One version of a scoring scheme',
  access: 'signed-in',
  params: SchemeParams,
  reply: SchemeDetail,
})
export const copyScheme = defineRoute({
  method: 'POST',
  path: '/api/v1/schemes',
  summary: 'Begin a draft as a copy of a version',
  access: 'signed-in',
  body: SchemeCopy,
  reply: SchemeDetail,
})
export const saveScheme = defineRoute({
  method: 'PUT',
  path: '/api/v1/schemes/:id',
  summary: 'Save a draft',
  access: 'signed-in',
  ifMatch: true,
  params: SchemeParams,
  body: SchemeDraft,
  reply: SchemeDetail,
})
export const tryScheme = defineRoute({
  method: 'POST',
  path: '/api/v1/schemes/:id/trial',
  summary: 'Score up to eight published quarters under a version, beside the published ranking',
  access: 'signed-in',
  params: SchemeParams,
  reply: SchemeTrial,
})
export const adoptScheme = defineRoute({
  method: 'POST',
  path: '/api/v1/schemes/:id/adoption',
  summary: 'Adopt a tried version alone, before anything was published',
  access: 'signed-in',
  ifMatch: true,
  params: SchemeParams,
  body: SchemeAdoption,
  reply: SchemeVersion,
})
export const retireScheme = defineRoute({
  method: 'POST',
  path: '/api/v1/schemes/:id/retirement',
  summary: 'Give up a draft',
  access: 'signed-in',
  ifMatch: true,
  params: SchemeParams,
  reply: SchemeVersion,
})

import { ruleSeverities } from '@cg/domain/check/rule'
import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { CodeText, IsoTime, PeriodText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/* 校验规则 (B1, B3, B7): every rule with what it asks, whether it runs, and how often it would have spoken. */

/** Characters of the reason for switching a rule, at least. */
export const minSwitchReason = 5

/** Characters of the name of an own rule, at least. */
export const minTitleLength = 4

/** What must hold between the two sides of an own rule. */
export const ownOperators = ['<=', '>=', '==', '<', '>'] as const
export type OwnOperator = (typeof ownOperators)[number]

/** form: while a form is filled · preview: when a release is previewed · units: over the units of the city. */
export const rulePlaces = ['form', 'preview', 'units'] as const
export type RulePlace = (typeof rulePlaces)[number]

export const RuleInfo = Type.Object({
  code: Type.String(),
  /** Its number in the list of rule families, R01 to R37; U for the office's own. */
  family: Type.String(),
  severity: Type.Enum([...ruleSeverities]),
  title: Type.String(),
  /** What it asks, a sentence for each of its conditions. */
  words: Type.Array(Type.String()),
  place: Type.Enum([...rulePlaces]),
  /** Names of the forms on which it speaks in the newest quarter. */
  forms: Type.Array(Type.String()),
  isActive: Type.Boolean(),
  /** Why it does not run; null while it does. */
  inactiveReason: nullable(Type.String()),
  /** What is to be known of it here and now: what it found of the units, why it never speaks. */
  note: nullable(Type.String()),
  /** Why it cannot be switched; null where it can. */
  fixedBecause: nullable(Type.String()),
  /** The newest switch by an admin; null for a rule as the catalogue has it. */
  switched: nullable(Type.Object({ isActive: Type.Boolean(), reason: Type.String(), by: Type.String(), at: IsoTime })),
  /** How often it would have spoken in the past quarters, of how many units; null where that is not tried. */
  trial: nullable(Type.Object({ count: Type.Integer(), units: Type.Integer() })),
})
export type RuleInfo = Static<typeof RuleInfo>

export const RuleList = Type.Object({
  /** The past quarters of the trial, newest first, and the forms it went through. Empty: nothing is published yet. */
  periods: Type.Array(PeriodText),
  forms: Type.Integer(),
  maySwitch: Type.Boolean(),
  /** The items that an own rule may name, for who may add one. */
  choices: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), unit: Type.String() })),
  items: Type.Array(RuleInfo),
})
export type RuleList = Static<typeof RuleList>

export const RuleHit = Type.Object({
  period: PeriodText,
  form: Type.String(),
  formName: Type.String(),
  reporter: Type.String(),
  unitName: Type.String(),
  /** Null for who may not see the figures of forms. */
  sentence: nullable(Type.String()),
})
export type RuleHit = Static<typeof RuleHit>

export const RuleTrial = Type.Object({
  code: Type.String(),
  periods: Type.Array(PeriodText),
  count: Type.Integer(),
  units: Type.Integer(),
  /** Newest quarter first; at most `mostHits`. */
  hits: Type.Array(RuleHit),
})
export type RuleTrial = Static<typeof RuleTrial>

/** A rule of the office's own: one item held against another one, or against a number. */
export const OwnRuleInput = strictObject({
  title: Type.String({ minLength: 1, maxLength: 60 }),
  severity: Type.Enum([...ruleSeverities]),
  left: CodeText,
  operator: Type.Enum([...ownOperators]),
  right: Type.Union([CodeText, Type.Number({ minimum: -1e12, maximum: 1e12 })]),
})
export type OwnRuleInput = Static<typeof OwnRuleInput>

/** Hits that one answer lists. */
export const mostHits = 200

export const listRules = defineRoute({
  method: 'GET',
  path: '/api/v1/rules',
  summary: 'The rules of validation in words, which of them run, and how often they would have spoken',
  access: 'signed-in',
  reply: RuleList,
})
export const tryRule = defineRoute({
  method: 'GET',
  path: '/api/v1/rules/:code/trial',
  summary: 'Where a rule would have spoken in the past quarters',
  access: 'signed-in',
  params: Type.Object({ code: CodeText }),
  reply: RuleTrial,
})
export const switchRule = defineRoute({
  method: 'POST',
  path: '/api/v1/rules/:code/switch',
  summary: 'Switch a rule off or on, with the reason',
  access: 'signed-in',
  params: Type.Object({ code: CodeText }),
  body: strictObject({ isActive: Type.Boolean(), reason: Type.String({ minLength: 1, maxLength: 300 }) }),
  reply: RuleList,
})
export const tryOwnRule = defineRoute({
  method: 'POST',
  path: '/api/v1/rules/try',
  summary: 'Where a rule that is not saved would have spoken in the past quarters; saves nothing',
  access: 'signed-in',
  body: OwnRuleInput,
  reply: RuleTrial,
})
export const addOwnRule = defineRoute({
  method: 'POST',
  path: '/api/v1/rules',
  summary: 'Add a rule of the office’s own',
  access: 'signed-in',
  body: OwnRuleInput,
  reply: RuleList,
})

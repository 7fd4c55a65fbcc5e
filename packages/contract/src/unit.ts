import { ChangeProposal, ProposalDecision, ProposalParams } from './change-proposal.ts'
import { AreaNamesSchema, unitKinds } from './catalogue.ts'
import { partKinds } from '@cg/domain/figure/parts'
import { defineRoute } from './route.ts'
import { AreaTypeSchema } from './figure-schema.ts'
import { PeriodText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'
import type { Static } from 'typebox'

/* The units of a city on a page: what each is, was and becomes from a quarter on. */

/** What a unit was up to the quarter `until`. */
const FormerUnit = Type.Object({
  until: PeriodText,
  name: Type.String(),
  kind: Type.String(),
  /** In whose figures it was, by the name that it has today. */
  parentName: nullable(Type.String()),
  areaType: nullable(Type.String()),
  assessmentGroup: nullable(Type.String()),
})

export const UnitCode = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$',
  description: '代码：字母、数字、横线，如 DWQ',
})
const UnitName = Type.String({ minLength: 1, maxLength: 120 })
const Place = nullable(Type.Integer({ minimum: 1 }))

/** A unit as a page writes it; the meaning of each field is org_unit's. */
export const UnitInput = strictObject({
  code: UnitCode,
  name: UnitName,
  shortName: UnitName,
  kind: Type.Enum([...unitKinds]),
  parent: nullable(UnitCode),
  areaType: nullable(AreaTypeSchema),
  assessmentGroup: nullable(UnitName),
  countsInParent: Type.Boolean(),
  protocolOrder: Type.Integer({ minimum: 0 }),
  tileRow: Place,
  tileColumn: Place,
  validFrom: PeriodText,
  validTo: nullable(PeriodText),
})
export type UnitInput = Static<typeof UnitInput>

export const UnitRecord = Type.Object({
  unit: UnitInput,
  isDemo: Type.Boolean(),
  former: Type.Array(FormerUnit),
  /** Accounts in use whose rights end at this unit, by name. */
  people: Type.Array(Type.String()),
})
export type UnitRecord = Static<typeof UnitRecord>

/** A form that a district's towns or key enterprises report in its place; until null: to this day. */
const Parting = Type.Object({
  form: Type.String(),
  formName: Type.String(),
  district: Type.String(),
  by: Type.Enum([...partKinds]),
  from: PeriodText,
  until: nullable(PeriodText),
})
export type Parting = Static<typeof Parting>

export const UnitList = Type.Object({
  items: Type.Array(UnitRecord),
  areas: AreaNamesSchema,
  /** The newest published quarter: what units were up to it stands. */
  publishedTo: nullable(PeriodText),
  /** The first quarter after it, or before the first release the one that ended last: from here on units change. */
  openFrom: PeriodText,
  /** Forms that are reported by parts of a district: a new part has to report there. */
  partings: Type.Array(Parting),
  /** Changes of ranked units that were proposed, newest first. */
  proposals: Type.Array(ChangeProposal),
  /** The system's admins; others only confirm. */
  mayEdit: Type.Boolean(),
})
export type UnitList = Static<typeof UnitList>

export const listUnits = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/units',
  summary: 'All units with what they were before',
  access: 'signed-in',
  reply: UnitList,
})

export const UnitChangeInput = strictObject({
  unit: UnitInput,
  /** A new unit never takes the place of one that is there. */
  isNew: Type.Boolean(),
  /** The first quarter in which the unit is what is written; null where it is new or was never another. */
  changesFrom: nullable(PeriodText),
  /** The paper or the reason; wanted once a quarter is published. */
  reason: Type.String({ maxLength: 200 }),
  /** The digest of what was shown; null asks what would be done. */
  seen: nullable(Type.String({ pattern: '^[0-9a-f]{64}$' })),
})
export type UnitChangeInput = Static<typeof UnitChangeInput>

const UnitProblem = Type.Object({ column: nullable(Type.String()), message: Type.String(), isDoubt: Type.Boolean() })

export const UnitChange = Type.Object({
  /** refused: cannot be; checked: nothing was written yet; saved: it was; proposed: it waits for a second person. */
  stage: Type.Enum(['refused', 'checked', 'saved', 'proposed']),
  /** It changes who is ranked, or of whom a district's figure is the sum, after something was published: another confirms it. */
  needsSecond: Type.Boolean(),
  problems: Type.Array(UnitProblem),
  /** What becomes another, in words; empty where nothing does. */
  changes: Type.Array(Type.String()),
  /** Whom and what it reaches, in words. */
  impact: Type.Array(Type.String()),
  digest: Type.String(),
})
export type UnitChange = Static<typeof UnitChange>

export const changeUnit = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/units',
  summary: 'Check a new or changed unit and its impact; with the digest of the check it is saved',
  access: 'signed-in',
  body: UnitChangeInput,
  reply: UnitChange,
})

export const UnitProposalDetail = Type.Object({
  proposal: ChangeProposal,
  /** What has become another since it was proposed: it cannot be confirmed. */
  moved: Type.Array(Type.String()),
  /** Whom and what it reaches, in words; empty once it is decided. */
  impact: Type.Array(Type.String()),
})
export type UnitProposalDetail = Static<typeof UnitProposalDetail>

export const readUnitProposal = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/unit-proposals/:id',
  summary: 'A change of units that waits for a second person, with its impact and what has become another since',
  access: 'signed-in',
  params: ProposalParams,
  reply: UnitProposalDetail,
})

export const decideUnitProposal = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/unit-proposals/:id/decide',
  summary: 'Confirm or refuse a change of units that another person proposed, or withdraw one’s own',
  access: 'signed-in',
  ifMatch: true,
  params: ProposalParams,
  body: ProposalDecision,
  reply: UnitList,
})

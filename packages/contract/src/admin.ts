import { Type } from './type.ts'
import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { CodeText, IsoTime, PeriodText, RoleSchema, nullable, strictObject } from './schema.ts'
import { proposalActions, proposalStates } from './proposal.ts'
import { GrantInfo } from './session.ts'

const Login = Type.String({ pattern: '^[A-Za-z0-9_.-]{2,32}$', description: '登录名：2—32 位字母、数字、点、横线' })
const PersonName = Type.String({ minLength: 1, maxLength: 40 })
const GrantInput = strictObject({
  role: RoleSchema,
  department: nullable(CodeText),
  unit: nullable(CodeText),
})
export type GrantInput = Static<typeof GrantInput>

export const UserInfo = Type.Object({
  id: Type.Integer(),
  login: Type.String(),
  name: Type.String(),
  isActive: Type.Boolean(),
  isDemo: Type.Boolean(),
  mustChangePassword: Type.Boolean(),
  version: Type.Integer(),
  lastSignInAt: nullable(IsoTime),
  grants: Type.Array(GrantInfo),
})
export type UserInfo = Static<typeof UserInfo>

/** The office's powers that one administrator asked for: another one decides. */
export const GrantRequest = Type.Object({
  id: Type.Integer(),
  version: Type.Integer(),
  userId: Type.Integer(),
  login: Type.String(),
  name: Type.String(),
  /** 审核人（全市）、发布人（全市） */
  words: Type.String(),
  state: Type.Enum([...proposalStates]),
  proposedBy: Type.String(),
  proposedAt: IsoTime,
  decidedBy: nullable(Type.String()),
  decidedAt: nullable(IsoTime),
  note: Type.String(),
  may: Type.Array(Type.Enum([...proposalActions])),
})
export type GrantRequest = Static<typeof GrantRequest>

/** Shown once to the admin, who hands it over; the user must change it at the first sign-in. */
export const NewPassword = Type.Object({ user: UserInfo, password: Type.String() })

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1 }) })

export const listUsers = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/users',
  summary: 'All accounts',
  access: 'signed-in',
  reply: Type.Object({
    items: Type.Array(UserInfo),
    /** Newest first; those that wait among them. */
    requests: Type.Array(GrantRequest),
  }),
})
export const decideGrants = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/grant-requests/:id/decision',
  summary: 'Confirm or refuse the office’s powers that another administrator asked for, or take back one’s own request',
  access: 'signed-in',
  ifMatch: true,
  params: IdParams,
  body: strictObject({ action: Type.Enum([...proposalActions]), note: Type.String({ maxLength: 300 }) }),
  reply: null,
})
export const createUser = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/users',
  summary: 'Create an account with a first password',
  access: 'signed-in',
  body: strictObject({ login: Login, name: PersonName, grants: Type.Array(GrantInput, { minItems: 1, maxItems: 20 }) }),
  reply: NewPassword,
})
export const updateUser = defineRoute({
  method: 'PATCH',
  path: '/api/v1/admin/users/:id',
  summary: 'Change name, rights or activity of an account',
  access: 'signed-in',
  ifMatch: true,
  params: IdParams,
  body: strictObject({
    name: Type.Optional(PersonName),
    isActive: Type.Optional(Type.Boolean()),
    grants: Type.Optional(Type.Array(GrantInput, { minItems: 1, maxItems: 20 })),
  }),
  reply: UserInfo,
})
export const resetPassword = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/users/:id/password',
  summary: 'Give an account a new first password and end its sessions',
  access: 'signed-in',
  params: IdParams,
  reply: NewPassword,
})

export const PeriodInfo = Type.Object({
  code: PeriodText,
  opensAt: IsoTime,
  dueAt: IsoTime,
  closesAt: IsoTime,
  /** By when the lead departments check, the office decides, and the quarter is to be published. */
  checkBy: nullable(IsoTime),
  reviewBy: nullable(IsoTime),
  publishBy: nullable(IsoTime),
  state: Type.Enum(['planned', 'open', 'closed']),
  isDemo: Type.Boolean(),
  formsAccepted: Type.Integer(),
  formsDue: Type.Integer(),
  releases: Type.Array(Type.String()),
})
export type PeriodInfo = Static<typeof PeriodInfo>

export const listPeriods = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/periods',
  summary: 'Quarters with their calendar',
  access: 'signed-in',
  reply: Type.Object({ items: Type.Array(PeriodInfo) }),
})
export const savePeriod = defineRoute({
  method: 'PUT',
  path: '/api/v1/admin/periods/:code',
  summary: 'Open a quarter or move its dates',
  access: 'signed-in',
  params: Type.Object({ code: PeriodText }),
  body: strictObject({
    opensAt: IsoTime,
    dueAt: IsoTime,
    closesAt: IsoTime,
    checkBy: Type.Optional(nullable(IsoTime)),
    reviewBy: Type.Optional(nullable(IsoTime)),
    publishBy: Type.Optional(nullable(IsoTime)),
    state: Type.Enum(['planned', 'open', 'closed']),
  }),
  reply: Type.Object({ items: Type.Array(PeriodInfo) }),
})

export const Reference = Type.Object({
  departments: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  units: Type.Array(
    Type.Object({ code: Type.String(), name: Type.String(), kind: Type.String(), parent: nullable(Type.String()) }),
  ),
})
export const getReference = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/reference',
  summary: 'Departments and units to choose from',
  access: 'signed-in',
  reply: Reference,
})

export const SystemInfo = Type.Object({
  version: Type.String(),
  node: Type.String(),
  database: Type.Object({
    kind: Type.Union([Type.Literal('sqlite'), Type.Literal('postgres')]),
    bytes: Type.Integer(),
  }),
  isDemo: Type.Boolean(),
  city: Type.String(),
  lastBackupAt: nullable(IsoTime),
  backups: Type.Array(Type.Object({ name: Type.String(), bytes: Type.Integer(), at: IsoTime })),
  /** What was found when history was last held against its chains; null: not yet. */
  history: nullable(Type.Object({ at: IsoTime, findings: Type.Array(Type.String()) })),
  inactiveRules: Type.Array(Type.Object({ code: Type.String(), title: Type.String(), reason: Type.String() })),
  idleAccounts: Type.Array(Type.String()),
})
export type SystemInfo = Static<typeof SystemInfo>

export const getSystem = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/system',
  summary: 'Version, disk, backups, rules that are not active',
  access: 'signed-in',
  reply: SystemInfo,
})
export const makeBackupNow = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/backups',
  summary: 'Back up now',
  access: 'signed-in',
  reply: SystemInfo,
})
export const removeDemo = defineRoute({
  method: 'DELETE',
  path: '/api/v1/admin/demo',
  summary: 'Remove all demo data in one step (a backup is made first)',
  access: 'signed-in',
  body: strictObject({ confirm: Type.String({ maxLength: 40, description: '为防误删，请输入演示城市名称' }) }),
  reply: Type.Object({ backup: Type.String() }),
})

export const AuditLine = Type.Object({
  id: Type.Integer(),
  at: IsoTime,
  actor: Type.String(),
  /** The code, and what it is called. */
  action: Type.String(),
  actionName: Type.String(),
  object: Type.String(),
  objectName: Type.String(),
  /** As it is hashed, and as lines to read. */
  detail: Type.String(),
  lines: Type.Array(Type.String()),
  hash: Type.String(),
})
export type AuditLine = Static<typeof AuditLine>

export const HistoryCheck = Type.Object({
  isIntact: Type.Boolean(),
  events: Type.Integer(),
  head: Type.String(),
  /** The first line of the trail that is broken, and what is wrong with it. */
  brokenAt: nullable(Type.Integer()),
  problem: nullable(Type.String()),
  /** How many seals there are, the hash of the last, and how many lines the anchor outside has. */
  seals: Type.Integer(),
  sealHead: Type.String(),
  anchored: Type.Integer(),
  /** Everything that was found, each with where it stands. */
  findings: Type.Array(Type.String()),
})
export type HistoryCheck = Static<typeof HistoryCheck>

export const acknowledgeBehind = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/anchor/acknowledgement',
  summary: 'Acknowledge that the database stands behind its anchor, with the reason',
  access: 'signed-in',
  refusals: ['conflict'],
  body: strictObject({ reason: Type.String({ minLength: 1, maxLength: 300 }) }),
  reply: null,
})

export const takeChain = defineRoute({
  method: 'GET',
  path: '/api/v1/audit/chain',
  summary: 'The whole audit trail and its seals as JSON lines, for a check without this program',
  access: 'signed-in',
  reply: null,
  file: ['jsonl'],
})

export const listAudit = defineRoute({
  method: 'GET',
  path: '/api/v1/audit',
  summary: 'The audit trail, newest first',
  access: 'signed-in',
  query: Type.Object({
    before: Type.Optional(Type.Integer({ minimum: 1 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    action: Type.Optional(Type.String({ maxLength: 60 })),
    actor: Type.Optional(Type.String({ maxLength: 60 })),
  }),
  reply: Type.Object({ items: Type.Array(AuditLine), next: nullable(Type.Integer()) }),
})
export const verifyAudit = defineRoute({
  method: 'GET',
  path: '/api/v1/audit/verification',
  summary: 'Hold history against its chains and its anchor; names all that was changed by another way',
  access: 'signed-in',
  query: Type.Object({
    /** The contents of every release as well: it takes longer. */
    with: Type.Optional(Type.Enum(['releases'])),
  }),
  reply: HistoryCheck,
})

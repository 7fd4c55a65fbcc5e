import { Type } from './type.ts'
import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { RoleSchema, nullable, strictObject } from './schema.ts'

export const GrantInfo = Type.Object({
  role: RoleSchema,
  department: nullable(Type.String()),
  departmentName: nullable(Type.String()),
  unit: nullable(Type.String()),
  unitName: nullable(Type.String()),
})
export type GrantInfo = Static<typeof GrantInfo>

/** Of 名称与标识: what stands before the platform's name, and the emblem's hash. */
const looks = { prefix: Type.String(), emblem: nullable(Type.String()) }

/** Who is signed in and what the shell needs to know to draw itself. Rights are checked again on every call. */
export const Me = Type.Object({
  user: Type.Object({
    id: Type.Integer(),
    login: Type.String(),
    name: Type.String(),
    mustChangePassword: Type.Boolean(),
  }),
  /** `unit` is a district; null of a town or key enterprise, which speaks for none: `unitName` names it. */
  grants: Type.Array(GrantInfo),
  city: Type.String(),
  ...looks,
  isDemo: Type.Boolean(),
  /** True where links for meetings are allowed and this person may make one. */
  mayShare: Type.Boolean(),
  /** What every page says while the database stands behind its anchor; absent: it does not. */
  behind: Type.Optional(Type.String()),
  /** ISO time of the last verified backup; null when there is none. Only for admins. */
  lastBackupAt: nullable(Type.String()),
})
export type Me = Static<typeof Me>

/** What the sign-in page may know before anyone has signed in. */
export const Welcome = Type.Object({
  city: Type.String(),
  ...looks,
  isDemo: Type.Boolean(),
  /** True while no admin exists: show the first-run page. */
  needsFirstAdmin: Type.Boolean(),
  /** True where the city's identity service is set and switched on. */
  hasIdentityService: Type.Boolean(),
  /** Listed only while demo data is present. */
  demoAccounts: Type.Array(
    Type.Object({ login: Type.String(), password: Type.String(), name: Type.String(), role: Type.String() }),
  ),
})
export type Welcome = Static<typeof Welcome>

const Login = Type.String({ minLength: 1, maxLength: 64 })
const Password = Type.String({ minLength: 1, maxLength: 256 })

export const getWelcome = defineRoute({
  method: 'GET',
  path: '/api/v1/welcome',
  summary: 'What the sign-in page shows',
  access: 'public',
  reply: Welcome,
})
export const getMe = defineRoute({
  method: 'GET',
  path: '/api/v1/session',
  summary: 'The signed-in user, grants and city',
  access: 'signed-in',
  reply: Me,
})
export const signIn = defineRoute({
  method: 'POST',
  path: '/api/v1/session',
  summary: 'Sign in; sets the session cookie',
  access: 'public',
  refusals: ['unauthenticated', 'too_many_requests'],
  body: strictObject({ login: Login, password: Password }),
  reply: Me,
})
export const signOut = defineRoute({
  method: 'DELETE',
  path: '/api/v1/session',
  summary: 'Sign out',
  access: 'signed-in',
  reply: null,
})
export const changePassword = defineRoute({
  method: 'POST',
  path: '/api/v1/session/password',
  summary: 'Change the own password; ends all other sessions',
  access: 'signed-in',
  refusals: ['too_many_requests'],
  body: strictObject({ current: Password, next: Password }),
  reply: Me,
})
export const createFirstAdmin = defineRoute({
  method: 'POST',
  path: '/api/v1/first-admin',
  summary: 'Create the first admin with the one-time code printed on the console',
  access: 'public',
  refusals: ['too_many_requests'],
  body: strictObject({
    code: Type.String({ minLength: 1, maxLength: 64 }),
    login: Login,
    name: Type.String({ minLength: 1, maxLength: 40 }),
    password: Password,
  }),
  reply: Me,
})

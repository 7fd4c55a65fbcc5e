import { Type } from './type.ts'
import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { IsoTime, nullable, strictObject } from './schema.ts'
import { Me } from './session.ts'

/*
 * 统一身份认证: signing in at the city's own identity service (OpenID Connect) beside passwords. What the service says
 * of a person opens nothing by itself: an admin links an identity to an account, whose rights then hold.
 */

/** The page of the browser that the identity service sends people back to. */
export const callbackPath = '/signin/oidc'

/** A path of this site: no other host, no blank or backslash that a browser would read as one. */
export const OwnPath = Type.String({ maxLength: 2000, pattern: '^/(?![/\\\\])[^\\s\\\\]*$' })

export const beginIdentitySignIn = defineRoute({
  method: 'POST',
  path: '/api/v1/session/oidc',
  summary: 'Begin a sign-in at the identity service; the browser goes to the address',
  access: 'public',
  refusals: ['too_many_requests'],
  body: strictObject({ next: OwnPath }),
  reply: Type.Object({ url: Type.String() }),
})
export const finishIdentitySignIn = defineRoute({
  method: 'POST',
  path: '/api/v1/session/oidc/finish',
  summary: 'End a sign-in with what the identity service sent the browser back with; sets the session cookie',
  access: 'public',
  refusals: ['unauthenticated', 'too_many_requests'],
  /** The query of the address that the browser came back to, as it stood there. */
  body: strictObject({ query: Type.String({ minLength: 1, maxLength: 8000 }) }),
  reply: Type.Object({ me: Me, next: Type.String() }),
})

export const IdentitySettings = Type.Object({
  issuer: Type.String(),
  clientId: Type.String(),
  /** The secret itself is never told. */
  hasSecret: Type.Boolean(),
  isOn: Type.Boolean(),
  /** The address to register at the identity service. */
  callback: Type.String(),
})
export type IdentitySettings = Static<typeof IdentitySettings>

export const getIdentitySettings = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/oidc',
  summary: 'How the identity service is reached',
  access: 'signed-in',
  reply: IdentitySettings,
})
export const saveIdentitySettings = defineRoute({
  method: 'PUT',
  path: '/api/v1/admin/oidc',
  summary: 'Set or switch off the identity service; it is asked first when switched on',
  access: 'signed-in',
  body: strictObject({
    issuer: Type.String({ maxLength: 300 }),
    clientId: Type.String({ maxLength: 200 }),
    /** Null: the stored one stays, which another issuer or client never gets. */
    secret: nullable(Type.String({ minLength: 1, maxLength: 500, pattern: '^[\\x21-\\x7e]+$' })),
    isOn: Type.Boolean(),
  }),
  reply: IdentitySettings,
})

export const IdentityInfo = Type.Object({
  id: Type.Integer(),
  issuer: Type.String(),
  /** False: of a service that was set before; it opens nothing now. */
  isOfPresentIssuer: Type.Boolean(),
  subject: Type.String(),
  /** As the service told it; '' where it tells none. */
  name: Type.String(),
  firstSeenAt: IsoTime,
  lastSeenAt: IsoTime,
  /** Sign-ins that were refused since there was no account. */
  refused: Type.Integer(),
  account: nullable(Type.Object({ id: Type.Integer(), login: Type.String(), name: Type.String() })),
  linkedAt: nullable(IsoTime),
  linkedBy: nullable(Type.String()),
})
export type IdentityInfo = Static<typeof IdentityInfo>

export const IdentityList = Type.Object({
  items: Type.Array(IdentityInfo),
  /** Identities without an account that the list leaves out, since others tried later. */
  leftOut: Type.Integer(),
})
export type IdentityList = Static<typeof IdentityList>

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1 }) })

export const listIdentities = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/identities',
  summary: 'Identities that signed in or tried to, those without an account first',
  access: 'signed-in',
  reply: IdentityList,
})
export const linkIdentity = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/identities/:id/link',
  summary: 'Let an identity sign in to an account',
  access: 'signed-in',
  params: IdParams,
  body: strictObject({ user: Type.Integer({ minimum: 1 }) }),
  reply: IdentityList,
})
export const unlinkIdentity = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/identities/:id/unlink',
  summary: 'Take an identity from its account and end the sessions it opened',
  access: 'signed-in',
  params: IdParams,
  reply: IdentityList,
})

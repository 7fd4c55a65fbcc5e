import { Type } from './type.ts'
import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { IsoTime, nullable, strictObject } from './schema.ts'
import { tokenScopes } from './token-scope.ts'

/*
 * 接口令牌: a program signs in with one instead of a person's password. It belongs to the account that made it, never has
 * more rights than that account has at the moment of use, and of those only what its scope names.
 */

/** Days that a token may live from its making on. */
export const tokenDays = { usual: 90, most: 365 } as const

/** Tokens that one account may have alive at once. */
export const mostTokens = 10

/** disabled, password: the account is disabled, or must change its password first; the token waits as long. */
export const tokenStates = ['live', 'expired', 'revoked', 'disabled', 'password'] as const
export type TokenState = (typeof tokenStates)[number]

export const TokenInfo = Type.Object({
  id: Type.Integer(),
  /** What it is for. */
  name: Type.String(),
  /** By which it is known: the beginning of the token, which is no part of its secret. */
  prefix: Type.String(),
  scope: Type.Enum([...tokenScopes]),
  /** The account it belongs to, by name and login. */
  owner: Type.String(),
  login: Type.String(),
  isOwn: Type.Boolean(),
  createdAt: IsoTime,
  expiresAt: IsoTime,
  state: Type.Enum([...tokenStates]),
  /** To the minute; null: never used. */
  lastUsedAt: nullable(IsoTime),
  revokedAt: nullable(IsoTime),
  /** Null also where the account that revoked it is gone. */
  revokedBy: nullable(Type.String()),
})
export type TokenInfo = Static<typeof TokenInfo>

export const TokenList = Type.Object({ items: Type.Array(TokenInfo) })
export type TokenList = Static<typeof TokenList>

export const listTokens = defineRoute({
  method: 'GET',
  path: '/api/v1/tokens',
  summary: 'One’s own tokens, newest first',
  access: 'signed-in',
  reply: TokenList,
})
/**
 * Takes no Idempotency-Key: the answer holds the secret, which is stored nowhere, not even for a retry. A retry of an
 * answer that was lost meets the name, which is in use; that token is revoked and another made.
 */
export const createToken = defineRoute({
  method: 'POST',
  path: '/api/v1/tokens',
  summary: 'Make a token; its secret is told once',
  access: 'signed-in',
  body: strictObject({
    name: Type.String({ minLength: 2, maxLength: 40 }),
    scope: Type.Enum([...tokenScopes]),
    days: Type.Integer({ minimum: 1, maximum: tokenDays.most }),
  }),
  reply: Type.Object({ token: TokenInfo, secret: Type.String() }),
})
export const revokeToken = defineRoute({
  method: 'POST',
  path: '/api/v1/tokens/:id/revoke',
  summary: 'End a token at once: its account or an admin',
  access: 'signed-in',
  params: Type.Object({ id: Type.Integer({ minimum: 1 }) }),
  reply: TokenInfo,
})
export const listAllTokens = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/tokens',
  summary: 'The tokens of all accounts, newest first',
  access: 'signed-in',
  reply: TokenList,
})

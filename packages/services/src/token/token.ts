import type { TokenInfo, TokenState } from '@cg/contract/token'
import { tokenScopes } from '@cg/contract/token-scope'
import type { TokenScope } from '@cg/contract/token-scope'
import { apiToken, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { desc, eq } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Actor } from '../context.ts'
import { loadNames } from '../entry/form/names.ts'

export type TokenRow = typeof apiToken.$inferSelect
export type OwnedToken = { readonly row: TokenRow; readonly owner: typeof user.$inferSelect }

/** A token of another version of the software may bear a scope that this one does not know: it opens nothing. */
export function scopeOf({ scope }: TokenRow): TokenScope | null {
  return tokenScopes.find((one) => one === scope) ?? null
}

/** Tokens with their accounts, newest first. */
export async function loadTokens(db: Db, where?: SQL): Promise<OwnedToken[]> {
  const found = await db
    .select({ row: apiToken, owner: user })
    .from(apiToken)
    .innerJoin(user, eq(user.id, apiToken.userId))
    .where(where)
    .orderBy(desc(apiToken.id))
  return found
}

/** What has ended comes before what only waits for its account. */
export function tokenState({ row, owner }: OwnedToken, now: Date): TokenState {
  if (row.revokedAt !== null) return 'revoked'
  if (Date.parse(row.expiresAt) <= now.getTime()) return 'expired'
  if (!owner.isActive) return 'disabled'
  return owner.mustChangePassword ? 'password' : 'live'
}

/** Tokens as the lists show them. */
export async function tokenInfos(
  db: Db,
  tokens: readonly OwnedToken[],
  { actor, now }: { actor: Actor; now: Date },
): Promise<TokenInfo[]> {
  const names = await loadNames(
    db,
    tokens.map(({ row }) => row.revokedBy),
  )
  return tokens.map(({ row, owner }) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scope: must(scopeOf(row), `token ${row.id} has an unknown scope`),
    owner: owner.name,
    login: owner.login,
    isOwn: owner.id === actor.userId,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    state: tokenState({ row, owner }, now),
    lastUsedAt: row.lastUsedAt,
    revokedAt: row.revokedAt,
    revokedBy: row.revokedBy === null ? null : names(row.revokedBy, row.revokedAt),
  }))
}

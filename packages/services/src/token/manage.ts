import type { TokenInfo, TokenList } from '@cg/contract/token'
import { apiToken } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { eq } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, notFound } from '../errors.ts'
import { hasCityRole, requireCityRole } from '../permission.ts'
import { loadTokens, tokenInfos, tokenState } from './token.ts'

/** The own account's tokens, ended ones too. */
export async function listTokens(ctx: Context): Promise<TokenList> {
  return listed(ctx, eq(apiToken.userId, ctx.actor.userId))
}

/** The tokens of all accounts, for an admin. */
export async function listAllTokens(ctx: Context): Promise<TokenList> {
  requireCityRole(ctx.actor, 'admin')
  return listed(ctx)
}

async function listed({ store, actor, now }: Context, where?: SQL): Promise<TokenList> {
  return store.read(async (db) => ({
    items: await tokenInfos(db, await loadTokens(db, where), { actor, now: now() }),
  }))
}

/** Ends a token at once: its account, or an admin. Somebody else's is not there. */
export async function revokeToken(ctx: Context, { id }: { id: number }): Promise<TokenInfo> {
  const { actor } = ctx
  return ctx.store.write('token.revoke', async (tx) => {
    const [found] = await loadTokens(tx, eq(apiToken.id, id))
    if (found === undefined || (found.owner.id !== actor.userId && !hasCityRole(actor, 'admin'))) {
      throw notFound('这个接口令牌')
    }
    const now = ctx.now()
    const state = tokenState(found, now)
    if (state === 'revoked' || state === 'expired') {
      const words = state === 'revoked' ? '已被撤销' : '已经到期'
      throw new ServiceError('conflict', `这个接口令牌${words}，不能再使用，无须撤销。`, { reason: `token.${state}` })
    }
    const end = { revokedBy: actor.userId, revokedAt: now.toISOString() }
    await tx.update(apiToken).set(end).where(eq(apiToken.id, id))
    await audit(tx, {
      at: end.revokedAt,
      actor,
      action: 'token.revoke',
      object: `token:${id}`,
      detail: { purpose: found.row.name, prefix: found.row.prefix, owner: found.owner.id },
    })
    return must((await tokenInfos(tx, await loadTokens(tx, eq(apiToken.id, id)), { actor, now }))[0])
  })
}

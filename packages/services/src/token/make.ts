import type { Body } from '@cg/contract/route'
import { mostTokens } from '@cg/contract/token'
import type { TokenInfo, createToken as createRoute } from '@cg/contract/token'
import { apiToken } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { and, eq, gt, isNull } from 'drizzle-orm'
import { randomBytes } from 'node:crypto'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { hashToken, newToken } from '../session/actor.ts'
import { loadTokens, tokenInfos } from './token.ts'

const dayMs = 86_400_000

/**
 * Makes a token of the own account. Its secret is told once and stored nowhere: not for a retry either, so that an answer
 * that was lost leaves a token that nobody knows, and its name keeps a retry from making a second one unseen.
 */
export async function createToken(
  ctx: Context,
  input: Body<typeof createRoute>,
): Promise<{ token: TokenInfo; secret: string }> {
  const name = input.name.trim()
  if (name.length < 2) throw invalid('用途至少写两个字，说明令牌用在哪里。请补写。', { reason: 'token.no_name' })
  const prefix = `cg_${randomBytes(4).toString('hex')}`
  const secret = `${prefix}_${newToken()}`
  return ctx.store.write('token.create', async (tx) => {
    const now = ctx.now()
    await requireRoom(tx, ctx, { name, now })
    const row = {
      userId: ctx.actor.userId,
      name,
      prefix,
      tokenHash: hashToken(secret),
      scope: input.scope,
      createdAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + input.days * dayMs).toISOString(),
    }
    const [made] = await tx.insert(apiToken).values(row).returning({ id: apiToken.id })
    const { id } = must(made)
    await audit(tx, {
      at: row.createdAt,
      actor: ctx.actor,
      action: 'token.create',
      object: `token:${id}`,
      detail: { purpose: name, prefix, scope: row.scope, expiresAt: row.expiresAt },
    })
    const stored = await loadTokens(tx, eq(apiToken.id, id))
    return { token: must((await tokenInfos(tx, stored, { actor: ctx.actor, now }))[0]), secret }
  })
}

/** Of what an account has alive, no two have one name, and they can be told apart at a glance. */
async function requireRoom(tx: Db, { actor }: Context, { name, now }: { name: string; now: Date }): Promise<void> {
  const alive = await tx
    .select({ name: apiToken.name })
    .from(apiToken)
    .where(
      and(eq(apiToken.userId, actor.userId), isNull(apiToken.revokedAt), gt(apiToken.expiresAt, now.toISOString())),
    )
  if (alive.some((one) => one.name === name)) {
    throw new ServiceError(
      'conflict',
      `您已有一个用途为“${name}”的有效令牌。请换一个用途；如果没有记下它的密文，请先撤销它再生成。`,
      { reason: 'token.name_taken' },
    )
  }
  if (alive.length < mostTokens) return
  throw new ServiceError('conflict', `您已有 ${alive.length} 个有效的接口令牌。请先撤销不再需要的，再生成新的。`, {
    reason: 'token.too_many',
  })
}

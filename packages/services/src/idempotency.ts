import { createHash } from 'node:crypto'
import { bookkeeping } from '@cg/db/audit-witness'
import { idempotencyKey } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, eq, lt } from 'drizzle-orm'
import type { Context } from './context.ts'
import { ServiceError } from './errors.ts'

/** A retried write: the header's text, or null when the caller sent none; `request` is everything that names the write. */
export type Retry = { readonly key: string | null; readonly request: unknown }

const keptMs = 7 * 86_400_000
const pattern = /^[\x21-\x7e]{8,128}$/

/**
 * Runs `write` once per user and key, inside the caller's transaction: a retry gets the first answer again, the same
 * key with another request is refused. The answer must survive JSON.
 */
export async function once<T>(ctx: Context, tx: Db, retry: Retry, write: () => Promise<T>): Promise<T> {
  const { key } = retry
  if (key === null) return write()
  if (!pattern.test(key)) {
    throw new ServiceError('invalid', '请求编号（Idempotency-Key）应为 8 至 128 个可见字符。请刷新页面后重试。')
  }
  const requestHash = createHash('sha256').update(JSON.stringify(retry.request)).digest('hex')
  const mine = and(eq(idempotencyKey.userId, ctx.actor.userId), eq(idempotencyKey.key, key))
  const [seen] = await tx.select().from(idempotencyKey).where(mine)
  if (seen !== undefined) return answerAgain<T>(seen, requestHash)
  const answer = await write()
  const now = ctx.now()
  const old = new Date(now.getTime() - keptMs).toISOString()
  await bookkeeping(tx, 'idempotency.key', async () => {
    await tx.delete(idempotencyKey).where(and(eq(idempotencyKey.userId, ctx.actor.userId), lt(idempotencyKey.at, old)))
    await tx.insert(idempotencyKey).values({
      userId: ctx.actor.userId,
      key,
      requestHash,
      status: 200,
      body: JSON.stringify(answer),
      at: now.toISOString(),
    })
  })
  return answer
}

/** The body was stored by `once` for the same request, so it has the same type. */
function answerAgain<T>(seen: { requestHash: string; body: string }, requestHash: string): T {
  if (seen.requestHash === requestHash) return JSON.parse(seen.body) as T
  throw new ServiceError('conflict', '同一个请求编号已用于另一次提交。请刷新页面后重新提交。', {
    reason: 'idempotency.other_request',
  })
}

import { createHash } from 'node:crypto'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { bookkeeping } from '@cg/db/audit-witness'
import { idempotencyKey } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, desc, eq, inArray, lt, ne } from 'drizzle-orm'
import type { Context } from './context.ts'
import { ServiceError } from './errors.ts'

/** A retried write: the header's text, or null when the caller sent none; `request` is everything that names the write. */
export type Retry = { readonly key: string | null; readonly request: unknown }

const keptMs = 7 * 86_400_000
const pattern = /^[\x21-\x7e]{8,128}$/

/** Answers of one user that are kept whole; of older ones it is known that they were given. */
export const mostAnswers = 100
/** Packed; a larger one is not kept either. */
export const mostLetters = 32_000

/**
 * Runs `write` once per user and key, inside the caller's transaction: a retry gets the first answer again, the same
 * key with another request is refused. The answer must survive JSON. `again`: reads the answer as it stands now, where
 * that serves a retry as well; nothing of it is kept then.
 */
export async function once<T>(
  ctx: Context,
  tx: Db,
  retry: Retry,
  write: () => Promise<T>,
  again: (() => Promise<T>) | null = null,
): Promise<T> {
  const { key } = retry
  if (key === null) return write()
  if (!pattern.test(key)) {
    throw new ServiceError('invalid', '请求编号（Idempotency-Key）应为 8 至 128 个可见字符。请刷新页面后重试。')
  }
  const requestHash = createHash('sha256').update(JSON.stringify(retry.request)).digest('hex')
  const mine = and(eq(idempotencyKey.userId, ctx.actor.userId), eq(idempotencyKey.key, key))
  const [seen] = await tx.select().from(idempotencyKey).where(mine)
  if (seen !== undefined) return answerAgain(seen, requestHash, again)
  const answer = await write()
  await bookkeeping(tx, 'idempotency.key', async () => {
    await forgetOld(ctx, tx)
    const body = again === null ? packed(JSON.stringify(answer)) : ''
    const at = ctx.now().toISOString()
    await tx.insert(idempotencyKey).values({ userId: ctx.actor.userId, key, requestHash, status: 200, body, at })
  })
  return answer
}

/** Rows after a week; of the younger ones the answers that a retry will hardly ask for any more. */
async function forgetOld(ctx: Context, tx: Db): Promise<void> {
  const mine = eq(idempotencyKey.userId, ctx.actor.userId)
  const old = new Date(ctx.now().getTime() - keptMs).toISOString()
  await tx.delete(idempotencyKey).where(and(mine, lt(idempotencyKey.at, old)))
  const whole = await tx
    .select({ key: idempotencyKey.key })
    .from(idempotencyKey)
    .where(and(mine, ne(idempotencyKey.body, '')))
    .orderBy(desc(idempotencyKey.at))
    .limit(mostAnswers)
    .offset(mostAnswers - 1)
  if (whole.length === 0) return
  const keys = whole.map(({ key }) => key)
  await tx
    .update(idempotencyKey)
    .set({ body: '' })
    .where(and(mine, inArray(idempotencyKey.key, keys)))
}

const packedMark = 'br:'

/** A sixth of the letters of a form's JSON; '' for what is too large to be kept. */
function packed(json: string): string {
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }
  const body = `${packedMark}${brotliCompressSync(json, options).toString('base64')}`
  return body.length > mostLetters ? '' : body
}

function unpacked(body: string): string {
  // Those of before were kept as they were.
  if (!body.startsWith(packedMark)) return body
  return brotliDecompressSync(Buffer.from(body.slice(packedMark.length), 'base64')).toString()
}

/** The body was stored by `once` for the same request, so it has the same type. */
async function answerAgain<T>(
  seen: { requestHash: string; body: string },
  requestHash: string,
  again: (() => Promise<T>) | null,
): Promise<T> {
  if (seen.requestHash !== requestHash)
    throw new ServiceError('key_reused', '同一个请求编号已用于另一次提交。请刷新页面后重新提交。', {
      reason: 'idempotency.other_request',
    })
  if (again !== null) return again()
  if (seen.body !== '') return JSON.parse(unpacked(seen.body)) as T
  throw new ServiceError('conflict', '这次提交先前已经保存，没有重复写入。请刷新页面查看结果。', {
    reason: 'idempotency.done_before',
  })
}

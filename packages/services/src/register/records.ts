import { registerRecord, registerStep } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { RegisterValues } from '@cg/domain/register/kind'
import { and, eq, inArray } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'

export type RecordRow = typeof registerRecord.$inferSelect

/** The records of a register with these numbers, each as it was seen. Errors: one that is not there, one named twice, one changed meanwhile. */
export async function loadSeen(
  tx: Db,
  kind: string,
  seen: readonly { readonly id: number; readonly version: number }[],
): Promise<RecordRow[]> {
  const ids = seen.map(({ id }) => id)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice !== undefined)
    throw invalid(`第${twice}号记录选了两次。请刷新页面后重新选择。`, { reason: 'register.named_twice' })
  const found = await tx
    .select()
    .from(registerRecord)
    .where(and(eq(registerRecord.kind, kind), inArray(registerRecord.id, ids)))
  return seen.map(({ id, version }) => {
    const row = found.find((one) => one.id === id)
    if (row === undefined) throw notFound(`第${id}号记录`)
    if (row.version !== version)
      throw new ServiceError('stale', `第${id}号记录刚被他人处理。请刷新页面，核对后再办理。`, {
        reason: 'register.changed',
      })
    return row
  })
}

export function notNow({ id, state }: Pick<RecordRow, 'id' | 'state'>): ServiceError {
  return new ServiceError('conflict', `第${id}号记录现在的状态不能这样办理。请刷新页面查看。`, {
    reason: `register.not_now.${state}`,
  })
}

type Step = {
  readonly id: number
  readonly action: (typeof registerStep.$inferInsert)['action']
  readonly note?: string
  readonly beforeValues?: RegisterValues
}

/** What became of records, beside them. */
export async function leaveSteps(ctx: Context, tx: Db, steps: readonly Step[]): Promise<void> {
  const at = ctx.now().toISOString()
  await tx
    .insert(registerStep)
    .values(steps.map(({ id, ...step }) => ({ ...step, recordId: id, actorId: ctx.actor.userId, at })))
}

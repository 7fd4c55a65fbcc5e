import type { YardstickList } from '@cg/contract/yardstick'
import { yardstick } from '@cg/db/schema'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { yardstickList } from './list.ts'

/** Takes a figure from outside out of the releases to come; what is published keeps it. Errors: no reason, withdrawn already. */
export async function withdrawYardstick(
  ctx: Context,
  { id, reason }: { id: number; reason: string },
): Promise<YardstickList> {
  requireCityRole(ctx.actor, 'publisher', 'admin')
  const why = reason.trim()
  if (why === '') throw invalid('请写明撤回的原因。', { reason: 'yardstick.reason_missing' })
  return ctx.store.write('yardstick.withdraw', async (tx) => {
    const [row] = await tx.select().from(yardstick).where(eq(yardstick.id, id))
    if (row === undefined) throw notFound(`外部参照 ${id}`)
    if (row.withdrawnAt !== null) {
      throw new ServiceError('conflict', '这条参照已经撤回。请刷新页面查看。', { reason: 'yardstick.withdrawn' })
    }
    const at = ctx.now().toISOString()
    await tx
      .update(yardstick)
      .set({ withdrawnAt: at, withdrawnBy: ctx.actor.userId, withdrawReason: why })
      .where(eq(yardstick.id, id))
    const detail = { name: `${row.indicatorCode} ${row.name} ${row.period} ${row.value}`, reason: why }
    await audit(tx, { at, actor: ctx.actor, action: 'yardstick.withdraw', object: `yardstick:${id}`, detail })
    return yardstickList(ctx, tx)
  })
}

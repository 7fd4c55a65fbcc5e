import type { MatterAction, MatterList, MatterState } from '@cg/contract/matter'
import { matter } from '@cg/db/schema'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { requireRole } from '../permission.ts'
import { leaveTrace, loadFor, notNow, requireFresh } from './enter.ts'
import { matterList } from './list.ts'
import { offeredOn } from './offer.ts'

export type Decision = {
  readonly id: number
  readonly action: MatterAction
  readonly note: string
  /** The version the writer has seen (If-Match). */
  readonly version: number
}

const next: Readonly<Record<MatterAction, MatterState>> = {
  accept: 'accepted',
  return: 'returned',
  withdraw: 'withdrawn',
  revoke: 'revoked',
}

/**
 * Accepts or returns a matter (other eyes than those that entered it), withdraws one that is not accepted, revokes one
 * that is: releases already published keep it, and a correction of the quarter takes it out. All but accepting need a reason.
 */
export async function decideMatter(ctx: Context, { id, action, note, version }: Decision): Promise<MatterList> {
  requireRole(ctx.actor, action === 'withdraw' ? 'filler' : 'reviewer')
  const why = note.trim()
  return ctx.store.write(`matter.${action}`, async (tx) => {
    const row = await loadFor(ctx, tx, id, action === 'withdraw' ? 'enters' : 'decides')
    requireFresh(row, version)
    if (action !== 'withdraw' && row.enteredBy === ctx.actor.userId) {
      throw new ServiceError('forbidden', '这个事项由您报送，须由另一位审核人办理。', { reason: 'matter.own' })
    }
    if (!offeredOn(ctx.actor, row).includes(action)) throw notNow(row.state)
    if (action !== 'accept' && why === '') throw invalid('请写明原因。', { reason: 'matter.reason_missing' })
    const accepted = { acceptedBy: ctx.actor.userId, acceptedAt: ctx.now().toISOString() }
    await tx
      .update(matter)
      .set({ state: next[action], version: version + 1, ...(action === 'accept' ? accepted : {}) })
      .where(eq(matter.id, id))
    await leaveTrace(ctx, tx, {
      id,
      action,
      note: why,
      detail: { matterKind: row.kind, unit: row.unitCode, ...(why === '' ? {} : { reason: why }) },
    })
    return matterList(ctx, tx)
  })
}

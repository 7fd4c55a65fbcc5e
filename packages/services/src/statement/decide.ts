import type { StatementBoard, StatementDecision } from '@cg/contract/statement'
import { statement } from '@cg/db/schema'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { stateAfter } from '@cg/domain/target/statement'
import { eq } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { ServiceError, invalid } from '../errors.ts'
import { requireRole } from '../permission.ts'
import { statementBoard } from './board.ts'
import { offeredOn } from './offer.ts'
import { loadStanding } from './wanted.ts'
import { leaveTrace, loadFor, notNow, requireFresh } from './write.ts'

export type Decision = {
  readonly id: number
  readonly action: StatementDecision
  readonly note: string
  /** The version the writer has seen (If-Match). */
  readonly version: number
}

/**
 * Accepts or returns a statement (other eyes than those that wrote it), withdraws one that is not accepted, revokes one
 * that is: releases already published keep it, and a correction of the quarter takes it out. All but accepting need a reason.
 */
export async function decideStatement(ctx: Context, { id, action, note, version }: Decision): Promise<StatementBoard> {
  const period = await storeDecision(ctx, { id, action, note, version })
  return ctx.store.read(async (db) => statementBoard(ctx, db, await loadStanding(db, period, ctx.now())))
}

/** The same without the board; answers the quarter. */
export async function storeDecision(ctx: Context, { id, action, note, version }: Decision): Promise<Period> {
  requireRole(ctx.actor, action === 'withdraw' ? 'filler' : 'reviewer')
  const right = action === 'withdraw' ? 'writes' : 'decides'
  const why = note.trim()
  return ctx.store.write(`statement.${action}`, async (tx) => {
    const row = await loadFor(ctx, tx, id, right)
    requireFresh(row, version)
    if (action !== 'withdraw' && row.writtenBy === ctx.actor.userId) {
      throw new ServiceError('forbidden', '这条说明由您报送，须由另一位审核人办理。', { reason: 'statement.own' })
    }
    if (!offeredOn(ctx.actor, row).includes(action)) throw notNow(row.state)
    if (action !== 'accept' && why === '') throw invalid('请写明原因。', { reason: 'statement.reason_missing' })
    const accepted = { acceptedBy: ctx.actor.userId, acceptedAt: ctx.now().toISOString() }
    await tx
      .update(statement)
      .set({ state: stateAfter[action], version: version + 1, ...(action === 'accept' ? accepted : {}) })
      .where(eq(statement.id, id))
    await leaveTrace(ctx, tx, { row, action, note: why, more: why === '' ? {} : { reason: why } })
    return parsePeriod(row.period)
  })
}

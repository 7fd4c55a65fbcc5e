import { appraisalActionNames } from '@cg/contract/appraisal'
import type { AppraisalAction, AppraisalList } from '@cg/contract/appraisal'
import { appraisal, appraisalStep } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { appraisalList } from './list.ts'
import { addScorers, namesOf, requireScorers } from './open.ts'
import { loadPeople } from './people.ts'
import { offeredOn } from './rights.ts'
import type { AppraisalRow } from './rights.ts'
import { loadScoring } from './scores.ts'
import { writeScores } from './write.ts'

export type AppraisalDecision = {
  readonly id: number
  readonly action: AppraisalAction
  readonly note: string
  /** With 'again': who scores besides. */
  readonly scorers: readonly number[]
  /** The version the actor has seen (If-Match). */
  readonly version: number
}

const next: Readonly<Record<AppraisalAction, AppraisalRow['state']>> = {
  shut: 'shut',
  again: 'open',
  write: 'written',
  cancel: 'cancelled',
}

/**
 * Ends the scoring, opens another round of it with a reason, writes what the scores came to into the form, or cancels it
 * with a reason. Errors: a scorer, changed meanwhile, too few scores of a unit, a form that takes no figures now.
 */
export async function decideAppraisal(ctx: Context, decision: AppraisalDecision): Promise<AppraisalList> {
  requireCityRole(ctx.actor, 'reviewer')
  const { id, action } = decision
  const purpose = action === 'write' ? (['appraisal.write', 'cells.save'] as const) : (`appraisal.${action}` as const)
  return ctx.store.write(purpose, async (tx) => {
    const found = await loadFresh(tx, decision)
    const scoring = await loadScoring(ctx, tx, found)
    requireOffered(ctx, decision, found, scoring.scorers)
    const note = decision.note.trim()
    if ((action === 'again' || action === 'cancel') && note === '')
      throw invalid('请写明原因。', { reason: 'appraisal.reason_missing' })
    const added = action === 'again' ? await addMore(ctx, tx, decision, scoring.scorers) : ''
    if (action === 'write') await writeScores(ctx, tx, scoring)
    const at = ctx.now().toISOString()
    const round = found.round + (action === 'again' ? 1 : 0)
    await tx
      .update(appraisal)
      .set({ state: next[action], round, version: found.version + 1 })
      .where(eq(appraisal.id, id))
    await tx.insert(appraisalStep).values({ appraisalId: id, action, note, actorId: ctx.actor.userId, at })
    const detail = {
      item: found.itemCode,
      round,
      ...(note === '' ? {} : { reason: note }),
      ...(added === '' ? {} : { scorers: added }),
    }
    await audit(tx, { at, actor: ctx.actor, action: `appraisal.${action}`, object: `appraisal:${id}`, detail })
    return appraisalList(ctx, tx)
  })
}

async function loadFresh(tx: Db, { id, version }: AppraisalDecision): Promise<AppraisalRow> {
  const [row] = await tx.select().from(appraisal).where(eq(appraisal.id, id))
  if (row === undefined) throw notFound('这项评分')
  if (row.version === version) return row
  throw new ServiceError('stale', '这项评分刚被他人办理。请刷新页面，看过后再办理。', { reason: 'appraisal.changed' })
}

function requireOffered(
  { actor }: Context,
  { action }: AppraisalDecision,
  row: AppraisalRow,
  scorers: readonly number[],
): void {
  const isScorer = scorers.includes(actor.userId)
  if (isScorer)
    throw new ServiceError('forbidden', '您是这项评分的评分人，须由另一位审核人办理。', { reason: 'appraisal.scorer' })
  if (offeredOn(actor, row, isScorer).includes(action)) return
  throw new ServiceError('conflict', `这项评分现在不能${appraisalActionNames[action]}。请刷新页面查看。`, {
    reason: `appraisal.not_now.${row.state}`,
  })
}

/** The names of who scores besides from this round on. */
async function addMore(
  ctx: Context,
  tx: Db,
  { id, scorers }: AppraisalDecision,
  known: readonly number[],
): Promise<string> {
  const more = scorers.filter((one) => !known.includes(one))
  const people = await loadPeople(tx)
  requireScorers(ctx, more, people)
  await addScorers(tx, id, more)
  return namesOf(more, people)
}

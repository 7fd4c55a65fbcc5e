import type { Objection } from '@cg/contract/appeal'
import { objectionTextLimits } from '@cg/contract/appeal'
import { checkWindow, objection, returnMark } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { objectionAfter } from '@cg/domain/form/objection'
import type { ObjectionAction } from '@cg/domain/form/objection'
import type { SubmissionState } from '@cg/domain/form/submission'
import { must } from '@cg/domain/must'
import { readNumber } from '@cg/domain/number/number-text'
import { parsePeriod } from '@cg/domain/period'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { cellReading } from '../entry/cells/decide-cells.ts'
import type { FormKey } from '../entry/form/access.ts'
import { formObject, moveSubmission } from '../entry/move/move.ts'
import { loadStanding, stateOf } from '../entry/move/standing.ts'
import type { SubmissionRow } from '../entry/move/standing.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { forbidden, hasCityRole } from '../permission.ts'
import { moveInReview } from '../review/move-form.ts'
import { loadChecked } from './figures.ts'
import type { AskedCell } from './figures.ts'
import { oneLine } from './object.ts'
import { offeredOn, speaksFor } from './rights.ts'
import { askedFor, decidesRow, describeObjections } from './rows.ts'
import type { ObjectionRow } from './rows.ts'

export type ObjectionDecision = {
  readonly id: number
  readonly action: ObjectionAction
  readonly answer: string
  /** The version the writer has seen (If-Match). */
  readonly version: number
}

type Found = {
  readonly row: ObjectionRow
  readonly period: string
  readonly key: FormKey
  readonly item: AskedCell['item']
  readonly decides: boolean
}
type Settling = ObjectionDecision & { readonly found: Found }

/**
 * Answers an objection, or takes one's own back. What is upheld brings the form back to its reporter at this cell, in the
 * same transaction. Errors: not one's own to decide, answered meanwhile, an answer that says too little.
 */
export async function decideObjection(ctx: Context, asked: ObjectionDecision): Promise<Objection> {
  const { id, action } = asked
  const answer = oneLine(asked.answer)
  const found = await ctx.store.read((db) => loadFor(ctx, db, id))
  const decision = { ...asked, answer, found }
  requireOffered(ctx, decision, found.row)
  if (action !== 'withdraw' && answer.length < objectionTextLimits.leastReason) {
    throw invalid(`请写明答复，至少${objectionTextLimits.leastReason}个字，说清楚核实的情况。`, {
      reason: 'appeal.answer_short',
    })
  }
  if (action === 'uphold') await uphold(ctx, decision)
  else await ctx.store.write(`appeal.${action}`, (tx) => settle(ctx, tx, decision))
  return ctx.store.read(async (db) => {
    const { row, period } = await loadFor(ctx, db, id)
    const quarter = await loadChecked(ctx, db, parsePeriod(period))
    return must((await describeObjections(db, ctx.actor, quarter, [row]))[0])
  })
}

/** The objection, for its district and those who answer it; others learn not even whether it exists. */
async function loadFor(ctx: Context, db: Db, id: number): Promise<Found> {
  const { actor } = ctx
  const [found] = await db
    .select({ row: objection, period: checkWindow.period })
    .from(objection)
    .innerJoin(checkWindow, eq(checkWindow.id, objection.windowId))
    .where(eq(objection.id, id))
  if (found === undefined) throw hasCityRole(actor, 'reviewer') ? notFound('这条异议') : forbidden('reviewer')
  const { row, period } = found
  const quarter = await loadChecked(ctx, db, parsePeriod(period))
  const asked = askedFor(quarter, row)
  const decides = decidesRow(actor, quarter, row)
  if (asked === null || (!decides && !speaksFor(actor, row.unitCode))) throw forbidden('reviewer')
  return { row, period, key: { period, form: asked.form.code, reporter: asked.reporter }, item: asked.item, decides }
}

function requireOffered({ actor }: Context, { action, version, found }: Settling, row: ObjectionRow): void {
  if (row.version !== version) {
    throw new ServiceError('stale', '这条异议刚被他人办理。请刷新页面，核对后再办理。', { reason: 'appeal.changed' })
  }
  if (action !== 'withdraw' && found.decides && row.enteredBy === actor.userId) {
    throw new ServiceError('forbidden', '这条异议由您提出，须由另一位审核人答复。', { reason: 'appeal.own' })
  }
  if (action === 'withdraw' ? !speaksFor(actor, row.unitCode) : !found.decides) throw forbidden('reviewer')
  if (!offeredOn(actor, row, found.decides).includes(action)) {
    throw new ServiceError('conflict', '这条异议已经办理，不能再改。', { reason: `appeal.not_now.${row.state}` })
  }
}

/** Writes the answer; asked once more inside the transaction, where nobody else can be quicker. */
async function settle(ctx: Context, tx: Db, decision: Settling): Promise<void> {
  const { id, action, answer, version, found } = decision
  const row = must((await tx.select().from(objection).where(eq(objection.id, id)))[0])
  requireOffered(ctx, decision, row)
  const at = ctx.now().toISOString()
  await tx
    .update(objection)
    .set({ state: objectionAfter[action], answer, decidedBy: ctx.actor.userId, decidedAt: at, version: version + 1 })
    .where(eq(objection.id, id))
  const detail = {
    period: found.period,
    place: [[row.itemCode, row.unitCode, row.breakdown]],
    ...(answer === '' ? {} : { answer }),
  }
  await audit(tx, { at, actor: ctx.actor, action: `appeal.${action}`, object: `objection:${id}`, detail })
}

const atReview: readonly SubmissionState[] = ['accepted', 'checked', 'submitted']

async function uphold(ctx: Context, decision: Settling): Promise<void> {
  const { key, row, item } = decision.found
  const standing = await ctx.store.read((db) => loadStanding(db, key))
  const state = stateOf(standing)
  const note = `异议成立：${decision.answer}`
  if (state === 'locked') {
    throw new ServiceError('conflict', '这张报表已随发布锁定，请按更正重新打开。', { reason: 'appeal.locked' })
  }
  if (atReview.includes(state)) {
    await moveInReview(ctx, key, {
      version: standing.submission?.version ?? null,
      note,
      action: (now) => (now === 'accepted' ? 'reopen' : 'return'),
      markedCells: 1,
      byAnother: false,
      beside: 'appeal.uphold',
      apply: async (tx, { row: form }) => {
        await settle(ctx, tx, decision)
        await markCell(ctx, tx, form, { row, item, reason: note })
        return { acceptedAt: null, acceptedBy: null }
      },
    })
    return
  }
  await ctx.store.write(['appeal.uphold', 'submission.reopen'], (tx) => upholdInHand(ctx, tx, decision, note))
}

/** The form is with its reporter already: a returned one opens at this cell too, any other is open as a whole. */
async function upholdInHand(ctx: Context, tx: Db, decision: Settling, note: string): Promise<void> {
  const { key, row, item } = decision.found
  await settle(ctx, tx, decision)
  const standing = await loadStanding(tx, key)
  if (stateOf(standing) !== 'returned') {
    if (atReview.includes(stateOf(standing))) throw formMoved()
    return
  }
  await markCell(ctx, tx, must(standing.submission), { row, item, reason: note })
  await moveSubmission(ctx, tx, standing, { key, action: 'reopen', to: 'returned', note })
  const detail = { round: standing.submission?.round, contentHash: standing.submission?.contentHash, note }
  const event = { at: ctx.now().toISOString(), actor: ctx.actor, object: formObject(key), detail }
  await audit(tx, { ...event, action: 'submission.reopen' })
}

function formMoved(): ServiceError {
  return new ServiceError('stale', '这张报表刚刚重新报送。请刷新页面，核对后再办理。', { reason: 'appeal.form_moved' })
}

type Marked = { readonly row: ObjectionRow; readonly item: AskedCell['item']; readonly reason: string }

/** Opens the cell; what the district says should stand there is proposed where it reads as a figure. */
async function markCell(
  ctx: Context,
  tx: Db,
  form: Pick<SubmissionRow, 'id' | 'round'>,
  { row: { itemCode, unitCode, breakdown, claimed }, item, reason }: Marked,
): Promise<void> {
  const should = claimed === '' ? null : readNumber(claimed, cellReading(item))
  await tx.insert(returnMark).values({
    submissionId: form.id,
    round: form.round,
    itemCode,
    unitCode,
    breakdown,
    reasonCode: 'other',
    reason,
    authorId: ctx.actor.userId,
    at: ctx.now().toISOString(),
    ...(should?.ok === true ? { proposedState: should.state, proposedValue: should.value } : {}),
  })
}

import type { SubmissionReply } from '@cg/contract/entry'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import type { AuditAction } from '@cg/domain/audit-action'
import type { SubmissionState } from '@cg/domain/form/submission'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import type { FormKey } from '../entry/form/access.ts'
import { loadCells } from '../entry/cells/cells.ts'
import { requireAnother } from '../entry/move/another.ts'
import { formObject, moveSubmission } from '../entry/move/move.ts'
import type { MoveSet } from '../entry/move/move.ts'
import { openForm } from '../entry/form/open.ts'
import type { OpenedForm } from '../entry/form/open.ts'
import { findingsAfter } from '../entry/check/findings.ts'
import { loadStanding, moveContext, nextState, requireVersion, stateOf } from '../entry/move/standing.ts'
import type { SubmissionRow } from '../entry/move/standing.ts'
import { describeSubmission } from '../entry/move/submission-fact.ts'
import { forbidden } from '../permission.ts'

/** What a reviewer does to a form, as its audit event says it. */
const reviewed = ['submission.accept', 'submission.check', 'submission.reopen', 'submission.return'] as const
type ReviewAction = 'accept' | 'check' | 'reopen' | 'return'

export type ReviewMove = {
  /** The submission's version that was read. */
  readonly version: number | null
  readonly note?: string | null | undefined
  readonly action: (state: SubmissionState) => ReviewAction
  readonly markedCells?: number
  /** Decisions need other eyes than those that sent, wrote or explained the form (another.ts). */
  readonly byAnother: boolean
  /** What else the same transaction does, as the audit names it. */
  readonly beside?: AuditAction
  /** Checks and writes of this move, inside its transaction. */
  readonly apply?: (tx: Db, now: Now) => Promise<MoveSet>
}

export type Now = { readonly opened: OpenedForm; readonly row: SubmissionRow; readonly at: string }

/** One step of review: right, state, version, writes, event and audit in one transaction. */
export async function moveInReview(ctx: Context, key: FormKey, move: ReviewMove): Promise<SubmissionReply> {
  const opened = await ctx.store.read((db) => openForm(ctx, db, key, 'read'))
  if (!opened.right.reviewer && !opened.right.checker) throw forbidden('reviewer')
  const purpose = move.beside === undefined ? reviewed : [...reviewed, move.beside]
  return ctx.store.write(purpose, (tx) => moveInside(ctx, tx, opened, move))
}

async function moveInside(ctx: Context, tx: Db, opened: OpenedForm, move: ReviewMove): Promise<SubmissionReply> {
  const { key, right, plan } = opened
  const now = ctx.now()
  const at = now.toISOString()
  const standing = await loadStanding(tx, key)
  const state = stateOf(standing)
  const action = move.action(state)
  const marked = move.markedCells === undefined ? {} : { markedCells: move.markedCells }
  const to = nextState(state, action, { ...moveContext(right, standing, now), ...marked })
  requireVersion(standing, move.version)
  if (move.byAnother) await requireAnother(tx, ctx.actor, plan, standing)
  const row = must(standing.submission)
  const set = (await move.apply?.(tx, { opened, row, at })) ?? {}
  const note = move.note?.trim() || null
  const moved = await moveSubmission(ctx, tx, standing, { key, action, to, note, set })
  await audit(tx, {
    at,
    actor: ctx.actor,
    action: `submission.${action}`,
    object: formObject(key),
    detail: { round: row.round, contentHash: row.contentHash, note },
  })
  return {
    submission: await describeSubmission(ctx, tx, opened, moved),
    findings: await findingsAfter(ctx, tx, { opened, standing: moved, cells: await loadCells(tx, plan) }),
  }
}

import type { SubmissionReply } from '@cg/contract/entry'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { audit } from '../../audit.ts'
import type { Context } from '../../context.ts'
import type { FormKey } from '../form/access.ts'
import { loadCells } from '../cells/cells.ts'
import { formObject, moveSubmission } from './move.ts'
import { openForm } from '../form/open.ts'
import { findingsAfter } from '../check/findings.ts'
import { loadMarks, openMarks } from '../check/marks.ts'
import { loadStanding, moveContext, nextState, requireVersion, stateOf } from './standing.ts'
import type { Standing } from './standing.ts'
import { describeSubmission } from './submission-fact.ts'

/**
 * Takes a submitted form back while nobody has begun to review it. What was sent again after a return goes back to that
 * return's round: its marked cells open, and no others.
 */
export async function withdrawForm(
  ctx: Context,
  key: FormKey,
  input: { version: number | null },
): Promise<SubmissionReply> {
  const opened = await ctx.store.read((db) => openForm(ctx, db, key, 'own'))
  return ctx.store.write('submission.withdraw', async (tx) => {
    const now = ctx.now()
    const standing = await loadStanding(tx, key)
    const isSentAgain = await wasReturned(tx, standing)
    const context = { ...moveContext(opened.right, standing, now), isSentAgain }
    const to = nextState(stateOf(standing), 'withdraw', context)
    requireVersion(standing, input.version)
    const set = isSentAgain ? { round: must(standing.submission).round - 1 } : {}
    const moved = await moveSubmission(ctx, tx, standing, { key, action: 'withdraw', to, set })
    await audit(tx, {
      at: now.toISOString(),
      actor: ctx.actor,
      action: 'submission.withdraw',
      object: formObject(key),
      detail: { round: moved.submission?.round },
    })
    const cells = await loadCells(tx, opened.plan)
    return {
      submission: await describeSubmission(ctx, tx, opened, moved),
      findings: await findingsAfter(ctx, tx, { opened, standing: moved, cells }),
    }
  })
}

async function wasReturned(tx: Db, { submission }: Standing): Promise<boolean> {
  if (submission === null) return false
  return openMarks(await loadMarks(tx, submission.id), { round: submission.round - 1 }).length > 0
}

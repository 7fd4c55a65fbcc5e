import type { SubmissionReply } from '@cg/contract/entry'
import { audit } from '../../audit.ts'
import type { Context } from '../../context.ts'
import type { FormKey } from '../form/access.ts'
import { markChanged } from '../cells/background.ts'
import { loadCells } from '../cells/cells.ts'
import { formObject, moveSubmission } from './move.ts'
import { openForm } from '../form/open.ts'
import { findingsAfter } from '../check/findings.ts'
import { loadStanding, moveContext, nextState, requireVersion, stateOf } from './standing.ts'
import { describeSubmission } from './submission-fact.ts'

/** Takes a submitted form back while nobody has begun to review it. */
export async function withdrawForm(
  ctx: Context,
  key: FormKey,
  input: { version: number | null },
): Promise<SubmissionReply> {
  const opened = await ctx.store.read((db) => openForm(ctx, db, key, 'own'))
  const reply = await ctx.store.write('submission.withdraw', async (tx) => {
    const now = ctx.now()
    const standing = await loadStanding(tx, key)
    const to = nextState(stateOf(standing), 'withdraw', moveContext(opened.right, standing, now))
    requireVersion(standing, input.version)
    const moved = await moveSubmission(ctx, tx, standing, { key, action: 'withdraw', to })
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
  markChanged(ctx.store, key.period, key.form)
  return reply
}

import type { SubmissionReply } from '@cg/contract/entry'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import type { FormKey } from '../entry/form/access.ts'
import { loadCells } from '../entry/cells/cells.ts'
import { formObject, moveSubmission } from '../entry/move/move.ts'
import { openForm } from '../entry/form/open.ts'
import { findingsAfter } from '../entry/check/findings.ts'
import { loadStanding, requireFigures, requireVersion, stateOf } from '../entry/move/standing.ts'
import { describeSubmission } from '../entry/move/submission-fact.ts'
import { ServiceError } from '../errors.ts'
import { forbidden } from '../permission.ts'

/** Records that the form is being read, so that it cannot be withdrawn under the reader's eyes. Twice changes nothing. */
export async function beginReview(
  ctx: Context,
  key: FormKey,
  input: { version: number | null },
): Promise<SubmissionReply> {
  const opened = await ctx.store.read((db) => openForm(ctx, db, key, 'read'))
  const { right, plan } = opened
  if (!right.reviewer && !right.checker) throw forbidden('reviewer')
  return ctx.store.write('submission.begin', async (tx) => {
    const standing = await loadStanding(tx, key)
    requireFigures(right, standing)
    const state = stateOf(standing)
    if (state !== 'submitted' && state !== 'checked') {
      throw new ServiceError('conflict', '这张报表不在待审核状态，无需开始审核。', { reason: 'submission.wrong_state' })
    }
    const isNew = state === 'submitted' && !standing.reviewBegun
    if (isNew) requireVersion(standing, input.version)
    const begun = isNew ? await moveSubmission(ctx, tx, standing, { key, action: 'begin', to: state }) : standing
    const now = ctx.now()
    if (isNew) {
      await audit(tx, {
        at: now.toISOString(),
        actor: ctx.actor,
        action: 'submission.begin',
        object: formObject(key),
        detail: { round: begun.submission?.round },
      })
    }
    return {
      submission: await describeSubmission(ctx, tx, opened, begun),
      findings: await findingsAfter(ctx, tx, { opened, standing: begun, cells: await loadCells(tx, plan) }),
    }
  })
}

import type { SubmissionReply } from '@cg/contract/entry'
import { explanation } from '@cg/db/schema'
import { and, eq, isNull } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { FormKey } from '../entry/form/access.ts'
import { loadExplanations } from '../entry/check/explanations.ts'
import { ServiceError } from '../errors.ts'
import { moveInReview } from './move-form.ts'
import type { Now } from './move-form.ts'

export type DecideInput = { readonly version: number | null; readonly note?: string | null | undefined }

/** Accepts exactly the version that was read; explanations without a verdict are accepted with it. */
export async function acceptForm(ctx: Context, key: FormKey, input: DecideInput): Promise<SubmissionReply> {
  return moveInReview(ctx, key, {
    ...input,
    action: () => 'accept',
    byAnother: true,
    apply: async (tx, { row, at }: Now) => {
      const rejected = (await loadExplanations(tx, row.id)).filter((one) => one.verdict === 'rejected')
      if (rejected.length > 0) {
        throw new ServiceError(
          'conflict',
          `有 ${rejected.length} 处说明未被认可，不能通过。请退回相关格，或先认可说明。`,
          { reason: 'submission.rejected_explanations' },
        )
      }
      await tx
        .update(explanation)
        .set({ verdict: 'accepted', verdictBy: ctx.actor.userId, verdictAt: at })
        .where(and(eq(explanation.submissionId, row.id), isNull(explanation.verdict)))
      return { acceptedAt: at, acceptedBy: ctx.actor.userId }
    },
  })
}

/** The lead department's step between a unit's return and the office (decision 13). */
export async function checkForm(ctx: Context, key: FormKey, input: DecideInput): Promise<SubmissionReply> {
  return moveInReview(ctx, key, { ...input, action: () => 'check', byAnother: true })
}

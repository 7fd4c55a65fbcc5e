import type { Explanation } from '@cg/contract/entry'
import type { GiveVerdict } from '@cg/contract/review'
import { explanation } from '@cg/db/schema'
import { must } from '@cg/domain/must'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import type { FormKey } from '../entry/form/access.ts'
import { placeOf } from '../entry/cells/decide-cells.ts'
import { explanationKey, loadExplanations, toExplanation } from '../entry/check/explanations.ts'
import { requireAnother } from '../entry/move/another.ts'
import { formObject } from '../entry/move/move.ts'
import { loadNames } from '../entry/form/names.ts'
import { openForm } from '../entry/form/open.ts'
import { loadStanding, requireFigures, stateOf } from '../entry/move/standing.ts'
import { ServiceError, notFound } from '../errors.ts'
import { forbidden } from '../permission.ts'

/** Accepts or rejects one explanation (B2); a rejected one no longer counts when the form is sent again. */
export async function giveVerdict(ctx: Context, key: FormKey, input: GiveVerdict): Promise<Explanation> {
  const { right, plan } = await ctx.store.read((db) => openForm(ctx, db, key, 'read'))
  if (!right.reviewer && !right.checker) throw forbidden('reviewer')
  return ctx.store.write('explanation.verdict', async (tx) => {
    const standing = await loadStanding(tx, key)
    requireFigures(right, standing)
    const state = stateOf(standing)
    if (state !== 'submitted' && state !== 'checked') {
      throw new ServiceError('conflict', '只有待审核的报表可以认可或不认可说明。', { reason: 'submission.wrong_state' })
    }
    await requireAnother(tx, ctx.actor, plan, standing)
    const wanted = explanationKey(input.rule, placeOf(input))
    const rows = await loadExplanations(tx, standing.submission?.id ?? null)
    const found = rows.find(
      (row) =>
        explanationKey(row.ruleCode, { item: row.itemCode, unit: row.unitCode, breakdown: row.breakdown }) === wanted,
    )
    if (found === undefined) throw notFound('这处说明')
    const names = await loadNames(tx, [found.authorId, ctx.actor.userId])
    if (found.version !== input.version) {
      throw new ServiceError('stale', '这处说明在您打开之后已被改写。请看过最新内容后再决定。', {
        reason: 'explanation.stale',
        current: toExplanation(found, names),
      })
    }
    const at = ctx.now().toISOString()
    const [row] = await tx
      .update(explanation)
      .set({ verdict: input.verdict, verdictBy: ctx.actor.userId, verdictAt: at })
      .where(eq(explanation.id, found.id))
      .returning()
    await audit(tx, {
      at,
      actor: ctx.actor,
      action: 'explanation.verdict',
      object: formObject(key),
      detail: { rule: input.rule, ...placeOf(input), verdict: input.verdict },
    })
    return toExplanation(must(row), names)
  })
}

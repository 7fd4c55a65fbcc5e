import type { SubmissionReply } from '@cg/contract/entry'
import { dayInChina } from '@cg/domain/number/china-day'
import { formatDate } from '@cg/domain/number/date-format'
import { isRealDay } from '@cg/domain/number/date-text'
import { audit } from '../../audit.ts'
import type { Context } from '../../context.ts'
import { ServiceError, invalid } from '../../errors.ts'
import { loadCells } from '../cells/cells.ts'
import { findingsAfter } from '../check/findings.ts'
import type { FormKey } from '../form/access.ts'
import { openForm } from '../form/open.ts'
import { formObject, moveSubmission } from './move.ts'
import { loadStanding, moveContext, nextState, requireOpenPeriod, requireVersion, stateOf } from './standing.ts'
import { describeSubmission } from './submission-fact.ts'

export type ProvisionalInput = {
  /** The day by which the final figures are to come; null: these are the final ones. */
  readonly finalBy: string | null
  readonly version: number | null
}

/**
 * Marks the figures of a form in hand as 快报, or as final ones. A release names the forms that were provisional; the final
 * figures come as a correction. Errors: a form that is not in hand or holds nothing yet, a day that is over.
 */
export async function markProvisional(ctx: Context, key: FormKey, input: ProvisionalInput): Promise<SubmissionReply> {
  const opened = await ctx.store.read((db) => openForm(ctx, db, key, 'own'))
  const { finalBy } = input
  if (finalBy !== null) requireFutureDay(finalBy, dayInChina(ctx.now()))
  return ctx.store.write('submission.provisional', async (tx) => {
    const now = ctx.now()
    const standing = await loadStanding(tx, key)
    requireOpenPeriod(standing, now)
    const state = stateOf(standing)
    nextState(state, 'save', moveContext(opened.right, standing, now))
    requireVersion(standing, input.version)
    const before = standing.submission
    if (before === null)
      throw new ServiceError('conflict', '这张表还没有填数，填好后再标明是不是快报数。', {
        reason: 'provisional.empty',
      })
    const note = finalBy === null ? '改为正式数' : `标为快报数，正式数预计${formatDate(finalBy)}前报送`
    const moved = await moveSubmission(ctx, tx, standing, {
      key,
      action: 'provisional',
      to: state,
      note,
      set: { finalBy },
    })
    const detail = { before: { finalBy: before.finalBy }, after: { finalBy } }
    const event = { at: now.toISOString(), actor: ctx.actor, object: formObject(key), detail }
    await audit(tx, { ...event, action: 'submission.provisional' })
    const cells = await loadCells(tx, opened.plan)
    return {
      submission: await describeSubmission(ctx, tx, opened, moved),
      findings: await findingsAfter(ctx, tx, { opened, standing: moved, cells }),
    }
  })
}

function requireFutureDay(day: string, today: string): void {
  if (!isRealDay(day)) throw invalid(`“${day}”不是日历上有的日期，请重新选择。`, { reason: 'provisional.day' })
  if (day > today) return
  throw invalid(`正式数的预计日期应晚于今天（${formatDate(today)}）。请重新选择。`, { reason: 'provisional.past' })
}

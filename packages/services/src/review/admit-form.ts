import type { SubmissionReply } from '@cg/contract/entry'
import { period as periodTable, release, supplement } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { effectiveDeadline } from '@cg/domain/form/calendar'
import { and, asc, eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { loadCells } from '../entry/cells/cells.ts'
import { findingsAfter } from '../entry/check/findings.ts'
import type { FormKey } from '../entry/form/access.ts'
import { openForm } from '../entry/form/open.ts'
import { formObject, moveSubmission } from '../entry/move/move.ts'
import { dutyOf, loadStanding, moveContext, nextState, stateOf } from '../entry/move/standing.ts'
import type { Standing } from '../entry/move/standing.ts'
import { describeSubmission } from '../entry/move/submission-fact.ts'
import { invalid } from '../errors.ts'
import { forbidden, requireRole } from '../permission.ts'

export type AdmissionInput = { readonly dueAt: string; readonly reason: string }

const shortestReason = 6

/**
 * 补报: opens a form again that a publication of its quarter left out, as it stands, with a reason and a date of its own.
 * What the reporter has sent can be reviewed again; the rest is filled and sent. Once accepted it goes into the next
 * correction of the quarter; the release that left it out stays as it is.
 */
export async function admitForm(ctx: Context, key: FormKey, input: AdmissionInput): Promise<SubmissionReply> {
  requireRole(ctx.actor, 'reviewer')
  const opened = await ctx.store.read((db) => openForm(ctx, db, key, 'read'))
  if (!opened.right.reviewer) throw forbidden('reviewer')
  const now = ctx.now()
  const due = new Date(input.dueAt)
  const reason = input.reason.trim()
  if (Number.isNaN(due.getTime()) || due <= now)
    throw invalid('补报的截止时间应晚于现在。请重新选择日期和时间。', { reason: 'supplement.time' })
  if (reason.length < shortestReason)
    throw invalid(`请写明准予补报的原因，至少 ${shortestReason} 个字。`, { reason: 'supplement.reason' })
  return ctx.store.write('submission.admit', async (tx) => {
    const before = await loadStanding(tx, key)
    const to = nextState(stateOf(before), 'admit', moveContext(opened.right, before, now))
    const at = now.toISOString()
    const row = {
      dueAt: due.toISOString(),
      reason,
      isOnTime: await wasShutEarly(tx, before),
      grantedBy: ctx.actor.userId,
      grantedAt: at,
    }
    await tx
      .insert(supplement)
      .values({ period: key.period, formCode: key.form, reporter: key.reporter, ...row })
      .onConflictDoUpdate({ target: [supplement.period, supplement.formCode, supplement.reporter], set: row })
    await moveSubmission(ctx, tx, before, { key, action: 'admit', to, note: `补报：${reason}` })
    await tx.update(periodTable).set({ state: 'open' }).where(eq(periodTable.code, key.period))
    const detail = { release: before.leftOutOf, dueAt: row.dueAt, reason }
    await audit(tx, { at, actor: ctx.actor, action: 'submission.admit', object: formObject(key), detail })
    const standing = await loadStanding(tx, key)
    const cells = await loadCells(tx, opened.plan)
    return {
      submission: await describeSubmission(ctx, tx, opened, standing),
      findings: await findingsAfter(ctx, tx, { opened, standing, cells }),
    }
  })
}

/** The quarter came out while the form's own time still ran: what is sent by the new date is then no late return. */
async function wasShutEarly(tx: Db, standing: Standing): Promise<boolean> {
  const [first] = await tx
    .select({ at: release.publishedAt })
    .from(release)
    .where(and(eq(release.period, standing.period.code), eq(release.state, 'published')))
    .orderBy(asc(release.sequence))
    .limit(1)
  return first?.at != null && Date.parse(first.at) < Date.parse(effectiveDeadline(dutyOf(standing)))
}

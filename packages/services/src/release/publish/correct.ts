import { correctionReasonNames } from '@cg/contract/publish'
import type { CorrectionReply, CorrectionRequest } from '@cg/contract/publish'
import { period as periodTable, returnMark } from '@cg/db/schema'
import { cellKey } from '@cg/domain/form/form-cell'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { eq } from 'drizzle-orm'
import { audit } from '../../audit.ts'
import type { Context } from '../../context.ts'
import type { FormKey } from '../../entry/form/access.ts'
import { formObject, moveSubmission } from '../../entry/move/move.ts'
import { openForm } from '../../entry/form/open.ts'
import type { FormPlan } from '../../entry/form/plan.ts'
import { loadStanding, stateOf } from '../../entry/move/standing.ts'
import { ServiceError, invalid } from '../../errors.ts'
import { forbidden, requireRole } from '../../permission.ts'

type Request = CorrectionRequest & { period: string }

/**
 * Reopens marked cells of a published form, so that its reporter corrects them and the office accepts them again; the
 * published release stays as it is until a new one of the same quarter is published (domain 3.7).
 */
export async function reopenForCorrection(ctx: Context, request: Request): Promise<CorrectionReply> {
  requireRole(ctx.actor, 'reviewer')
  const key: FormKey = { period: parsePeriod(request.period), form: request.form, reporter: request.reporter }
  const { plan, right } = await ctx.store.read((db) => openForm(ctx, db, key, 'read'))
  if (!right.reviewer) throw forbidden('reviewer')
  return ctx.store.write('release.reopen', async (tx) => {
    requireKnownCells(plan, request)
    const standing = await loadStanding(tx, key)
    requireLocked(stateOf(standing), plan)
    const note = `${correctionReasonNames[request.reasonClass]}：${request.reason.trim()}`
    const moved = await moveSubmission(ctx, tx, standing, { key, action: 'reopen', to: 'returned', note })
    const row = must(moved.submission)
    const at = ctx.now().toISOString()
    await tx.insert(returnMark).values(
      request.cells.map(({ item, unit, breakdown = '' }) => ({
        submissionId: row.id,
        round: row.round,
        itemCode: item,
        unitCode: unit,
        breakdown,
        reasonCode: request.reasonClass,
        reason: request.reason.trim(),
        authorId: ctx.actor.userId,
        at,
      })),
    )
    await tx.update(periodTable).set({ state: 'open' }).where(eq(periodTable.code, key.period))
    const detail = { reasonClass: request.reasonClass, reason: request.reason.trim(), cells: request.cells }
    await audit(tx, { at, actor: ctx.actor, action: 'release.reopen', object: formObject(key), detail })
    return { ...key, state: row.state, round: row.round, version: row.version, reopenedCells: request.cells.length }
  })
}

function requireKnownCells(plan: FormPlan, { cells }: Request): void {
  const unknown = cells.filter(({ item, unit, breakdown = '' }) => !plan.places.has(cellKey({ item, unit, breakdown })))
  if (unknown.length === 0) return
  throw invalid(`《${plan.form.name}》中没有这些格，请核对指标和单位后重选。`, {
    cells: unknown.map(({ item, unit, breakdown = '' }) => ({ item, unit, breakdown, message: '本表没有这一格' })),
  })
}

/** Before publication a form is returned by review, not corrected. */
function requireLocked(state: string, plan: FormPlan): void {
  if (state === 'locked') return
  throw new ServiceError(
    'conflict',
    `《${plan.form.name}》（${plan.reporterName}）没有处于已发布状态，不能按更正重新打开；未发布的报表请在审核中退回。`,
    { reason: 'submission.wrong_state' },
  )
}

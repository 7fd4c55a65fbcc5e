import type { ReviewMatrix } from '@cg/contract/review'
import type { Context } from '../context.ts'
import { rightTo } from '../entry/form/access.ts'
import { currentPeriod, loadBoard } from '../entry/board.ts'
import type { BoardForm } from '../entry/board.ts'
import { loadNames } from '../entry/form/names.ts'
import { owesLate, stateOf } from '../entry/move/standing.ts'
import { requireRole } from '../permission.ts'
import { loadContacts } from '../reporter/liaison.ts'

/** Reporters × forms of the actor's scope, each with its state: how far the quarter is. States and counts only, no figures. */
export async function readMatrix(ctx: Context, query: { period?: string | undefined }): Promise<ReviewMatrix> {
  requireRole(ctx.actor, 'reviewer', 'publisher')
  return ctx.store.read(async (db) => {
    const period = await currentPeriod(db, query.period)
    const board = await loadBoard(ctx.store, db, period, (plan) => {
      const right = rightTo(ctx.actor, plan)
      return right.reviewer || right.publisher
    })
    const names = await loadNames(
      db,
      board.map((one) => one.standing.submission?.submittedBy ?? null),
    )
    const contacts = await loadContacts(db)
    const now = ctx.now().toISOString()
    return {
      period,
      forms: uniqueBy(board, (one) => one.key.form).map(({ plan: { form } }) => ({
        code: form.code,
        name: form.name,
        department: form.department,
      })),
      reporters: uniqueBy(board, (one) => one.key.reporter).map(({ plan }) => ({
        code: plan.reporter,
        name: plan.reporterName,
        kind: plan.form.filledBy,
        contact: contacts.get(plan.reporter) ?? null,
      })),
      cells: board.map(({ key, standing, filled, total }) => ({
        form: key.form,
        reporter: key.reporter,
        state: stateOf(standing),
        signOffStep: standing.submission?.signOffStep ?? null,
        isLeftOut: standing.leftOutOf !== null,
        isOverdue: owesLate(standing, now),
        isExtended: standing.extension !== null,
        finalBy: standing.submission?.finalBy ?? null,
        filled,
        total,
        submittedAt: standing.submission?.submittedAt ?? null,
        submittedBy:
          standing.submission?.submittedBy == null
            ? null
            : names(standing.submission.submittedBy, standing.submission.submittedAt),
      })),
      serverTime: now,
    }
  })
}

function uniqueBy(board: readonly BoardForm[], keyOf: (form: BoardForm) => string): BoardForm[] {
  return [...new Map(board.map((one) => [keyOf(one), one])).values()]
}

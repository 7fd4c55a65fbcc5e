import type { FilingQuality, ReviewQuality } from '@cg/contract/review'
import type { Db } from '@cg/db/store'
import { overallQuality, reportingQuality } from '@cg/domain/check/quality'
import type { FormRecord, ReportingQuality } from '@cg/domain/check/quality'
import type { SubmissionState } from '@cg/domain/form/submission'
import { must } from '@cg/domain/must'
import type { Context } from '../context.ts'
import { rightTo } from '../entry/form/access.ts'
import { currentPeriod, loadBoard } from '../entry/board.ts'
import type { BoardForm } from '../entry/board.ts'
import { loadReturns } from '../entry/move/events.ts'
import { dutyOf, releaseOf, stateOf } from '../entry/move/standing.ts'
import { requireRole } from '../permission.ts'

const done: readonly SubmissionState[] = ['accepted', 'locked']

/**
 * How each reporter of the reviewer's scope files its forms of a quarter (B6), as it stands now: the same measures that a
 * release counts (`reportingQuality`), before it. What was filled and not sent is no answer yet; a form that is not due
 * counts neither for nor against. Only the first-pass rate is of the forms decided so far, as a release finds all decided.
 */
export async function readFilingQuality(ctx: Context, query: { period?: string | undefined }): Promise<ReviewQuality> {
  requireRole(ctx.actor, 'reviewer')
  return ctx.store.read(async (db) => {
    const period = await currentPeriod(db, query.period)
    const board = await loadBoard(ctx.store, db, period, (plan) => rightTo(ctx.actor, plan).reviewer)
    const now = ctx.now().toISOString()
    const records = await recordsOf(db, period, board)
    const named = (rates: ReportingQuality): FilingQuality => {
      const { plan } = must(board.find((one) => one.key.reporter === rates.reporter))
      const { reporter: code, reporterName: name } = plan
      const own = records.filter((record) => record.reporter === code)
      return { ...measures(rates, own), code, name, kind: plan.form.filledBy }
    }
    return {
      period,
      release: await releaseOf(db, period),
      overall: { ...measures(overallQuality(records, now), records), code: '', name: '合计', kind: 'department' },
      reporters: reportingQuality(records, now).map(named),
      serverTime: now,
    }
  })
}

/** A form that waits for review is neither passed nor returned: it counts in no first-pass rate yet. */
function measures(
  { due, onTime, clean, timeliness, completeness }: ReportingQuality,
  records: readonly FormRecord[],
): Omit<FilingQuality, 'code' | 'name' | 'kind'> {
  const decided = records.filter((record) => record.accepted || record.returns > 0).length
  const returns = records.reduce((sum, record) => sum + record.returns, 0)
  return {
    due,
    onTime,
    clean,
    returns,
    timeliness,
    completeness,
    firstPassRate: decided === 0 ? null : clean / decided,
  }
}

async function recordsOf(db: Db, period: string, board: readonly BoardForm[]): Promise<FormRecord[]> {
  const returned = await loadReturns(db, period)
  return board.map(({ key, standing, filled, total }) => {
    const row = standing.submission
    const duty = dutyOf(standing)
    const isSent = row?.firstSubmittedAt != null
    return {
      reporter: key.reporter,
      form: key.form,
      period,
      deadline: duty.extendedTo ?? duty.dueAt,
      firstSubmittedAt: row?.firstSubmittedAt ?? null,
      returns: row === null ? 0 : (returned.get(row.id) ?? 0),
      accepted: done.includes(stateOf(standing)),
      cellsDue: total,
      cellsAnswered: isSent ? filled : 0,
      cellsAccepted: 0,
      cellsRevised: 0,
    }
  })
}

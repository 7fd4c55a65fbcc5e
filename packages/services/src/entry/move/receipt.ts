import { createHash } from 'node:crypto'
import type { Receipt } from '@cg/contract/entry'
import { cellKey } from '@cg/domain/form/form-cell'
import { isPastDeadline } from '@cg/domain/form/calendar'
import type { Context } from '../../context.ts'
import { notFound } from '../../errors.ts'
import type { FormKey } from '../form/access.ts'
import type { CellRow } from '../cells/cells.ts'
import { allPlaces } from '../form/form-facts.ts'
import { loadNames } from '../form/names.ts'
import type { Names } from '../form/names.ts'
import { openForm } from '../form/open.ts'
import type { FormPlan } from '../form/plan.ts'
import { dutyOf, loadStanding } from './standing.ts'
import type { Standing } from './standing.ts'

/** SHA-256 over what was sent: every asked cell in the form's order with state, value, note and version. */
export function contentHashOf(key: FormKey, plan: FormPlan, cells: ReadonlyMap<string, CellRow>): string {
  const lines = allPlaces(plan)
    .filter((place) => plan.places.has(cellKey(place)))
    .map((place) => {
      const row = cells.get(cellKey(place))
      const { item, unit, breakdown } = place
      return [
        item,
        unit,
        breakdown,
        row?.state ?? 'not_reported',
        row?.value ?? null,
        row?.note ?? null,
        row?.version ?? 0,
      ]
    })
  return createHash('sha256')
    .update(JSON.stringify([key.period, key.form, key.reporter, lines]))
    .digest('hex')
}

/** The number of a form's nth sending: '2026Q3-RSJ-SKILLS-RSJ-1'. */
export function receiptNumber({ period, form, reporter }: FormKey, sending: number): string {
  return `${period}-${form}-${reporter}-${sending}`
}

/** The receipt of the last submission; 404 while nothing was sent. */
export async function readReceipt(ctx: Context, key: FormKey): Promise<Receipt> {
  return ctx.store.read(async (db) => {
    const { plan } = await openForm(ctx, db, key, 'read')
    const standing = await loadStanding(db, key)
    const receipt = receiptOf(plan, standing, await loadNames(db, [standing.submission?.submittedBy ?? null]))
    if (receipt === null) throw notFound('这张报表的回执，报表尚未提交')
    return receipt
  })
}

export function receiptOf(plan: FormPlan, standing: Standing, names: Names): Receipt | null {
  const row = standing.submission
  if (row === null || row.receiptNo === null || row.submittedAt === null || row.contentHash === null) return null
  const first = row.firstSubmittedAt ?? row.submittedAt
  return {
    receiptNo: row.receiptNo,
    period: row.period,
    form: plan.form.code,
    formName: plan.form.name,
    reporter: plan.reporter,
    reporterName: plan.reporterName,
    round: row.round,
    submittedAt: row.submittedAt,
    submittedBy: names(row.submittedBy, row.submittedAt),
    contentHash: row.contentHash,
    isLate: isPastDeadline(dutyOf(standing), first),
    cellCount: plan.places.size,
  }
}

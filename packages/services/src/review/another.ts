import { cell, cellRevision } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { cellKey } from '@cg/domain/form/form-cell'
import { and, asc, eq, gte, inArray, or } from 'drizzle-orm'
import type { Actor } from '../context.ts'
import { loadExplanations } from '../entry/check/explanations.ts'
import type { FormPlan } from '../entry/form/plan.ts'
import type { Standing } from '../entry/move/standing.ts'
import { loadEvents } from '../entry/move/submission-fact.ts'
import { ServiceError } from '../errors.ts'
import { lastReturn } from './review-form.ts'

/**
 * Decisions need another pair of eyes: nobody checks, accepts or judges what they sent, what they wrote in this round
 * or earlier and still stands, or what they explained.
 */
export async function requireAnother(tx: Db, actor: Actor, plan: FormPlan, standing: Standing): Promise<void> {
  const row = standing.submission
  if (row === null) return
  if (row.submittedBy === actor.userId) {
    throw own('self_approval', `《${plan.form.name}》由您本人提交`)
  }
  const cells = await ownCells(tx, actor, plan, row.id)
  const [first] = cells
  if (first !== undefined) {
    const others = cells.length > 1 ? `等 ${cells.length} 格` : '一格'
    throw own('own_cells', `《${plan.form.name}》的“${nameOf(plan, first)}”${others}由您本人填写`)
  }
  if ((await loadExplanations(tx, row.id)).some((one) => one.authorId === actor.userId)) {
    throw own('own_explanations', `《${plan.form.name}》中有您本人写的说明`)
  }
}

function own(reason: string, what: string): ServiceError {
  return new ServiceError('forbidden', `${what}，须由另一人审核。请联系另一位审核人。`, {
    reason: `submission.${reason}`,
  })
}

type Place = { readonly item: string; readonly unit: string; readonly breakdown: string }

/** The form's cells that the actor wrote since it was last returned, and those of before whose value is still the actor's. */
async function ownCells(tx: Db, actor: Actor, plan: FormPlan, submissionId: number): Promise<Place[]> {
  const since = lastReturn(await loadEvents(tx, submissionId)) ?? ''
  const rows = await tx
    .selectDistinct({ item: cell.itemCode, unit: cell.unitCode, breakdown: cell.breakdown })
    .from(cellRevision)
    .innerJoin(cell, eq(cell.id, cellRevision.cellId))
    .where(
      and(
        eq(cell.period, plan.definitions.period),
        inArray(cell.itemCode, plan.items),
        eq(cellRevision.changedBy, actor.userId),
        or(gte(cellRevision.changedAt, since), eq(cellRevision.version, cell.version)),
      ),
    )
    .orderBy(asc(cell.id))
  return rows.filter((place) => plan.places.has(cellKey(place)))
}

function nameOf(plan: FormPlan, { item, unit }: Place): string {
  const unitName = plan.units.find((one) => one.code === unit)?.shortName ?? unit
  return `${plan.ruleItems.get(item)?.name ?? item}（${unitName}）`
}

import { ofCell } from '@cg/db/revision-join'
import { appraisal, appraisalScore, cell, cellRevision } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { cellKey } from '@cg/domain/form/form-cell'
import { allowedActions } from '@cg/domain/form/submission'
import type { SubmissionAction, SubmissionContext } from '@cg/domain/form/submission'
import { and, asc, eq, gte, inArray, ne, or } from 'drizzle-orm'
import type { Actor } from '../../context.ts'
import { ServiceError } from '../../errors.ts'
import { loadExplanations } from '../check/explanations.ts'
import { askedName } from '../form/plan.ts'
import type { FormPlan } from '../form/plan.ts'
import { lastReturn, loadEvents } from './events.ts'
import { stateOf } from './standing.ts'
import type { Standing } from './standing.ts'

/** What a reply offers this actor. */
export type Offer = {
  readonly actions: readonly SubmissionAction[]
  /** Why the actor, who holds the right to check or accept, may not decide on this form; null otherwise. */
  readonly decideRefusal: string | null
}

type Offering = { readonly standing: Standing; readonly context: SubmissionContext }

/** What this actor may do next: checking and accepting are offered to other eyes only, as the verbs take them. */
export async function offerTo(db: Db, actor: Actor, plan: FormPlan, { standing, context }: Offering): Promise<Offer> {
  const actions = allowedActions(stateOf(standing), context)
  if (!actions.some(isDecision)) return { actions, decideRefusal: null }
  const refusal = await findOwnPart(db, actor, plan, standing)
  return refusal === null
    ? { actions, decideRefusal: null }
    : { actions: actions.filter((action) => !isDecision(action)), decideRefusal: refusal.message }
}

function isDecision(action: SubmissionAction): boolean {
  return action === 'check' || action === 'accept'
}

/**
 * Decisions need another pair of eyes: nobody checks, accepts or judges what they sent, what they wrote in this round
 * or earlier and still stands, or what they explained; and who checked for the lead department does not also accept.
 */
export async function requireAnother(tx: Db, actor: Actor, plan: FormPlan, standing: Standing): Promise<void> {
  const refusal = await findOwnPart(tx, actor, plan, standing)
  if (refusal !== null) throw refusal
}

async function findOwnPart(db: Db, actor: Actor, plan: FormPlan, standing: Standing): Promise<ServiceError | null> {
  const row = standing.submission
  if (row === null) return null
  if (row.submittedBy === actor.userId) return own('self_approval', `《${plan.form.name}》由您本人提交`)
  if (row.proposedBy === actor.userId || row.endorsedBy === actor.userId)
    return own('own_sign_off', `《${plan.form.name}》的单位内部审签有您本人的一步`)
  const events = await loadEvents(db, row.id)
  if (row.state === 'checked' && events.findLast((event) => event.action === 'check')?.actorId === actor.userId) {
    return own('own_check', `《${plan.form.name}》的部门审核由您本人完成`)
  }
  const cells = await ownCells(db, actor, plan, lastReturn(events))
  const [first] = cells
  if (first !== undefined) {
    const others = cells.length > 1 ? `等 ${cells.length} 格` : '一格'
    return own('own_cells', `《${plan.form.name}》的“${nameOf(plan, first)}”${others}由您本人填写`)
  }
  const item = await scoredBy(db, actor, plan)
  if (item !== null) return own('own_scores', `《${plan.form.name}》的“${askedName(plan, item)}”有您本人的评分`)
  const explained = (await loadExplanations(db, row.id)).some((one) => one.authorId === actor.userId)
  return explained ? own('own_explanations', `《${plan.form.name}》中有您本人写的说明`) : null
}

function own(reason: string, what: string): ServiceError {
  return new ServiceError('forbidden', `${what}，须由另一人审核。请联系另一位审核人。`, {
    reason: `submission.${reason}`,
  })
}

type Place = { readonly item: string; readonly unit: string; readonly breakdown: string }

/** An item of the form that the actor scored in this quarter (定性评分): the figure is partly the actor's. */
async function scoredBy(db: Db, actor: Actor, plan: FormPlan): Promise<Pick<Place, 'item' | 'breakdown'> | null> {
  const [row] = await db
    .select({ item: appraisal.itemCode })
    .from(appraisalScore)
    .innerJoin(appraisal, eq(appraisal.id, appraisalScore.appraisalId))
    .where(
      and(
        eq(appraisal.period, plan.definitions.period),
        eq(appraisal.formCode, plan.form.code),
        ne(appraisal.state, 'cancelled'),
        eq(appraisalScore.scorerId, actor.userId),
      ),
    )
    .limit(1)
  return row === undefined ? null : { item: row.item, breakdown: '' }
}

/**
 * The form's cells that the actor wrote since it was last returned, and those of before whose value is still the actor's.
 * What the system reckoned at the actor's press, means of scores and sums of parts, is nobody's own figure: an office whose
 * only reviewer has the scores written could accept the form no more.
 */
async function ownCells(db: Db, actor: Actor, plan: FormPlan, returnedAt: string | null): Promise<Place[]> {
  const rows = await db
    .selectDistinct({ id: cell.id, item: cell.itemCode, unit: cell.unitCode, breakdown: cell.breakdown })
    .from(cellRevision)
    .innerJoin(cell, ofCell)
    .where(
      and(
        eq(cell.period, plan.definitions.period),
        inArray(cell.itemCode, plan.items),
        eq(cellRevision.changedBy, actor.userId),
        ne(cellRevision.source, 'system'),
        or(gte(cellRevision.changedAt, returnedAt ?? ''), eq(cellRevision.version, cell.version)),
      ),
    )
    .orderBy(asc(cell.id))
  const places = rows.map(({ id: _id, ...place }) => place)
  return places.filter((place) => plan.places.has(cellKey(place)))
}

function nameOf(plan: FormPlan, { item, unit }: Place): string {
  const unitName = plan.units.find((one) => one.code === unit)?.shortName ?? unit
  return `${plan.ruleItems.get(item)?.name ?? item}（${unitName}）`
}

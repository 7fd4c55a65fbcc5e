import { keyPlanUse } from '@cg/contract/task'
import type { MeasureWords, TaskBoard } from '@cg/contract/task'
import { keyMeasure, keyMeasureChange, keyTask, keyTaskChange } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { seenLine } from '@cg/domain/number/seen-text'
import { measureFaults } from '@cg/domain/task/plan'
import type { MeasureBody } from '@cg/domain/task/plan'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { reckonForms } from '../register/reckon.ts'
import { taskBoard } from './board.ts'
import { loadKnown } from './known.ts'
import { loadMeasure, requireFresh } from './rows.ts'
import type { MeasureRow } from './rows.ts'

/** Takes over the plan that the catalogue proposes. Errors: there is one already, the catalogue has none. */
export async function adoptPlan(ctx: Context, { isDemo = false } = {}): Promise<TaskBoard> {
  requireCityRole(ctx.actor, 'reviewer')
  return ctx.store.write('task.adopt', async (tx) => {
    const { plan } = await loadKnown(tx, ctx.now())
    if (plan === undefined) throw notFound('目录所附的重点任务')
    if ((await tx.select().from(keyTask).limit(1)).length > 0)
      throw new ServiceError('conflict', '重点任务已经建立，请直接修改其中的措施。', { reason: 'task.adopted' })
    for (const [position, { code, name, origin, source, measures }] of plan.tasks.entries()) {
      await tx.insert(keyTask).values({ code, name, origin, source, position, isDemo })
      await tx
        .insert(keyMeasure)
        .values(measures.map((body) => ({ taskCode: code, body, leadDepartment: body.lead, isDemo })))
    }
    const detail = {
      taskCount: plan.tasks.length,
      measureCount: plan.tasks.reduce((all, { measures }) => all + measures.length, 0),
    }
    await audit(tx, {
      at: ctx.now().toISOString(),
      actor: ctx.actor,
      action: 'task.adopt',
      object: 'task_plan',
      detail,
    })
    return taskBoard(ctx, tx)
  })
}

type Renaming = { readonly code: string; readonly version: number; readonly name: string; readonly reason: string }

/** Calls a task otherwise, for a reason; what it was called is kept. Errors: no such task, no name, no reason, changed meanwhile. */
export async function renameTask(ctx: Context, { code, version, ...words }: Renaming): Promise<TaskBoard> {
  requireCityRole(ctx.actor, 'reviewer')
  return ctx.store.write('task.rename', async (tx) => {
    const [found] = await tx.select().from(keyTask).where(eq(keyTask.code, code))
    if (found === undefined) throw notFound('这项重点任务')
    requireFresh({ id: Number(code.slice(1)), version: found.version }, version, '重点任务')
    const reason = requireReason(words.reason)
    const name = words.name.trim()
    if (name.length < leastName) throw invalid(`任务名称至少写${leastName}个字。`, { reason: 'task.name_short' })
    if (name === found.name) throw invalid('名称没有变化。', { reason: 'task.name_same' })
    const at = ctx.now().toISOString()
    await tx
      .update(keyTask)
      .set({ name, version: version + 1 })
      .where(eq(keyTask.code, code))
    await tx
      .insert(keyTaskChange)
      .values({ taskCode: code, beforeName: found.name, afterName: name, reason, actorId: ctx.actor.userId, at })
    const detail = { before: { name: found.name }, after: { name }, reason }
    await audit(tx, { at, actor: ctx.actor, action: 'task.rename', object: `key_task:${code.slice(1)}`, detail })
    return taskBoard(ctx, tx)
  })
}

const leastName = 2

type Addition = { readonly task: string; readonly measure: MeasureWords; readonly reason: string }

/** Adds a measure to a task, for a reason. */
export async function addMeasure(ctx: Context, { task, measure, reason }: Addition): Promise<TaskBoard> {
  requireCityRole(ctx.actor, 'reviewer')
  return reckoned(ctx, 'task.add', async (tx, reckon) => {
    const [found] = await tx.select().from(keyTask).where(eq(keyTask.code, task))
    if (found === undefined) throw notFound('这项重点任务')
    const why = requireReason(reason)
    const body: MeasureBody = { ...tidied(measure), origin: 'office', source: '' }
    await requireSound(ctx, tx, body)
    const [row] = await tx
      .insert(keyMeasure)
      .values({ taskCode: task, body, leadDepartment: body.lead })
      .returning({ id: keyMeasure.id })
    await leaveChange(ctx, tx, { id: must(row).id, before: null, after: body, isDrop: false, reason: why })
    await reckon(`增加措施“${body.name}”（${why}）`)
    return taskBoard(ctx, tx)
  })
}

type Change = {
  readonly id: number
  readonly version: number
  readonly measure: MeasureWords
  readonly isDropped: boolean
  readonly reason: string
}

/** Changes a measure or takes it out of the plan, for a reason; what it said before is kept. Errors: changed meanwhile. */
export async function changeMeasure(ctx: Context, change: Change): Promise<TaskBoard> {
  requireCityRole(ctx.actor, 'reviewer')
  const { id, version, measure, isDropped, reason } = change
  return reckoned(ctx, 'task.change', async (tx, reckon) => {
    const row = await loadMeasure(tx, id)
    requireFresh(row, version, '措施')
    const why = requireReason(reason)
    const body: MeasureBody = { ...tidied(measure), origin: row.body.origin, source: row.body.source }
    await requireNewCodes(tx, row, body)
    await requireSound(ctx, tx, body)
    await tx
      .update(keyMeasure)
      .set({ body, leadDepartment: body.lead, isDropped, version: version + 1 })
      .where(eq(keyMeasure.id, id))
    await leaveChange(ctx, tx, { id, before: row.body, after: body, isDrop: isDropped, reason: why })
    await reckon(`${isDropped ? '移出' : '修改'}措施“${body.name}”（${why}）`)
    return taskBoard(ctx, tx)
  })
}

/** The words as they are seen. */
function tidied({ name, evidence, milestones, ...rest }: MeasureWords): MeasureWords {
  return {
    ...rest,
    name: seenLine(name),
    evidence: seenLine(evidence),
    milestones: milestones.map((one) => ({ ...one, name: seenLine(one.name) })),
  }
}

/** Writes, counts anew in the forms that the tasks fill, and says so once it stands. */
async function reckoned(
  ctx: Context,
  action: 'task.add' | 'task.change',
  write: (tx: Db, reckon: (why: string) => Promise<void>) => Promise<TaskBoard>,
): Promise<TaskBoard> {
  return ctx.store.write([action, 'cells.save'], (tx) =>
    write(tx, async (why) => {
      await reckonForms(ctx, tx, { kind: keyPlanUse, why })
    }),
  )
}

function requireReason(reason: string): string {
  const why = reason.trim()
  if (why === '') throw invalid('请写明改动的原因。', { reason: 'task.reason_missing' })
  return why
}

/** A code that a milestone had which is gone is nobody else's: what was reported of the one would count for the other. */
async function requireNewCodes(tx: Db, { id, body: now }: MeasureRow, { milestones }: MeasureBody): Promise<void> {
  const changes = await tx.select().from(keyMeasureChange).where(eq(keyMeasureChange.measureId, id))
  const gone = changes
    .flatMap(({ beforeBody, afterBody }) => [...(beforeBody?.milestones ?? []), ...afterBody.milestones])
    .filter(({ code }) => !now.milestones.some((one) => one.code === code))
  const taken = gone.find(({ code }) => milestones.some((one) => one.code === code))
  if (taken !== undefined)
    throw invalid(`节点编号 ${taken.code} 用于过已经去掉的节点“${taken.name}”，请换一个编号再保存。`, {
      reason: 'task.code_used',
    })
}

async function requireSound({ now }: Context, tx: Db, body: MeasureBody): Promise<void> {
  const { departments } = await loadKnown(tx, now())
  const faults = measureFaults(body, new Set(departments.map(({ code }) => code)))
  if (faults.length > 0) throw invalid(`${faults.join('；')}。请改正后再保存。`, { reason: 'task.faulty' })
}

type Left = {
  readonly id: number
  readonly before: MeasureBody | null
  readonly after: MeasureBody
  readonly isDrop: boolean
  readonly reason: string
}

async function leaveChange(
  { actor, now }: Context,
  tx: Db,
  { id, before, after, isDrop, reason }: Left,
): Promise<void> {
  const at = now().toISOString()
  await tx
    .insert(keyMeasureChange)
    .values({ measureId: id, beforeBody: before, afterBody: after, isDrop, reason, actorId: actor.userId, at })
  await audit(tx, {
    at,
    actor,
    action: before === null ? 'task.add' : 'task.change',
    object: `key_measure:${id}`,
    detail: { measure: after.name, ...(isDrop ? { isDropped: true } : {}), reason },
  })
}

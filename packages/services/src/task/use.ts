import { keyPlanUse } from '@cg/contract/task'
import type { TaskBoard } from '@cg/contract/task'
import { keyTask, registerUse } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { formatPeriod } from '@cg/domain/number/date-format'
import type { ItemCode } from '@cg/domain/indicator'
import { parsePeriod } from '@cg/domain/period'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { openPeriods } from '../entry/board.ts'
import { loadGiven } from '../entry/cells/given-cells.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { reckonForms } from '../register/reckon.ts'
import { taskBoard } from './board.ts'
import { loadKnown } from './known.ts'

type Use = {
  /** The quarter from which on the tasks fill the forms; null: they are typed again. */
  readonly since: string | null
  readonly reason: string
}

/**
 * Has what was accepted of the key tasks fill the forms from a quarter in hand on, or has them typed again. Errors: there is
 * no plan, a quarter that is not open, items that are scored or come from a register, no reason.
 */
export async function useKeyPlan(ctx: Context, { since, reason }: Use): Promise<TaskBoard> {
  requireCityRole(ctx.actor, 'reviewer')
  const why = reason.trim()
  return ctx.store.write(['task.use', 'cells.save'], async (tx) => {
    const { plan } = await loadKnown(tx, ctx.now())
    if (plan === undefined || (await tx.select().from(keyTask).limit(1)).length === 0) throw notFound('重点任务')
    if (why === '') throw invalid('请写明原因。', { reason: 'task.reason_missing' })
    const [before] = await tx.select().from(registerUse).where(eq(registerUse.kind, keyPlanUse))
    if (since === null && before === undefined)
      throw new ServiceError('conflict', '重点任务本来就没有用于报表计数，不用停用。', { reason: 'task.not_used' })
    if (since !== null) await requireUsable(ctx, tx, [plan.due, plan.done], since)
    await tx.delete(registerUse).where(eq(registerUse.kind, keyPlanUse))
    const at = ctx.now().toISOString()
    if (since !== null)
      await tx.insert(registerUse).values({ kind: keyPlanUse, since, setBy: ctx.actor.userId, setAt: at })
    const detail = { before: { appliesFrom: before?.since ?? null }, after: { appliesFrom: since }, reason: why }
    await audit(tx, { at, actor: ctx.actor, action: 'task.use', object: 'task_plan', detail })
    if (since !== null) await reckonForms(ctx, tx, { kind: keyPlanUse, why: '启用重点任务计数' })
    return taskBoard(ctx, tx)
  })
}

async function requireUsable(ctx: Context, tx: Db, items: readonly ItemCode[], since: string): Promise<void> {
  if (!(await openPeriods(tx)).includes(since))
    throw invalid('只能从填报中的季度起用重点任务计数。请选择填报中的季度。', { reason: 'task.use_period' })
  const { definitions } = await meaningOf(ctx.store, tx, since)
  const { scored, fed } = await loadGiven(tx, definitions)
  for (const item of items) {
    const name = definitions.items.get(item)?.name ?? item
    const other = fed.get(item)
    if (scored.has(item))
      throw new ServiceError(
        'conflict',
        `“${name}”${formatPeriod(parsePeriod(since))}由评分得出，不能再由重点任务计数。请先取消评分。`,
        { reason: 'task.scored' },
      )
    if (other !== undefined)
      throw new ServiceError('conflict', `“${name}”已由“${other.kind.name}”台账计数，请先停用。`, {
        reason: 'task.fed_twice',
      })
  }
}

import type { RegisterSheet } from '@cg/contract/register'
import { registerUse } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { formatPeriod } from '@cg/domain/number/date-format'
import { parsePeriod } from '@cg/domain/period'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { openPeriods } from '../entry/board.ts'
import { loadGiven } from '../entry/cells/given-cells.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { requireCityRole } from '../permission.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { loadKnown } from './known.ts'
import type { KnownKind } from './known.ts'
import { registerSheet } from './list.ts'
import { reckonForms } from './reckon.ts'

export type RegisterUseInput = {
  readonly kind: string
  /** The quarter from which on the records fill the forms; null: they are typed again. */
  readonly since: string | null
  readonly reason: string
}

/**
 * Has a register's records fill the forms from a quarter in hand on, or has them typed again. Errors: a register that
 * amounts to no item, a quarter that is not open, items that are scored or come from another register, no reason.
 */
export async function useRegister(
  ctx: Context,
  { kind: code, since, reason }: RegisterUseInput,
): Promise<RegisterSheet> {
  requireCityRole(ctx.actor, 'reviewer')
  const why = reason.trim()
  return ctx.store.write(['register.use', 'cells.save'], async (tx) => {
    const kind = (await loadKnown(tx, ctx.now())).kinds.find((one) => one.code === code)
    if (kind === undefined) throw notFound('这个台账')
    if (why === '') throw invalid('请写明原因。', { reason: 'register.reason_missing' })
    const [before] = await tx.select().from(registerUse).where(eq(registerUse.kind, code))
    if (since === null && before === undefined)
      throw new ServiceError('conflict', `“${kind.name}”台账本来就没有用于报表计数，不用停用。`, {
        reason: 'register.not_used',
      })
    if (since !== null) await requireUsable(ctx, tx, kind, since)
    await tx.delete(registerUse).where(eq(registerUse.kind, code))
    const at = ctx.now().toISOString()
    if (since !== null) await tx.insert(registerUse).values({ kind: code, since, setBy: ctx.actor.userId, setAt: at })
    const detail = { before: { appliesFrom: before?.since ?? null }, after: { appliesFrom: since }, reason: why }
    await audit(tx, { at, actor: ctx.actor, action: 'register.use', object: `register:${code}`, detail })
    if (since !== null) await reckonForms(ctx, tx, { kind: code, why: '启用台账计数' })
    return registerSheet(ctx, tx, code)
  })
}

async function requireUsable(ctx: Context, tx: Db, kind: KnownKind, since: string): Promise<void> {
  if (kind.feeds.length === 0)
    throw new ServiceError('conflict', `“${kind.name}”台账没有对应的数据项，不能用于报表计数。`, {
      reason: 'register.feeds_nothing',
    })
  if (!(await openPeriods(tx)).includes(since))
    throw invalid('只能从填报中的季度起用台账计数。请选择填报中的季度。', { reason: 'register.period' })
  const { definitions } = await meaningOf(ctx.store, tx, since)
  const { scored, fed, planned } = await loadGiven(tx, definitions)
  for (const { item } of kind.feeds) {
    const name = definitions.items.get(item)?.name ?? item
    const other = fed.get(item)
    if (scored.has(item))
      throw new ServiceError(
        'conflict',
        `“${name}”${formatPeriod(parsePeriod(since))}由评分得出，不能再由台账计数。请先取消评分。`,
        { reason: 'register.scored' },
      )
    if (planned.has(item))
      throw new ServiceError('conflict', `“${name}”已由重点任务计数，请先停用。`, { reason: 'register.fed_twice' })
    if (other !== undefined && other.kind.code !== kind.code)
      throw new ServiceError('conflict', `“${name}”已由“${other.kind.name}”台账计数，请先停用那一个。`, {
        reason: 'register.fed_twice',
      })
  }
}

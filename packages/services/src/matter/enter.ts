import type { MatterEntry, MatterList } from '@cg/contract/matter'
import { matter, matterStep } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { dayInChina } from '@cg/domain/number/china-day'
import { readDay } from '@cg/domain/number/date-text'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { forbidden, hasCityRole, requireRole } from '../permission.ts'
import { loadKnown, matterList } from './list.ts'
import { offeredOn, rightsTo } from './offer.ts'

/** Enters a matter of a unit for the department that keeps its kind. Errors: another's kind, unknown unit, a day to come, twice. */
export async function enterMatter(ctx: Context, entry: MatterEntry): Promise<MatterList> {
  requireRole(ctx.actor, 'filler')
  return ctx.store.write('matter.submit', async (tx) => {
    const values = await checked(ctx, tx, entry)
    const at = ctx.now().toISOString()
    const [row] = await tx
      .insert(matter)
      .values({ ...values, state: 'submitted', enteredBy: ctx.actor.userId, enteredAt: at })
      .returning({ id: matter.id })
    if (row === undefined) throw new Error('the matter was not stored')
    await leaveTrace(ctx, tx, { id: row.id, action: 'submit', note: '', detail: traceOf(values) })
    return matterList(ctx, tx)
  })
}

/** Sends a returned matter again, changed or with better evidence. Errors: not returned, changed meanwhile. */
export async function resendMatter(
  ctx: Context,
  { id, version, ...entry }: MatterEntry & { id: number; version: number },
): Promise<MatterList> {
  requireRole(ctx.actor, 'filler')
  return ctx.store.write('matter.submit', async (tx) => {
    const row = await loadFor(ctx, tx, id, 'enters')
    requireFresh(row, version)
    if (!offeredOn(ctx.actor, row).includes('submit')) throw notNow(row.state)
    const values = await checked(ctx, tx, entry, id)
    const at = ctx.now().toISOString()
    await tx
      .update(matter)
      .set({ ...values, state: 'submitted', version: version + 1, enteredBy: ctx.actor.userId, enteredAt: at })
      .where(eq(matter.id, id))
    await leaveTrace(ctx, tx, { id, action: 'submit', note: '', detail: traceOf(values) })
    return matterList(ctx, tx)
  })
}

type Values = Pick<
  typeof matter.$inferInsert,
  'kind' | 'unitCode' | 'departmentCode' | 'happenedOn' | 'what' | 'evidence'
>

async function checked(ctx: Context, tx: Db, entry: MatterEntry, own?: number): Promise<Values> {
  const { kinds, units } = await loadKnown(tx, ctx.now())
  const kind = kinds.find(({ code }) => code === entry.kind)
  // What is no kind is nobody's to enter: the refusal does not say which there are.
  if (kind === undefined || !rightsTo(ctx.actor, kind.department).enters) throw forbidden('filler')
  if (!units.some(({ code }) => code === entry.unit)) {
    throw invalid(`没有代码为 ${entry.unit} 的区县。请从列表中选择。`, { reason: 'matter.unknown_unit' })
  }
  const today = dayInChina(ctx.now())
  const day = readDay(entry.happenedOn)
  if (!day.ok) throw invalid(`发生日期：${day.reason}。`, { reason: 'matter.bad_day' })
  if (day.day > today) {
    throw invalid(`发生日期 ${entry.happenedOn} 晚于今天，请核对。`, { reason: 'matter.bad_day' })
  }
  const [what, evidence] = [entry.what.trim(), entry.evidence.trim()]
  if (what.length < 4) throw invalid('请写明事由。', { reason: 'matter.what_missing' })
  if (evidence.length < 4) {
    throw invalid('请写明证明材料的文号、名称或网址。', { reason: 'matter.evidence_missing' })
  }
  const values = {
    kind: kind.code,
    unitCode: entry.unit,
    departmentCode: kind.department,
    happenedOn: entry.happenedOn,
    what,
    evidence,
  }
  await requireOnce(tx, values, own)
  return values
}

async function requireOnce(tx: Db, { kind, unitCode, happenedOn, evidence }: Values, own?: number): Promise<void> {
  const rows = await tx.select().from(matter).where(eq(matter.unitCode, unitCode))
  const same = rows.find(
    (row) =>
      row.id !== own &&
      row.kind === kind &&
      row.happenedOn === happenedOn &&
      row.evidence === evidence &&
      row.state !== 'withdrawn' &&
      row.state !== 'revoked',
  )
  if (same === undefined) return
  throw new ServiceError('conflict', `同一日期、同一证明材料的事项已经报送（第${same.id}号），不要重复报送。`, {
    reason: 'matter.twice',
  })
}

/** The matter, for those who enter for its department or decide there; others learn not even whether it exists. */
export async function loadFor(
  { actor }: Context,
  tx: Db,
  id: number,
  right: 'enters' | 'decides',
): Promise<typeof matter.$inferSelect> {
  const [row] = await tx.select().from(matter).where(eq(matter.id, id))
  if (row !== undefined && rightsTo(actor, row.departmentCode)[right]) return row
  if (row === undefined && right === 'decides' && hasCityRole(actor, 'reviewer')) throw notFound('这个加减分事项')
  throw forbidden(right === 'enters' ? 'filler' : 'reviewer')
}

export function requireFresh({ version: now }: { version: number }, seen: number): void {
  if (now === seen) return
  throw new ServiceError('stale', '这个事项刚被他人处理。请刷新页面，核对后再办理。', { reason: 'matter.changed' })
}

export function notNow(state: string): ServiceError {
  return new ServiceError('conflict', '这个事项现在的状态不能这样办理。请刷新页面查看。', {
    reason: `matter.not_now.${state}`,
  })
}

function traceOf({ kind, unitCode, happenedOn, what, evidence }: Values): Record<string, unknown> {
  return { matterKind: kind, unit: unitCode, happenedOn, what, evidence }
}

type Trace = {
  readonly id: number
  readonly action: (typeof matterStep.$inferInsert)['action']
  readonly note: string
  readonly detail: Record<string, unknown>
}

/** The step beside the matter and the line in the audit trail. */
export async function leaveTrace(ctx: Context, tx: Db, { id, action, note, detail }: Trace): Promise<void> {
  const at = ctx.now().toISOString()
  await tx.insert(matterStep).values({ matterId: id, action, note, actorId: ctx.actor.userId, at })
  await audit(tx, { at, actor: ctx.actor, action: `matter.${action}`, object: `matter:${id}`, detail })
}

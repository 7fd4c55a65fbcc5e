import { followUpTextLimits } from '@cg/contract/follow-up'
import type { FollowUpLedger, FollowUpOpening } from '@cg/contract/follow-up'
import { followUp, followUpStep } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { dayInChina } from '@cg/domain/number/china-day'
import { dayFault } from '@cg/domain/number/date-text'
import { formatDate } from '@cg/domain/number/number-format'
import { seenText } from '@cg/domain/number/seen-text'
import { causeWords, closingWords, extensionWords } from '@cg/domain/task/follow-up'
import type { FollowUpAction, FollowUpCause, FollowUpDecision } from '@cg/domain/task/follow-up'
import { eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError, invalid, notFound } from '../errors.ts'
import { forbidden, requireCityRole, requireRole } from '../permission.ts'
import { closingByData, loadFollowUpData } from './data.ts'
import type { FollowUpData } from './data.ts'
import { followUpLedger, isStanding, placeOf, responsibleName } from './ledger.ts'
import { offeredOnFollowUp, readsFollowUp } from './rights.ts'
import type { FollowUpRow } from './rights.ts'

/**
 * Follows up a red light of the newest published release, an overdue milestone, a promise in a speech or another matter. Errors: it is not
 * red or overdue, it is followed up already, nobody or two are responsible, a day that is past.
 */
export async function openFollowUp(
  ctx: Context,
  { isDemo = false, ...opening }: FollowUpOpening & { isDemo?: boolean },
): Promise<FollowUpLedger> {
  requireCityRole(ctx.actor, 'reviewer')
  return ctx.store.write('follow_up.open', async (tx) => {
    const data = await loadFollowUpData(tx, ctx.now())
    const cause = causeOf(data, opening.of)
    const all = await tx.select().from(followUp)
    const twin = all.find((row) => isStanding(row) && placeOf(row.causeOf) === placeOf(cause))
    if (twin !== undefined)
      throw new ServiceError('conflict', `这件事已在督办（第${twin.id}号），不要重复发出。`, {
        reason: 'follow_up.twice',
      })
    const responsible = readResponsible(data, opening)
    const requirement = readText('督办要求', opening.requirement)
    const dueOn = readDueOn(data, opening.dueOn, '办结期限')
    const at = ctx.now().toISOString()
    const [row] = await tx
      .insert(followUp)
      .values({
        kind: cause.kind,
        causeOf: cause,
        ...responsible,
        requirement,
        dueOn,
        state: 'open',
        openedBy: ctx.actor.userId,
        openedAt: at,
        isDemo,
      })
      .returning({ id: followUp.id })
    const { id } = must(row)
    await leaveTrace(ctx, tx, {
      id,
      action: 'open',
      note: '',
      detail: { what: causeWords(cause), responsible: responsibleName(data, responsible), dueOn },
    })
    return followUpLedger(ctx, tx)
  })
}

function causeOf({ lights, milestones }: FollowUpData, of: FollowUpOpening['of']): FollowUpCause {
  switch (of.kind) {
    case 'light': {
      const found = lights.find(({ cause }) => cause.indicator === of.indicator && cause.unit === of.unit)
      if (found === undefined || found.cause.release !== of.release)
        throw invalid('这个数在最近一次发布中不是滞后，不能据此督办。请刷新页面后重新选择。', {
          reason: 'follow_up.not_red',
        })
      return found.cause
    }
    case 'task': {
      const found = milestones.find(({ measure, milestone }) => measure === of.measure && milestone === of.milestone)
      if (found?.isOverdue !== true)
        throw invalid('这个节点没有逾期，不能据此督办。请刷新页面后重新选择。', { reason: 'follow_up.not_overdue' })
      const { measure, measureName, milestone, milestoneName, dueOn, missing } = found
      return { kind: 'task', measure, measureName, milestone, milestoneName, dueOn, missing }
    }
    case 'speech':
      return { kind: 'speech', quote: readText('讲话原文', of.quote) }
    case 'other':
      return { kind: 'other', matter: readText('督办事项', of.matter), basis: readText('督办依据', of.basis) }
  }
}

function readResponsible(
  { departments, units }: FollowUpData,
  { department, unit }: Pick<FollowUpOpening, 'department' | 'unit'>,
): Pick<FollowUpRow, 'departmentCode' | 'unitCode'> {
  const isKnown =
    department === null ? units.some(({ code }) => code === unit) : departments.some(({ code }) => code === department)
  if ((department === null) === (unit === null) || !isKnown)
    throw invalid('请选择一个责任单位（部门或区县）。', { reason: 'follow_up.responsible' })
  return { departmentCode: department, unitCode: unit }
}

function readText(what: string, text: string): string {
  const read = seenText(text)
  if (read.length < followUpTextLimits.least)
    throw invalid(`${what}至少写${followUpTextLimits.least}个字。`, { reason: 'follow_up.short' })
  return read
}

function readDueOn({ today }: Pick<FollowUpData, 'today'>, day: string, what: string): string {
  const fault = dayFault(day)
  if (fault !== null) throw invalid(`${what}：${fault}。`, { reason: 'follow_up.day' })
  if (day < today) throw invalid(`${what}${formatDate(day)}早于今天，请另定日期。`, { reason: 'follow_up.day' })
  return day
}

type Answer = {
  readonly id: number
  readonly version: number
  readonly reason: string
  readonly measures: string
  readonly expectedOn: string
}

/** Answers an item for whom it went to: 原因, 措施, 预计完成. Errors: another's, not open, changed meanwhile. */
export async function answerFollowUp(ctx: Context, { id, version, ...words }: Answer): Promise<FollowUpLedger> {
  requireRole(ctx.actor, 'filler')
  return ctx.store.write('follow_up.answer', async (tx) => {
    const row = await loadFor(ctx, tx, { id, version, action: 'answer' })
    const data = await loadFollowUpData(tx, ctx.now())
    const said = {
      reason: readText('原因', words.reason),
      measures: readText('措施', words.measures),
      expectedOn: readDueOn(data, words.expectedOn, '预计完成日期'),
    }
    await tx
      .update(followUp)
      .set({ ...said, state: 'answered', answeredBy: ctx.actor.userId, version: version + 1 })
      .where(eq(followUp.id, id))
    const note = `原因：${said.reason}；措施：${said.measures}；预计完成：${formatDate(said.expectedOn)}`
    const detail = {
      what: causeWords(row.causeOf),
      cause: said.reason,
      measures: said.measures,
      until: said.expectedOn,
    }
    await leaveTrace(ctx, tx, { id, action: 'answer', note, detail })
    return followUpLedger(ctx, tx)
  })
}

type Decision = {
  readonly id: number
  readonly version: number
  readonly action: FollowUpDecision
  readonly note: string
}

/**
 * Returns an answer, closes an item on what the data say or on the office's acceptance, or cancels it. Errors: data that do
 * not show it yet, one's own answer, no reason.
 */
export async function decideFollowUp(ctx: Context, { id, version, action, note }: Decision): Promise<FollowUpLedger> {
  requireCityRole(ctx.actor, 'reviewer')
  const why = note.trim()
  return ctx.store.write(`follow_up.${action}`, async (tx) => {
    const row = await loadFor(ctx, tx, { id, version, action })
    if (action !== 'settle' && why === '') throw invalid('请写明原因或依据。', { reason: 'follow_up.reason_missing' })
    const { state, closing } = await after(ctx, tx, row, action, why)
    await tx
      .update(followUp)
      .set({ state, closing, version: version + 1 })
      .where(eq(followUp.id, id))
    const shown = closing === null ? why : closingWords(row.causeOf, closing)
    await leaveTrace(ctx, tx, { id, action, note: shown, detail: { what: causeWords(row.causeOf), reason: shown } })
    return followUpLedger(ctx, tx)
  })
}

async function after(
  ctx: Context,
  tx: Db,
  { causeOf: cause }: FollowUpRow,
  action: FollowUpDecision,
  note: string,
): Promise<Pick<FollowUpRow, 'state' | 'closing'>> {
  switch (action) {
    case 'return':
      return { state: 'returned', closing: null }
    case 'cancel':
      return { state: 'cancelled', closing: null }
    case 'accept':
      return { state: 'closed', closing: { by: 'office', note } }
    case 'settle': {
      const found = await closingByData(cause, await loadFollowUpData(tx, ctx.now()))
      if ('lacks' in found) throw new ServiceError('conflict', `${found.lacks}。`, { reason: 'follow_up.not_shown' })
      return { state: 'closed', closing: found.closing }
    }
  }
}

type Extension = { readonly id: number; readonly version: number; readonly dueOn: string; readonly reason: string }

/** Puts off the day by which an item is to be done. Errors: no later day, no reason, closed or changed meanwhile. */
export async function extendFollowUp(ctx: Context, { id, version, dueOn, reason }: Extension): Promise<FollowUpLedger> {
  requireCityRole(ctx.actor, 'reviewer')
  const why = reason.trim()
  return ctx.store.write('follow_up.extend', async (tx) => {
    const row = await loadFor(ctx, tx, { id, version, action: 'extend' })
    if (why === '') throw invalid('请写明延期的原因。', { reason: 'follow_up.reason_missing' })
    const after = readDueOn({ today: dayInChina(ctx.now()) }, dueOn, '新的办结期限')
    if (after <= row.dueOn)
      throw invalid(`新的办结期限须晚于原来的${formatDate(row.dueOn)}。`, { reason: 'follow_up.day' })
    await tx
      .update(followUp)
      .set({ dueOn: after, version: version + 1 })
      .where(eq(followUp.id, id))
    const days = { beforeDueOn: row.dueOn, afterDueOn: after }
    const detail = { what: causeWords(row.causeOf), before: { dueOn: row.dueOn }, after: { dueOn: after }, reason: why }
    await leaveTrace(ctx, tx, { id, action: 'extend', note: extensionWords(row.dueOn, after, why), days, detail })
    return followUpLedger(ctx, tx)
  })
}

type Wanted = { readonly id: number; readonly version: number; readonly action: FollowUpAction }

/** The item, as it was seen and open to the act. Whose it is not learns not whether it is there. */
async function loadFor({ actor }: Context, tx: Db, { id, version, action }: Wanted): Promise<FollowUpRow> {
  const [row] = await tx.select().from(followUp).where(eq(followUp.id, id))
  if (row === undefined && action !== 'answer') throw notFound(`第${id}号督办`)
  if (row === undefined || !readsFollowUp(actor, row)) throw forbidden('filler')
  if (row.version !== version)
    throw new ServiceError('stale', `第${id}号督办刚被他人办理。请刷新页面，核对后再办理。`, {
      reason: 'follow_up.changed',
    })
  if ((action === 'accept' || action === 'return') && row.answeredBy === actor.userId)
    throw new ServiceError('forbidden', '这件督办由您回复，须由另一位审核人办理。', { reason: 'follow_up.own' })
  if (!offeredOnFollowUp(actor, row).includes(action)) {
    if (action === 'answer' && isStanding(row) && row.state !== 'answered') throw forbidden('filler')
    throw new ServiceError('conflict', `第${id}号督办现在的状态不能这样办理。请刷新页面查看。`, {
      reason: `follow_up.not_now.${row.state}`,
    })
  }
  return row
}

type Trace = {
  readonly id: number
  readonly action: 'open' | FollowUpAction
  readonly note: string
  readonly days?: { readonly beforeDueOn: string; readonly afterDueOn: string }
  readonly detail: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

async function leaveTrace({ actor, now }: Context, tx: Db, { id, action, note, days, detail }: Trace): Promise<void> {
  const at = now().toISOString()
  await tx.insert(followUpStep).values({ followUpId: id, action, note, ...days, actorId: actor.userId, at })
  await audit(tx, { at, actor, action: `follow_up.${action}`, object: `follow_up:${id}`, detail })
}

import { threadLimits } from '@cg/contract/thread'
import type { AnswerThread, AskThread, ThreadList, ThreadPerson } from '@cg/contract/thread'
import { remark, remarkMention, thread } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { FormCell } from '@cg/domain/form/form-cell'
import { cellKey } from '@cg/domain/form/form-cell'
import { must } from '@cg/domain/must'
import { directionControlProblem } from '@cg/domain/number/direction-control'
import { and, eq, isNull } from 'drizzle-orm'
import { audit } from '../../audit.ts'
import type { Context } from '../../context.ts'
import { ServiceError, invalid, notFound } from '../../errors.ts'
import { once } from '../../idempotency.ts'
import { placeOf } from '../cells/decide-cells.ts'
import type { FormKey } from '../form/access.ts'
import type { OpenedForm } from '../form/open.ts'
import { formObject } from '../move/move.ts'
import { loadStanding, stateOf } from '../move/standing.ts'
import { loadRemarks, mayClose, ofForm, openToRead, threadsOf } from './list.ts'
import type { RemarkRow, ThreadRow } from './list.ts'
import { loadReaders } from './readers.ts'

/** `retry`: the request's own number, so that one sent again is not asked twice. */
type Retried = { readonly retry?: string | null }
type Words = Pick<AnswerThread, 'text' | 'mentions'>

/** Asks under one figure. Errors: not theirs to read, no such cell, no text, too many, a mention of who may not read it. */
export async function askThread(ctx: Context, key: FormKey, input: AskThread & Retried): Promise<ThreadList> {
  const { retry = null, ...asked } = input
  return ctx.store.write('remark.ask', async (tx) => {
    const opened = await openToRead(ctx, tx, key)
    const place = placeOf(asked)
    if (!opened.plan.places.has(cellKey(place)))
      throw invalid('本表没有这一格，请刷新页面后重试。', { cells: [{ ...place, message: '不在本表' }] })
    const standing = () => threadsOf(ctx, tx, opened)
    const write = async () => {
      await requireRoom(tx, key)
      const at = ctx.now().toISOString()
      const [row] = await tx
        .insert(thread)
        .values({
          period: key.period,
          formCode: key.form,
          reporter: key.reporter,
          itemCode: place.item,
          unitCode: place.unit,
          breakdown: place.breakdown,
          askedBy: ctx.actor.userId,
          askedAt: at,
        })
        .returning()
      await say(ctx, tx, opened, { action: 'remark.ask', row: must(row), words: asked, at })
      return standing()
    }
    return once(ctx, tx, { key: retry, request: ['ask', key, asked] }, write, standing)
  })
}

/** Answers or asks on. Errors: as of a question; unknown, closed, full. */
export async function answerThread(
  ctx: Context,
  key: FormKey,
  input: AnswerThread & Retried & { readonly id: number },
): Promise<ThreadList> {
  const { retry = null, ...answer } = input
  return ctx.store.write('remark.answer', async (tx) => {
    const opened = await openToRead(ctx, tx, key)
    const standing = () => threadsOf(ctx, tx, opened)
    const write = async () => {
      const { row, remarks } = await requireOpenThread(tx, key, answer.id)
      if (remarks.length >= threadLimits.mostRemarks)
        throw invalid(`一条问答最多 ${threadLimits.mostRemarks} 次来回，请办结后另提一条。`, { reason: 'thread.full' })
      const at = ctx.now().toISOString()
      await say(ctx, tx, opened, { action: 'remark.answer', row, words: answer, at })
      return standing()
    }
    return once(ctx, tx, { key: retry, request: ['answer', key, answer] }, write, standing)
  })
}

type Closing = { readonly id: number; readonly seen: number }

/** Closes a thread. Errors: neither who asked nor the office; unknown, closed before; an answer came that was not seen. */
export async function closeThread(ctx: Context, key: FormKey, { id, seen }: Closing): Promise<ThreadList> {
  return ctx.store.write('remark.close', async (tx) => {
    const opened = await openToRead(ctx, tx, key)
    const { row, remarks } = await requireOpenThread(tx, key, id)
    if (!mayClose(ctx.actor, opened.right, row))
      throw new ServiceError('forbidden', '问答由提问人或市产改办办结。如已解决，请提问人办结。', {
        reason: 'thread.not_yours',
      })
    if (remarks.at(-1)?.id !== seen)
      throw new ServiceError('conflict', '这条问答有了新的答复，请先查看再办结。', { reason: 'thread.moved' })
    const at = ctx.now().toISOString()
    await tx.update(thread).set({ closedBy: ctx.actor.userId, closedAt: at }).where(eq(thread.id, id))
    await leaveTrace(ctx, tx, key, { action: 'remark.close', at, row, detail: {} })
    return threadsOf(ctx, tx, opened)
  })
}

async function requireRoom(tx: Db, key: FormKey): Promise<void> {
  const open = await tx
    .select({ id: thread.id })
    .from(thread)
    .where(and(ofForm(key), isNull(thread.closedAt)))
  if (open.length >= threadLimits.mostOpen)
    throw invalid(`这张表已有 ${open.length} 条问答没有办结，请先办结已经解决的。`, { reason: 'thread.many' })
}

async function requireOpenThread(
  tx: Db,
  key: FormKey,
  id: number,
): Promise<{ row: ThreadRow; remarks: readonly RemarkRow[] }> {
  const [row] = await tx
    .select()
    .from(thread)
    .where(and(ofForm(key), eq(thread.id, id)))
  if (row === undefined) throw notFound('这条问答')
  if (row.closedAt !== null)
    throw new ServiceError('conflict', '这条问答已经办结。还有疑问的，请在这一格另提一条。', {
      reason: 'thread.closed',
    })
  return { row, remarks: await loadRemarks(tx, [id]) }
}

type Said = {
  readonly action: 'remark.ask' | 'remark.answer'
  readonly row: ThreadRow
  readonly words: Words
  readonly at: string
}

async function say(ctx: Context, tx: Db, opened: OpenedForm, { action, row, words, at }: Said): Promise<void> {
  const text = plainText(words.text)
  const called = await requireReaders(tx, opened, words.mentions, text)
  const [said] = await tx
    .insert(remark)
    .values({ threadId: row.id, text, authorId: ctx.actor.userId, at })
    .returning({ id: remark.id })
  if (called.length > 0)
    await tx.insert(remarkMention).values(called.map(({ id }) => ({ remarkId: must(said).id, userId: id })))
  const mentioned = called.map(({ name }) => name).join('、')
  await leaveTrace(ctx, tx, opened.key, { action, at, row, detail: { remark: text, mentioned } })
}

/** Line breaks stay; other control characters go, so that the text is the same on paper, in a file and in a message. */
function plainText(text: string): string {
  const turned = directionControlProblem(text)
  if (turned !== null) throw invalid(`问答内容${turned}。`, { reason: 'thread.turned' })
  const plain = text
    .replaceAll(/\r\n?/gu, '\n')
    .replaceAll(/(?!\n)\p{Cc}/gu, ' ')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim()
  if (plain === '') throw invalid('请写明要问或要答的内容。', { reason: 'thread.empty' })
  return plain
}

/** The people called on. An account that may not read the form and one that does not exist are refused alike. */
async function requireReaders(
  tx: Db,
  { key, plan }: OpenedForm,
  ids: readonly number[],
  text: string,
): Promise<ThreadPerson[]> {
  if (ids.length === 0) return []
  const readers = await loadReaders(tx, plan, stateOf(await loadStanding(tx, key)))
  const called = readers.filter(({ id }) => ids.includes(id))
  if (called.length < new Set(ids).size)
    throw invalid('提到的人中有人不能查看这张表，收不到这条问答。请去掉后重新发出。', {
      reason: 'thread.not_a_reader',
    })
  const missing = called.find(({ name }) => !text.includes(`@${name}`))
  if (missing !== undefined)
    throw invalid(`文字中没有“@${missing.name}”。请写上，或不提到此人。`, { reason: 'thread.mention_not_in_text' })
  return called
}

type Trace = {
  readonly action: 'remark.ask' | 'remark.answer' | 'remark.close'
  readonly at: string
  readonly row: ThreadRow
  readonly detail: Record<string, string>
}

async function leaveTrace(ctx: Context, tx: Db, key: FormKey, { action, at, row, detail }: Trace): Promise<void> {
  const cell: FormCell = { item: row.itemCode, unit: row.unitCode, breakdown: row.breakdown }
  const place = [[cell.item, cell.unit, cell.breakdown]]
  await audit(tx, { at, actor: ctx.actor, action, object: formObject(key), detail: { place, ...detail } })
}

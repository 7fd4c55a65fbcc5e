import type { Thread, ThreadList } from '@cg/contract/thread'
import { remark, remarkMention, thread, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { threadState } from '@cg/domain/form/thread'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Actor, Context } from '../../context.ts'
import type { FormKey, FormRight } from '../form/access.ts'
import { loadNames } from '../form/names.ts'
import type { Names } from '../form/names.ts'
import { openForm } from '../form/open.ts'
import type { OpenedForm } from '../form/open.ts'
import { loadStanding, requireFigures, stateOf } from '../move/standing.ts'
import { loadReaders } from './readers.ts'

export type ThreadRow = typeof thread.$inferSelect
export type RemarkRow = typeof remark.$inferSelect & { readonly mentioned: readonly number[] }

/** What is asked and answered under the figures of a form, for those who may read them now. */
export async function readThreads(ctx: Context, key: FormKey): Promise<ThreadList> {
  return ctx.store.read(async (db) => threadsOf(ctx, db, await openToRead(ctx, db, key)))
}

/** Whoever may read the figures may ask and answer. */
export async function openToRead(ctx: Context, db: Db, key: FormKey): Promise<OpenedForm> {
  const opened = await openForm(ctx, db, key, 'read')
  requireFigures(opened.right, await loadStanding(db, key))
  return opened
}

export async function threadsOf(ctx: Context, db: Db, { key, plan, right }: OpenedForm): Promise<ThreadList> {
  const rows = await db.select().from(thread).where(ofForm(key)).orderBy(asc(thread.id))
  const remarks = await loadRemarks(
    db,
    rows.map(({ id }) => id),
  )
  const readers = await loadReaders(db, plan, stateOf(await loadStanding(db, key)))
  const names = await loadNames(db, [
    ...rows.flatMap(({ askedBy, closedBy }) => [askedBy, closedBy]),
    ...remarks.flatMap(({ authorId, mentioned }) => [authorId, ...mentioned]),
  ])
  const byThread = Map.groupBy(remarks, ({ threadId }) => threadId)
  const seen = { actor: ctx.actor, right, names }
  return {
    threads: rows.map((row) => described(seen, row, byThread.get(row.id) ?? [])),
    people: readers.filter(({ id }) => id !== ctx.actor.userId),
  }
}

export function ofForm({ period, form, reporter }: FormKey) {
  return and(eq(thread.period, period), eq(thread.formCode, form), eq(thread.reporter, reporter))
}

/** The remarks of these threads in the order they came. */
export async function loadRemarks(db: Db, threads: readonly number[]): Promise<RemarkRow[]> {
  if (threads.length === 0) return []
  const rows = await db
    .select()
    .from(remark)
    .where(inArray(remark.threadId, [...threads]))
    .orderBy(asc(remark.id))
  const called = await db
    .select({ remarkId: remarkMention.remarkId, userId: remarkMention.userId })
    .from(remarkMention)
    .innerJoin(remark, eq(remark.id, remarkMention.remarkId))
    .innerJoin(user, eq(user.id, remarkMention.userId))
    .where(inArray(remark.threadId, [...threads]))
    .orderBy(asc(remarkMention.userId))
  const byRemark = Map.groupBy(called, ({ remarkId }) => remarkId)
  return rows.map((row) => ({ ...row, mentioned: (byRemark.get(row.id) ?? []).map(({ userId }) => userId) }))
}

type Seen = { readonly actor: Actor; readonly right: FormRight; readonly names: Names }

function described({ actor, right, names }: Seen, row: ThreadRow, remarks: readonly RemarkRow[]): Thread {
  const { closedBy, closedAt } = row
  return {
    id: row.id,
    item: row.itemCode,
    unit: row.unitCode,
    breakdown: row.breakdown,
    state: threadState({
      askedBy: row.askedBy,
      authors: remarks.map(({ authorId }) => authorId),
      isClosed: closedAt !== null,
    }),
    remarks: remarks.map(({ id, authorId, at, text, mentioned }) => ({
      id,
      by: names(authorId, at),
      at,
      text,
      mentions: mentioned.map((one) => names(one, at)),
    })),
    closed: closedAt === null ? null : { by: names(closedBy, closedAt), at: closedAt },
    mayClose: closedAt === null && mayClose(actor, right, row),
  }
}

/** Who asked knows whether it is answered; the office may end what nobody ends. */
export function mayClose(actor: Actor, right: FormRight, row: Pick<ThreadRow, 'askedBy'>): boolean {
  return right.reviewer || row.askedBy === actor.userId
}

/** How many threads of each form of a quarter are open, by form and reporter. */
export async function countOpen(db: Db, period: string): Promise<(form: string, reporter: string) => number> {
  const rows = await db
    .select({ form: thread.formCode, reporter: thread.reporter })
    .from(thread)
    .where(and(eq(thread.period, period), isNull(thread.closedAt)))
  return (form, reporter) => rows.filter((row) => row.form === form && row.reporter === reporter).length
}

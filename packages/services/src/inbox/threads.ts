import { nameInGroup } from '@cg/contract/catalogue'
import { remark, remarkMention, thread } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import type { ItemCode } from '@cg/domain/indicator'
import { parsePeriod } from '@cg/domain/period'
import { asc, eq, inArray } from 'drizzle-orm'
import { isInside, rightTo } from '../entry/form/access.ts'
import type { FormKey, FormRight } from '../entry/form/access.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { loadNames } from '../entry/form/names.ts'
import type { Names } from '../entry/form/names.ts'
import { planOf } from '../entry/form/plan.ts'
import type { FormPlan } from '../entry/form/plan.ts'
import { loadStanding, mayReadFigures, stateOf } from '../entry/move/standing.ts'
import { loadRemarks } from '../entry/thread/list.ts'
import type { RemarkRow, ThreadRow } from '../entry/thread/list.ts'
import { hasRole, reporting } from '../permission.ts'
import { formPath } from './form-steps.ts'
import type { Asking, Message } from './message.ts'

/**
 * 问答: to a person that they were called on, and that somebody went on where they had written before, as long as they may
 * read the form. What was written stays on the form's page.
 */
export async function threadMessages(asking: Asking): Promise<Message[]> {
  const { ctx, db, since } = asking
  const { userId } = ctx.actor
  if (!hasRole(ctx.actor, ...reporting, 'reviewer', 'publisher')) return []
  const rows = await loadOwnThreads(db, userId)
  const remarks = await loadRemarks(
    db,
    rows.map(({ id }) => id),
  )
  const names = await loadNames(
    db,
    remarks.map(({ authorId }) => authorId),
  )
  const byThread = Map.groupBy(remarks, ({ threadId }) => threadId)
  const messages: Message[] = []
  for (const row of rows) {
    const told = toldOf(byThread.get(row.id) ?? [], userId).filter(({ said }) => said.at >= since)
    const open = told.length === 0 ? null : await openTo(asking, row)
    if (open !== null) messages.push(...told.flatMap((one) => messageOf(row, one, open, names)))
  }
  return messages
}

/** Where the person wrote or was called on. */
async function loadOwnThreads(db: Db, userId: number): Promise<ThreadRow[]> {
  const wrote = await db.select({ id: remark.threadId }).from(remark).where(eq(remark.authorId, userId))
  const called = await db
    .select({ id: remark.threadId })
    .from(remarkMention)
    .innerJoin(remark, eq(remark.id, remarkMention.remarkId))
    .where(eq(remarkMention.userId, userId))
  const ids = [...new Set([...wrote, ...called].map(({ id }) => id))]
  return ids.length === 0 ? [] : db.select().from(thread).where(inArray(thread.id, ids)).orderBy(asc(thread.id))
}

type Told = { readonly said: RemarkRow; readonly kind: 'mentioned' | 'remarkAnswered' }

/** What others said to this person: by name, or after they had written themselves. */
function toldOf(remarks: readonly RemarkRow[], userId: number): Told[] {
  const first = remarks.findIndex(({ authorId }) => authorId === userId)
  return remarks.flatMap((said, at): Told[] => {
    if (said.authorId === userId) return []
    if (said.mentioned.includes(userId)) return [{ said, kind: 'mentioned' }]
    return first >= 0 && at > first ? [{ said, kind: 'remarkAnswered' }] : []
  })
}

type Open = { readonly plan: FormPlan; readonly right: FormRight }

/** Null for who may not read the figures of the form now. */
async function openTo({ ctx, db }: Asking, row: ThreadRow): Promise<Open | null> {
  const key: FormKey = { period: row.period, form: row.formCode, reporter: row.reporter }
  const plan = planOf(await meaningOf(ctx.store, db, row.period), row.formCode, row.reporter)
  if (plan === null) return null
  const right = rightTo(ctx.actor, plan)
  return mayReadFigures(right, stateOf(await loadStanding(db, key))) ? { plan, right } : null
}

function messageOf(row: ThreadRow, { said, kind }: Told, { plan, right }: Open, names: Names): Message[] {
  const { definitions, form } = plan
  const unit = definitions.units.find(({ code }) => code === row.unitCode)
  const item = definitions.items.get(row.itemCode as ItemCode)
  if (unit === undefined || item === undefined) return []
  const facts = {
    kind,
    period: parsePeriod(row.period),
    form: form.name,
    unit: unit.shortName,
    figure: nameInGroup(definitions.guide.axes, item.name, row.breakdown),
    by: names(said.authorId, said.at),
    isClosed: row.closedAt !== null,
  }
  return [{ key: `remark:${said.id}`, at: said.at, link: linkTo(row, right), facts }]
}

/** The cell on the page where this person works with the form. */
function linkTo(row: ThreadRow, right: FormRight): string {
  const page = !isInside(right) && (right.reviewer || right.checker) ? 'review' : 'fill'
  const place = [row.itemCode, row.unitCode, ...(row.breakdown === '' ? [] : [row.breakdown])].join('~')
  const path = formPath({ period: row.period, form: row.formCode, reporter: row.reporter })
  return `/${page}/${path}?cell=${place}`
}

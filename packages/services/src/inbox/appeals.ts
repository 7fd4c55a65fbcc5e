import { nameInGroup } from '@cg/contract/catalogue'
import { checkWindow, objection } from '@cg/db/schema'
import { isWindowOpen } from '@cg/domain/form/objection'
import type { ItemCode } from '@cg/domain/indicator'
import { parsePeriod } from '@cg/domain/period'
import { desc, eq, gte } from 'drizzle-orm'
import { decidesOn, speaksFor } from '../appeal/rights.ts'
import type { Definitions } from '../catalogue/read.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { loadNames } from '../entry/form/names.ts'
import type { Names } from '../entry/form/names.ts'
import { hasRole } from '../permission.ts'
import type { Asking, Message } from './message.ts'

const link = (period: string): string => `/check?quarter=${period}`

/** 核对: to a district that it may check and what its objections came to, to who answers that one waits. */
export async function appealMessages(asking: Asking): Promise<Message[]> {
  const { actor } = asking.ctx
  const speaks = actor.grants.some(({ unit }) => unit !== null && speaksFor(actor, unit))
  if (!speaks && !hasRole(actor, 'reviewer')) return []
  return [...(speaks ? await windowMessages(asking) : []), ...(await objectionMessages(asking))]
}

async function windowMessages({ ctx, db, since }: Asking): Promise<Message[]> {
  const rows = await db.select().from(checkWindow).where(gte(checkWindow.openedAt, since)).orderBy(desc(checkWindow.id))
  return rows.map((row) => {
    const closesAt = row.endedAt ?? row.closesAt
    const isOpen = isWindowOpen(row, ctx.now())
    const facts = { kind: 'checkWindow' as const, period: parsePeriod(row.period), closesAt, isOpen }
    return { key: `window:${row.id}`, at: row.openedAt, link: link(row.period), facts }
  })
}

type Row = { readonly row: typeof objection.$inferSelect; readonly period: string }

async function objectionMessages({ ctx, db, since }: Asking): Promise<Message[]> {
  const rows = await db
    .select({ row: objection, period: checkWindow.period })
    .from(objection)
    .innerJoin(checkWindow, eq(checkWindow.id, objection.windowId))
    .where(gte(objection.enteredAt, since))
    .orderBy(desc(objection.id))
  const names = await loadNames(
    db,
    rows.flatMap(({ row }) => [row.enteredBy, row.decidedBy]),
  )
  const messages: Message[] = []
  for (const found of rows) {
    const { definitions } = await meaningOf(ctx.store, db, found.period)
    messages.push(...objectionMessage(ctx, found, definitions, names))
  }
  return messages
}

function objectionMessage({ actor }: Asking['ctx'], { row, period }: Row, known: Definitions, names: Names): Message[] {
  const form = known.forms.find(({ cells }) =>
    cells.some(({ item, breakdown }) => item === row.itemCode && breakdown === row.breakdown),
  )
  const item = known.items.get(row.itemCode as ItemCode)
  const unit = known.units.find(({ code }) => code === row.unitCode)
  if (form === undefined || item === undefined || unit === undefined) return []
  const figure = nameInGroup(known.guide.axes, item.name, row.breakdown)
  const about = { period: parsePeriod(period), unit: unit.shortName, figure }
  if (row.state === 'submitted') {
    const reporter = form.filledBy === 'unit' ? row.unitCode : form.department
    const decides = decidesOn(actor, { filledBy: form.filledBy, departmentCode: form.department }, reporter)
    if (!decides || row.enteredBy === actor.userId) return []
    const by = names(row.enteredBy, row.enteredAt)
    const facts = { kind: 'objected' as const, ...about, by }
    return [{ key: `objection:${row.id}`, at: row.enteredAt, link: link(period), facts }]
  }
  const { decidedAt } = row
  if (decidedAt === null || row.state === 'withdrawn' || !speaksFor(actor, row.unitCode)) return []
  const by = names(row.decidedBy, decidedAt)
  const facts = { kind: 'objectionAnswered' as const, ...about, by, isUpheld: row.state === 'upheld' }
  return [{ key: `answer:${row.id}`, at: decidedAt, link: link(period), facts }]
}

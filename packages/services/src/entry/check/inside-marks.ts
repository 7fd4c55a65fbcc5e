import type { InsideMark, SendBack } from '@cg/contract/entry'
import { insideMark } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { must } from '@cg/domain/must'
import { asc, eq } from 'drizzle-orm'
import { placeOf } from '../cells/decide-cells.ts'
import type { Names } from '../form/names.ts'
import type { FormPlan } from '../form/plan.ts'
import { loadEvents } from '../move/events.ts'
import type { EventRow } from '../move/events.ts'
import { requireKnownMarks } from './known-marks.ts'

type MarkRow = typeof insideMark.$inferSelect

const way: readonly string[] = ['propose', 'recall', 'endorse', 'send_back', 'submit', 'withdraw', 'return', 'reopen']

/** What the last giving back inside the unit marked; nothing once the form went on, or came back from the office. */
export async function loadInsideMarks(
  db: Db,
  submissionId: number | null,
  events: readonly EventRow[],
): Promise<MarkRow[]> {
  const steps = events.filter(({ action }) => way.includes(action))
  const before = steps.at(-2)
  if (submissionId === null || steps.at(-1)?.action !== 'send_back' || before === undefined) return []
  const rows = await db
    .select()
    .from(insideMark)
    .where(eq(insideMark.submissionId, submissionId))
    .orderBy(asc(insideMark.id))
  return rows.filter(({ afterEvent }) => afterEvent === before.id)
}

export function toInsideMark(row: MarkRow, names: Names): InsideMark {
  const { itemCode: item, unitCode: unit, breakdown, reason, at } = row
  return { item, unit, breakdown, reason, by: names(row.authorId, at), at }
}

type Marking = { readonly submissionId: number; readonly authorId: number; readonly at: string }

/** Marks cells of the form, each once and with its reason. Errors: a cell that is not on the form, twice, no reason. */
export async function markInside(
  tx: Db,
  plan: FormPlan,
  marks: NonNullable<SendBack['marks']>,
  by: Marking,
): Promise<void> {
  requireKnownMarks(plan, marks, '退回时标出的格')
  if (marks.length === 0) return
  const last = (await loadEvents(tx, by.submissionId)).findLast(({ action }) => way.includes(action))
  const afterEvent = must(last, 'a form is given back after it was proposed').id
  await tx.insert(insideMark).values(
    marks.map((mark) => {
      const { item: itemCode, unit: unitCode, breakdown } = placeOf(mark)
      return { ...by, afterEvent, itemCode, unitCode, breakdown, reason: mark.reason.trim() }
    }),
  )
}

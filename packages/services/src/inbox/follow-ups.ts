import { followUp, followUpStep } from '@cg/db/schema'
import { isFollowUpOverdue, subjectWords } from '@cg/domain/task/follow-up'
import { dayInChina } from '@cg/domain/number/china-day'
import { asc } from 'drizzle-orm'
import { loadNames } from '../entry/form/names.ts'
import { answersFollowUp, hasPart } from '../follow-up/rights.ts'
import { hasCityRole } from '../permission.ts'
import type { Asking, Message } from './message.ts'

const link = '/follow-ups'
const told = {
  open: 'opened',
  answer: 'answered',
  return: 'returned',
  settle: 'closed',
  accept: 'closed',
  cancel: 'cancelled',
  extend: 'extended',
} as const

/** 督办: to whom an item went what the office did last, to the office that it was answered, to both that its day is over. */
export async function followUpMessages({ ctx: { actor }, db, now, since }: Asking): Promise<Message[]> {
  if (!hasPart(actor)) return []
  const isOffice = hasCityRole(actor, 'reviewer')
  const rows = await db.select().from(followUp)
  const steps = Map.groupBy(
    await db.select().from(followUpStep).orderBy(asc(followUpStep.id)),
    (step) => step.followUpId,
  )
  const names = await loadNames(
    db,
    [...steps.values()].flat().map(({ actorId }) => actorId),
  )
  return rows.flatMap((row): Message[] => {
    const answers = answersFollowUp(actor, row)
    const last = steps.get(row.id)?.at(-1)
    if (last === undefined || (!answers && !isOffice)) return []
    const about = { subject: subjectWords(row.causeOf), dueOn: row.dueOn }
    const found: Message[] = []
    if ((last.action === 'answer' ? isOffice : answers) && last.actorId !== actor.userId && last.at >= since) {
      const facts = { kind: 'followUp' as const, ...about, step: told[last.action], by: names(last.actorId, last.at) }
      found.push({ key: `followup:${last.id}`, at: last.at, link, facts })
    }
    const over = new Date(Date.parse(`${row.dueOn}T00:00:00+08:00`) + 86_400_000).toISOString()
    if (isFollowUpOverdue(row.state, row.dueOn, dayInChina(now)) && over >= since) {
      const facts = { kind: 'followUp' as const, ...about, step: 'overdue' as const, by: '' }
      found.push({ key: `followup:${row.id}:overdue`, at: over, link, facts })
    }
    return found
  })
}

import type { NoteReminder, Reminders } from '@cg/contract/review'
import { reminder } from '@cg/db/schema'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { ServiceError } from '../errors.ts'
import { requireRole } from '../permission.ts'
import { remindersOf } from './reminders.ts'

/** Notes that a reporter was reminded, or all that owe something, by the text that stands for them now. */
export async function noteReminder(ctx: Context, { period, reporter }: NoteReminder): Promise<Reminders> {
  requireRole(ctx.actor, 'reviewer')
  return ctx.store.write('reminder.note', async (tx) => {
    const { texts } = await remindersOf(ctx, tx, period)
    const meant = texts.filter((one) => reporter === null || one.reporter === reporter)
    if (meant.length === 0)
      throw new ServiceError('conflict', '没有需要催报的报表，可能刚刚报送。请刷新页面查看。', {
        reason: 'reminder.nothing',
      })
    const remindedAt = ctx.now().toISOString()
    const by = { remindedBy: ctx.actor.userId, remindedAt }
    await tx.insert(reminder).values(meant.map((one) => ({ period, reporter: one.reporter, text: one.text, ...by })))
    for (const one of meant)
      await audit(tx, {
        at: remindedAt,
        actor: ctx.actor,
        action: 'reminder.note',
        object: `reporter:${one.reporter}`,
        detail: { period, reminder: one.text },
      })
    return remindersOf(ctx, tx, period)
  })
}

import type { Reminders } from '@cg/contract/review'
import { reminder, reminderPost } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { loadNames } from '../entry/form/names.ts'
import { loadNoticeSettings } from '../notice/settings.ts'

type Noted = Reminders['noted'][number]

/** What was noted in a quarter for these reporters, oldest first. */
export async function notedReminders(db: Db, period: string, reporters: ReadonlySet<string>): Promise<Noted[]> {
  const rows = await db.select().from(reminder).where(eq(reminder.period, period)).orderBy(asc(reminder.id))
  const shown = rows.filter((row) => reporters.has(row.reporter))
  const names = await loadNames(
    db,
    shown.map((row) => row.remindedBy),
  )
  return shown.map(({ reporter, text, remindedBy, remindedAt: at }) => ({
    reporter,
    text,
    by: names(remindedBy, at),
    at,
  }))
}

/** How 催报 can be sent: what an admin has switched on. */
export async function waysOut(db: Db): Promise<Reminders['ways']> {
  const { mail, robots } = await loadNoticeSettings(db)
  return { mail: mail.isOn, robots: robots.filter(({ isOn }) => isOn).map(({ id, name }) => ({ id, name })) }
}

/** What was sent to these reporters and did not go out, or may not have. */
export async function reminderTroubles(
  db: Db,
  period: string,
  reporters: ReadonlySet<string>,
): Promise<Reminders['troubles']> {
  const rows = await db
    .select()
    .from(reminderPost)
    .where(and(eq(reminderPost.period, period), inArray(reminderPost.state, ['failed', 'unsure'])))
    .orderBy(desc(reminderPost.id))
    .limit(20)
  return rows
    .filter((row) => row.reporters.some((one) => reporters.has(one)))
    .map(({ targetName, sentAt, state, error }) => ({
      to: targetName,
      at: sentAt,
      isUnsure: state === 'unsure',
      error,
    }))
}

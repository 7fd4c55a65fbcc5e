import type { Reminders } from '@cg/contract/review'
import { reminder } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { asc, eq } from 'drizzle-orm'
import { loadNames } from '../entry/form/names.ts'

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

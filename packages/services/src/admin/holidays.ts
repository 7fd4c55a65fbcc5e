import type { HolidayYear } from '@cg/contract/holiday'
import { holidayNotice } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { readHolidayNotice } from '@cg/domain/number/workday'
import type { SpecialDay } from '@cg/domain/number/workday'
import { desc, eq } from 'drizzle-orm'
import { audit } from '../audit.ts'
import type { Actor, Context } from '../context.ts'
import { loadNames } from '../entry/form/names.ts'
import { invalid } from '../errors.ts'
import { requireCityRole } from '../permission.ts'

/** Free days and worked weekends of every year that has a notice; everyone plans by them. */
export async function listHolidays({ store }: Context): Promise<{ years: HolidayYear[] }> {
  return store.read(async (db) => ({ years: await loadYears(db) }))
}

/**
 * Takes a year's notice in the place of the one before. Errors: a text from which no days can be read, with the reason;
 * the notice of another year.
 */
export async function saveHolidays(ctx: Context, year: number, notice: string): Promise<{ years: HolidayYear[] }> {
  requireCityRole(ctx.actor, 'admin')
  const text = notice.trim()
  daysOf(text, year)
  return ctx.store.write('holidays.save', async (tx) => {
    await writeHolidays(tx, { at: ctx.now().toISOString(), actor: ctx.actor }, year, text)
    return { years: await loadYears(tx) }
  })
}

/** A year's notice in the place of the one before, with its line of the trail; within a transaction of the caller's. */
export async function writeHolidays(
  tx: Db,
  { at, actor }: { readonly at: string; readonly actor: Actor },
  year: number,
  notice: string,
): Promise<void> {
  const [found] = await tx.select().from(holidayNotice).where(eq(holidayNotice.year, year))
  const row = { notice, savedBy: actor.userId, savedAt: at }
  await tx
    .insert(holidayNotice)
    .values({ year, ...row })
    .onConflictDoUpdate({ target: holidayNotice.year, set: row })
  const before = found === undefined ? null : counts(daysOf(found.notice, year))
  const detail = { before, after: counts(daysOf(notice, year)) }
  await audit(tx, { at, actor, action: 'holidays.save', object: `holidays:${year}`, detail })
}

export type YearDays = { readonly year: number; readonly days: readonly SpecialDay[] }

/** The days of every year that has a notice, newest first. */
export async function loadHolidayDays(db: Db): Promise<YearDays[]> {
  const rows = await db.select().from(holidayNotice).orderBy(desc(holidayNotice.year))
  return rows.map(({ year, notice }) => ({ year, days: daysOf(notice, year) }))
}

function daysOf(notice: string, year: number): readonly SpecialDay[] {
  const reading = readHolidayNotice(notice)
  if (!reading.ok) throw invalid(`${reading.reason}。`, { reason: 'holidays.notice' })
  if (reading.year !== year) {
    throw invalid(`粘贴的是${reading.year}年的安排，这里登记的是${year}年。请核对后重试。`, { reason: 'holidays.year' })
  }
  return reading.days
}

/** What the audit trail says of a notice. */
function counts(days: readonly SpecialDay[]): { daysOff: string[]; daysWorked: string[] } {
  const of = (kind: SpecialDay['kind']) => days.flatMap((one) => (one.kind === kind ? [one.day] : []))
  return { daysOff: of('off'), daysWorked: of('work') }
}

async function loadYears(db: Db): Promise<HolidayYear[]> {
  const rows = await db.select().from(holidayNotice).orderBy(desc(holidayNotice.year))
  const names = await loadNames(
    db,
    rows.map(({ savedBy }) => savedBy),
  )
  return rows.map(({ year, notice, savedBy, savedAt }) => ({
    year,
    notice,
    days: [...daysOf(notice, year)],
    savedBy: names(savedBy, savedAt),
    savedAt,
  }))
}

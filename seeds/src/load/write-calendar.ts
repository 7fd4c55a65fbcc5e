import type { Db } from '@cg/db/store'
import { datesOffWork, holidayUse, stateImpact, tiesWords } from '@cg/domain/claim/period-dates'
import { specialSpans } from '@cg/domain/claim/special-days'
import { formatDateTime, formatPeriod } from '@cg/domain/number/date-format'
import { writeHolidayNotice } from '@cg/domain/number/workday'
import { loadHolidayDays, writeHolidays } from '@cg/services/admin/holidays'
import { loadPeriodTies, writePeriod } from '@cg/services/admin/periods'
import { actAsLoader } from '@cg/services/catalogue/known'
import type { InstalledCity } from '@cg/services/catalogue/installed'
import type { Actor, Services } from '@cg/services/context'
import type { CityChange } from './compare.ts'
import { periodStateWords, wordOf } from './words.ts'

type Calendar = {
  readonly change: Pick<CityChange, 'periods' | 'holidays'>
  readonly installed: Pick<InstalledCity, 'periods' | 'holidays'>
  /** Who loads; null for the command. */
  readonly by: Actor | null
}

/** Writes quarters and years that are new or other, each with its own line of the trail, and says whom that reaches. */
export async function writeCalendar(
  services: Services,
  tx: Db,
  { change, installed, by }: Calendar,
): Promise<readonly string[]> {
  const { periods, holidays } = change
  if (periods.length === 0 && holidays.length === 0) return []
  const at = services.now().toISOString()
  const actor = by ?? (await actAsLoader(tx, at))
  for (const { code, is } of periods) await writePeriod(tx, { at, actor }, code, is)
  for (const { year, days } of holidays) await writeHolidays(tx, { at, actor }, year, writeHolidayNotice(year, days))
  const ties = await loadPeriodTies(
    tx,
    periods.map(({ code }) => code),
  )
  const special = (await loadHolidayDays(tx)).flatMap(({ days }) => days)
  return [
    ...periods.flatMap(({ code, is, was }) => {
      const own = ties.get(code)
      const state = wordOf(periodStateWords, is.state)
      const words =
        was === null ? [`新增，${formatDateTime(is.dueAt)} 截止，${state}。`] : stateImpact(was.state, is.state)
      const reach = own === undefined ? [] : tiesWords(own)
      const sentences = [...words, ...reach].join('')
      return [`${formatPeriod(code)}：${sentences}`, ...datesOffWork(code, is, special)]
    }),
    ...yearImpact(change, installed),
    ...(holidays.length === 0 ? [] : openDatesOff(change, installed, special)),
  ]
}

/** What a year's days are good for, once; and what a year says that was not there before. */
function yearImpact({ holidays }: Calendar['change'], installed: Calendar['installed']): string[] {
  if (holidays.length === 0) return []
  const known = new Set(installed.holidays.map(({ year }) => year))
  const added = holidays
    .filter(({ year }) => !known.has(year))
    .map(({ year, days }) => {
      const work = specialSpans(days, 'work')
      return `新登记${year}年：放假 ${specialSpans(days, 'off')}；调休上班 ${work === '' ? '无' : work}。`
    })
  return [...added, holidayUse]
}

/** Quarters that the file leaves as they are and whose dates fall on days that are free now. */
function openDatesOff(
  { periods }: Calendar['change'],
  installed: Calendar['installed'],
  special: Parameters<typeof datesOffWork>[2],
): string[] {
  const said = new Set<string>(periods.map(({ code }) => code))
  return installed.periods
    .filter(({ code, state }) => state !== 'closed' && !said.has(code))
    .flatMap((one) => datesOffWork(one.code, one, special))
}

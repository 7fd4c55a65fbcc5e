import { readFileSync } from 'node:fs'
import { saveHolidays } from '@cg/services/admin/holidays'
import type { Services } from '@cg/services/context'
import { chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import type { People } from './people.ts'

/** Registers the notice of 2026, as the State Council's office published it. */
export async function registerHolidays(services: Services, people: People, day: string): Promise<void> {
  const notice = readFileSync(new URL('../../demo/holidays-2026.txt', import.meta.url), 'utf8')
  await saveHolidays(contextOf(services, people.admin, chinaTime(day, 9)), 2026, notice)
}

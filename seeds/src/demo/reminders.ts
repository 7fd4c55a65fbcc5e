import type { Services } from '@cg/services/context'
import { noteReminder } from '@cg/services/review/remind'
import { addDays, chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import type { OpenQuarter } from './open-quarter.ts'
import type { People } from './people.ts'
import { oddities } from './plant.ts'

/** The office has reminded the district that has sent nothing of a form: three days and one day before `asOf`. */
export async function remindSilent(
  services: Services,
  people: People,
  { period, asOf }: Pick<OpenQuarter, 'period' | 'asOf'>,
): Promise<void> {
  for (const before of [3, 1]) {
    const office = contextOf(services, people.reviewer, chinaTime(addDays(asOf, -before), 16, 40))
    await noteReminder(office, { period, reporter: oddities.silentUnit })
  }
}

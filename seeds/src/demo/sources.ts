import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import type { Services } from '@cg/services/context'
import { readConflicts } from '@cg/services/conflict/board'
import { decideConflict } from '@cg/services/conflict/decide'
import { addDays, chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import type { People } from './people.ts'
import { oddities } from './plant.ts'

const reason = '规模以上工业企业以市统计局在库名录为准，请沅岭县总工会核对后改报，新达标的企业入库后再计。'

/** Of the two sources that do not fit in the open quarter, the office has decided on one; the other waits. */
export async function decideSource(
  services: Services,
  people: People,
  { period, asOf }: { readonly period: Period; readonly asOf: string },
): Promise<void> {
  const [decided] = oddities.beyond
  const office = contextOf(services, people.reviewer, chinaTime(addDays(asOf, -1), 11, 5))
  const { items } = await readConflicts(office, { period })
  const { rule, unit, place, first, second } = must(items.find((one) => one.unit === decided.unit))
  const seen = { period, rule, unit, place, first: first.value, second: second.value }
  await decideConflict(office, { ...seen, adopted: 'second', reason })
}

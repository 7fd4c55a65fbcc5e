import { MatterEntry } from '@cg/contract/matter'
import { Type } from '@cg/contract/type'
import { must } from '@cg/domain/must'
import { parsePeriod, periodEnd } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import type { Services } from '@cg/services/context'
import { decideMatter } from '@cg/services/matter/decide'
import { enterMatter } from '@cg/services/matter/enter'
import { readSeed } from '../seed-file.ts'
import { addDays, chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import type { People } from './people.ts'

/** The department that keeps the kinds of which the demo tells; another would be refused. */
const keeper = 'ZGH'

/** Enters the invented matters of a quarter after its end, and has the reviewer accept them before it is published. */
export async function fileMatters(services: Services, people: People, period: Period): Promise<void> {
  const all = readSeed(Type.Array(MatterEntry), new URL('../../demo/matters.json', import.meta.url))
  for (const entry of all.filter(({ happenedOn }) => quarterOf(happenedOn) === period)) {
    const end = periodEnd(period)
    const entered = await enterMatter(
      contextOf(services, people.filler(keeper), chinaTime(addDays(end, 10), 10)),
      entry,
    )
    const { id, version } = must(entered.items[0])
    const accepts = contextOf(services, people.reviewer, chinaTime(addDays(end, 12), 15))
    await decideMatter(accepts, { id, version, action: 'accept', note: '' })
  }
}

function quarterOf(day: string): Period {
  return parsePeriod(`${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`)
}

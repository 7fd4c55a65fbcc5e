import { must } from '@cg/domain/must'
import type { Services } from '@cg/services/context'
import { readAssists } from '@cg/services/entry/assist/list'
import { supplyWords } from '@cg/services/entry/assist/supply'
import { takeSupply } from '@cg/services/entry/evidence/take-supply'
import { changeCatalogue } from './change-catalogue.ts'
import { addDays, chinaTime } from './calendar.ts'
import { contextOf } from './context.ts'
import type { OpenQuarter } from './open-quarter.ts'
import type { People } from './people.ts'

/** An item of a draft, so that what is missing behind its figures is still to be brought. */
const helped = { form: 'GXJ-DEMO', reporter: 'GXJ', item: 'E_KEY_ON', department: 'ZGH' } as const
const supplies = '重点企业产改实施方案备案名单'

type Opened = Pick<OpenQuarter, 'period' | 'opensAt'>

/** As the quarter opens: one department helps another with an item, whose figures want a document behind them. */
export async function askForHelp(services: Services, people: People, { period, opensAt }: Opened): Promise<void> {
  const { item, department } = helped
  await changeCatalogue(services, people, {
    at: new Date(Date.parse(opensAt) + 9 * 3_600_000),
    reason: '重点企业产改方案由市总工会备案，落实情况以备案名单佐证',
    change: {
      kind: 'duty',
      from: period,
      body: { items: [item], evidence: 'explain', assisting: [{ department, supplies }] },
    },
  })
}

/** A day before `asOf`: the list has come, and is taken as the evidence of one figure; the others still lack theirs. */
export async function giveHelp(
  services: Services,
  people: People,
  { period, asOf }: Pick<OpenQuarter, 'period' | 'asOf'>,
): Promise<void> {
  const { form, reporter, item, department } = helped
  const day = addDays(asOf, -1)
  const giver = contextOf(services, people.filler(department), chinaTime(day, 14, 5))
  const words = `${supplies}（演示材料，市总工会基层工作部提供）`
  await supplyWords(giver, { period, item, department }, { unit: null, words })
  const { tasks } = await readAssists(giver)
  const { id: supply } = must(tasks.find((task) => task.item === item)?.given[0])
  const taker = contextOf(services, people.filler(reporter), chinaTime(day, 15, 30))
  await takeSupply(taker, { period, form, reporter }, { item, unit: 'DWQ', supply })
}

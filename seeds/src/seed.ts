import type { CatalogueSeed, PeriodSeed } from '@cg/contract/catalogue'
import type { Store } from '@cg/db/store'
import { dayInChina } from '@cg/domain/number/china-day'
import type { Period } from '@cg/domain/period'
import { lastCompletePeriod, periodRange, previousPeriod } from '@cg/domain/period'
import { installCatalogue } from '@cg/services/catalogue/install'
import { installCity } from '@cg/services/catalogue/install-city'
import type { Services } from '@cg/services/context'
import type { FormPlan } from '@cg/services/entry/form/plan'
import { readCatalogue } from './catalogue-files.ts'
import { expandTargets, readDemoCity } from './city-files.ts'
import { demoBaselines } from './demo/baselines.ts'
import { addDays, chinaTime, openPeriod, usualPeriod } from './demo/calendar.ts'
import { catalogueIn, changeDefinitions } from './demo/definitions.ts'
import { correctQuarter } from './demo/correct-quarter.ts'
import { fileQuarter } from './demo/file-quarter.ts'
import { generateQuarters } from './demo/generate.ts'
import type { DemoCell } from './demo/generate.ts'
import { registerHolidays } from './demo/holidays.ts'
import { fileMatters } from './demo/matters.ts'
import { runNewestQuarter } from './demo/newest-quarter.ts'
import { castPeople, demoLiaisons, withFillers } from './demo/people.ts'
import type { People } from './demo/people.ts'
import { correctedPeriod, oddities, plantOddities } from './demo/plant.ts'
import { firstPeriod } from './demo/profile.ts'
import { keepLists } from './demo/lists.ts'
import { keepCounts, useRegisters } from './demo/records.ts'
import { publish } from './demo/publish.ts'
import { followBefore } from './demo/follow-ups.ts'
import { adoptTasks } from './demo/tasks.ts'
import { partForms, townsSince } from './demo/towns.ts'
import { stateLapses } from './demo/statements.ts'
import { loadOutside } from './demo/yardsticks.ts'

export type DemoOptions = {
  /** The day that counts as today, 'YYYY-MM-DD'; the newest quarter is the last one that was over on it. */
  asOf?: string
  /** Another catalogue than the committed one. */
  catalogue?: CatalogueSeed
  /** Judges the old quarters too, which the seeds' own tests do; a start leaves it out. */
  judgeAll?: boolean
  /** Leaves the open quarter as it is opened, with nothing entered. */
  leavesOpen?: boolean
}

/** Fills an empty installation with the fictional city: published up to the quarter before last, the last one open. */
export async function seedDemo(
  store: Store,
  {
    asOf = dayInChina(new Date()),
    catalogue = readCatalogue(),
    judgeAll = false,
    leavesOpen = false,
  }: DemoOptions = {},
): Promise<void> {
  const open = lastCompletePeriod(asOf)
  if (open <= firstPeriod) throw new RangeError(`演示数据的截至日期 ${asOf} 过早，应不早于 2022-04-01。`)
  const start = chinaTime('2021-12-01', 9)
  const services: Services = { store, now: () => start }
  const city = readDemoCity()
  const generated = generateQuarters(catalogue, open)
  const first = catalogueIn(catalogue, firstPeriod)
  await installCatalogue(services, first, { schemeState: 'adopted', isDemo: true })
  const accounts = withFillers(city.users, catalogue)
  const users = await installCity(services, {
    name: city.name,
    units: city.units,
    bases: city.bases,
    users: accounts,
    liaisons: demoLiaisons(accounts, city.units),
    targets: expandTargets(city.targetPlan, city.units, catalogue.indicators),
    baselines: demoBaselines({ ...first, units: city.units, cells: generated.get(firstPeriod) ?? [] }),
    isDemo: true,
  })
  const people = castPeople(users)
  const formItems = new Map(catalogue.forms.map((form) => [form.code, form.items]))
  const quarters = plantOddities(generated, open, formItems)
  for (const period of periodRange(firstPeriod, previousPeriod(open))) {
    await changeDefinitions(services, catalogue, period)
    await pastQuarter(services, people, {
      period,
      cells: quarters.get(period) ?? [],
      right: generated.get(period) ?? [],
      isLast: period === previousPeriod(open),
      isCorrected: period === correctedPeriod(open),
      isProven: !judgeAll && period < correctedPeriod(open),
      next: { period: open, cells: quarters.get(open) ?? [] },
    })
  }
  await changeDefinitions(services, catalogue, open)
  const calendar = openPeriod(open, asOf)
  await registerHolidays(services, people, addDays(calendar.opensAt.slice(0, 10), -1))
  await openQuarter(services, calendar)
  if (leavesOpen) return
  const before = quarters.get(previousPeriod(open)) ?? []
  const quarter = { ...calendar, period: open, asOf, cells: quarters.get(open) ?? [], before }
  await runNewestQuarter(services, people, quarter)
}

type PastQuarter = {
  readonly period: Period
  readonly cells: readonly DemoCell[]
  /** The figures without the mistakes that were planted. */
  readonly right: readonly DemoCell[]
  readonly isLast: boolean
  readonly isCorrected: boolean
  readonly isProven: boolean
  /** The open quarter. */
  readonly next: { readonly period: Period; readonly cells: readonly DemoCell[] }
}

async function pastQuarter(services: Services, people: People, quarter: PastQuarter): Promise<void> {
  const { period, cells, right, isLast, isCorrected, isProven, next } = quarter
  const { publishDay, ...calendar } = usualPeriod(period)
  await openQuarter(services, calendar)
  if (period === townsSince) await partForms(services, people, { period, opensAt: calendar.opensAt })
  const missing = (plan: FormPlan) =>
    isLast && plan.reporter === oddities.silentUnit && plan.form.code === oddities.silentForm
  await fileQuarter(services, people, { period, cells, isProven, missing })
  await fileMatters(services, people, period)
  await loadOutside(services, people, { period, publishDay })
  if (isLast || isCorrected) {
    const times = { written: chinaTime(addDays(publishDay, -2), 15), decided: chinaTime(addDays(publishDay, -1), 10) }
    await stateLapses(services, people, { period, times, isOpen: false })
  }
  if (isLast) {
    await keepLists(services, people, period)
    await keepCounts(services, people, { period, cells: right, before: [], asOf: publishDay })
    await useRegisters(services, people, { period, day: addDays(publishDay, -2) })
    const plan = { now: next, before: { period, cells } }
    await adoptTasks(services, people, plan, addDays(publishDay, -3))
    await followBefore(services, people, { period, publishDay })
  }
  await publish(services, people, { period, publishDay })
  if (isCorrected) await correctQuarter(services, people, { period, publishDay, right })
}

async function openQuarter(services: Services, calendar: PeriodSeed): Promise<void> {
  const at = new Date(calendar.opensAt)
  await installCity({ ...services, now: () => at }, { periods: [calendar], isDemo: true })
}

/** An installation without a city: the catalogue alone. */
export async function installEmpty(store: Store): Promise<void> {
  await installCatalogue({ store, now: () => new Date() }, readCatalogue())
}

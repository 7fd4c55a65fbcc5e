import type { Store } from '@cg/db/store'
import type { Period } from '@cg/domain/period'
import { lastCompletePeriod, periodRange, previousPeriod, shiftPeriod } from '@cg/domain/period'
import { installCatalogue } from '@cg/services/catalogue/install'
import { installCity } from '@cg/services/catalogue/install-city'
import type { Actor, Context, Services } from '@cg/services/context'
import { preparePreview } from '@cg/services/release/prepare'
import { publishPreview } from '@cg/services/release/publish'
import { readCatalogue } from './catalogue-files.ts'
import { expandTargets, readDemoCity } from './city-files.ts'
import { demoBaselines } from './demo/baselines.ts'
import { chinaTime, openPeriod, usualPeriod } from './demo/calendar.ts'
import { fileQuarter } from './demo/file-quarter.ts'
import { generateQuarters } from './demo/generate.ts'
import type { DemoCell } from './demo/generate.ts'
import { castPeople } from './demo/people.ts'
import type { People } from './demo/people.ts'
import { oddities, plantOddities } from './demo/plant.ts'
import { firstPeriod } from './demo/profile.ts'

export type DemoOptions = {
  /** The day that counts as today, 'YYYY-MM-DD'; the newest quarter is the last one that was over on it. */
  asOf?: string
  /** Judges the old quarters too, which the seeds' own tests do; a start leaves it out. */
  judgeAll?: boolean
}

/** Today's date in China. */
function today(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** Fills an empty installation with the fictional city: published up to the quarter before last, the last one open. */
export async function seedDemo(store: Store, { asOf = today(), judgeAll = false }: DemoOptions = {}): Promise<void> {
  const open = lastCompletePeriod(asOf)
  const start = chinaTime('2021-12-01', 9)
  const services: Services = { store, now: () => start }
  const catalogue = readCatalogue()
  const city = readDemoCity()
  const generated = generateQuarters(catalogue.items, open)
  await installCatalogue(services, catalogue, { schemeState: 'adopted', isDemo: true })
  const users = await installCity(services, {
    name: city.name,
    units: city.units,
    users: city.users,
    targets: expandTargets(city.targetPlan, city.units, catalogue.indicators),
    baselines: demoBaselines({ ...catalogue, units: city.units, cells: generated.get(firstPeriod) ?? [] }),
    isDemo: true,
  })
  const people = castPeople(users)
  const formItems = new Map(catalogue.forms.map((form) => [form.code, form.items]))
  const quarters = plantOddities(generated, open, formItems)
  for (const period of periodRange(firstPeriod, previousPeriod(open))) {
    await pastQuarter(services, people, {
      period,
      cells: quarters.get(period) ?? [],
      isLast: period === previousPeriod(open),
      isProven: !judgeAll && period < shiftPeriod(open, -3),
    })
  }
  await installCity(services, { periods: [openPeriod(open, asOf)], isDemo: true })
}

type PastQuarter = { period: Period; cells: readonly DemoCell[]; isLast: boolean; isProven: boolean }

async function pastQuarter(
  services: Services,
  people: People,
  { period, cells, isLast, isProven }: PastQuarter,
): Promise<void> {
  const { publishDay, ...calendar } = usualPeriod(period)
  await installCity({ ...services, now: () => new Date(calendar.opensAt) }, { periods: [calendar], isDemo: true })
  await fileQuarter(services, people, {
    period,
    cells,
    isProven,
    missing: (plan) => isLast && plan.reporter === oddities.silentUnit && plan.form.code === oddities.silentForm,
  })
  await publish(services, people, { period, publishDay })
}

/** One person prepares, another signs (decision 18). */
async function publish(
  services: Services,
  people: People,
  { period, publishDay, reason }: { period: Period; publishDay: string; reason?: string },
): Promise<void> {
  const preview = await preparePreview(contextOf(services, people.preparer, chinaTime(publishDay, 9, 30)), {
    period,
    reason,
  })
  const signer = contextOf(services, people.publisher, chinaTime(publishDay, 16))
  await publishPreview(signer, { id: preview.id, version: preview.version })
}

function contextOf(services: Services, actor: Actor, at: Date): Context {
  return { ...services, actor, now: () => at }
}

/** An installation without a city: the catalogue alone. */
export async function installEmpty(store: Store): Promise<void> {
  await installCatalogue({ store, now: () => new Date() }, readCatalogue())
}

import { rankedKinds } from '@cg/contract/unit-kind'
import type { Db } from '@cg/db/store'
import { dayInChina } from '@cg/domain/number/china-day'
import { lastCompletePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { loadDefinitions } from '../catalogue/read.ts'
import { countedIn } from './within.ts'
import type { CountedIn } from './within.ts'
import type { CatalogueIndicator, CatalogueItem } from '../catalogue/read.ts'

export type KnownKind = NonNullable<Awaited<ReturnType<typeof loadDefinitions>>['guide']['registerKinds']>[number]

export type Known = {
  readonly kinds: readonly KnownKind[]
  readonly units: { code: string; name: string }[]
  /** The units in which a record of a unit counts. */
  readonly within: CountedIn
  readonly departments: readonly { code: string; name: string }[]
  /** Units of measure that count people. */
  readonly peopleUnits: readonly string[]
  readonly indicators: readonly Pick<CatalogueIndicator, 'code' | 'name' | 'formula'>[]
  readonly items: ReadonlyMap<string, Pick<CatalogueItem, 'name' | 'decimals' | 'axes'>>
  /** The last quarter that is over. */
  readonly period: Period
}

/** Kinds, ranked units, departments and items as they stand in the last quarter that is over. */
export async function loadKnown(db: Db, now: Date): Promise<Known> {
  const period = lastCompletePeriod(dayInChina(now))
  const { guide, units, departments, items, indicators } = await loadDefinitions(db, period)
  return {
    period,
    kinds: guide.registerKinds ?? [],
    within: countedIn(units),
    units: units.filter(({ kind }) => rankedKinds.has(kind)).map(({ code, name }) => ({ code, name })),
    departments,
    items,
    peopleUnits: guide.peopleUnits,
    indicators: [...indicators.values()],
  }
}

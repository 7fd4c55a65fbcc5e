import { rankedKinds } from '@cg/contract/unit-kind'
import type { Db } from '@cg/db/store'
import { dayInChina } from '@cg/domain/number/china-day'
import { lastCompletePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { loadDefinitions } from '../catalogue/read.ts'

type Named = { readonly code: string; readonly name: string }

export type Known = {
  readonly plan: Awaited<ReturnType<typeof loadDefinitions>>['guide']['keyPlan']
  readonly departments: readonly Named[]
  /** Districts, counties and zones: each of them reaches a milestone for itself. */
  readonly units: readonly Named[]
  readonly city: Named
  /** The district of a town. */
  readonly parents: ReadonlyMap<string, string | null>
  readonly today: string
  /** The last quarter that is over. */
  readonly period: Period
}

/** The plan of the catalogue, departments and units as they stand in the last quarter that is over. */
export async function loadKnown(db: Db, now: Date): Promise<Known> {
  const today = dayInChina(now)
  const period = lastCompletePeriod(today)
  const { guide, units, departments } = await loadDefinitions(db, period)
  const city = units.find(({ kind }) => kind === 'city')
  return {
    plan: guide.keyPlan,
    departments: departments.map(({ code, name }) => ({ code, name })),
    units: units.filter(({ kind }) => rankedKinds.has(kind)).map(({ code, shortName }) => ({ code, name: shortName })),
    city: { code: city?.code ?? '', name: '全市' },
    parents: new Map(units.map(({ code, parent }) => [code, parent])),
    today,
    period,
  }
}

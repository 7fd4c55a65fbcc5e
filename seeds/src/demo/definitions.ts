import { IndicatorSeed } from '@cg/contract/catalogue'
import type { CatalogueSeed } from '@cg/contract/catalogue'
import { strictObject } from '@cg/contract/schema'
import { Type } from '@cg/contract/type'
import type { Period } from '@cg/domain/period'
import { periodEnd } from '@cg/domain/period'
import { installCatalogue } from '@cg/services/catalogue/install'
import type { Services } from '@cg/services/context'
import { readSeed } from '../seed-file.ts'
import { addDays, chinaTime } from './calendar.ts'

/** A definition that the invented office changed: what it counted before, from when it did no longer, and why. */
const Change = strictObject({
  code: IndicatorSeed.properties.code,
  changesFrom: IndicatorSeed.properties.validFrom,
  before: strictObject({
    definition: IndicatorSeed.properties.definition,
    formula: IndicatorSeed.properties.formula,
  }),
  reason: Type.String(),
})

const changes = readSeed(Type.Array(Change), new URL('../../demo/definitions.json', import.meta.url))

/** The catalogue as it was in a quarter: indicators whose definition changes later as they were before. */
export function catalogueIn(catalogue: CatalogueSeed, period: Period): CatalogueSeed {
  return { ...catalogue, indicators: catalogue.indicators.map((indicator) => indicatorIn(indicator, period)) }
}

function indicatorIn(indicator: IndicatorSeed, period: Period): IndicatorSeed {
  const change = changes.find(({ code }) => code === indicator.code)
  if (change === undefined) return indicator
  const { changesFrom, before, reason } = change
  if (period < changesFrom) return { ...indicator, ...before }
  return { ...indicator, validFrom: changesFrom, changeReason: reason }
}

/** Installs the definitions that begin with a quarter, two weeks before it is over and its forms are opened. */
export async function changeDefinitions(services: Services, catalogue: CatalogueSeed, period: Period): Promise<void> {
  if (changes.every(({ changesFrom }) => changesFrom !== period)) return
  const at = chinaTime(addDays(periodEnd(period), -16), 10)
  const options = { schemeState: 'adopted', isDemo: true } as const
  await installCatalogue({ ...services, now: () => at }, catalogueIn(catalogue, period), options)
}

import { factName, factsOf } from '@cg/contract/adjustment'
import type { ScorableIndicator, SchemeDetail } from '@cg/contract/scheme'
import type { Db } from '@cg/db/store'
import { makePeriod } from '@cg/domain/period'
import { loadGuide } from '../catalogue/guide.ts'
import { loadIndicatorsOff } from '../tailor/list.ts'
import { loadAllDefinitions, loadTargets } from '../catalogue/read.ts'

/** What adjustments may name, in words. */
export async function loadFacts(db: Db): Promise<SchemeDetail['facts']> {
  const { matterKinds } = await loadGuide(db)
  return factsOf(matterKinds).map((code) => ({ code, name: factName(code, matterKinds) }))
}

/**
 * Indicators that can be scored from the first quarter of the year on: with a direction, and measured by unit. Those that
 * the city does not use are among them: a scheme that was adopted keeps them, and its releases say that they are left out.
 */
export async function loadScorable(db: Db, year: number): Promise<ScorableIndicator[]> {
  const { indicators } = await loadAllDefinitions(db, makePeriod(year, 1))
  const off = await loadIndicatorsOff(db)
  const targets = Map.groupBy(await loadTargets(db), (target) => target.indicator)
  return [...indicators.values()]
    .filter((one) => one.direction !== 'neutral' && !one.isCityOnly)
    .map(({ code, name, dimension, unit, decimals, direction, weight }) => ({
      code,
      name,
      dimension,
      unit,
      decimals,
      direction,
      catalogueWeight: weight,
      offFrom: off.get(code) ?? null,
      targetYears: [...new Set((targets.get(code) ?? []).map((target) => target.year))].sort((a, b) => a - b),
    }))
}

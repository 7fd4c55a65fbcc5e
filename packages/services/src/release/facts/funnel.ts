import type { FunnelFact } from '@cg/contract/release/measure'
import { isCovered } from '@cg/domain/figure/coverage'
import { must } from '@cg/domain/must'
import { funnelClass, rateFunnel, shareFunnel } from '@cg/domain/statistics/funnel'
import type { FunnelClass } from '@cg/domain/statistics/funnel'
import { cityAt } from '../stored/basis.ts'
import { intervalRule, isShareOfCounts } from '../compute/share.ts'
import type { Figures } from '../compute/figures.ts'
import { numberAt } from '../stored/result-table.ts'
import { listedUnits } from './equity.ts'

/**
 * Where each unit stands in the funnel around the city's share or rate of things counted (`funnel.ts` of the domain). Null
 * for anything else, for a city that is not covered, and above 200 units.
 */
export function funnelFact(figures: Figures, i: number): FunnelFact | null {
  const { basis, ranked, results, quarters } = figures
  const indicator = must(basis.indicators[i])
  const { formula } = indicator
  if (ranked.length > listedUnits || indicator.isCityOnly || !('multiplier' in formula)) return null
  if (intervalRule(basis, indicator) === null) return null
  const kind = isShareOfCounts(basis, indicator) ? 'share' : 'rate'
  const at = (unit: number): number => i * results.unitCount + unit
  const counts = (unit: number) => [numberAt(results.numerators, at(unit)), numberAt(results.denominators, at(unit))]
  const [x = null, n = null] = counts(cityAt)
  if (x === null || n === null || n <= 0) return null
  if (!isCovered(must(quarters.at(-1)).cityCoverage(i), basis.coverageLimit)) return null
  const centre = x / n
  const classOf = (unit: number): FunnelClass | null => {
    const [own = null, of = null] = counts(unit)
    const limits = own === null || of === null ? null : (kind === 'share' ? shareFunnel : rateFunnel)(centre, of)
    return own === null || of === null || limits === null
      ? null
      : funnelClass(own / of, limits, indicator.direction, of)
  }
  const classes = ranked.map(classOf)
  if (classes.every((one) => one === null)) return null
  return {
    kind,
    multiplier: formula.multiplier,
    centre,
    level: classes.map((one) => one?.level ?? null),
    side: classes.map((one) => one?.side ?? null),
  }
}

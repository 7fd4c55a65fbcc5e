import { isCovered } from '@cg/domain/figure/coverage'
import { likeForLike } from '@cg/domain/figure/like-for-like'
import type { LikeForLike } from '@cg/domain/figure/like-for-like'
import { coversAlike } from '@cg/domain/figure/span'
import { must } from '@cg/domain/must'
import { scaledInteger } from '@cg/domain/number/round'
import type { Period } from '@cg/domain/period'
import { stateCode } from '@cg/domain/column'
import { cityAt, isDefinedAlike } from '../stored/basis.ts'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import type { Figures } from './figures.ts'
import { isRedrawn, isSameGround } from './ground.ts'
import { isThin } from './share.ts'
import { spanIn } from './span.ts'
import type { QuarterView } from './quarter.ts'

/** An earlier quarter under the same definition, or null. */
export function comparable(
  { basis, quarters }: Figures,
  indicator: BasisIndicator,
  period: string,
): QuarterView | null {
  if (!isDefinedAlike(indicator, period, basis.period)) return null
  return quarters.find((quarter) => quarter.period === period) ?? null
}

/**
 * The city's figure of this quarter beside that of `then`, over the units present in both (decision 31). Where units were
 * merged or split since and both figures are whole, they are the city's on the same ground. Null where the
 * definition or the length of the period differs, where either was not measured in its own quarter, without the cells of
 * both (they go back eight quarters), when a unit left out is one whose figure is withheld, and where too little of the
 * city is behind either side (decision 33), and for shares of fewer than 30 things and rates of fewer than ten events.
 */
export function compareCity(figures: Figures, i: number, then: Period): LikeForLike | null {
  const { basis, engine, input } = figures
  const indicator = must(basis.indicators[i])
  const view = comparable(figures, indicator, then)
  if (view === null || !coversAlike(spanIn(basis, indicator), basis.period, then)) return null
  const views = [must(figures.quarters.at(-1)), view]
  if (
    views.some((one) => isThin(basis, indicator, { value: one.value(i, cityAt), denominator: one.cityDenominator(i) }))
  )
    return null
  if (isRedrawn(figures, i, then) && isSameGround(figures, i, then)) {
    const found = wholeOnGround(basis, i, views)
    if (found !== null) return found
  }
  if (!input.earlier.some((one) => one.period === then && one.cells !== null)) return null
  const column = (period: Period) => engine.column({ indicator: indicator.code, period })
  const found = likeForLike(engine.tree, cityAt, indicator.formula, { now: column(basis.period), before: column(then) })
  if (found === null || !isCovered(found.covered, basis.coverageLimit)) return null
  const hidden = [cityAt, ...found.missingNow, ...found.missingBefore]
  if (hidden.some((unit) => views.some((one) => one.state(i, unit) === stateCode.withheld))) return null
  const recomputed = must(column(then).values[cityAt])
  return printsAs(recomputed, view.value(i, cityAt), indicator) ? found : null
}

/** Two whole figures as published; null for one that is not, and for comparisons of areas, whose sides may be others. */
function wholeOnGround(basis: ReleaseBasis, i: number, views: readonly QuarterView[]): LikeForLike | null {
  const { formula } = must(basis.indicators[i])
  if (formula.kind === 'areaGap' || formula.kind === 'areaRatio') return null
  const isWhole = (one: QuarterView): boolean =>
    one.state(i, cityAt) === stateCode.reported && one.carried(i, cityAt) === 0
  const covered = Math.min(...views.map((one) => one.cityCoverage(i)))
  if (!views.every(isWhole) || !isCovered(covered, basis.coverageLimit)) return null
  const [now, before] = views.map((one) => one.value(i, cityAt))
  return { now: must(now), before: must(before), missingNow: [], missingBefore: [], isWhole: true, covered }
}

/**
 * What was published then must come out again from its cells over today's units, whole or not: else units that are no
 * longer there, and cannot be named, or other rules stand behind it.
 */
function printsAs(recomputed: number, published: number, { decimals }: BasisIndicator): boolean {
  return !Number.isNaN(published) && scaledInteger(recomputed, decimals) === scaledInteger(published, decimals)
}

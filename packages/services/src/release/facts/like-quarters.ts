import { stateCode } from '@cg/domain/column'
import { isCovered } from '@cg/domain/figure/coverage'
import { must } from '@cg/domain/must'
import { periodIndex } from '@cg/domain/period'
import { cityAt } from '../stored/basis.ts'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import { spanIn } from '../compute/span.ts'
import { comparable } from '../compute/compare-city.ts'
import type { Figures } from '../compute/figures.ts'
import type { QuarterView } from '../compute/quarter.ts'

/** Quarters between two values that compare: a running total meets only the same quarter of other years. */
export function likeStep(basis: ReleaseBasis, indicator: BasisIndicator): 1 | 4 {
  return spanIn(basis, indicator).kind === 'yearToDate' ? 4 : 1
}

/**
 * The quarters whose city value compares with this one's, oldest first: under the same definition, with a value, of a
 * running total the same quarter of each year, of what is not observed every quarter the observations only.
 */
export function likeQuarters(figures: Figures, i: number): QuarterView[] {
  const { basis, quarters } = figures
  const indicator = must(basis.indicators[i])
  const [now, step] = [periodIndex(basis.period), likeStep(basis, indicator)]
  const like = quarters.filter(
    (quarter) =>
      (now - periodIndex(quarter.period)) % step === 0 &&
      comparable(figures, indicator, quarter.period) !== null &&
      isWholeEnough(basis, indicator, quarter, i),
  )
  return like.filter((quarter) => quarter.carried(i, cityAt) === 0)
}

/** A verdict needs two thirds of a quotient's denominator (decision 33); a count that lacks a unit is another count. */
function isWholeEnough(basis: ReleaseBasis, { formula }: BasisIndicator, quarter: QuarterView, i: number): boolean {
  if (Number.isNaN(quarter.value(i, cityAt))) return false
  if (formula.kind === 'sum') return quarter.state(i, cityAt) === stateCode.reported
  return isCovered(quarter.cityCoverage(i), basis.coverageLimit)
}

import { isCovered } from '@cg/domain/figure/coverage'
import { must } from '@cg/domain/must'
import { assessTarget } from '@cg/domain/target/target'
import type { Light } from '@cg/domain/target/target'
import type { TargetPath } from '@cg/domain/target/target-path'
import { cityAt, isDefinedAlike } from '../stored/basis.ts'
import type { Figures } from './figures.ts'
import type { QuarterView } from './quarter.ts'
import { isOfYear, observedIn } from './results.ts'

export type Judging = { readonly i: number; readonly unit: number; readonly path: TargetPath }

/**
 * The light of a published quarter's figure by this release's targets: what `results.lights` holds of the quarter itself.
 * Null without a figure, for one carried from an earlier year (decision 32), for a city with too little behind it
 * (decision 33), and under another definition than today's.
 */
export function lightThen({ basis }: Figures, view: QuarterView, { i, unit, path }: Judging): Light | null {
  const indicator = must(basis.indicators[i])
  const [value, carried] = [view.value(i, unit), view.carried(i, unit)]
  if (Number.isNaN(value) || !isDefinedAlike(indicator, view.period, basis.period)) return null
  if (!isOfYear(view.period, carried)) return null
  if (unit === cityAt && !isCovered(view.cityCoverage(i), basis.coverageLimit)) return null
  const period = observedIn(view.period, carried)
  return assessTarget({ path, period, series: [{ period, value }], decimals: indicator.decimals }).light
}

import type { GapPair } from '@cg/contract/catalogue'
import { inOneLine } from '@cg/domain/claim/words'
import { groupBaseWords } from '@cg/domain/claim/worker-group'
import { resultAt } from '@cg/domain/figure/compute'
import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import type { Figures } from '../compute/figures.ts'
import type { QuarterView } from '../compute/quarter.ts'
import { hasUnknownUnit, isSameGround } from '../compute/ground.ts'
import { groupMeasures } from '../compute/worker-groups.ts'
import { cityAt, isDefinedAlike } from '../stored/basis.ts'
import { incompleteUnits, isAnyMeasured, isCityWhole, noSides, pairOf, publishedSide } from './gap-sides.ts'
import type { GapSource, ShownSide, SideOf } from './gap-sides.ts'
import type { Pair } from './gap-trend.ts'
import { quarterAt, valueIn } from './rendering.ts'
import { baseWords } from './worker-groups.ts'

/** Two indicators that the guide compares; none where one of them is not there. */
export function pairGap(figures: Figures, { name, high, low, highName, lowName }: GapPair): GapSource[] {
  const { basis, engine } = figures
  const find = (code: string): number => basis.indicators.findIndex((one) => one.code === code)
  const [upper, lower] = [find(high), find(low)]
  if (upper < 0 || lower < 0) return []
  const sides = (quarter: QuarterView): ShownSide[] => [upper, lower].map((i) => publishedSide(figures, quarter, i))
  const isMeasured = (period: Period): boolean => {
    const quarter = quarterAt(figures, period)
    return quarter !== null && isAnyMeasured(figures, sides(quarter))
  }
  const at = (period: Period): Pair => {
    const quarter = quarterAt(figures, period)
    const isAlike = [upper, lower].every(
      (i) => isSameGround(figures, i, period) && isDefinedAlike(must(basis.indicators[i]), period, basis.period),
    )
    if (quarter === null || !isAlike) return { ...noSides, missing: [] }
    if (hasUnknownUnit(figures, period) && !isCityWhole(sides(quarter))) return { ...noSides, missing: [] }
    const missing = incompleteUnits(figures, period, sides(quarter))
    if (missing.length > 0) return { ...noSides, missing }
    const side = (i: number): SideOf => {
      const column = engine.column({ indicator: must(basis.indicators[i]).code, period })
      return { value: valueIn(quarter, i, cityAt), carriedFrom: resultAt(column, cityAt).carriedFrom }
    }
    return pairOf(side(upper), side(lower))
  }
  const [first, second] = [must(basis.indicators[upper]), must(basis.indicators[lower])]
  return [{ indicator: second, upper: first, names: { name, highName, lowName }, sides: null, at, isMeasured }]
}

/** Everybody and each group of workers, the group's people among everybody's. */
export function workerGaps(figures: Figures): GapSource[] {
  const { basis } = figures
  const { whole: highName, wholeShort } = basis.guide.workerGroups
  return groupMeasures(basis).flatMap(({ name: lowName, whole, part, isSameBase }) => {
    const [all, own] = [must(basis.indicators[whole]), must(basis.indicators[part])]
    const bases = { whole: baseWords(basis, all), group: baseWords(basis, own) }
    const members = inOneLine(groupBaseWords({ whole: highName, group: lowName, isSameBase, bases }))
    const pair = { name: `${wholeShort}—${lowName}`, high: all.code, low: own.code, highName, lowName }
    return pairGap(figures, pair).map((source) => ({ ...source, members }))
  })
}

import type { YardstickFact } from '@cg/contract/release/fact'
import { coversAlike } from '@cg/domain/figure/span'
import { must } from '@cg/domain/must'
import { parsePeriod, shiftPeriod } from '@cg/domain/period'
import { yardstickKinds } from '@cg/domain/yardstick'
import { carryQuarters, isDefinedAlike } from '../stored/basis.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { spanIn } from '../compute/span.ts'

/** Every outside figure of an indicator that the release holds. */
export function heldYardsticks({ yardsticks }: ReleaseBasis, code: string): readonly YardstickFact[] {
  return yardsticks[code] ?? []
}

/**
 * The newest outside figure by name that may be drawn beside the quarter's: of the same definition, of as long a time (a
 * running total only of the same quarter of a year), at most two years old. Nation, province, then cities by name.
 */
export function yardsticksBeside(basis: ReleaseBasis, i: number): YardstickFact[] {
  const indicator = must(basis.indicators[i])
  const span = spanIn(basis, indicator)
  const oldest = shiftPeriod(basis.period, -carryQuarters)
  const fitting = heldYardsticks(basis, indicator.code).filter(({ period }) => {
    const own = parsePeriod(period)
    return own >= oldest && coversAlike(span, basis.period, own) && isDefinedAlike(indicator, own, basis.period)
  })
  const byName = new Map(fitting.map((one) => [one.name, one]))
  return [...byName.values()].toSorted(
    (left, right) =>
      yardstickKinds.indexOf(left.kind) - yardstickKinds.indexOf(right.kind) || (left.name < right.name ? -1 : 1),
  )
}

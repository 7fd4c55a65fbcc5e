import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { cityAt } from '../stored/basis.ts'
import type { BasisIndicator, ReleaseBasis } from '../stored/basis.ts'
import { describeWorking, meanWorking } from '../words.ts'

/** How the city's figure was made: of a mean of scores, of how many; else '330,412 人 ÷ 400,015 人 × 100%'. */
export function cityWorking(basis: ReleaseBasis, indicator: BasisIndicator, facts: IndicatorFacts): string {
  const { city, current, units } = facts
  const plain = describeWorking(basis, indicator, city)
  if (city.value === null) return plain
  const below = new Set<string>(
    basis.units.flatMap((one) => (one.parent === basis.units[cityAt]?.code && one.countsInParent ? [one.code] : [])),
  )
  const states = current.state.filter((_, u) => below.has(units.code[u] ?? ''))
  const scored = states.filter((state) => state === 'reported' || state === 'partial').length
  const due = states.filter((state) => state !== 'not_applicable').length
  const mean = meanWorking(basis, indicator, { scored, due })
  return mean ?? plain
}

import { citySubject } from '@cg/domain/claim/words'
import { claimGap } from '@cg/domain/claim/gap'
import { claimCount, claimGoal } from '@cg/domain/claim/goal'
import { claimChange } from '@cg/domain/claim/movement'
import { claimUncomputable } from '@cg/domain/claim/uncomputable'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import type { Claim } from '../claims.ts'
import type { IndicatorFacts } from '../release/indicator.ts'
import { aimOf, baselineComparison, formatOf, spanComparison, yardstickClaims, yearComparison } from './value.ts'
import type { SaidUnder, Stated } from './value.ts'
import { workerGroupClaims } from './worker-groups.ts'

/** What may be said of one indicator: the city's figure against its goal and its own past, its units, its groups. */
export function indicatorClaims(facts: Omit<IndicatorFacts, 'claims'>, { coverageLimit, areas }: SaidUnder): Claim[] {
  const { indicator, city, current } = facts
  const stated: Stated = { indicator, fact: city, period: parsePeriod(facts.release.period) }
  const format = formatOf(indicator)
  const subject = citySubject(indicator.name, areas)
  const change = spanComparison(stated, coverageLimit)
  const year = yearComparison(stated, coverageLimit)
  const found = [
    claimUncomputable(subject, city.value, missingNames(facts)),
    claimGoal(subject, aimOf(stated)),
    claimChange(subject, change, format),
    change?.against === 'sameQuarterLastYear' ? null : claimChange(subject, year, format),
    claimChange(subject, baselineComparison(stated, coverageLimit), format),
    claimCount(
      'units',
      indicator.name,
      current.light.map((light) => ({ light })),
    ),
    ...yardstickClaims(stated, subject),
    ...facts.breakdowns.map((breakdown) => breakdownClaim(facts, breakdown)),
    ...workerGroupClaims(facts),
  ]
  return found.filter((claim) => claim !== null)
}

function missingNames({ city, units }: Omit<IndicatorFacts, 'claims'>): string[] {
  if (city.missing.length === 0) return []
  const at = new Map(units.code.map((code, position) => [code, position]))
  return city.missing.map((code) => units.shortName[at.get(code) ?? -1] ?? code)
}

/**
 * The two groups of an axis, or the ends of more than two; null unless every group has the figures of all its units,
 * measured in this quarter: groups that lack different units are not held against each other.
 */
function breakdownClaim(
  { indicator }: Omit<IndicatorFacts, 'claims'>,
  { groups }: IndicatorFacts['breakdowns'][number],
): Claim | null {
  const format = formatOf(indicator)
  const known = groups.flatMap(({ name, value, state, carriedFrom }) =>
    value === null || state !== 'reported' || carriedFrom !== null ? [] : [{ name, value }],
  )
  if (format.unit !== '%' || known.length < 2 || known.length < groups.length) return null
  const sorted = known.toSorted((left, right) => right.value - left.value)
  const [first, last] = [must(sorted[0]), must(sorted.at(-1))]
  return claimGap({ topic: indicator.name, high: first, low: last, before: null, format })
}

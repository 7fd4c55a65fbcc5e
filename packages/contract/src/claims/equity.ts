import type { Claim } from '../claims.ts'
import type { EquityFacts } from '../release/equity.ts'

/** What may be said of how evenly the city is served: each gap, then each resource, in the order of the answer. */
export function equityClaims({ gaps, resources }: Omit<EquityFacts, 'claims'>): Claim[] {
  return [...gaps, ...resources].flatMap(({ claim }) => claim ?? [])
}

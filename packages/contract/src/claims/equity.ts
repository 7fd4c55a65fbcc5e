import type { Claim } from '../claims.ts'
import type { EquityFacts } from '../release/equity.ts'

/** What may be said of how evenly the city is served: each gap, in the order of the answer. */
export function equityClaims({ gaps }: Omit<EquityFacts, 'claims'>): Claim[] {
  return gaps.flatMap(({ claim }) => claim ?? [])
}

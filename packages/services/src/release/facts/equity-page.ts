import { equityClaims } from '@cg/contract/claims/equity'
import type { EquityFacts } from '@cg/contract/release/equity'
import { gapSeriesOf } from './gap-series.ts'
import { overviewNotes } from './overview.ts'
import type { Rendering } from './rendering.ts'
import { resourceFacts } from './resources.ts'
import { swarmFacts } from './swarm.ts'

/** 均衡性: gaps between areas and groups over time, resources against need, kinds of enterprise unit by unit. */
export function equityFacts({ head, figures }: Rendering): EquityFacts {
  const facts = {
    release: head,
    gaps: gapSeriesOf(figures),
    resources: resourceFacts(figures),
    ...swarmFacts(figures),
    notes: overviewNotes(figures),
  }
  return { ...facts, claims: equityClaims(facts) }
}

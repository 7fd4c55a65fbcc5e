import { equityClaims } from '@cg/contract/claims/equity'
import type { EquityFacts } from '@cg/contract/release/equity'
import { gapSeriesOf } from './gap-series.ts'
import { overviewNotes } from './overview.ts'
import type { Rendering } from './rendering.ts'

/** 均衡性: gaps between areas and groups over time. */
export function equityFacts({ head, figures }: Rendering): EquityFacts {
  const facts = { release: head, gaps: gapSeriesOf(figures), notes: overviewNotes(figures) }
  return { ...facts, claims: equityClaims(facts) }
}

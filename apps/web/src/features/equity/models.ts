import { gapOf } from '@cg/charts/models/gap-trend'
import type { EquityFacts, GapSeries } from '@cg/contract/release/equity'
import type { OverviewFacts } from '@cg/contract/release/overview'
import { buildModel } from '../../charts/build-model.ts'
import type { Built } from '../../charts/build-model.ts'
import type { EquitySearch } from './search.ts'

/** The gap that the URL names; the widest where it names none or one that this release does not have. */
export function shownGap(facts: EquityFacts, { i, pair }: EquitySearch): GapSeries | null {
  const wanted = { ...(i === undefined ? {} : { measure: i }), ...(pair === undefined ? {} : { pair }) }
  return gapOf(facts, wanted) ?? facts.gaps[0] ?? null
}

/** The two lines of a gap; the same spec goes to the export. */
export function gapTrendBuilt(facts: EquityFacts, gap: GapSeries): Built {
  const spec = { kind: 'gap-trend', measure: gap.indicator, pair: gap.name } as const
  return buildModel(spec, { facts: 'equity', data: facts })
}

/** All gaps of the quarter, the widest first. */
export function gapsBuilt(facts: OverviewFacts): Built {
  return buildModel({ kind: 'gaps' }, { facts: 'overview', data: facts })
}

/** The key of a gap's row in the picture of all gaps. */
export function keyOfGap({ indicator, name }: Pick<GapSeries, 'indicator' | 'name'>): string {
  return `${indicator}:${name}`
}

import type { ChartKind, ChartSpec } from '@cg/contract/chart'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { buildModel } from '../../charts/build-model.ts'
import type { Built } from '../../charts/build-model.ts'
import { groupsOf } from './measure.ts'
import type { RankingSearch, RankingView } from './search.ts'

const kinds: Readonly<Record<RankingView, ChartKind>> = {
  bars: 'district-ranking',
  dumbbell: 'dumbbell',
  bump: 'bump',
  interval: 'rank-interval',
  dimensions: 'dimensions',
  table: 'district-ranking',
}

/** The chart the URL asks for; the same spec goes to the export. */
export function rankingBuilt(facts: RankingFacts, search: RankingSearch & { focus?: string | undefined }): Built {
  const { view = 'bars', sort, group, focus } = search
  const isGroup = group !== undefined && groupsOf(facts.units.group).includes(group)
  const isKnown = focus !== undefined && facts.units.code.includes(focus)
  const spec: ChartSpec = {
    kind: kinds[view],
    measure: facts.measure.code,
    ...(sort === undefined ? {} : { sort }),
    ...(isGroup ? { group } : {}),
    ...(isKnown ? { focus } : {}),
  }
  return buildModel(spec, { facts: 'ranking', data: facts })
}

/** The points of one unit's score; null for a single indicator. */
export function contributionBuilt(facts: RankingFacts, unit: string): Built | null {
  if (facts.parts.length === 0) return null
  return buildModel(
    { kind: 'contribution', measure: facts.measure.code, focus: unit },
    { facts: 'ranking', data: facts },
  )
}

import type { ChartSpec } from '@cg/contract/chart'
import type { ScoreReference } from '@cg/contract/chart-choices'
import { scoreReferences } from '@cg/contract/chart-choices'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { buildModel } from '../../charts/build-model.ts'
import type { Built } from '../../charts/build-model.ts'
import type { UnitSearch } from './search.ts'

/** The table of indicators that the URL asks for; the same spec goes to the export. */
export function spineBuilt(facts: MatrixFacts, unit: string, { cmp, dim }: UnitSearch): Built {
  const isKnown = dim === 'ALL' || facts.indicators.some((indicator) => indicator.dimension === dim)
  const spec: ChartSpec = {
    kind: 'spine',
    focus: unit,
    ...(cmp === undefined ? {} : { base: cmp }),
    ...(dim === undefined || !isKnown ? {} : { dimension: dim }),
  }
  return buildModel(spec, { facts: 'matrix', data: facts })
}

/** What the unit's score can be held against in this release, in the order offered. */
export function referencesOf(facts: RankingFacts, unit: string): ScoreReference[] {
  const at = facts.units.code.indexOf(unit)
  const why = facts.explanations?.[at] ?? null
  if (why === null) return []
  return scoreReferences.filter((reference) => (why[reference] ?? null) !== null)
}

export function waterfallBuilt(facts: RankingFacts, unit: string, against: ScoreReference): Built {
  return buildModel({ kind: 'waterfall', focus: unit, against }, { facts: 'ranking', data: facts })
}

/** The unit's way through the quarters; null below two. */
export function historyBuilt(facts: RankingFacts, unit: string): Built | null {
  if (facts.history.periods.length < 2 || facts.notRanked !== null) return null
  return buildModel({ kind: 'bump', focus: unit }, { facts: 'ranking', data: facts })
}

import type { ChartSpec } from '@cg/contract/chart'
import type { IndicatorFacts, MatrixFacts, OverviewFacts, RankingFacts } from '@cg/contract/release'
import type { ChartModel } from './model.ts'
import { districtRanking } from './models/district-ranking.ts'

/** The reply a spec was answered with; which one it needs, `factsNeeded` says. */
export type ChartFacts =
  | { readonly facts: 'ranking'; readonly data: RankingFacts }
  | { readonly facts: 'indicator'; readonly data: IndicatorFacts }
  | { readonly facts: 'overview'; readonly data: OverviewFacts }
  | { readonly facts: 'matrix'; readonly data: MatrixFacts }

/** A spec that these facts cannot answer (a wrong kind of facts is a programming error; an unknown unit is the user's). */
export class ChartRefusal extends Error {
  override readonly name = 'ChartRefusal'
}

/** Screen and server both come through here: the same spec over the same facts is the same chart. */
export function chartFromSpec(spec: ChartSpec, facts: ChartFacts): ChartModel {
  const model = buildModel(spec, facts)
  return spec.title === undefined ? model : { ...model, title: spec.title, titleSource: 'given' }
}

function buildModel(spec: ChartSpec, facts: ChartFacts): ChartModel {
  if (facts.facts === 'ranking' && spec.kind === 'district-ranking') return districtRanking(facts.data, spec)
  throw new ChartRefusal(`图表类型 ${spec.kind} 与数据不符`)
}

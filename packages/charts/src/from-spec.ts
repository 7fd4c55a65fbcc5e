import type { ChartSpec } from '@cg/contract/chart'
import type { IndicatorFacts, MatrixFacts, OverviewFacts, RankingFacts } from '@cg/contract/release'
import type { ChartModel } from './model.ts'
import { breakdown } from './models/breakdown.ts'
import { bump } from './models/bump.ts'
import { byUnit } from './models/by-unit.ts'
import { contribution } from './models/contribution.ts'
import { districtRanking } from './models/district-ranking.ts'
import { dumbbell } from './models/dumbbell.ts'
import { gaps, kpi } from './models/overview.ts'
import { rankInterval } from './models/rank-interval.ts'
import { tartan } from './models/tartan.ts'
import { tileMap } from './models/tile-map.ts'
import { trend } from './models/trend.ts'
import { ChartRefusal } from './refusal.ts'

/** The reply a spec was answered with; which one it needs, `factsNeeded` says. */
export type ChartFacts =
  | { readonly facts: 'ranking'; readonly data: RankingFacts }
  | { readonly facts: 'indicator'; readonly data: IndicatorFacts }
  | { readonly facts: 'overview'; readonly data: OverviewFacts }
  | { readonly facts: 'matrix'; readonly data: MatrixFacts }

type Builder<F> = (facts: F, spec: ChartSpec) => ChartModel
type Builders<F> = Partial<Record<ChartSpec['kind'], Builder<F>>>

const fromRanking: Builders<RankingFacts> = {
  'district-ranking': districtRanking,
  dumbbell,
  bump,
  'rank-interval': rankInterval,
  contribution,
  'tile-map': tileMap,
}
const fromIndicator: Builders<IndicatorFacts> = { trend, 'by-unit': byUnit, breakdown }
const fromOverview: Builders<OverviewFacts> = { gaps, kpi }
const fromMatrix: Builders<MatrixFacts> = { tartan }

/** Screen and server both come through here: the same spec over the same facts is the same chart. */
export function chartFromSpec(spec: ChartSpec, facts: ChartFacts): ChartModel {
  const model = buildModel(spec, facts)
  return spec.title === undefined
    ? model
    : { ...model, title: spec.title, titleSource: 'given', altText: `${spec.title}（自拟标题）。${model.altText}` }
}

function buildModel(spec: ChartSpec, facts: ChartFacts): ChartModel {
  switch (facts.facts) {
    case 'ranking':
      return built(fromRanking[spec.kind], facts.data, spec)
    case 'indicator':
      return built(fromIndicator[spec.kind], facts.data, spec)
    case 'overview':
      return built(fromOverview[spec.kind], facts.data, spec)
    case 'matrix':
      return built(fromMatrix[spec.kind], facts.data, spec)
  }
}

function built<F>(builder: Builder<F> | undefined, facts: F, spec: ChartSpec): ChartModel {
  if (builder === undefined) throw new ChartRefusal(`图表类型 ${spec.kind} 不能由这组数据画出，请换一种图表`)
  return builder(facts, spec)
}

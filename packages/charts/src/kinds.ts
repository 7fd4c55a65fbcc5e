import type { ChartKind, ChartSpec, FactsOfKind } from '@cg/contract/chart'
import type { ReleaseDifference } from '@cg/contract/difference'
import type { EquityFacts } from '@cg/contract/release/equity'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { TargetsFacts } from '@cg/contract/release/targets'
import type { MapSheet } from '@cg/contract/map'
import type { ChartModel } from './model.ts'
import { breakdown } from './models/breakdown.ts'
import { bump } from './models/bump.ts'
import { byUnit } from './models/by-unit.ts'
import { contribution } from './models/contribution.ts'
import { districtRanking } from './models/district-ranking.ts'
import { dimensions } from './models/dimensions.ts'
import { difference } from './models/difference.ts'
import { dumbbell } from './models/dumbbell.ts'
import { funnel } from './models/funnel.ts'
import { gapTrend } from './models/gap-trend.ts'
import { groupGaps } from './models/group-gaps.ts'
import { map } from './models/map.ts'
import { gaps, kpi } from './models/overview.ts'
import { multiples } from './models/multiples.ts'
import { rankInterval } from './models/rank-interval.ts'
import { resourceNeed } from './models/resource-need.ts'
import { spine } from './models/spine.ts'
import { swarm } from './models/swarm.ts'
import { targetHistory } from './models/target-history.ts'
import { targetLights } from './models/target-lights.ts'
import { targets } from './models/targets.ts'
import { tartan } from './models/tartan.ts'
import { tileMap } from './models/tile-map.ts'
import { trend } from './models/trend.ts'
import { unitHistory } from './models/unit-history.ts'
import { waterfall } from './models/waterfall.ts'
import { workerGroups } from './models/worker-groups.ts'

/** The replies of a release that charts are drawn from. */
export type FactsByName = {
  readonly ranking: RankingFacts
  readonly indicator: IndicatorFacts
  readonly overview: OverviewFacts
  readonly matrix: MatrixFacts
  readonly targets: TargetsFacts
  readonly equity: EquityFacts
  readonly difference: ReleaseDifference
}

type Kinds = {
  readonly [K in ChartKind]: (
    facts: FactsByName[FactsOfKind[K]],
    spec: ChartSpec,
    sheet: MapSheet | undefined,
  ) => ChartModel
}

/** Facts → model for every kind of chart: a new kind does not compile before it has a line here and its facts in the contract. */
export const kinds: Kinds = {
  'district-ranking': districtRanking,
  dumbbell,
  bump,
  'rank-interval': rankInterval,
  contribution,
  waterfall,
  dimensions,
  'tile-map': tileMap,
  map,
  trend,
  'by-unit': byUnit,
  multiples,
  funnel,
  breakdown,
  'worker-groups': workerGroups,
  'group-gaps': groupGaps,
  tartan,
  spine,
  targets,
  'target-lights': targetLights,
  'target-history': targetHistory,
  'unit-history': unitHistory,
  gaps,
  'gap-trend': gapTrend,
  'resource-need': resourceNeed,
  swarm,
  kpi,
  difference,
}

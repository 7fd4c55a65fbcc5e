import type { ChartKind, ChartSpec } from '@cg/contract/chart'
import { chartKinds, factsNeeded } from '@cg/contract/chart'
import type { ReleaseHead } from '@cg/contract/release/head'
import { must } from '@cg/domain/must'
import type { ChartFacts } from '../from-spec.ts'
import { chartFromSpec } from '../from-spec.ts'
import type { ChartModel } from '../model.ts'
import {
  equityFacts,
  indicatorFacts,
  matrixFacts,
  overviewFacts,
  rankingFacts,
  release,
  scoreFacts,
} from './fixtures.ts'
import { mapSheet } from './map-fixture.ts'
import { differenceFacts } from './difference-fixture.ts'
import { targetsFacts } from './targets-fixture.ts'

const specs: Readonly<Record<ChartKind, ChartSpec>> = {
  'district-ranking': { kind: 'district-ranking', measure: 'JN03' },
  dumbbell: { kind: 'dumbbell', measure: 'JN03' },
  bump: { kind: 'bump', focus: 'YC09', compare: 'YC10' },
  'rank-interval': { kind: 'rank-interval' },
  contribution: { kind: 'contribution', focus: 'YC09' },
  waterfall: { kind: 'waterfall', focus: 'YC09', against: 'ahead' },
  dimensions: { kind: 'dimensions' },
  'tile-map': { kind: 'tile-map', measure: 'JN03' },
  map: { kind: 'map', measure: 'JN03' },
  trend: { kind: 'trend', measure: 'JN03' },
  'by-unit': { kind: 'by-unit', measure: 'JN03' },
  funnel: { kind: 'funnel', measure: 'JN03' },
  multiples: { kind: 'multiples', measure: 'JN03' },
  breakdown: { kind: 'breakdown', measure: 'JN03', axis: 'cluster' },
  'worker-groups': { kind: 'worker-groups', measure: 'JN03' },
  'group-gaps': { kind: 'group-gaps', measure: 'JN03', focus: 'YC09' },
  tartan: { kind: 'tartan' },
  spine: { kind: 'spine', focus: 'YC09' },
  targets: { kind: 'targets' },
  'target-lights': { kind: 'target-lights' },
  'target-history': { kind: 'target-history' },
  'unit-history': { kind: 'unit-history', measure: 'JN03', from: '2025Q2' },
  gaps: { kind: 'gaps' },
  'gap-trend': { kind: 'gap-trend', measure: 'JN03', pair: '规上—中小微' },
  'resource-need': { kind: 'resource-need' },
  swarm: { kind: 'swarm', focus: 'YC09' },
  kpi: { kind: 'kpi' },
  difference: { kind: 'difference', before: 'CG-2026Q3-01' },
}

/** The invented city's facts for a spec, under a release head that a test may change. */
export function factsForSpec(spec: ChartSpec, head: Partial<ReleaseHead> = {}): ChartFacts {
  const changed = { release: { ...release, ...head } }
  const need = must(factsNeeded(spec))
  switch (need.facts) {
    case 'ranking':
      return {
        facts: 'ranking',
        data: need.measure === 'score' ? scoreFacts(changed) : rankingFacts(changed),
        ...(spec.kind === 'map' ? { sheet: mapSheet() } : {}),
      }
    case 'indicator':
      return { facts: 'indicator', data: indicatorFacts(changed) }
    case 'overview':
      return { facts: 'overview', data: overviewFacts(changed) }
    case 'targets':
      return { facts: 'targets', data: targetsFacts(changed) }
    case 'matrix':
      return { facts: 'matrix', data: matrixFacts(changed) }
    case 'equity':
      return { facts: 'equity', data: equityFacts(changed) }
    case 'difference':
      return { facts: 'difference', data: differenceFacts(changed) }
  }
}

/** One chart of each kind. */
export function gallery(change: Partial<ChartSpec> = {}, head: Partial<ReleaseHead> = {}): ChartModel[] {
  return chartKinds.map((kind) => {
    const spec = { ...specs[kind], ...change, kind }
    return chartFromSpec(spec, factsForSpec(spec, head))
  })
}

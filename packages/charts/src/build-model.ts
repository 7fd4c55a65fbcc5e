import type { ChartSpec } from '@cg/contract/chart'
import { chartFromSpec } from './from-spec.ts'
import type { ChartFacts } from './from-spec.ts'
import type { ChartModel } from './model.ts'
import { ChartRefusal } from './refusal.ts'

export type Built = { spec: ChartSpec; model: ChartModel } | { spec: ChartSpec; refusal: string }

/** A chart, or the words why these facts cannot be drawn that way. */
export function buildModel(spec: ChartSpec, facts: ChartFacts): Built {
  try {
    return { spec, model: chartFromSpec(spec, facts) }
  } catch (error) {
    if (error instanceof ChartRefusal) return { spec, refusal: error.message }
    throw error
  }
}

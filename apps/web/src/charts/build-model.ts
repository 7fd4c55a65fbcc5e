import { chartFromSpec } from '@cg/charts/from-spec'
import type { ChartFacts } from '@cg/charts/from-spec'
import type { ChartModel } from '@cg/charts/model'
import { ChartRefusal } from '@cg/charts/refusal'
import type { ChartSpec } from '@cg/contract/chart'

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

import { chartFromSpec } from '@cg/charts/from-spec'
import type { ChartModel } from '@cg/charts/model'
import type { ChartSpec } from '@cg/contract/chart'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useHighlight } from '../../shared/highlight.ts'

export type OverviewModels = {
  kpi: ChartModel
  gaps: { spec: ChartSpec; model: ChartModel } | null
  facts: RankingFacts
  ranking: { spec: ChartSpec; model: ChartModel }
  tiles: { spec: ChartSpec; model: ChartModel }
}

/** The measure of list and tiles; `by` in the URL, the composite score otherwise. */
export function useMeasure(): [string | undefined, (code: string) => void] {
  const { by } = useSearch({ strict: false })
  const navigate = useNavigate()
  return [by, (code) => void navigate({ to: '/', search: (old) => ({ ...old, by: code }), replace: true })]
}

/** Facts → models, once per release, measure and focus. */
export function useOverviewModels(data: OverviewFacts | undefined): OverviewModels | null {
  const [by] = useMeasure()
  const focus = useHighlight()
  return useMemo(() => (data ? overviewModels(data, by, focus) : null), [data, by, focus])
}

/** Gaps of the measure shown, else of the first card that has any: one scale, one unit. */
function gapSpecFor(data: OverviewFacts, measure: string): ChartSpec | null {
  const wanted = [measure, ...data.cards.map((card) => card.indicator.code), ...data.gaps.map((gap) => gap.indicator)]
  const found = wanted.find((code) => data.gaps.some((gap) => gap.indicator === code && gap.gap !== null))
  return found === undefined ? null : { kind: 'gaps', measure: found }
}

function overviewModels(data: OverviewFacts, by: string | undefined, focus: string | undefined): OverviewModels | null {
  const facts = data.rankings.find((ranking) => ranking.measure.code === by) ?? data.rankings[0]
  if (!facts) return null
  const isHere = focus !== undefined && facts.units.code.includes(focus)
  const common = { measure: facts.measure.code, ...(isHere ? { focus } : {}) }
  const build = (spec: ChartSpec) => ({ spec, model: chartFromSpec(spec, { facts: 'ranking', data: facts }) })
  const gapSpec = gapSpecFor(data, facts.measure.code)
  return {
    kpi: chartFromSpec({ kind: 'kpi' }, { facts: 'overview', data }),
    gaps: gapSpec === null ? null : { spec: gapSpec, model: chartFromSpec(gapSpec, { facts: 'overview', data }) },
    facts,
    ranking: build({ kind: 'district-ranking', ...common }),
    tiles: build({ kind: 'tile-map', ...common }),
  }
}

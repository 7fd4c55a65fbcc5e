import { overviewCharts } from '@cg/charts/page/overview'
import type { OverviewCharts } from '@cg/charts/page/overview'
import type { OverviewFacts } from '@cg/contract/release/overview'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useDeferredValue, useMemo } from 'react'
import { useHighlight } from '../../shared/highlight.ts'

export type OverviewModels = OverviewCharts

/** The measure of list and tiles; `by` in the URL, the composite score otherwise. */
export function useMeasure(): [string | undefined, (code: string) => void] {
  const { by } = useSearch({ strict: false })
  const navigate = useNavigate()
  return [by, (code) => void navigate({ to: '/', search: (old) => ({ ...old, by: code }), replace: true })]
}

/** Facts → models, once per release, measure and focus. A measure shows at once in its control; what it draws follows. */
export function useOverviewModels(data: OverviewFacts | undefined): OverviewModels | null {
  const by = useDeferredValue(useMeasure()[0])
  const focus = useHighlight()
  return useMemo(() => (data ? overviewCharts(data, by, focus) : null), [data, by, focus])
}

import './echart.css'
import type { ChartModel } from '@cg/charts/model'
import { Suspense, lazy } from 'react'
import { LoadingState } from '../ui/states.tsx'

const Drawing = lazy(() => import('./drawing.tsx').then((module) => ({ default: module.Drawing })))

export type EChartProps = {
  model: ChartModel
  height: number
  /** Called with a row's key when a mark of it is clicked. */
  onSelect?: (key: string) => void
}

/** A drawn chart. ECharts comes in a chunk of its own; until then the panel keeps its height. */
export function EChart(props: EChartProps) {
  return (
    <Suspense fallback={<LoadingState shape="chart" height={props.height} />}>
      <Drawing {...props} />
    </Suspense>
  )
}

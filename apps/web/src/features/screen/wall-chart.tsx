import type { ChartModel } from '@cg/charts/model'
import { chartTargets } from '@cg/charts/options/build'
import { panelSettings } from '@cg/charts/settings-for'
import { Suspense, lazy, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTheme } from '../../lib/use-theme.ts'

const loadDrawing = () => import('../../charts/live-chart.tsx')
const LiveDrawing = lazy(() => loadDrawing().then((module) => ({ default: module.LiveDrawing })))

/** Fetches the drawing code ahead: a screen must be able to turn its pages while the server is away. */
export function preloadDrawing(): Promise<unknown> {
  return loadDrawing()
}

/** A chart is laid out with letters of this size in px and rows of this height, and enlarged as a whole. */
const laidOut = { fontSize: 14, leastRow: 20 } as const

type Frame = { readonly width: number; readonly height: number; readonly em: number }

function useFrame(): [React.RefObject<HTMLDivElement | null>, Frame | null] {
  const ref = useRef<HTMLDivElement>(null)
  const [frame, setFrame] = useState<Frame | null>(null)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => {
      const [width, height] = [element.clientWidth, element.clientHeight]
      if (width > 0 && height > 0)
        setFrame({ width, height, em: Number.parseFloat(getComputedStyle(element).fontSize) })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, frame]
}

const quiet = () => undefined

type WallChartProps = {
  model: ChartModel
  /** Called with the unit whose mark is pressed; without it the drawing is only looked at. */
  onUnit?: ((unit: string) => void) | undefined
  marked?: string | undefined
}

/** A chart that fills its frame, letters as large as the frame's own: drawn small and enlarged, so that lines and marks grow too. */
export function WallChart({ model, onUnit, marked }: WallChartProps) {
  const [ref, frame] = useFrame()
  const theme = useTheme()
  const scale = frame === null ? 1 : frame.em / laidOut.fontSize
  const width = frame === null ? 0 : Math.round(frame.width / scale)
  const height = frame === null ? 0 : Math.round(frame.height / scale)
  const targets = useMemo(
    () =>
      onUnit === undefined || width === 0
        ? []
        : chartTargets(model, panelSettings({ width, height, theme, animation: false, ...laidOut })),
    [model, onUnit, width, height, theme],
  )
  return (
    <div ref={ref} className="wall-chart">
      {frame !== null && (
        <Suspense fallback={null}>
          <LiveDrawing
            model={model}
            size={{ width, height, theme, ...laidOut }}
            label={onUnit === undefined ? model.altText : null}
            onDrawn={quiet}
            onSelect={undefined}
          />
        </Suspense>
      )}
      {onUnit !== undefined && (
        <div role="group" aria-label={model.title}>
          {targets.map(({ key, detail, box }) => (
            <button
              key={key}
              type="button"
              className="wall-target"
              style={{
                left: box.left * scale,
                top: box.top * scale,
                width: box.width * scale,
                height: box.height * scale,
              }}
              aria-label={detail.join('，')}
              aria-pressed={key === marked}
              onClick={() => onUnit(key)}
            />
          ))}
        </div>
      )}
    </div>
  )
}

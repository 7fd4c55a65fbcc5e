import type { MapLayout } from '@cg/charts/map/layout'
import { mapLayout } from '@cg/charts/map/layout'
import { spansAt } from '@cg/charts/map/spans'
import type { ChartModel, MapBody } from '@cg/charts/model'
import { mapBox, mapShapes } from '@cg/charts/options/map'
import { paintShapes } from '@cg/charts/options/paint'
import type { Target } from '@cg/charts/options/settings'
import { panelSettings } from '@cg/charts/settings-for'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { PointerEvent } from 'react'
import type { Theme } from '../lib/use-theme.ts'

type MapCanvasProps = {
  model: ChartModel
  body: MapBody
  size: { width: number; height: number; theme: Theme }
  onSelect: ((key: string) => void) | undefined
}

/** The area under a point; what lies over others comes before them. */
function areaAt({ areas }: MapLayout, x: number, y: number): Target | null {
  const found = areas.findLast(
    ({ bounds, polygons }) =>
      x >= bounds.left &&
      x <= bounds.left + bounds.width &&
      y >= bounds.top &&
      y <= bounds.top + bounds.height &&
      spansAt(polygons, y).some(([from, to]) => from <= x && x <= to),
  )
  return found === undefined ? null : { key: found.area.key, detail: found.area.detail, box: found.bounds }
}

/** A map of so many areas that elements would be slow: painted once; the table beside it is what keyboard and ear read. */
export function MapCanvas({ model, body, size: { width, height, theme }, onSelect }: MapCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [tip, setTip] = useState<{ target: Target; x: number; y: number } | null>(null)
  const settings = useMemo(() => panelSettings({ width, height, theme, animation: false }), [width, height, theme])
  const plot = useMemo(() => ({ left: 0, top: 0, width, height }), [width, height])
  const layout = useMemo(() => mapLayout(body, mapBox(plot, settings), settings.fontSize), [body, plot, settings])
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const ratio = window.devicePixelRatio
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, width, height)
    paintShapes(context, mapShapes(body, plot, settings))
  }, [body, plot, settings, width, height])
  const point = (event: PointerEvent<HTMLCanvasElement>) => {
    const frame = event.currentTarget.getBoundingClientRect()
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top]
    const target = areaAt(layout, x, y)
    setTip(target === null ? null : { target, x, y })
  }
  const ratio = window.devicePixelRatio
  return (
    <div className="chart-live" onPointerLeave={() => setTip(null)}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={`${model.title}。逐个单位的数值见数据表。`}
        width={Math.round(width * ratio)}
        height={Math.round(height * ratio)}
        style={{ width, height }}
        onPointerMove={point}
        onClick={() => tip && onSelect?.(tip.target.key)}
      />
      {tip && (
        <div className="chart-tip" aria-hidden="true" style={{ left: tip.x, top: tip.y + 16 }}>
          {tip.target.detail.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
    </div>
  )
}

import './chart-drawing.css'
import { mostNamedAreas } from '@cg/charts/map/layout'
import type { ChartModel, MapBody } from '@cg/charts/model'
import { chartMarks, panelHeight } from '@cg/charts/options/build'
import type { Target } from '@cg/charts/options/settings'
import { panelSettings } from '@cg/charts/settings-for'
import { drawChartPanel } from '@cg/contract/chart'
import type { ChartSpec } from '@cg/contract/chart'
import type { ReleaseHead } from '@cg/contract/release/head'
import type { Query } from '@cg/contract/route'
import { Suspense, lazy, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { urlOf } from '../lib/api.ts'
import { isDrawnAhead } from '../lib/drawn-ahead.ts'
import { useTheme } from '../lib/use-theme.ts'
import type { Theme } from '../lib/use-theme.ts'
import { LateOnPaper } from '../ui/states.tsx'
import { ChartTargets } from './chart-targets.tsx'
import type { TargetShape } from './chart-targets.tsx'
import { StillDrawing } from './still-drawing.tsx'

const MapCanvas = lazy(() => import('./map-canvas.tsx').then((module) => ({ default: module.MapCanvas })))
const LiveDrawing = lazy(() => import('./live-chart.tsx').then((module) => ({ default: module.LiveDrawing })))

export type ChartDrawingProps = {
  head: ReleaseHead
  spec: ChartSpec
  model: ChartModel
  /** Left out: what the form asks for at the width it gets. */
  height?: number | undefined
  selectedKey?: string | null | undefined
  /** Called with a mark's key; without it (and without `target`) the drawing is only looked at. */
  onSelect?: ((key: string) => void) | undefined
  /** Draws what can be chosen as something else than a button, e.g. a link. */
  target?: ((target: Target, shape: TargetShape) => ReactNode) | undefined
}

/** A width to lay out by before the page has one. */
const assumedWidth = 640

function useWidth(): [React.RefObject<HTMLDivElement | null>, number] {
  const frame = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    setWidth(Math.round(element.clientWidth))
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [frame, width]
}

/** While a window is drawn wider or narrower its pictures are stretched; the last size gets a picture of its own. */
const restMs = 200

/** Width and theme that the server's picture is asked for; null before there is a width. */
function usePictured(width: number, theme: Theme): { readonly width: number; readonly theme: Theme } | null {
  const [drawn, setDrawn] = useState(0)
  if (drawn === 0 && width > 0) setDrawn(width)
  useEffect(() => {
    if (width === 0 || width === drawn) return
    const timer = setTimeout(() => setDrawn(width), restMs)
    return () => clearTimeout(timer)
  }, [width, drawn])
  return drawn === 0 ? null : { width: drawn, theme }
}

/** A chart on a page: as elements, or painted where there are too many areas for those. */
export function ChartDrawing(props: ChartDrawingProps) {
  const { body } = props.model
  if (isDrawnAhead) return <PlaceOfDrawing {...props} />
  return body.form === 'map' && body.areas.length > mostNamedAreas ? (
    <PaintedDrawing {...props} body={body} />
  ) : (
    <ElementDrawing {...props} />
  )
}

/** A cast: the script adds width, theme and height, in this order, as the program asks for the same picture. */
function withoutSize(spec: ChartSpec): Query<typeof drawChartPanel> {
  return spec as Query<typeof drawChartPanel>
}

/** Widths that a panel may get, in CSS pixels: from a phone's to a wall's. */
const [narrowest, widest] = [200, 2400]

/**
 * Before the program runs: where the picture goes, its address but for size and theme, and its height from each width on.
 * A line of script in index.html fills it in as soon as there is a width.
 */
function PlaceOfDrawing({ head, spec, model, height: given }: ChartDrawingProps) {
  const steps: (readonly [from: number, height: number])[] = []
  for (let width = narrowest; width <= widest; width++) {
    const height = given ?? panelHeight(model, width)
    if (steps.at(-1)?.[1] !== height) steps.push([width, height])
  }
  return (
    <div
      className="chart-drawing"
      data-picture={urlOf(drawChartPanel, { params: { code: head.code }, query: withoutSize(spec) })}
      data-heights={steps.map((step) => step.join(' ')).join()}
      data-alt={model.altText}
    />
  )
}

function PaintedDrawing({ model, body, height: given, onSelect }: ChartDrawingProps & { body: MapBody }) {
  const [frame, width] = useWidth()
  const theme = useTheme()
  const height = given ?? panelHeight(model, width === 0 ? assumedWidth : width)
  return (
    <div ref={frame} className="chart-drawing" style={{ height }}>
      {width > 0 && (
        <Suspense fallback={<LateOnPaper />}>
          <MapCanvas model={model} body={body} size={{ width, height, theme }} onSelect={onSelect} />
        </Suspense>
      )}
    </div>
  )
}

/**
 * The server's picture of the option; ECharts itself only where no picture comes. What can be pointed at or chosen lies
 * over both as HTML, so that keyboard, finger and tips wait for no library.
 */
function ElementDrawing({ head, spec, model, height: given, selectedKey, onSelect, target }: ChartDrawingProps) {
  const [frame, width] = useWidth()
  const theme = useTheme()
  const pictured = usePictured(width, theme)
  const [hasFailed, setFailed] = useState(false)
  const [isDrawn, setDrawn] = useState(false)
  const heightAt = (wide: number) => given ?? panelHeight(model, wide)
  const laidOut = width === 0 ? assumedWidth : width
  const height = heightAt(laidOut)
  const { targets, points } = useMemo(
    () => chartMarks(model, panelSettings({ width: laidOut, height, theme, animation: false })),
    [model, laidOut, height, theme],
  )
  const takeOver = useCallback(() => setDrawn(true), [])
  const isRead = (onSelect !== undefined || target !== undefined) && targets.length > 0
  return (
    <div ref={frame} className="chart-drawing" style={{ height }}>
      {pictured !== null && !isDrawn && (
        <StillDrawing
          theme={theme}
          addressOf={(asked) =>
            urlOf(drawChartPanel, {
              params: { code: head.code },
              query: { ...spec, ...pictured, theme: asked, height: heightAt(pictured.width) },
            })
          }
          alt={isRead ? '' : model.altText}
          onFailed={() => setFailed(true)}
        />
      )}
      {hasFailed && width > 0 && (
        <Suspense fallback={null}>
          <LiveDrawing
            model={model}
            size={{ width, height, theme }}
            onDrawn={takeOver}
            label={isRead ? null : model.altText}
            onSelect={onSelect}
          />
        </Suspense>
      )}
      {targets.length + points.length > 0 && (
        <ChartTargets
          label={model.title}
          height={height}
          targets={targets}
          points={points}
          selectedKey={selectedKey ?? null}
          onSelect={onSelect}
          target={target}
        />
      )}
    </div>
  )
}

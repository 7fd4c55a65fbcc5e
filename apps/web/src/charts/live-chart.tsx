import type { ChartModel } from '@cg/charts/model'
import { buildOption } from '@cg/charts/options/build'
import { init } from '@cg/charts/register'
import { panelSettings } from '@cg/charts/settings-for'
import type { PanelOptions } from '@cg/charts/settings-for'
import type { ChartThemeName } from '@cg/contract/chart'
import { useEffect, useLayoutEffect, useRef } from 'react'

type Chart = ReturnType<typeof init>

type LiveDrawingProps = {
  model: ChartModel
  size: Omit<PanelOptions, 'animation'>
  /** The chart stands: the picture beneath may go. */
  onDrawn: () => void
  /** For screen readers; null where the marks themselves are read. */
  label: string | null
  onSelect: ((key: string) => void) | undefined
}

const calmMotion = '(prefers-reduced-motion: reduce)'

function keyOf(event: unknown): string | null {
  if (typeof event !== 'object' || event === null || !('data' in event)) return null
  const { data } = event
  if (typeof data !== 'object' || data === null || !('key' in data)) return null
  return typeof data.key === 'string' ? data.key : null
}

type Frame = Pick<LiveDrawingProps, 'model' | 'size'>

/** With a view box, which ECharts leaves out, paper can scale the drawing as it does a picture. */
function draw(chart: Chart, { model, size }: Frame, animation: boolean): void {
  chart.setOption(buildOption(model, panelSettings({ ...size, animation })), true)
  chart.getDom().querySelector('svg')?.setAttribute('viewBox', `0 0 ${size.width} ${size.height}`)
}

/** Paper is light: a dark drawing is drawn anew before it is printed, and back after. */
function useLightPaper(chart: React.RefObject<Chart | null>, { model, size }: Frame): void {
  const { width, height, theme, fontSize, leastRow } = size
  useEffect(() => {
    if (theme === 'light') return
    const drawIn = (asked: ChartThemeName) => () =>
      chart.current && draw(chart.current, { model, size: { width, height, theme: asked, fontSize, leastRow } }, false)
    const before = drawIn('light')
    const after = drawIn(theme)
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
    }
  }, [chart, model, width, height, theme, fontSize, leastRow])
}

/** Mounts the option of a model; SVG, so that it prints sharp. The first drawing stands still: it takes a picture's place. */
export function LiveDrawing({ model, size, onDrawn, label, onSelect }: LiveDrawingProps) {
  const frame = useRef<HTMLDivElement>(null)
  const chart = useRef<Chart | null>(null)
  const { width, height, theme, fontSize, leastRow } = size
  const select = useRef(onSelect)
  useEffect(() => {
    select.current = onSelect
  })
  useLayoutEffect(() => {
    if (!frame.current) return
    const isFirst = chart.current === null
    chart.current ??= init(frame.current, null, { renderer: 'svg', useCoarsePointer: true, width, height })
    const animation = !isFirst && !window.matchMedia(calmMotion).matches
    if (!isFirst) chart.current.resize({ width, height })
    draw(chart.current, { model, size: { width, height, theme, fontSize, leastRow } }, animation)
    if (!isFirst) return
    chart.current.on('click', (event: unknown) => {
      const key = keyOf(event)
      if (key !== null) select.current?.(key)
    })
    onDrawn()
  }, [model, width, height, theme, fontSize, leastRow, onDrawn])
  useLightPaper(chart, { model, size })
  useEffect(
    () => () => {
      chart.current?.dispose()
      chart.current = null
    },
    [],
  )
  return (
    <div
      ref={frame}
      className="chart-live"
      {...(label === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  )
}

import { buildOption } from '@cg/charts/options/build'
import { init } from '@cg/charts/register'
import { panelSettings } from '@cg/charts/settings-for'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTheme } from '../lib/use-theme.ts'
import type { EChartProps } from './echart.tsx'

type Chart = ReturnType<typeof init>

const calmMotion = '(prefers-reduced-motion: reduce)'

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

function keyOf(event: unknown): string | null {
  if (typeof event !== 'object' || event === null || !('data' in event)) return null
  const { data } = event
  if (typeof data !== 'object' || data === null || !('key' in data)) return null
  return typeof data.key === 'string' ? data.key : null
}

function mount(element: HTMLElement, onSelect: (key: string) => void): Chart {
  const chart = init(element, null, { renderer: 'svg', useCoarsePointer: true })
  chart.on('click', (event: unknown) => {
    const key = keyOf(event)
    if (key !== null) onSelect(key)
  })
  return chart
}

/** Mounts the option of a model at the width it has; SVG, so that it prints sharp and its text is text. */
export function Drawing({ model, height, onSelect }: EChartProps) {
  const [frame, width] = useWidth()
  const theme = useTheme()
  const chart = useRef<Chart | null>(null)
  const select = useRef(onSelect)
  useEffect(() => {
    select.current = onSelect
  })
  useEffect(() => {
    if (width === 0 || !frame.current) return
    chart.current ??= mount(frame.current, (key) => select.current?.(key))
    const animation = !window.matchMedia(calmMotion).matches
    chart.current.resize({ width, height })
    chart.current.setOption(buildOption(model, panelSettings({ width, height, theme, animation })), true)
  }, [frame, model, width, height, theme])
  useEffect(
    () => () => {
      chart.current?.dispose()
      chart.current = null
    },
    [],
  )
  return <div ref={frame} className="drawing" style={{ height }} role="img" aria-label={model.altText} />
}

import type { Reference, Scale } from '../model.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import type { Box, DrawingSettings } from './settings.ts'

type CustomApi = { readonly coord: (point: readonly [number, number]) => number[] }
export type ToPixel = (x: number, row: number) => { readonly x: number; readonly y: number }

/** A series that draws shapes for each row: `draw` gets the row's number and the way from values to pixels. */
export function shapeSeries(
  name: string,
  count: number,
  draw: (row: number, toPixel: ToPixel) => Shape[],
  extra: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    type: 'custom',
    name,
    silent: false,
    clip: false,
    data: Array.from({ length: count }, (_, row) => [0, row]),
    encode: { x: 0, y: 1 },
    renderItem: (params: { readonly dataIndex: number }, api: CustomApi) => {
      const toPixel: ToPixel = (x, row) => {
        const [left = 0, top = 0] = api.coord([x, row])
        return { x: left, y: top }
      }
      return { type: 'group', children: draw(params.dataIndex, toPixel) }
    },
    ...extra,
  }
}

/** A value axis that shows only what the scale says; without labels when every mark carries its number. */
export function valueAxis(
  scale: Scale,
  settings: DrawingSettings,
  shows: { readonly labels: boolean; readonly lines: boolean; readonly position?: string },
): Record<string, unknown> {
  const { theme, fontFamily, fontSize } = settings
  const texts = new Map(scale.ticks.map((tick) => [tick.value, tick.text]))
  return {
    type: 'value',
    min: scale.from,
    max: scale.to,
    interval: tickStep(scale),
    ...(shows.position === undefined ? {} : { position: shows.position }),
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: shows.lines, lineStyle: { color: theme.line, width: 1 } },
    axisLabel: {
      show: shows.labels,
      color: theme.ink3,
      fontFamily,
      fontSize: fontSize - 1,
      textBorderWidth: 0,
      hideOverlap: true,
      formatter: (value: number) => texts.get(Math.round(value * 1e9) / 1e9) ?? '',
    },
  }
}

/** 万人次 beside an axis whose marks are in another unit than the figures; nothing where both are the same. */
export function axisWord(
  scale: Scale,
  unit: string,
  place: { readonly x: number; readonly y: number },
  settings: DrawingSettings,
): Shape[] {
  if (scale.unit === unit) return []
  const { theme, fontFamily: family, fontSize } = settings
  return [textShape(scale.unit, place.x, place.y, { size: fontSize - 1, fill: theme.ink3, family, middle: true })]
}

function tickStep(scale: Scale): number {
  const [first, second] = scale.ticks
  return first === undefined || second === undefined ? scale.to - scale.from : second.value - first.value
}

/** The target (or the city's value) as one line over all rows, its words above. */
export function referenceSeries(
  reference: Reference | null,
  grid: Box,
  z: number,
  settings: DrawingSettings,
): Record<string, unknown>[] {
  if (reference === null) return []
  const { theme, fontFamily: family, fontSize } = settings
  const isTarget = reference.role === 'target'
  const draw = (_: number, toPixel: ToPixel): Shape[] => {
    const { x } = toPixel(reference.value, 0)
    const style = { stroke: isTarget ? theme.ink : theme.ink2, lineWidth: 1.5, lineDash: isTarget ? [] : [4, 3] }
    return [
      { type: 'line', shape: { x1: x, y1: grid.top, x2: x, y2: grid.top + grid.height }, style },
      textShape(reference.text, x, grid.top - fontSize * 0.75, {
        size: fontSize - 0.5,
        fill: theme.ink,
        family,
        align: 'center',
        middle: true,
      }),
    ]
  }
  return [shapeSeries(reference.text, 1, draw, { z, silent: true })]
}

import type { FunnelBody, FunnelPoint } from '../model.ts'
import { shareOn } from '../scale.ts'
import { textWidth } from '../text-layout.ts'
import type { ChartTheme } from '../theme.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import { spread } from './lines.ts'
import type { Box, DrawingSettings, Target } from './settings.ts'

/** Units between the limits of chance; only those outside are named and coloured. */
export function funnelOption(body: FunnelBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  const box = funnelBox(body, plot, settings.fontSize)
  return {
    graphic: [
      ...axisShapes(body, box, settings),
      ...limitShapes(body, box, settings),
      ...body.points.map((point) => pointShape(body, point, box, settings.theme)),
      ...nameShapes(body, box, settings),
      ...keyShapes(body, plot, settings),
    ],
  }
}

const keyLines = 1.8

function funnelBox(body: FunnelBody, plot: Box, size: number): Box {
  const axis = Math.max(...body.scale.ticks.map((tick) => textWidth(tick.text))) * size + 10
  const top = plot.top + size * keyLines
  return {
    left: plot.left + axis,
    top,
    width: plot.width - axis - size * 4,
    height: plot.height - size * (keyLines + 3.4),
  }
}

/** Where a size and a value lie in a box. */
export function funnelPoint(body: FunnelBody, size: number, value: number, box: Box): [number, number] {
  return [box.left + box.width * shareOn(body.sizes, size), box.top + box.height * (1 - shareOn(body.scale, value))]
}

export function funnelTargets(body: FunnelBody, plot: Box, settings: DrawingSettings): Target[] {
  const box = funnelBox(body, plot, settings.fontSize)
  return body.points.map((point) => {
    const [x, y] = funnelPoint(body, point.size.value ?? 0, point.figure.value ?? 0, box)
    return { key: point.key, detail: point.detail, box: { left: x - 12, top: y - 12, width: 24, height: 24 } }
  })
}

function axisShapes(body: FunnelBody, box: Box, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family, fontSize } = settings
  const style = { size: fontSize - 1, fill: theme.ink3, family, middle: true }
  const bottom = box.top + box.height
  const rows = body.scale.ticks.flatMap(({ value, text }): Shape[] => {
    const y = box.top + box.height * (1 - shareOn(body.scale, value))
    const line = { shape: { x1: box.left, y1: y, x2: box.left + box.width, y2: y }, style: { stroke: theme.line } }
    return [{ type: 'line', silent: true, ...line }, textShape(text, box.left - 6, y, { ...style, align: 'right' })]
  })
  const columns = body.sizes.ticks.map(({ value, text }) =>
    textShape(text, box.left + box.width * shareOn(body.sizes, value), bottom + fontSize, {
      ...style,
      align: 'center',
    }),
  )
  const word = body.sizes.unit === '' ? body.sizeWord : `${body.sizeWord}（${body.sizes.unit}）`
  return [
    ...rows,
    ...columns,
    textShape(word, box.left + box.width, bottom + fontSize * 2.4, { ...style, align: 'right' }),
  ]
}

type Edge = 'low' | 'high'

function limitShapes(body: FunnelBody, box: Box, { theme }: DrawingSettings): Shape[] {
  const clamp = (value: number): number => Math.min(body.scale.to, Math.max(body.scale.from, value))
  const curve = (which: 'inner' | 'outer', edge: Edge): Shape => ({
    type: 'polyline',
    silent: true,
    shape: { points: body.limits.map((limit) => funnelPoint(body, limit.size, clamp(limit[which][edge]), box)) },
    style: {
      fill: 'none',
      stroke: theme.ink3,
      lineWidth: which === 'inner' ? 1.2 : 1.5,
      lineDash: which === 'inner' ? [3, 3] : [],
    },
  })
  const [, y] = funnelPoint(body, 0, body.centre.value, box)
  const centre: Shape = {
    type: 'line',
    silent: true,
    shape: { x1: box.left, y1: y, x2: box.left + box.width, y2: y },
    style: { stroke: theme.primary, lineWidth: 1.5 },
  }
  return [centre, ...(['inner', 'outer'] as const).flatMap((which) => [curve(which, 'low'), curve(which, 'high')])]
}

function pointShape(body: FunnelBody, point: FunnelPoint, box: Box, theme: ChartTheme): Shape {
  const [cx, cy] = funnelPoint(body, point.size.value ?? 0, point.figure.value ?? 0, box)
  const isLoud = point.tone === 'focus' || point.tone === 'compare'
  const style = {
    fill: point.level === 'within' ? theme.contextMark : point.level === 'alert' ? theme.card : theme.highlight,
    stroke: isLoud ? theme.primary : point.level === 'within' ? theme.ink3 : theme.highlight,
    lineWidth: isLoud ? 3 : point.level === 'within' ? 1 : 2.2,
  }
  if (point.level !== 'alarm') return { type: 'circle', silent: true, z: 4, shape: { cx, cy, r: 5 }, style }
  const points = [
    [cx, cy - 7],
    [cx + 7, cy],
    [cx, cy + 7],
    [cx - 7, cy],
  ]
  return { type: 'polygon', silent: true, z: 5, shape: { points }, style }
}

/** Names beside the points outside, kept off each other. */
function nameShapes(body: FunnelBody, box: Box, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family, fontSize } = settings
  const size = fontSize - 1
  const outside = body.points
    .filter((point) => point.level !== 'within' || point.tone === 'focus')
    .map((point) => ({ point, at: funnelPoint(body, point.size.value ?? 0, point.figure.value ?? 0, box) }))
    .toSorted((left, right) => left.at[1] - right.at[1])
  const heights = spread(
    outside.map(({ at }) => at[1]),
    size * 1.2,
    box,
  )
  return outside.map(({ point, at: [x] }, index) => ({
    ...textShape(point.name, x + 11, heights[index] ?? 0, { size, fill: theme.ink, family, bold: true, middle: true }),
    z: 6,
  }))
}

/** What lines and marks are. */
export function funnelKey(body: FunnelBody): { readonly mark: 'centre' | 'inner' | 'outer'; readonly text: string }[] {
  return [
    { mark: 'centre', text: body.centre.text },
    { mark: 'inner', text: body.innerWord },
    { mark: 'outer', text: body.outerWord },
  ]
}

function keyShapes(body: FunnelBody, plot: Box, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family, fontSize } = settings
  const size = fontSize - 2
  const y = plot.top + size * 0.8
  const looks = {
    centre: { stroke: theme.primary, lineWidth: 1.5 },
    inner: { stroke: theme.ink3, lineWidth: 1.2, lineDash: [3, 3] },
    outer: { stroke: theme.ink3, lineWidth: 1.5 },
  }
  let x = plot.left
  return funnelKey(body).flatMap(({ mark, text }): Shape[] => {
    const left = x
    x += size * 2.2 + textWidth(text) * size + size * 1.4
    return [
      { type: 'line', silent: true, shape: { x1: left, y1: y, x2: left + size * 1.7, y2: y }, style: looks[mark] },
      textShape(text, left + size * 2.1, y + 0.5, { size, fill: theme.ink2, family, middle: true }),
    ]
  })
}

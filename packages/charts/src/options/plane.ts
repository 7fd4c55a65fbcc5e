import type { PlaneBody, PlaneDot } from '../model.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import { planeLayout, rowMark } from './plane-layout.ts'
import type { PlaneLayout } from './plane-layout.ts'
import type { Box, DrawingSettings, Target } from './settings.ts'
import { plain } from './settings.ts'

/** Dots on a plane: on a curve over its diagonal, or in a swarm along one axis. */
export function planeOption(body: PlaneBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  const layout = planeLayout(body, plot, settings.fontSize)
  return {
    graphic: [
      ...axisShapes(body, layout, settings),
      ...curveShapes(body, layout, settings),
      ...markShapes(body, layout, settings),
      ...layout.dots.map(({ dot, x, y, r }): Shape => {
        const { theme } = settings
        const style = { fill: dotColour(dot, settings), opacity: 0.9, stroke: theme.card, lineWidth: 1.2 }
        return { type: 'circle', z: isLoud(dot) ? 6 : 5, shape: { cx: x, cy: y, r }, style }
      }),
      ...layout.names.map(({ dot, text, x, y, align }) => ({
        ...textShape(plain(text), x, y, {
          size: settings.fontSize - 1,
          fill: isLoud(dot) ? dotColour(dot, settings) : settings.theme.ink2,
          family: settings.fontFamily,
          bold: isLoud(dot),
          align,
          middle: true,
        }),
        z: 7,
      })),
    ],
  }
}

export function planeTargets(body: PlaneBody, plot: Box, settings: DrawingSettings): Target[] {
  return planeLayout(body, plot, settings.fontSize).dots.map(({ dot, x, y, r }) => {
    const reach = Math.max(r, 8)
    return {
      key: dot.key,
      detail: dot.detail,
      box: { left: x - reach, top: y - reach, width: 2 * reach, height: 2 * reach },
    }
  })
}

function isLoud({ tone }: PlaneDot): boolean {
  return tone === 'focus' || tone === 'compare'
}

function dotColour({ tone }: PlaneDot, { theme }: DrawingSettings): string {
  return { plain: theme.primary, focus: theme.highlight, compare: theme.primary, context: theme.contextMark }[tone]
}

function axisShapes(body: PlaneBody, { grid, xOf, yOf, rowHeight }: PlaneLayout, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family, fontSize } = settings
  const small = { size: fontSize - 1, fill: theme.ink2, family, middle: true } as const
  const line = (x1: number, y1: number, x2: number, y2: number): Shape => ({
    type: 'line',
    silent: true,
    shape: { x1, y1, x2, y2 },
    style: { stroke: theme.line, lineWidth: 1 },
  })
  const [right, bottom] = [grid.left + grid.width, grid.top + grid.height]
  const across = body.x.ticks.flatMap(({ value, text }) => [
    line(xOf(value), grid.top, xOf(value), bottom),
    textShape(text, xOf(value), bottom + fontSize * 0.9, { ...small, align: 'center' }),
  ])
  const up =
    body.y === null
      ? body.rows.flatMap(({ name, note }, at) => [
          ...(at === 0 ? [] : [line(grid.left, grid.top + rowHeight * at, right, grid.top + rowHeight * at)]),
          textShape(plain(name), grid.left - fontSize * 0.6, yOf(at) - (note === '' ? 0 : fontSize * 0.6), {
            ...small,
            size: fontSize,
            fill: theme.ink,
            align: 'right',
          }),
          textShape(plain(note), grid.left - fontSize * 0.6, yOf(at) + fontSize * 0.7, {
            ...small,
            size: fontSize - 2,
            align: 'right',
          }),
        ])
      : body.y.ticks.flatMap(({ value, text }) => [
          line(grid.left, yOf(value), right, yOf(value)),
          textShape(text, grid.left - fontSize * 0.5, yOf(value), { ...small, align: 'right' }),
        ])
  return [
    ...across,
    ...up,
    textShape(body.xWord, right, bottom + fontSize * 2.3, { ...small, align: 'right' }),
    ...(body.y === null ? [] : [textShape(body.yWord, grid.left, grid.top - fontSize * 1.1, small)]),
  ]
}

function markShapes(body: PlaneBody, layout: PlaneLayout, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family, fontSize } = settings
  return body.rows.flatMap((_, row): Shape[] => {
    const mark = rowMark(body, row, layout, fontSize)
    if (mark === null) return []
    const { at, x, y, text, align, line } = mark
    return [
      {
        type: 'line',
        silent: true,
        z: 3,
        shape: { x1: at, y1: line.top, x2: at, y2: line.bottom },
        style: { stroke: theme.ink2, lineWidth: 1.5 },
      },
      textShape(plain(text), x, y, { size: fontSize - 1, fill: theme.ink2, family, align, middle: true }),
    ]
  })
}

function curveShapes(body: PlaneBody, { grid, xOf, yOf }: PlaneLayout, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family, fontSize } = settings
  if (body.path.length === 0) return []
  const points = body.path.map(([x, y]) => [xOf(x), yOf(y)])
  const [first, last] = [points[0], points.at(-1)]
  const shade: Shape = {
    type: 'polygon',
    silent: true,
    z: 1,
    shape: { points },
    style: { fill: theme.contextMark, opacity: 0.16 },
  }
  const curve: Shape = {
    type: 'polyline',
    silent: true,
    z: 4,
    shape: { points },
    style: { stroke: theme.primary, lineWidth: 3, fill: 'none' },
  }
  if (body.even === null || first === undefined || last === undefined) return [shade, curve]
  const diagonal: Shape = {
    type: 'line',
    silent: true,
    z: 3,
    shape: { x1: first[0], y1: first[1], x2: last[0], y2: last[1] },
    style: { stroke: theme.ink2, lineWidth: 1.5, lineDash: [5, 4] },
  }
  const word = textShape(body.even, grid.left + grid.width * 0.5 - fontSize * 0.6, grid.top + grid.height * 0.42, {
    size: fontSize - 1,
    fill: theme.ink2,
    family,
    align: 'right',
    middle: true,
  })
  return [shade, diagonal, curve, word]
}

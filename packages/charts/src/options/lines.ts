import { must } from '@cg/domain/must'
import type { LineSeries, LinesBody, Scale } from '../model.ts'
import { textWidth } from '../text-layout.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import { hasStrokesApart, isLacking, isRestated, lineColour, strokesApart } from './line-strokes.ts'
import { gridOf } from './rows.ts'
import { axisWord, valueAxis } from './series.ts'
import type { Box, DrawingSettings, Target } from './settings.ts'
import { plain, pointBox } from './settings.ts'

/** Lines with direct labels at their ends: no legend to hunt in. */
export function linesOption(body: LinesBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  const { theme, fontFamily, fontSize } = settings
  const ends = lineEnds(body)
  const grid = linesGrid(body, plot, settings)
  return {
    grid: gridOf(grid),
    xAxis: {
      type: 'category',
      // A single quarter stands in the middle: at the axis its mark and numbers would lie on those of the scale.
      boundaryGap: isSingle(body),
      data: [...body.periods],
      axisLine: { lineStyle: { color: theme.lineStrong } },
      axisTick: { show: false },
      axisLabel: {
        color: theme.ink2,
        fontFamily,
        fontSize: fontSize - 1,
        margin: 10,
        textBorderWidth: 0,
        interval: body.periods.length * 46 > grid.width ? 'auto' : 0,
      },
    },
    yAxis: valueAxis(body.scale, settings, { labels: true, lines: true }),
    series: [
      ...body.series.map((line) => lineSeries(line, body, settings)),
      ...body.series.flatMap((line) => strokesApart(line, body, settings)),
    ],
    graphic: [
      ...apartShapes(body, grid, settings),
      ...axisWord(body.scale, body.unit, { x: plot.left, y: grid.top - fontSize }, settings),
      ...endShapes(ends, body, grid, settings),
      ...breakShapes(body, grid, settings),
    ],
  }
}

/** Where the lines stand: names behind the last period and words above have their room. */
function linesGrid(body: LinesBody, plot: Box, { fontSize }: DrawingSettings): Box {
  const named = lineEnds(body).filter((end) => end.at === body.periods.length - 1)
  const labelWidth = Math.max(0, ...named.map((end) => textWidth(end.text))) * (fontSize + 0.5) + 22
  const axisWidth = Math.max(...body.scale.ticks.map((tick) => textWidth(tick.text))) * fontSize + 12
  const hasBreak = body.breaks.length > 0
  const head = fontSize * (hasBreak || body.scale.unit !== body.unit ? 1.9 : 1.2)
  return {
    left: plot.left + axisWidth,
    top: plot.top + head,
    width: plot.width - axisWidth - labelWidth,
    height: plot.height - head - fontSize * 2,
  }
}

/** Every figure that has a mark, lines of measured values above the others. */
export function linesPoints(body: LinesBody, plot: Box, settings: DrawingSettings): Target[] {
  const grid = linesGrid(body, plot, settings)
  const step = grid.width / Math.max(1, body.periods.length - 1)
  return body.series
    .filter(hasMarks)
    .toSorted((left, right) => Number(right.role === 'value') - Number(left.role === 'value'))
    .flatMap((line) =>
      line.figures.flatMap(({ value }, at) => {
        if (value === null) return []
        const box = pointBox(placeX(body, grid, at), heightOf(value, body.scale, grid), step)
        return [{ key: `${line.key} ${at}`, detail: pointWords(body, line, at), box }]
      }),
    )
}

/** Values and figures from elsewhere, and what is only a point. */
function hasMarks({ role, figures }: LineSeries): boolean {
  return role === 'value' || role === 'outside' || figures.filter(({ value }) => value !== null).length === 1
}

function isSingle({ periods }: LinesBody): boolean {
  return periods.length < 2
}

/** Where a period stands across the grid. */
function placeX(body: LinesBody, grid: Box, at: number): number {
  return grid.left + (isSingle(body) ? grid.width / 2 : (grid.width / (body.periods.length - 1)) * at)
}

function pointWords(body: LinesBody, line: LineSeries, at: number): string[] {
  const lacking = line.incomplete.flatMap((one) => (one.at === at ? [one.words] : []))
  const restated = isRestated(line, at) ? ['按合并前合计重算'] : []
  return [must(body.periods[at]), `${line.name}：${must(line.figures[at]).text}`, ...lacking, ...restated]
}

function lineSeries(line: LineSeries, body: LinesBody, settings: DrawingSettings): Record<string, unknown> {
  const color = lineColour(line, settings.theme)
  const isValue = line.role === 'value'
  const isOutside = line.role === 'outside'
  const isPoint = line.figures.filter((figure) => figure.value !== null).length === 1
  const hollow = { color: settings.background ?? settings.theme.card, borderColor: color, borderWidth: 2, opacity: 1 }
  return {
    type: 'line',
    name: line.name,
    z: isValue ? 4 : 2,
    connectNulls: isOutside,
    step: line.role === 'target' ? 'middle' : false,
    showSymbol: hasMarks(line),
    showAllSymbol: true,
    symbol: isOutside ? 'diamond' : 'circle',
    symbolSize: isOutside ? 11 : isValue ? 7 : isPoint ? 6 : 0,
    lineStyle: {
      color,
      width: !isValue ? 1.5 : line.tone === 'context' ? 2 : 3,
      type: isOutside ? [1, 3] : line.role === 'expected' ? [5, 4] : 'solid',
      // Strokes that are not the same all along, or end at a new definition, are drawn apart from the marks.
      opacity: hasStrokesApart(line, body) ? 0 : 1,
    },
    itemStyle: isOutside ? { ...hollow, borderWidth: 1.5 } : { color, opacity: 1 },
    emphasis: { disabled: true },
    data: line.figures.map((figure, at) => ({
      value: figure.value === null ? '-' : figure.value,
      ...(isValue && line.revised.includes(at) ? { itemStyle: hollow, symbolSize: 9 } : {}),
      ...(isRestated(line, at) ? { itemStyle: hollow, symbol: 'rect', symbolSize: 9 } : {}),
      ...(isLacking(line, at) ? { itemStyle: hollow, symbol: 'diamond', symbolSize: 12 } : {}),
    })),
  }
}

/** Where a line is named: at which period, by its last value. */
export type LineEnd = { readonly line: LineSeries; readonly at: number; readonly value: number; readonly text: string }

/** The last number of each line with its name; where the line ends before the present, with the period it is of. */
export function lineEnds(body: LinesBody): LineEnd[] {
  return body.series.flatMap((line) => {
    const at = line.figures.findLastIndex((figure) => figure.value !== null)
    const last = line.figures[at]
    if (last === undefined || last.value === null) return []
    // A line in time is named in the margin, where its forecast goes on; the year under way is named where it has come to.
    const place = body.across === 'year' ? at : body.periods.length - 1
    const period = place > at && (line.role === 'outside' || endsEarly(line, at)) ? `（${must(body.periods[at])}）` : ''
    return [{ line, at: place, value: last.value, text: plain(`${line.name} ${last.text}${period}`) }]
  })
}

/** Whether a later period should have had a number: it says why it has none. Periods ahead of the present say nothing. */
function endsEarly(line: LineSeries, at: number): boolean {
  return line.figures.slice(at + 1).some((figure) => figure.text !== '—' && figure.text !== '')
}

/** Names behind the last period stand in the margin, others a little below their point; each keeps a line's distance. */
function endShapes(ends: readonly LineEnd[], body: LinesBody, grid: Box, settings: DrawingSettings): Shape[] {
  const gap = settings.fontSize * 1.35
  const last = body.periods.length - 1
  return [...new Set(ends.map((end) => end.at))].flatMap((at) => {
    const isMargin = at === last
    const placed = ends
      .filter((end) => end.at === at)
      .map((end) => ({ end, y: heightOf(end.value, body.scale, grid) + (isMargin ? 0 : gap) }))
      .toSorted((left, right) => left.y - right.y)
    const heights = spread(
      placed.map((label) => label.y),
      gap,
      grid,
    )
    return placed.map(({ end }, index) =>
      endLabel(end, { x: placeX(body, grid, at) + (isMargin ? 12 : 8), y: must(heights[index]), isMargin }, settings),
    )
  })
}

function heightOf(value: number, scale: Scale, grid: Box): number {
  return grid.top + grid.height * (1 - (value - scale.from) / (scale.to - scale.from))
}

function endLabel(
  { line, text }: LineEnd,
  point: { readonly x: number; readonly y: number; readonly isMargin: boolean },
  settings: DrawingSettings,
): Shape {
  const { isMargin } = point
  const { fontFamily: family, fontSize, theme } = settings
  const isLoud = line.role === 'value' && line.tone !== 'context'
  const shape = textShape(text, point.x, point.y, {
    size: isLoud ? fontSize + 0.5 : fontSize - 1,
    fill: isLoud ? lineColour(line, settings.theme) : theme.ink2,
    family,
    bold: isLoud,
    middle: true,
  })
  const ground = isMargin ? null : (settings.background ?? (settings.frame === 'panel' ? theme.card : null))
  if (ground === null) return { ...shape, z: 10 }
  return { ...shape, z: 10, style: { ...(shape['style'] as object), backgroundColor: ground, padding: [0, 3] } }
}

/** Moves sorted positions apart to at least `gap`, keeping their middle where it was and all within the box. */
export function spread(positions: readonly number[], gap: number, box: Box): number[] {
  const groups: { sum: number; count: number }[] = []
  const centre = (group: { sum: number; count: number }) => group.sum / group.count
  for (const position of positions) {
    groups.push({ sum: position, count: 1 })
    for (
      let last = groups.at(-1), before = groups.at(-2);
      last !== undefined &&
      before !== undefined &&
      centre(last) - centre(before) < (gap * (last.count + before.count)) / 2;
      last = groups.at(-1), before = groups.at(-2)
    ) {
      groups.splice(-2, 2, { sum: last.sum + before.sum, count: last.count + before.count })
    }
  }
  return groups.flatMap((group) => {
    const half = ((group.count - 1) * gap) / 2
    const middle = Math.min(box.top + box.height - half, Math.max(box.top + half, centre(group)))
    return Array.from({ length: group.count }, (_, at) => middle - half + at * gap)
  })
}

/** The space between two lines that are held against each other, with their difference at its ends. */
function apartShapes(body: LinesBody, grid: Box, settings: DrawingSettings): Shape[] {
  const { apart } = body
  const [lower, upper] = body.series
  if (apart.length === 0 || lower === undefined || upper === undefined) return []
  const { theme, fontFamily: family, fontSize } = settings
  const xAt = (at: number): number => placeX(body, grid, at)
  const point = (line: LineSeries, at: number): [number, number] | null => {
    const value = line.figures[at]?.value ?? null
    return value === null ? null : [xAt(at), heightOf(value, body.scale, grid)]
  }
  const shades = body.periods.slice(1).flatMap((_, at): Shape[] => {
    const points = [point(lower, at), point(lower, at + 1), point(upper, at + 1), point(upper, at)]
    if (points.some((one) => one === null)) return []
    const style = { fill: theme.contextMark, opacity: 0.16 }
    return [{ type: 'polygon', silent: true, z: 1, shape: { points }, style }]
  })
  const marks = apart.flatMap(({ at, from, to, text }): Shape[] => {
    const [y1, y2] = [heightOf(from, body.scale, grid), heightOf(to, body.scale, grid)]
    const isLast = at === body.periods.length - 1
    const x = xAt(at) + (isLast ? -8 : 8)
    const words = textShape(plain(text), x, (y1 + y2) / 2, {
      size: fontSize,
      fill: theme.ink,
      family,
      bold: true,
      align: isLast ? 'right' : 'left',
      middle: true,
    })
    const rule = { stroke: theme.ink2, lineWidth: 1, lineDash: [3, 3] }
    return [
      { type: 'line', silent: true, z: 3, shape: { x1: xAt(at), y1, x2: xAt(at), y2 }, style: rule },
      { ...words, z: 5 },
    ]
  })
  return [...shades, ...marks]
}

function breakShapes(body: LinesBody, grid: Box, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family, fontSize } = settings
  const step = grid.width / Math.max(1, body.periods.length - 1)
  return body.breaks.flatMap((mark) => {
    const x = grid.left + step * Math.max(0, mark.at - 0.5)
    return [
      {
        type: 'line' as const,
        silent: true,
        shape: { x1: x, y1: grid.top - 4, x2: x, y2: grid.top + grid.height },
        style: { stroke: theme.ink3, lineWidth: 1, lineDash: [2, 3] },
      },
      textShape(mark.text, x + 5, grid.top - fontSize * 1.5, { size: fontSize - 2, fill: theme.ink3, family }),
    ]
  })
}

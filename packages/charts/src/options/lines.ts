import { must } from '@cg/domain/must'
import type { LineSeries, LinesBody, Scale } from '../model.ts'
import { textWidth } from '../text-layout.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import { gridOf } from './rows.ts'
import { axisWord, textTooltip, valueAxis } from './series.ts'
import type { Box, DrawingSettings } from './settings.ts'
import { plain } from './settings.ts'

/** Lines with direct labels at their ends: no legend to hunt in. */
export function linesOption(body: LinesBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  const { theme, fontFamily, fontSize } = settings
  const ends = endLabels(body)
  const labelWidth = Math.max(0, ...ends.map((end) => textWidth(end.text))) * (fontSize + 0.5) + 22
  const axisWidth = Math.max(...body.scale.ticks.map((tick) => textWidth(tick.text))) * fontSize + 12
  const hasBreak = body.breaks.length > 0
  const head = fontSize * (hasBreak || body.scale.unit !== body.unit ? 1.9 : 1.2)
  const grid = {
    left: plot.left + axisWidth,
    top: plot.top + head,
    width: plot.width - axisWidth - labelWidth,
    height: plot.height - head - fontSize * 2,
  }
  return {
    grid: gridOf(grid),
    xAxis: {
      type: 'category',
      boundaryGap: false,
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
    tooltip: textTooltip(settings, (at, series) => tooltipLines(body, at, series)),
    series: body.series.map((line) => lineSeries(line, body, settings)),
    graphic: [
      ...axisWord(body.scale, body.unit, { x: plot.left, y: grid.top - fontSize }, settings),
      ...endShapes(ends, body.scale, grid, settings),
      ...breakShapes(body, grid, settings),
    ],
  }
}

function tooltipLines(body: LinesBody, at: number, series: number): string[] {
  const line = body.series[series]
  const period = body.periods[at]
  return line === undefined || period === undefined ? [] : [period, `${line.name}：${must(line.figures[at]).text}`]
}

function lineColour(line: LineSeries, settings: DrawingSettings): string {
  const { theme } = settings
  if (line.role === 'target') return theme.ink
  if (line.role === 'expected') return line.tone === 'plain' ? theme.primary : theme.contextMark
  return {
    plain: theme.primary,
    focus: theme.highlight,
    compare: must(theme.categorical[2]),
    context: theme.contextMark,
  }[line.tone]
}

function lineSeries(line: LineSeries, body: LinesBody, settings: DrawingSettings): Record<string, unknown> {
  const color = lineColour(line, settings)
  const isValue = line.role === 'value'
  const hollow = { color: settings.background ?? settings.theme.card, borderColor: color, borderWidth: 2, opacity: 1 }
  return {
    type: 'line',
    name: line.name,
    z: isValue ? 4 : 2,
    connectNulls: false,
    step: line.role === 'target' ? 'middle' : false,
    showSymbol: isValue,
    showAllSymbol: true,
    symbol: 'circle',
    symbolSize: isValue ? 7 : 0,
    lineStyle: { color, width: isValue ? 3 : 1.5, type: line.role === 'expected' ? [5, 4] : 'solid', opacity: 1 },
    itemStyle: { color, opacity: 1 },
    emphasis: { disabled: true },
    data: line.figures.map((figure, at) => ({
      value: figure.value === null ? '-' : figure.value,
      ...(isValue && line.key === 'city' && body.revised.includes(at) ? { itemStyle: hollow, symbolSize: 9 } : {}),
    })),
  }
}

type End = { readonly line: LineSeries; readonly value: number; readonly text: string }

/** The last number of each line with its name. */
function endLabels(body: LinesBody): End[] {
  return body.series.flatMap((line) => {
    const last = line.figures.findLast((figure) => figure.value !== null)
    return last === undefined || last.value === null
      ? []
      : [{ line, value: last.value, text: plain(`${line.name} ${last.text}`) }]
  })
}

/** Labels keep a line's distance from one another: lower ones give way downwards, upper ones upwards. */
function endShapes(ends: readonly End[], scale: Scale, grid: Box, settings: DrawingSettings): Shape[] {
  const { fontFamily: family, fontSize } = settings
  const gap = fontSize * 1.35
  const placed = ends
    .map((end) => ({ end, y: grid.top + grid.height * (1 - (end.value - scale.from) / (scale.to - scale.from)) }))
    .toSorted((left, right) => left.y - right.y)
  const lines = spread(
    placed.map((label) => label.y),
    gap,
    grid,
  )
  return placed.map(({ end }, at) => {
    const isValue = end.line.role === 'value'
    return textShape(end.text, grid.left + grid.width + 12, must(lines[at]), {
      size: isValue ? fontSize + 0.5 : fontSize - 1,
      fill: isValue ? lineColour(end.line, settings) : settings.theme.ink2,
      family,
      bold: isValue,
      middle: true,
    })
  })
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

import type { BumpBody, BumpSeries, Tone } from '../model.ts'
import { textWidth } from '../text-layout.ts'
import type { ChartTheme } from '../theme.ts'
import { gridOf } from './rows.ts'
import type { Box, DrawingSettings, Target } from './settings.ts'
import { plain, pointBox } from './settings.ts'

type Look = {
  readonly line: string
  readonly dot: string
  readonly number: string
  readonly name: string
  readonly width: number
  readonly z: number
}

function lookOf(tone: Tone, theme: ChartTheme): Look {
  if (tone === 'focus')
    return { line: theme.primary, dot: theme.primary, number: theme.card, name: theme.primary, width: 4, z: 6 }
  if (tone === 'compare')
    return { line: theme.highlight, dot: theme.highlight, number: theme.card, name: theme.highlight, width: 4, z: 5 }
  return { line: theme.contextLine, dot: theme.contextLine, number: theme.ink2, name: theme.ink2, width: 2.2, z: 2 }
}

/** Places from first at the top; a quarter without a place breaks the line. */
export function bumpOption(body: BumpBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  const { theme, fontFamily, fontSize } = settings
  const { grid, dot } = bumpLayout(body, plot, settings)
  return {
    grid: gridOf(grid),
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: [...body.periods],
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: {
        color: theme.ink2,
        fontFamily,
        fontSize: fontSize - 0.5,
        margin: dot / 2 + 8,
        interval: body.periods.length * 44 > grid.width ? 'auto' : 0,
        textBorderWidth: 0,
      },
    },
    yAxis: { type: 'value', inverse: true, min: 1, max: Math.max(2, body.places), interval: 1, show: false },
    series: body.series.map((line) => bumpLine(line, dot, settings)),
  }
}

function bumpLayout(
  body: BumpBody,
  plot: Box,
  { fontSize }: DrawingSettings,
): { readonly grid: Box; readonly dot: number } {
  const nameWidth = Math.max(0, ...body.series.map((line) => textWidth(line.endLabel))) * fontSize + 30
  const dot = Math.max(10, Math.min(21, (plot.height - fontSize * 2.4) / body.places - 5))
  // The first quarter's name stands in the middle under its dot: half of it is left of all lines.
  const left = Math.max(dot, (textWidth(body.periods[0] ?? '') * fontSize) / 2)
  const grid = {
    left: plot.left + left,
    top: plot.top + dot / 2 + 2,
    width: plot.width - left - nameWidth,
    height: plot.height - dot - fontSize * 2.2,
  }
  return { grid, dot }
}

/** Each line is found at its name behind the last quarter. */
export function bumpTargets(body: BumpBody, plot: Box, settings: DrawingSettings): Target[] {
  const { grid } = bumpLayout(body, plot, settings)
  const step = grid.height / Math.max(1, body.places - 1)
  return body.series.flatMap((line) => {
    const place = line.ranks.at(-1) ?? null
    if (place === null) return []
    const right = grid.left + grid.width
    const box = {
      left: right - 12,
      top: grid.top + (place - 1.5) * step,
      width: plot.left + plot.width - right + 12,
      height: step,
    }
    return [{ key: line.key, detail: line.detail, box }]
  })
}

/** Every place of every line tells what its name tells. */
export function bumpPoints(body: BumpBody, plot: Box, settings: DrawingSettings): Target[] {
  const { grid } = bumpLayout(body, plot, settings)
  const isSingle = body.periods.length < 2
  const across = isSingle ? grid.width : grid.width / (body.periods.length - 1)
  const down = grid.height / (Math.max(2, body.places) - 1)
  const xAt = (at: number): number => grid.left + (isSingle ? across / 2 : across * at)
  const yAt = (rank: number): number => grid.top + (rank - 1) * down
  return body.series
    .toSorted((left, right) => lookOf(right.tone, settings.theme).z - lookOf(left.tone, settings.theme).z)
    .flatMap(({ key, detail, ranks }) =>
      ranks.flatMap((rank, at) => (rank === null ? [] : [{ key, detail, box: pointBox(xAt(at), yAt(rank), across) }])),
    )
}

function bumpLine(line: BumpSeries, dot: number, settings: DrawingSettings): Record<string, unknown> {
  const { theme, fontFamily, fontSize } = settings
  const look = lookOf(line.tone, theme)
  const isLoud = line.tone === 'focus' || line.tone === 'compare'
  const last = line.ranks.length - 1
  const size = isLoud ? dot + 3 : dot
  return {
    type: 'line',
    name: line.name,
    z: look.z,
    smooth: 0.45,
    smoothMonotone: 'x',
    connectNulls: false,
    symbol: 'circle',
    symbolSize: size,
    showSymbol: true,
    showAllSymbol: true,
    lineStyle: { color: look.line, width: look.width, opacity: 1 },
    itemStyle: { color: look.dot, borderWidth: 0, opacity: 1 },
    label: {
      show: true,
      position: 'inside',
      color: look.number,
      fontFamily,
      fontSize: Math.max(8, Math.round(dot * 0.56)),
      fontWeight: 'bold',
      textBorderWidth: 0,
      formatter: (point: { readonly value: unknown }) => String(point.value),
    },
    endLabel: {
      show: line.endLabel !== '' && line.ranks[last] !== null,
      color: look.name,
      fontFamily,
      fontSize,
      fontWeight: isLoud ? 'bold' : 'normal',
      distance: size / 2 + 6,
      textBorderWidth: 0,
      formatter: () => plain(line.endLabel),
    },
    emphasis: { disabled: true },
    data: line.ranks.map((rank) => ({ value: rank ?? '-', key: line.key })),
  }
}

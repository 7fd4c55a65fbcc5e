import type { SpineBody, SpineRow } from '../model.ts'
import { textWidth, wrapText } from '../text-layout.ts'
import { statusMarks } from '../theme.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import { outsideMark, statusShape } from './marks.ts'
import type { Box, DrawingSettings, Target } from './settings.ts'

/** Columns from the left edge of the plot, px. */
type Layout = {
  readonly name: Box
  readonly value: number
  readonly strip: Box
  readonly base: number
  readonly place: number
  readonly light: number
  readonly change: number
  readonly head: number
  readonly rowHeight: number
  readonly size: number
  readonly isWide: boolean
}

/** Below this width only name, value, strip and place are drawn. */
const wideFrom = 620

/** One line an indicator: its name, the figure, all units on a strip, what they stand beside, place, state, change. */
export function spineOption(body: SpineBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  const layout = layoutOf(body, plot, settings)
  const rows = body.rows.flatMap((row, at) => {
    const y = plot.top + layout.head + (at + 0.5) * layout.rowHeight
    const isFirst = body.rows[at - 1]?.section !== row.section
    return [...(isFirst && at > 0 ? [ruleAt(y, plot, layout, settings)] : []), ...rowShapes(row, y, layout, settings)]
  })
  return { graphic: [...heads(body, plot, layout, settings), ...rows] }
}

export function spineTargets(body: SpineBody, plot: Box, settings: DrawingSettings): Target[] {
  const { head, rowHeight } = layoutOf(body, plot, settings)
  return body.rows.map((row, at) => ({
    key: row.key,
    detail: row.detail,
    box: { left: plot.left, top: plot.top + head + at * rowHeight, width: plot.width, height: rowHeight },
  }))
}

function layoutOf(body: SpineBody, plot: Box, { fontSize }: DrawingSettings): Layout {
  const head = fontSize * 1.9
  const rowHeight = Math.min(fontSize * 3, (plot.height - head) / Math.max(1, body.rows.length))
  const size = Math.max(7.5, Math.min(fontSize - 1, rowHeight * 0.66))
  const isWide = plot.width >= wideFrom
  const widest = (texts: readonly string[]): number => Math.ceil(Math.max(2, ...texts.map(textWidth)) * size) + 12
  const name = Math.min(plot.width * (isWide ? 0.26 : 0.34), widest(body.rows.map(nameWords)))
  const value = widest(body.rows.map((row) => row.figure.text))
  const base = isWide ? widest([body.baseWord, ...body.rows.map((row) => row.base.text)]) : 0
  const change = isWide ? Math.min(plot.width * 0.24, widest(['变化', ...body.rows.map((row) => row.change)])) : 0
  const place = widest(['位次', ...body.rows.map((row) => row.place)])
  const light = isWide ? widest(['状态达标']) : size * 1.4
  const stripLeft = plot.left + name + value + 10
  const right = plot.left + plot.width - change - light - place - base
  return {
    name: { left: plot.left, top: 0, width: name, height: rowHeight },
    value: stripLeft - 10,
    strip: { left: stripLeft + 4, top: 0, width: Math.max(40, right - stripLeft - 16), height: rowHeight },
    base: right + base,
    place: right + base + place,
    light: right + base + place + 10,
    change: plot.left + plot.width,
    head,
    rowHeight,
    size,
    isWide,
  }
}

function nameWords(row: SpineRow): string {
  return `${row.name}，${row.measured}`
}

function heads(body: SpineBody, plot: Box, layout: Layout, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family } = settings
  const size = Math.min(settings.fontSize - 1.5, layout.size + 1)
  const y = plot.top + layout.head * 0.42
  const word = (text: string, x: number, align: 'left' | 'center' | 'right') =>
    textShape(text, x, y, { size, fill: theme.ink3, family, align, middle: true })
  const { strip } = layout
  return [
    word('本期', layout.value, 'right'),
    word('差', strip.left, 'left'),
    ...(strip.width > 150 ? [word(`◆${body.unitName}`, strip.left + strip.width / 2, 'center')] : []),
    word('好', strip.left + strip.width, 'right'),
    word('位次', layout.place, 'right'),
    ...(layout.isWide
      ? [
          word(body.baseWord, layout.base, 'right'),
          word('状态', layout.light + 2, 'left'),
          word('变化', layout.change, 'right'),
        ]
      : []),
    {
      type: 'line',
      silent: true,
      shape: {
        x1: plot.left,
        y1: plot.top + layout.head - 3,
        x2: plot.left + plot.width,
        y2: plot.top + layout.head - 3,
      },
      style: { stroke: theme.lineStrong, lineWidth: 1 },
    },
  ]
}

function ruleAt(y: number, plot: Box, { rowHeight }: Layout, { theme }: DrawingSettings): Shape {
  const top = y - rowHeight / 2
  return {
    type: 'line',
    silent: true,
    shape: { x1: plot.left, y1: top, x2: plot.left + plot.width, y2: top },
    style: { stroke: theme.line, lineWidth: 1 },
  }
}

function rowShapes(row: SpineRow, y: number, layout: Layout, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family } = settings
  const { size } = layout
  const word = (
    text: string,
    x: number,
    {
      align = 'right',
      fill = theme.ink,
      bold = false,
    }: { align?: 'left' | 'right'; fill?: string; bold?: boolean } = {},
  ) => textShape(text, x, y + 0.5, { size, fill, family, align, bold, middle: true })
  const isMissing = row.figure.value === null
  return [
    ...nameShapes(row, y, layout, settings),
    word(row.figure.text, layout.value, { bold: !isMissing, fill: isMissing ? theme.ink2 : theme.ink }),
    ...stripShapes(row, y, layout, settings),
    word(row.place, layout.place),
    ...(layout.isWide
      ? [word(row.base.text, layout.base, { fill: theme.ink2 }), word(row.change, layout.change, { fill: theme.ink2 })]
      : []),
    ...lightShapes(row, y, layout, settings),
  ]
}

function nameShapes(row: SpineRow, y: number, { name, size, rowHeight }: Layout, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family, unbroken } = settings
  const text = nameWords(row)
  const room = name.width - 4
  const inOne = Math.min(size, room / textWidth(text))
  const inTwo = Math.min(size, rowHeight / 2.4)
  const wrapped = wrapText(text, inTwo, room, unbroken)
  // The larger letters of the two ways to set a long name.
  const isWrapped = wrapped.length === 2 && inTwo > inOne
  const [shown, small] = isWrapped ? [wrapped, inTwo] : [[text], Math.max(6.5, inOne)]
  const height = small * 1.15
  return shown.map((line, at) =>
    textShape(line, name.left, y + 0.5 + (at - (shown.length - 1) / 2) * height, {
      size: small,
      fill: theme.ink,
      family,
      middle: true,
    }),
  )
}

function stripShapes(row: SpineRow, y: number, { strip, rowHeight, size }: Layout, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family } = settings
  const x = (at: number): number => strip.left + at * strip.width
  const half = Math.min(9, rowHeight * 0.34)
  const line = (at: number, reach: number, stroke: string, lineWidth: number, lineDash?: number[]): Shape => ({
    type: 'line',
    silent: true,
    shape: { x1: x(at), y1: y - reach, x2: x(at), y2: y + reach },
    style: { stroke, lineWidth, ...(lineDash === undefined ? {} : { lineDash }) },
  })
  const shapes: Shape[] = [
    {
      type: 'rect',
      silent: true,
      shape: { x: strip.left, y: y - 1, width: strip.width, height: 2, r: 1 },
      style: { fill: theme.track },
    },
    ...row.ticks.filter((tick) => !tick.isPeer).map((tick) => line(tick.at, half * 0.62, theme.contextMark, 1.2)),
    ...row.ticks.filter((tick) => tick.isPeer).map((tick) => line(tick.at, half * 0.62, theme.ink2, 1.6)),
  ]
  if (row.baseAt !== null) shapes.push(line(row.baseAt, half * 1.15, theme.ink, 1.2, [3, 2]))
  if (row.goalAt !== null) shapes.push(line(row.goalAt, half * 0.8, theme.ink, 3))
  for (const { at } of row.outside) shapes.push(outsideMark(x(at), y, Math.max(3.2, half * 0.6), settings))
  if (row.own !== null) shapes.push(diamond(x(row.own), y, Math.max(4, half * 0.78), settings))
  if (row.ticks.length === 0 && row.own === null)
    shapes.push(
      textShape(row.figure.text, strip.left, y + 0.5, { size: size - 1, fill: theme.ink3, family, middle: true }),
    )
  return shapes
}

function diamond(x: number, y: number, r: number, { theme }: DrawingSettings): Shape {
  const points = [
    [x, y - r],
    [x + r, y],
    [x, y + r],
    [x - r, y],
  ]
  return {
    type: 'polygon',
    silent: true,
    shape: { points },
    style: { fill: theme.primary, stroke: theme.card, lineWidth: 1.2, opacity: 1 },
  }
}

function lightShapes(row: SpineRow, y: number, layout: Layout, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family } = settings
  const { light, size, isWide } = layout
  if (row.light === null) return []
  const colours = theme.status[row.light]
  const mark = statusShape(row.light, light + size * 0.4, y, size * 0.36, theme)
  if (!isWide) return [mark]
  return [
    mark,
    textShape(statusMarks[row.light].word, light + size * 1.05, y + 0.5, {
      size,
      fill: colours.ink,
      family,
      bold: true,
      middle: true,
    }),
  ]
}

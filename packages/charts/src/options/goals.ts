import type { GoalRow, GoalsBody } from '../model.ts'
import { textWidth, wrapText } from '../text-layout.ts'
import type { ChartTheme } from '../theme.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import { statusShape } from './marks.ts'
import type { Box, DrawingSettings, Target } from './settings.ts'

/** A heading or a row, with where it stands. */
type Line = { readonly top: number; readonly height: number } & (
  | { readonly heading: string }
  | { readonly row: GoalRow }
)

type Layout = {
  readonly lines: readonly Line[]
  readonly size: number
  readonly name: Box
  readonly value: Box
  readonly bar: Box
  /** Null where there is no room: the chip alone stands at the right. */
  readonly need: Box | null
  readonly chip: Box
}

/** Below this width rows say less: no column of what is needed. */
const narrow = 640
/** A heading is as high as a row. */
const headingShare = 1
const keyLines = 1.9

/** One commitment a line: name, number, bullet with its marks, what is needed, light. Every row has an axis of its own. */
export function goalsOption(body: GoalsBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  const layout = layoutOf(body, plot, settings)
  return {
    graphic: [
      ...key(body, layout, plot, settings),
      ...layout.lines.flatMap((line) =>
        'heading' in line ? headingShapes(line, plot, layout, settings) : rowShapes(line, layout, settings),
      ),
    ],
  }
}

export function goalsTargets(body: GoalsBody, plot: Box, settings: DrawingSettings): Target[] {
  return layoutOf(body, plot, settings).lines.flatMap((line) => {
    if ('heading' in line) return []
    const box = { left: plot.left, top: line.top, width: plot.width, height: line.height }
    return [{ key: line.row.key, detail: line.row.detail, box }]
  })
}

/** Rows and headings of a body, in rows. */
export function goalsLength({ rows }: GoalsBody): number {
  return rows.length + headingsOf(rows).length * headingShare
}

function headingsOf(rows: readonly GoalRow[]): string[] {
  return rows.flatMap(({ group }, at) => (rows[at - 1]?.group === group ? [] : [group]))
}

function layoutOf(body: GoalsBody, plot: Box, settings: DrawingSettings): Layout {
  const top = plot.top + settings.fontSize * keyLines
  const height = Math.min((plot.top + plot.height - top) / Math.max(1, goalsLength(body)), settings.fontSize * 3.4)
  const size = Math.max(8.5, Math.min(settings.fontSize, height * 0.5))
  const column = (left: number, width: number): Box => ({ left, top, width, height: plot.height })
  const names = Math.min(plot.width * 0.3, Math.max(...body.rows.map((row) => textWidth(row.name))) * size + 8)
  const values = Math.max(...body.rows.map((row) => textWidth(valueText(row)))) * size + 10
  const chips = size * 4.4
  const needs = plot.width < narrow ? 0 : Math.max(0, ...body.rows.map((row) => textWidth(row.need))) * size * 0.92 + 14
  const bars = plot.width - names - values - chips - needs - 24
  const barLeft = plot.left + names + values + 12
  return {
    lines: linesOf(body.rows, top, height),
    size,
    name: column(plot.left, names),
    value: column(plot.left + names, values),
    bar: column(barLeft, bars),
    need: needs === 0 ? null : column(barLeft + bars + 12, needs),
    chip: column(plot.left + plot.width - chips, chips),
  }
}

function linesOf(rows: readonly GoalRow[], top: number, height: number): Line[] {
  const lines: Line[] = []
  let y = top
  for (const [at, row] of rows.entries()) {
    if (rows[at - 1]?.group !== row.group) {
      lines.push({ heading: row.group, top: y, height: height * headingShare })
      y += height * headingShare
    }
    lines.push({ row, top: y, height })
    y += height
  }
  return lines
}

function headingShapes(
  line: Line & { heading: string },
  plot: Box,
  { size }: Layout,
  settings: DrawingSettings,
): Shape[] {
  const { theme, fontFamily: family } = settings
  const y = line.top + line.height - 3
  return [
    textShape(line.heading, plot.left, y - size * 1.15, { size: size * 0.95, fill: theme.ink2, family, bold: true }),
    {
      type: 'line',
      silent: true,
      shape: { x1: plot.left, y1: y + 1.5, x2: plot.left + plot.width, y2: y + 1.5 },
      style: { stroke: theme.line, lineWidth: 1 },
    },
  ]
}

function rowShapes({ row, top, height }: Line & { row: GoalRow }, layout: Layout, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family } = settings
  const { size, name, value, bar, need, chip } = layout
  const middle = top + height / 2
  const words = { family, middle: true }
  const isKnown = row.figure.value !== null
  return [
    ...nameShapes(row, { x: name.left, width: name.width, middle, size, height }, settings),
    textShape(valueText(row), value.left + value.width, middle + 0.5, {
      ...words,
      size,
      bold: isKnown,
      fill: isKnown ? theme.ink : theme.ink3,
      align: 'right',
    }),
    ...bulletShapes(row, { ...bar, top: middle - height * 0.17, height: height * 0.34 }, theme),
    ...(need === null
      ? []
      : [textShape(row.need, need.left, middle + 0.5, { ...words, size: size * 0.92, fill: theme.ink2 })]),
    ...chipShapes(row, { x: chip.left, middle, size }, settings),
  ]
}

/** Rows have units of their own, so the number carries its. */
function valueText({ figure, unit }: GoalRow): string {
  return figure.value === null ? figure.text : `${figure.text}${unit}`
}

type NamePlace = {
  readonly x: number
  readonly width: number
  readonly middle: number
  readonly size: number
  readonly height: number
}

/** The name in as many lines as the row has room for; letters shrink before anything is cut. */
function nameShapes(
  { name }: GoalRow,
  { x, width, middle, size, height }: NamePlace,
  settings: DrawingSettings,
): Shape[] {
  const room = Math.max(1, Math.floor(height / (size * 1.2)))
  let own = size
  let lines = wrapText(name, own, width - 6, settings.unbroken)
  while (lines.length > room && own > 6.5) {
    own -= 0.5
    lines = wrapText(name, own, width - 6, settings.unbroken)
  }
  const step = own * 1.2
  const first = middle - ((lines.length - 1) * step) / 2
  const style = { size: own, fill: settings.theme.ink, family: settings.fontFamily, middle: true }
  return lines.map((line, at) => textShape(line, x, first + at * step + 0.5, style))
}

/** Track, bar from zero, base as a ring, expected today as a thin rule, the year's target as a thick one, the last as a lozenge. */
function bulletShapes(row: GoalRow, box: Box, theme: ChartTheme): Shape[] {
  const toX = (value: number) => box.left + (box.width * (value - row.scale.from)) / (row.scale.to - row.scale.from)
  const shapes: Shape[] = [
    {
      type: 'rect',
      silent: true,
      shape: { x: box.left, y: box.top, width: box.width, height: box.height, r: 2 },
      style: { fill: theme.track },
    },
  ]
  const { value } = row.figure
  if (value !== null) {
    const [zero, end] = [toX(Math.max(0, row.scale.from)), toX(value)]
    shapes.push({
      type: 'rect',
      silent: true,
      shape: { x: Math.min(zero, end), y: box.top, width: Math.max(1, Math.abs(end - zero)), height: box.height, r: 2 },
      style: { fill: theme.primary },
    })
  }
  if (row.base !== null) shapes.push(ring(toX(row.base.value), box, theme))
  if (row.expected !== null)
    shapes.push(rule(toX(row.expected.value), box, { width: 1.6, over: 2, colour: theme.highlight }))
  if (row.target !== null) shapes.push(rule(toX(row.target.value), box, { width: 2.6, over: 4, colour: theme.ink }))
  if (row.final !== null) shapes.push(lozenge(toX(row.final.value), box, theme))
  return shapes
}

function ring(x: number, box: Box, theme: ChartTheme): Shape {
  const style = { fill: theme.card, stroke: theme.ink3, lineWidth: 1.5 }
  return {
    type: 'circle',
    silent: true,
    shape: { cx: x, cy: box.top + box.height / 2, r: Math.min(4, box.height * 0.4) },
    style,
  }
}

function rule(
  x: number,
  box: Box,
  { width, over, colour }: { readonly width: number; readonly over: number; readonly colour: string },
): Shape {
  return {
    type: 'rect',
    silent: true,
    shape: { x: x - width / 2, y: box.top - over, width, height: box.height + 2 * over },
    style: { fill: colour },
  }
}

function lozenge(x: number, box: Box, theme: ChartTheme): Shape {
  const [y, r] = [box.top + box.height / 2, Math.min(5.5, box.height * 0.6)]
  return {
    type: 'polygon',
    silent: true,
    shape: {
      points: [
        [x, y - r],
        [x + r, y],
        [x, y + r],
        [x - r, y],
      ],
    },
    style: { fill: theme.card, stroke: theme.ink, lineWidth: 1.5 },
  }
}

type ChipPlace = { readonly x: number; readonly middle: number; readonly size: number }

function chipShapes({ light, standing }: GoalRow, { x, middle, size }: ChipPlace, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family } = settings
  const style = { size: size * 0.92, family, middle: true }
  if (light === null) return [textShape(standing, x + size * 0.3, middle + 0.5, { ...style, fill: theme.ink3 })]
  return [
    statusShape(light, x + size * 0.75, middle, size * 0.36, theme),
    textShape(standing, x + size * 1.5, middle + 0.5, { ...style, fill: theme.status[light].ink, bold: true }),
  ]
}

/** What the bar and its marks mean. */
function key({ rows, words }: GoalsBody, { need }: Layout, plot: Box, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family, fontSize } = settings
  const size = fontSize * 0.86
  const middle = plot.top + fontSize * 0.75
  const box: Box = { left: 0, top: middle - size * 0.4, width: 0, height: size * 0.8 }
  const marks = [
    {
      text: words.figure,
      mark: (x: number) => rule(x + size * 0.6, box, { width: size * 1.2, over: 0, colour: theme.primary }),
    },
    {
      text: words.base,
      isShown: rows.some((row) => row.base !== null),
      mark: (x: number) => ring(x + size * 0.6, box, theme),
    },
    {
      text: words.expected,
      mark: (x: number) => rule(x + size * 0.6, box, { width: 1.6, over: 2, colour: theme.highlight }),
    },
    { text: words.target, mark: (x: number) => rule(x + size * 0.6, box, { width: 2.6, over: 3, colour: theme.ink }) },
    { text: words.final, mark: (x: number) => lozenge(x + size * 0.6, box, theme) },
  ].filter(({ text, isShown = true }) => text !== '' && isShown)
  let x = plot.left
  const shapes = marks.flatMap(({ text, mark }) => {
    const at = x
    x += size * 1.5 + textWidth(text) * size + size * 1.1
    return [mark(at), textShape(text, at + size * 1.5, middle + 0.5, { size, fill: theme.ink2, family, middle: true })]
  })
  if (need !== null && need.left > x)
    shapes.push(textShape(words.need, need.left, middle + 0.5, { size, fill: theme.ink3, family, middle: true }))
  return shapes
}

import { must } from '@cg/domain/must'
import type { Figure, Pane, PanesBody } from '../model.ts'
import { shareOn } from '../scale.ts'
import { textWidth, wrapText } from '../text-layout.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import { statusShape } from './marks.ts'
import type { Box, DrawingSettings, Target } from './settings.ts'

/** px of a pane that can be read: below it a picture leaves panes out. */
export const leastPane = { width: 92, height: 62 }
const widest = 300
const gap = 12

/** Where panes stand: `pane` is the box of each, `line` that of its curve. */
export type PaneLayout = {
  readonly columns: number
  readonly size: number
  readonly legendTop: number
  readonly pane: (at: number) => Box
  readonly line: (at: number) => Box
}

/** Height of the key above the panes, in lines of letters. */
const keyLines = 1.9

/** How many panes stand side by side in a panel of this width. */
export function paneColumns(count: number, width: number): number {
  const most = Math.max(1, Math.floor((width + gap) / (width < 520 ? 150 : 172)))
  const least = Math.ceil(width / (widest + gap))
  return Math.max(1, Math.min(most, Math.max(least, Math.min(count, 9))))
}

/** Height in px of a panel that holds all panes. */
export function panesHeight({ panes }: PanesBody, width: number): number {
  const columns = paneColumns(panes.length, width)
  const paneWidth = (width - gap * (columns - 1)) / columns
  const height = Math.max(96, Math.min(150, paneWidth * 0.58))
  return Math.ceil(panes.length / columns) * (height + gap) + 13 * keyLines
}

/** Columns such that panes are about one and a half times as wide as high. */
function bestColumns(count: number, plot: Box): number {
  let best = { columns: 1, fault: Infinity }
  for (let columns = 1; columns <= count; columns++) {
    const width = (plot.width - gap * (columns - 1)) / columns
    const rows = Math.ceil(count / columns)
    const height = (plot.height - gap * (rows - 1)) / rows
    if (width < leastPane.width * 0.85) break
    const fault = Math.abs(Math.log(width / height / 1.55)) + (columns * rows - count) * 0.02
    if (fault < best.fault) best = { columns, fault }
  }
  return best.columns
}

export function paneLayout(body: PanesBody, plot: Box, settings: DrawingSettings): PaneLayout {
  const { fontSize } = settings
  const head = fontSize * keyLines
  const room = { ...plot, top: plot.top + head, height: plot.height - head }
  const count = body.panes.length
  const columns = settings.frame === 'panel' ? paneColumns(count, plot.width) : bestColumns(count, room)
  const rows = Math.ceil(count / columns)
  const width = Math.min(widest * 1.3, (room.width - gap * (columns - 1)) / columns)
  const height = (room.height - gap * (rows - 1)) / rows
  const size = Math.max(8.5, Math.min(fontSize - 1, height * 0.16, width / 11))
  const axis = axisWidth(body) * (size - 1) + 4
  const pane = (at: number): Box => ({
    left: room.left + (at % columns) * (width + gap),
    top: room.top + Math.floor(at / columns) * (height + gap),
    width,
    height,
  })
  const line = (at: number): Box => {
    const box = pane(at)
    const top = size * 1.75
    return { left: box.left + axis, top: box.top + top, width: width - axis - 5, height: height - top - size * 1.5 }
  }
  return { columns, size, legendTop: plot.top, pane, line }
}

function axisWidth(body: PanesBody): number {
  return Math.max(...body.panes.flatMap(({ scale }) => axisEnds(scale).map((text) => textWidth(text))))
}

/** The two ends of an axis in words. */
export function axisEnds({ ticks, from, to }: Pane['scale']): [string, string] {
  const text = (value: number) => ticks.find((tick) => tick.value === value)?.text ?? String(value)
  return [text(from), text(to)]
}

/** Unit after unit a line of its own under its name and newest figure; a quieter line and the year's target beside it. */
export function panesOption(body: PanesBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  const layout = paneLayout(body, plot, settings)
  return {
    graphic: [
      ...keyShapes(body, layout, plot, settings),
      ...body.panes.flatMap((pane, at) => paneShapes(body, pane, layout.pane(at), layout.line(at), layout, settings)),
    ],
  }
}

export function panesTargets(body: PanesBody, plot: Box, settings: DrawingSettings): Target[] {
  const layout = paneLayout(body, plot, settings)
  return body.panes.map(({ key, detail }, at) => ({ key, detail, box: layout.pane(at) }))
}

function paneShapes(
  body: PanesBody,
  pane: Pane,
  box: Box,
  line: Box,
  { size }: PaneLayout,
  settings: DrawingSettings,
): Shape[] {
  const { theme } = settings
  const { tone } = pane
  const colour = tone === 'compare' ? theme.highlight : theme.primary
  const isLoud = tone === 'focus' || tone === 'compare'
  const frame: Shape = {
    type: 'rect',
    silent: true,
    shape: { x: line.left, y: line.top, width: line.width, height: line.height },
    style: { fill: 'none', stroke: isLoud ? colour : theme.line, lineWidth: isLoud ? 1.5 : 1 },
  }
  return [
    frame,
    ...headShapes(pane, box, size, settings),
    ...endShapes(body, pane, line, size, settings),
    ...breakShapes(body, line, settings),
    ...targetShapes(body, pane, line, settings),
    ...(pane.beside === null
      ? []
      : strokes(body, pane.beside, pane, line).map((one) => stroke(one, theme.contextMark, 1.5))),
    ...strokes(body, pane.figures, pane, line).map((one) => stroke(one, colour, 2.2)),
    ...dotShapes(body, pane, line, colour),
  ]
}

function headShapes(pane: Pane, box: Box, size: number, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family } = settings
  const y = box.top + size * 0.8
  const isKnown = pane.figure.value !== null
  const value = textWidth(pane.figure.text) * size
  const mark = pane.light === null ? 0 : size * 1.1
  const right = box.left + box.width - 5
  const room = box.width - value - mark - 14
  const [name = pane.name] = wrapText(pane.name, size, Math.max(size * 3, room), settings.unbroken)
  return [
    textShape(name, box.left, y, { size, fill: theme.ink, family, middle: true, bold: pane.tone !== 'context' }),
    ...(pane.light === null ? [] : [statusShape(pane.light, right - value - size * 0.75, y, size * 0.34, theme)]),
    textShape(pane.figure.text, right, y, {
      size,
      fill: isKnown ? theme.ink : theme.ink3,
      family,
      bold: isKnown,
      align: 'right',
      middle: true,
    }),
  ]
}

/** Both ends of the two axes, small. */
function endShapes(body: PanesBody, pane: Pane, line: Box, size: number, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family } = settings
  const [low, high] = axisEnds(pane.scale)
  const style = { size: size - 1, fill: theme.ink3, family, middle: true }
  const under = line.top + line.height + size * 0.8
  const first = must(body.periods[0])
  const last = must(body.periods.at(-1))
  return [
    textShape(high, line.left - 3, line.top + size * 0.35, { ...style, align: 'right' }),
    textShape(low, line.left - 3, line.top + line.height - size * 0.35, { ...style, align: 'right' }),
    textShape(first, line.left, under, style),
    ...(first === last ? [] : [textShape(last, line.left + line.width, under, { ...style, align: 'right' as const })]),
  ]
}

/** Where the figure of a period lies in the box of a curve. */
export function panePoint(body: PanesBody, pane: Pane, at: number, value: number, line: Box): [number, number] {
  const steps = Math.max(1, body.periods.length - 1)
  return [line.left + (line.width * at) / steps, line.top + line.height * (1 - shareOn(pane.scale, value))]
}

/** The parts of a line that were reckoned again, with the point to which each leads; `runs` of the rest. */
export function paneStrokes(
  body: PanesBody,
  figures: readonly Figure[],
): readonly { readonly run: readonly number[]; readonly isDashed: boolean }[] {
  const isDashed = (at: number): boolean => figures[at]?.isRestated === true
  return paneRuns(body, figures).flatMap((run) => {
    const turn = run.findIndex((at) => !isDashed(at))
    if (turn <= 0) return [{ run, isDashed: turn < 0 }]
    return [
      { run: run.slice(0, turn + 1), isDashed: true },
      { run: run.slice(turn), isDashed: false },
    ]
  })
}

/** The runs of a line: apart where a quarter has no figure and where none may lead. */
export function paneRuns(body: PanesBody, figures: readonly Figure[]): readonly (readonly number[])[] {
  const runs: number[][] = []
  for (const [at, figure] of figures.entries()) {
    if (figure.value === null) continue
    const last = runs.at(-1)
    if (last !== undefined && last.at(-1) === at - 1 && !body.breaks.some((one) => one.at === at)) last.push(at)
    else runs.push([at])
  }
  return runs
}

type Points = readonly (readonly [number, number])[]

function strokes(
  body: PanesBody,
  figures: readonly Figure[],
  pane: Pane,
  line: Box,
): { points: Points; isDashed: boolean }[] {
  return paneStrokes(body, figures)
    .filter(({ run }) => run.length > 1)
    .map(({ run, isDashed }) => ({
      points: run.map((at) => panePoint(body, pane, at, must(must(figures[at]).value), line)),
      isDashed,
    }))
}

function stroke({ points, isDashed }: { points: Points; isDashed: boolean }, colour: string, lineWidth: number): Shape {
  return {
    type: 'polyline',
    silent: true,
    z: 3,
    shape: { points },
    style: { fill: 'none', stroke: colour, lineWidth, lineJoin: 'round', ...(isDashed ? { lineDash: [4, 3] } : {}) },
  }
}

/** The newest figure, and every one without a neighbour. */
function dotShapes(body: PanesBody, pane: Pane, line: Box, colour: string): Shape[] {
  const last = pane.figures.findLastIndex((figure) => figure.value !== null)
  const alone = paneRuns(body, pane.figures).flatMap((run) => (run.length === 1 ? run : []))
  return [...new Set([...alone, last])].flatMap((at): Shape[] => {
    const value = pane.figures[at]?.value ?? null
    if (value === null) return []
    const [cx, cy] = panePoint(body, pane, at, value, line)
    return [{ type: 'circle', silent: true, z: 4, shape: { cx, cy, r: at === last ? 3 : 2 }, style: { fill: colour } }]
  })
}

function targetShapes(body: PanesBody, pane: Pane, line: Box, settings: DrawingSettings): Shape[] {
  if (pane.target === null) return []
  const [from, to] = [body.targetFrom, body.periods.length - 1]
  const [x1, y] = panePoint(body, pane, from, pane.target.value, line)
  const [x2] = panePoint(body, pane, to, pane.target.value, line)
  const style = { stroke: settings.theme.ink, lineWidth: 1.8 }
  return [{ type: 'line', silent: true, z: 2, shape: { x1, y1: y, x2, y2: y }, style }]
}

function breakShapes(body: PanesBody, line: Box, { theme }: DrawingSettings): Shape[] {
  return body.breaks.map(({ at }) => {
    const x = line.left + (line.width * (at - 0.5)) / Math.max(1, body.periods.length - 1)
    const style = { stroke: theme.ink3, lineWidth: 1, lineDash: [2, 3] }
    return {
      type: 'line' as const,
      silent: true,
      shape: { x1: x, y1: line.top, x2: x, y2: line.top + line.height },
      style,
    }
  })
}

function hasRestated({ panes }: PanesBody): boolean {
  return panes.some(({ figures }) => figures.some((figure) => figure.isRestated === true))
}

/** What the lines are. */
export function paneKey(
  body: PanesBody,
): { readonly mark: 'own' | 'restated' | 'beside' | 'target' | 'break'; readonly text: string }[] {
  return [
    { mark: 'own' as const, text: body.ownWord },
    { mark: 'restated' as const, text: hasRestated(body) ? '按合并前合计重算' : '' },
    { mark: 'beside' as const, text: body.besideWord },
    { mark: 'target' as const, text: body.targetWord },
    { mark: 'break' as const, text: body.breaks.length > 0 ? '口径调整' : '' },
  ].filter(({ text }) => text !== '')
}

function keyShapes(body: PanesBody, layout: PaneLayout, plot: Box, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family, fontSize } = settings
  const size = fontSize - 2
  const y = layout.legendTop + size * 0.7
  const looks = {
    own: { stroke: theme.primary, lineWidth: 2.2 },
    restated: { stroke: theme.primary, lineWidth: 2.2, lineDash: [4, 3] },
    beside: { stroke: theme.contextMark, lineWidth: 1.5 },
    target: { stroke: theme.ink, lineWidth: 1.8 },
    break: { stroke: theme.ink3, lineWidth: 1, lineDash: [2, 3] },
  }
  let x = plot.left
  return paneKey(body).flatMap(({ mark, text }) => {
    const left = x
    x += size * 2.2 + textWidth(text) * size + size * 1.4
    return [
      {
        type: 'line' as const,
        silent: true,
        shape: { x1: left, y1: y, x2: left + size * 1.7, y2: y },
        style: looks[mark],
      },
      textShape(text, left + size * 2.1, y + 0.5, { size, fill: theme.ink2, family, middle: true }),
    ]
  })
}

import { must } from '@cg/domain/must'
import type { BulletBody, BulletCard, Scale } from '../model.ts'
import { textWidth, wrapText } from '../text-layout.ts'
import { statusMarks } from '../theme.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import { outsideMark, statusShape } from './marks.ts'
import type { Box, DrawingSettings } from './settings.ts'

/** Where a card stands and how large its letters are; the same for all cards of a picture. */
type CardSize = {
  readonly columns: number
  readonly width: number
  readonly height: number
  readonly pad: number
  /** Size of a letter in px; all parts of a card are multiples of it. */
  readonly unit: number
  /** Lines of the longest name beside the chip. */
  readonly nameLines: number
  /** Without trend and captions, where they would be too small to read. */
  readonly isCompact: boolean
}

const gap = 14
/** Parts of a card in letters, from the name's top to the last caption's foot. */
const parts = { name: 1.9, nameLine: 1.35, number: 3.84, bar: 1.25, captions: 2.6, outside: 1.5 }
/** Letters below this many px would not be read: the card then says less. */
const smallest = 8.5

/** Cards in a grid: number, status, small trend, bullet with base and target, change in words. */
export function bulletOption(body: BulletBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  const size = cardSize(body.cards, plot, settings)
  const { columns, width, height } = size
  const rows = Math.ceil(body.cards.length / columns)
  const top = plot.top + (plot.height - height * rows - gap * (rows - 1)) / 2
  const shapes = body.cards.flatMap((card, at) =>
    cardShapes(
      card,
      {
        left: plot.left + (at % columns) * (width + gap),
        top: top + Math.floor(at / columns) * (height + gap),
        width,
        height,
      },
      size,
      settings,
    ),
  )
  return { graphic: shapes }
}

/** The number of columns with which letters are largest, no card alone in the last row; of two alike the fuller one. */
function cardSize(cards: readonly BulletCard[], plot: Box, settings: DrawingSettings): CardSize {
  const empty = (size: CardSize) => Math.ceil(cards.length / size.columns) * size.columns - cards.length
  const best = (isCompact: boolean): CardSize => {
    const counts = cardColumns(cards.length)
    const sizes = counts.map((columns) => sizeFor(cards, columns, plot, isCompact, settings))
    return must(sizes.toSorted((left, right) => right.unit - left.unit || empty(left) - empty(right))[0])
  }
  const whole = best(false)
  return whole.unit >= smallest ? whole : best(true)
}

/** Numbers of columns, up to four, in which `count` cards stand without one alone beneath others: 4 or 2 + 2, never 3 + 1. */
export function cardColumns(count: number): number[] {
  return [1, 2, 3, 4].filter((columns) => columns <= count && (columns === 1 || count % columns !== 1))
}

function sizeFor(
  cards: readonly BulletCard[],
  columns: number,
  plot: Box,
  isCompact: boolean,
  settings: DrawingSettings,
): CardSize {
  const rows = Math.ceil(cards.length / columns)
  const width = (plot.width - gap * (columns - 1)) / columns
  const height = Math.min((plot.height - gap * (rows - 1)) / rows, width * 0.62)
  const pad = Math.max(6, Math.min(width * 0.045, height * 0.08))
  const lettersWide = Math.min(settings.fontSize * 1.2, width / (isCompact ? 18 : 17))
  const nameLines = Math.max(
    1,
    ...cards.map((card) => nameOf(card, lettersWide, width - 2 * pad, settings.unbroken).length),
  )
  const outside = Math.max(0, ...cards.map((card) => card.outside.length)) * parts.outside
  const foot = isCompact ? 0.8 : parts.bar + parts.captions + outside
  const letters = parts.name + (nameLines - 1) * parts.nameLine + parts.number + foot
  return {
    columns,
    width,
    height,
    pad,
    nameLines,
    isCompact,
    unit: Math.min(lettersWide, (height - 2 * pad) / letters),
  }
}

/** The name in lines that leave the chip its corner. */
function nameOf(card: BulletCard, unit: number, width: number, unbroken: DrawingSettings['unbroken']): string[] {
  return wrapText(card.name, unit * nameSize, width - (card.light === null ? 0 : unit * (chipWidth + 0.6)), unbroken)
}

const nameSize = 1.05
const chipWidth = 4

function cardShapes(card: BulletCard, box: Box, size: CardSize, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family } = settings
  const { pad, unit } = size
  const inner = { left: box.left + pad, top: box.top + pad, width: box.width - 2 * pad, height: box.height - 2 * pad }
  const numberSize = unit * 3
  const numberTop = inner.top + unit * (parts.name + (size.nameLines - 1) * parts.nameLine)
  const barTop = numberTop + unit * parts.number
  return [
    {
      type: 'rect',
      silent: true,
      shape: { x: box.left + 0.5, y: box.top + 0.5, width: box.width - 1, height: box.height - 1, r: 8 },
      style: { fill: theme.card, stroke: theme.line, lineWidth: 1 },
    },
    ...nameOf(card, unit, inner.width, settings.unbroken).map((line, at) =>
      textShape(line, inner.left, inner.top + at * unit * parts.nameLine, {
        size: unit * nameSize,
        fill: theme.ink2,
        family,
      }),
    ),
    ...chip(card, inner, unit, settings),
    textShape(card.number, inner.left, numberTop, {
      size: card.figure.value === null ? unit * 1.8 : numberSize,
      fill: card.figure.value === null ? theme.ink3 : theme.ink,
      family,
      bold: true,
    }),
    textShape(card.unit, inner.left + textWidth(card.number) * numberSize * 1.03 + 4, numberTop + numberSize * 0.62, {
      size: unit * 1.15,
      fill: theme.ink2,
      family,
    }),
    ...bullet(card, { left: inner.left, top: barTop, width: inner.width, height: unit * 0.75 }, settings),
    ...(size.isCompact
      ? targetWords(card, inner, numberTop + numberSize * 0.65, unit, settings)
      : [
          ...spark(card, sparkBox(inner, numberTop, numberSize), settings),
          ...targetWords(card, inner, barTop + unit * parts.bar, unit, settings),
          ...captions(card, inner, barTop + unit * parts.bar, unit, settings),
        ]),
  ]
}

function sparkBox(inner: Box, numberTop: number, numberSize: number): Box {
  return {
    left: inner.left + inner.width * 0.64,
    top: numberTop + numberSize * 0.2,
    width: inner.width * 0.36,
    height: numberSize * 0.75,
  }
}

function chip(card: BulletCard, inner: Box, unit: number, settings: DrawingSettings): Shape[] {
  if (card.light === null) return []
  const colours = settings.theme.status[card.light]
  const width = unit * chipWidth
  const height = unit * 1.6
  const x = inner.left + inner.width - width
  const middle = inner.top + unit * 0.6
  return [
    {
      type: 'rect',
      silent: true,
      shape: { x, y: middle - height / 2, width, height, r: height / 2 },
      style: { fill: colours.tint },
    },
    statusShape(card.light, x + unit * 0.95, middle, unit * 0.36, settings.theme),
    textShape(statusMarks[card.light].word, x + unit * 1.6, middle + 0.5, {
      size: unit * 0.95,
      fill: colours.ink,
      family: settings.fontFamily,
      bold: true,
      middle: true,
    }),
  ]
}

function toX(value: number, scale: Scale, box: Box): number {
  return box.left + (box.width * (value - scale.from)) / (scale.to - scale.from)
}

function bullet(card: BulletCard, box: Box, settings: DrawingSettings): Shape[] {
  const { theme } = settings
  const zero = toX(Math.max(0, card.scale.from), card.scale, box)
  const shapes: Shape[] = [
    {
      type: 'rect',
      silent: true,
      shape: { x: box.left, y: box.top, width: box.width, height: box.height, r: 3 },
      style: { fill: theme.track },
    },
  ]
  if (card.figure.value !== null) {
    const end = toX(card.figure.value, card.scale, box)
    shapes.push({
      type: 'rect',
      silent: true,
      shape: { x: Math.min(zero, end), y: box.top, width: Math.abs(end - zero), height: box.height, r: 3 },
      style: { fill: theme.primary },
    })
  }
  if (card.baseline !== null) {
    const x = toX(card.baseline.value, card.scale, box)
    const isCovered = card.figure.value !== null && card.baseline.value < card.figure.value
    shapes.push({
      type: 'rect',
      silent: true,
      shape: { x: x - 1, y: box.top, width: 2, height: box.height },
      style: { fill: isCovered ? theme.card : theme.ink3 },
    })
  }
  if (card.target !== null)
    shapes.push({
      type: 'rect',
      silent: true,
      shape: { x: toX(card.target.value, card.scale, box) - 1.25, y: box.top - 4, width: 2.5, height: box.height + 8 },
      style: { fill: theme.ink },
    })
  for (const { value } of card.outside)
    shapes.push(outsideMark(toX(value, card.scale, box), box.top + box.height / 2, box.height * 0.42, settings))
  return shapes
}

function captions(card: BulletCard, inner: Box, y: number, unit: number, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family } = settings
  const size = unit * 0.92
  const shapes: Shape[] = []
  if (card.baseline !== null)
    shapes.push(textShape(card.baseline.text, inner.left, y, { size, fill: theme.ink3, family }))
  if (card.change !== '')
    shapes.push(textShape(card.change, inner.left, y + size * 1.6, { size, fill: theme.ink2, family }))
  for (const [at, { text }] of card.outside.entries())
    shapes.push(textShape(`◇ ${text}`, inner.left, y + size * 1.6 * (at + 2), { size, fill: theme.ink3, family }))
  return shapes
}

function targetWords(card: BulletCard, inner: Box, y: number, unit: number, settings: DrawingSettings): Shape[] {
  if (card.target === null) return []
  const { theme, fontFamily: family } = settings
  const place = { size: unit * 0.92, fill: theme.ink3, family, align: 'right' } as const
  return [textShape(card.target.text, inner.left + inner.width, y, place)]
}

/** Eight quarters without an axis; a missing quarter leaves the line open. */
function spark(card: BulletCard, box: Box, settings: DrawingSettings): Shape[] {
  const known = card.spark.filter((value) => value !== null)
  if (known.length < 2) return []
  const low = Math.min(...known)
  const span = Math.max(...known) - low || 1
  const point = (value: number, at: number): [number, number] => [
    box.left + (box.width * at) / (card.spark.length - 1),
    box.top + box.height * (1 - (value - low) / span),
  ]
  const shapes: Shape[] = segments(card.spark).map((run) => ({
    type: 'polyline',
    silent: true,
    shape: { points: run.map(({ value, at }) => point(value, at)) },
    style: { stroke: settings.theme.primary, fill: 'none', lineWidth: 2 },
  }))
  const last = card.spark.at(-1) ?? null
  if (last !== null) {
    const [cx, cy] = point(last, card.spark.length - 1)
    shapes.push({ type: 'circle', silent: true, shape: { cx, cy, r: 3.2 }, style: { fill: settings.theme.primary } })
  }
  return shapes
}

function segments(values: readonly (number | null)[]): { value: number; at: number }[][] {
  const runs: { value: number; at: number }[][] = [[]]
  for (const [at, value] of values.entries()) {
    if (value === null) runs.push([])
    else runs.at(-1)?.push({ value, at })
  }
  return runs.filter((run) => run.length > 1)
}

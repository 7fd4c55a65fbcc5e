import type { BulletBody, BulletCard, Scale } from '../model.ts'
import { textWidth } from '../text-layout.ts'
import { statusMarks } from '../theme.ts'
import type { Shape } from './frame.ts'
import { textShape } from './frame.ts'
import { statusShape } from './marks.ts'
import type { Box, DrawingSettings } from './settings.ts'

/** Cards in a grid: number, status, small trend, bullet with base and target, change in words. */
export function bulletOption(body: BulletBody, plot: Box, settings: DrawingSettings): Record<string, unknown> {
  const columns = columnsFor(body.cards.length, plot)
  const rows = Math.ceil(body.cards.length / columns)
  const gap = 14
  const width = (plot.width - gap * (columns - 1)) / columns
  const height = Math.min((plot.height - gap * (rows - 1)) / rows, width * 0.62)
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
      settings,
    ),
  )
  return { graphic: shapes }
}

function columnsFor(count: number, plot: Box): number {
  if (count === 1) return 1
  const isTall = plot.height > plot.width * 0.9
  if (isTall) return count > 4 ? 2 : 1
  return count <= 4 ? 2 : Math.ceil(count / 2)
}

function cardShapes(card: BulletCard, box: Box, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family } = settings
  const pad = Math.max(10, box.width * 0.045)
  const unit = Math.min(settings.fontSize * 1.2, box.height / 9.6, box.width / 17)
  const inner = {
    left: box.left + pad,
    top: box.top + pad * 0.8,
    width: box.width - 2 * pad,
    height: box.height - pad * 1.6,
  }
  const numberSize = Math.min(unit * 3, inner.height * 0.3)
  const numberTop = inner.top + unit * 1.9
  const barTop = numberTop + numberSize * 1.28
  return [
    {
      type: 'rect',
      silent: true,
      shape: { x: box.left + 0.5, y: box.top + 0.5, width: box.width - 1, height: box.height - 1, r: 8 },
      style: { fill: theme.card, stroke: theme.line, lineWidth: 1 },
    },
    textShape(card.name, inner.left, inner.top, { size: unit * 1.05, fill: theme.ink2, family }),
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
    ...spark(
      card,
      {
        left: inner.left + inner.width * 0.64,
        top: numberTop + numberSize * 0.2,
        width: inner.width * 0.36,
        height: numberSize * 0.75,
      },
      settings,
    ),
    ...bullet(card, { left: inner.left, top: barTop, width: inner.width, height: unit * 0.75 }, settings),
    ...captions(card, inner, barTop + unit * 1.25, unit, settings),
  ]
}

function chip(card: BulletCard, inner: Box, unit: number, settings: DrawingSettings): Shape[] {
  if (card.light === null) return []
  const colours = settings.theme.status[card.light]
  const width = unit * 4
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
  return shapes
}

function captions(card: BulletCard, inner: Box, y: number, unit: number, settings: DrawingSettings): Shape[] {
  const { theme, fontFamily: family } = settings
  const size = unit * 0.92
  const shapes: Shape[] = []
  if (card.baseline !== null)
    shapes.push(textShape(card.baseline.text, inner.left, y, { size, fill: theme.ink3, family }))
  if (card.target !== null)
    shapes.push(
      textShape(card.target.text, inner.left + inner.width, y, { size, fill: theme.ink3, family, align: 'right' }),
    )
  if (card.change !== '')
    shapes.push(textShape(card.change, inner.left, y + size * 1.6, { size, fill: theme.ink2, family }))
  return shapes
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

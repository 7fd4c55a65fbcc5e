import type { BulletBody, BulletCard } from '@cg/charts/model'
import { statusMarks } from '@cg/charts/theme'
import { drawCardLines } from './card-lines.ts'
import { drawBullet, drawSpark } from './card-marks.ts'
import { officeFace } from './chart-text.ts'
import type { Frame } from './layout.ts'
import { textInches } from './layout.ts'
import type { Slide } from './library.ts'
import { theme } from './native.ts'
import type { ShapeForm } from './slide-form.ts'

/** Cards with number, small trend, bullet, base and target as shapes; one line each where cards would be too small to read. */
export const cardsForm: ShapeForm<BulletBody> = {
  drawnBy: 'shapes',
  pages: (body) => [body],
  draw(slide, body, room) {
    const count = body.cards.length
    const columns = columnsOf(count, room)
    const rows = Math.ceil(count / columns)
    const gap = 0.2
    const w = (room.w - gap * (columns - 1)) / columns
    const h = Math.min((room.h - gap * (rows - 1)) / rows, cardInches * Math.max(1, Math.min(1.6, w / 7)))
    if (h < cardInches * leastScale || w < leastWidth) return drawCardLines(slide, body, room)
    for (const [at, card] of body.cards.entries()) {
      const x = room.x + (at % columns) * (w + gap)
      drawCard(slide, card, { x, y: room.y + Math.floor(at / columns) * (h + gap), w, h })
    }
  },
}

type Look = {
  readonly points: number
  readonly ink: string
  readonly name: string
  readonly isBold?: boolean
  readonly align?: 'left' | 'center' | 'right'
  readonly tint?: string
}

/** Three cards abreast need more than half of a slide, unless two would leave them too low. */
function columnsOf(count: number, room: Frame): number {
  if (count === 1) return 1
  const isTall = room.h / Math.ceil(count / 2) > leastInches
  return count <= 4 || (room.w < halfSlide && isTall) ? 2 : Math.ceil(count / 2)
}

const halfSlide = 8
const leastInches = 1.3
/** A narrower card would shrink its words. */
const leastWidth = 3.4

/** Height of a card whose letters have their usual size; a little less room makes them none smaller that can be read. */
const cardInches = 2.5
const leastScale = 0.94

function drawCard(slide: Slide, card: BulletCard, box: Frame): void {
  const scale = box.h / cardInches
  const pad = 0.2 * scale
  const inner = { x: box.x + pad, w: box.w - 2 * pad }
  const part = (top: number, height: number, left = 0, share = 1): Frame => ({
    x: inner.x + inner.w * left,
    y: box.y + top * scale,
    w: inner.w * share,
    h: height * scale,
  })
  slide.addShape('roundRect', {
    ...box,
    rectRadius: 0.08,
    fill: { color: theme.card.slice(1) },
    line: { color: theme.line.slice(1), width: 1 },
    objectName: `卡片 ${card.name}`,
  })
  drawHead(slide, card, part(0.12, 0.34), scale)
  drawNumber(slide, card, part(0.52, 0.7, 0, 0.6), scale)
  drawSpark(slide, card, part(0.62, 0.5, 0.64, 0.36))
  drawBullet(slide, card, part(1.3, 0.16))
  const small = { points: readable, ink: theme.ink3 }
  if (card.baseline !== null)
    drawText(slide, card.baseline.text, part(1.52, 0.28, 0, 0.48), { ...small, name: `基期 ${card.name}` })
  if (card.target !== null)
    drawText(slide, card.target.text, part(1.52, 0.28, 0.48, 0.52), {
      ...small,
      align: 'right',
      name: `目标 ${card.name}`,
    })
  if (card.change !== '')
    drawText(slide, card.change, part(1.84, 0.28), {
      points: readable,
      ink: theme.ink2,
      name: `变化 ${card.name}`,
    })
  if (card.outside.length > 0)
    drawText(slide, outsideWords(card, inner.w), part(2.14, 0.28), {
      ...small,
      name: `参照 ${card.name}`,
    })
}

/** As many of the figures from outside as can be read on one line, the first at least. */
function outsideWords({ outside }: BulletCard, width: number): string {
  const texts = outside.map(({ text }) => `◇ ${text}`)
  const all = texts.join('　')
  return textInches(all, readable) * 1.12 <= width ? all : (texts[0] ?? '')
}

const smallest = 7
const readable = 14

/** The number large, its unit beside it smaller; a word where there is no number. */
function drawNumber(slide: Slide, card: BulletCard, place: Frame, scale: number): void {
  const isKnown = card.figure.value !== null
  const points = fitting(`${card.number}${card.unit}`, place.w, (isKnown ? 36 : 24) * scale)
  const ink = isKnown ? theme.ink : theme.ink3
  slide.addText(
    [
      { text: card.number, options: { fontSize: points, bold: true, color: ink.slice(1), fontFace: officeFace } },
      { text: card.unit, options: { fontSize: points / 2, color: theme.ink2.slice(1), fontFace: officeFace } },
    ].filter((run) => run.text !== ''),
    { ...place, align: 'left', valign: 'middle', margin: 0, objectName: `数值 ${card.name}` },
  )
}

/** The size in points at which a text stays on one line: at most `most`. */
function fitting(text: string, width: number, most: number): number {
  return Math.max(smallest, Math.min(most, Math.floor((width / (textInches(text, 1) * 1.12)) * 2) / 2))
}

function drawHead(slide: Slide, card: BulletCard, place: Frame, scale: number): void {
  const chip = card.light === null ? 0 : chipInches
  const name = { ...place, w: place.w - chip - (chip === 0 ? 0 : 0.06) }
  drawText(slide, card.name, name, { points: 16 * scale, ink: theme.ink2, name: `名称 ${card.name}` })
  if (card.light === null) return
  const { ink, tint } = theme.status[card.light]
  const { glyph, word } = statusMarks[card.light]
  const look = { points: readable, ink, tint, isBold: true, align: 'center', name: `状态 ${card.name}` } as const
  drawText(slide, `${glyph} ${word}`, { ...place, x: place.x + place.w - chip, w: chip }, look)
}

/** A pill with shape and word. */
const chipInches = 0.86

function drawText(slide: Slide, text: string, place: Frame, look: Look): void {
  slide.addText(text, {
    ...place,
    fontFace: officeFace,
    fontSize: fitting(text, place.w, look.points),
    color: look.ink.slice(1),
    bold: look.isBold === true,
    align: look.align ?? 'left',
    valign: 'middle',
    margin: 0,
    wrap: false,
    ...(look.tint === undefined
      ? {}
      : { shape: 'roundRect' as const, rectRadius: place.h / 2, fill: { color: look.tint.slice(1) } }),
    objectName: look.name,
  })
}

import type { BulletBody, BulletCard } from '@cg/charts/model'
import { statusMarks } from '@cg/charts/theme'
import { drawBullet, drawSpark } from './card-marks.ts'
import { officeFace } from './chart-text.ts'
import type { Frame } from './layout.ts'
import { textInches } from './layout.ts'
import type { Slide } from './library.ts'
import { theme } from './native.ts'
import type { ShapeForm } from './slide-form.ts'

/** Cards with number, small trend, bullet, base and target as shapes. */
export const cardsForm: ShapeForm<BulletBody> = {
  drawnBy: 'shapes',
  pages: (body) => [body],
  draw(slide, body, room) {
    const count = body.cards.length
    const columns = count === 1 ? 1 : count <= 4 ? 2 : Math.ceil(count / 2)
    const rows = Math.ceil(count / columns)
    const gap = 0.2
    const w = (room.w - gap * (columns - 1)) / columns
    const h = Math.min((room.h - gap * (rows - 1)) / rows, 2.3)
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

function drawCard(slide: Slide, card: BulletCard, box: Frame): void {
  const pad = 0.2
  const inner = { x: box.x + pad, y: box.y, w: box.w - 2 * pad, h: box.h }
  slide.addShape('roundRect', {
    ...box,
    rectRadius: 0.08,
    fill: { color: theme.card.slice(1) },
    line: { color: theme.line.slice(1), width: 1 },
    objectName: `卡片 ${card.name}`,
  })
  drawHead(slide, card, inner)
  const number = { x: inner.x, y: box.y + 0.52, w: inner.w * 0.6, h: 0.7 }
  drawNumber(slide, card, number)
  drawSpark(slide, card, { x: inner.x + inner.w * 0.64, y: box.y + 0.62, w: inner.w * 0.36, h: 0.5 })
  drawBullet(slide, card, { x: inner.x, y: box.y + 1.3, w: inner.w, h: 0.16 })
  drawFoot(slide, card, inner)
}

/** The number large, its unit beside it smaller; a word where there is no number. */
function drawNumber(slide: Slide, card: BulletCard, place: Frame): void {
  const isKnown = card.figure.value !== null
  const points = isKnown ? numberPoints(card, place.w) : 24
  const ink = isKnown ? theme.ink : theme.ink3
  slide.addText(
    [
      { text: card.number, options: { fontSize: points, bold: true, color: ink.slice(1), fontFace: officeFace } },
      { text: card.unit, options: { fontSize: points / 2, color: theme.ink2.slice(1), fontFace: officeFace } },
    ].filter((run) => run.text !== ''),
    { ...place, align: 'left', valign: 'middle', margin: 0, objectName: `数值 ${card.name}` },
  )
}

function numberPoints(card: BulletCard, width: number): number {
  return Math.min(36, Math.floor((width * 72) / (textInches(`${card.number}${card.unit}`, 1) * 72 * 1.15)))
}

function drawHead(slide: Slide, card: BulletCard, { x, y, w }: Frame): void {
  const room = card.light === null ? w : w - 1.1
  const points = Math.max(10, Math.min(16, Math.floor(room / (textInches(card.name, 1) * 1.05))))
  drawText(
    slide,
    card.name,
    { x, y: y + 0.12, w: room, h: 0.34 },
    { points, ink: theme.ink2, name: `名称 ${card.name}` },
  )
  if (card.light === null) return
  const { ink, tint } = theme.status[card.light]
  const { glyph, word } = statusMarks[card.light]
  const place = { x: x + w - 1, y: y + 0.14, w: 1, h: 0.32 }
  const look = { points: 14, ink, tint, isBold: true, align: 'center', name: `状态 ${card.name}` } as const
  drawText(slide, `${glyph} ${word}`, place, look)
}

function drawFoot(slide: Slide, card: BulletCard, { x, y, w }: Frame): void {
  const small = { points: 12, ink: theme.ink3 }
  if (card.baseline !== null) {
    const place = { x, y: y + 1.52, w: w / 2, h: 0.26 }
    drawText(slide, card.baseline.text, place, { ...small, name: `基期 ${card.name}` })
  }
  if (card.target !== null) {
    const place = { x: x + w / 2, y: y + 1.52, w: w / 2, h: 0.26 }
    drawText(slide, card.target.text, place, { ...small, align: 'right', name: `目标 ${card.name}` })
  }
  if (card.change === '') return
  const place = { x, y: y + 1.8, w, h: 0.3 }
  drawText(slide, card.change, place, { points: 14, ink: theme.ink2, name: `变化 ${card.name}` })
}

function drawText(slide: Slide, text: string, place: Frame, look: Look): void {
  slide.addText(text, {
    ...place,
    fontFace: officeFace,
    fontSize: look.points,
    color: look.ink.slice(1),
    bold: look.isBold === true,
    align: look.align ?? 'left',
    valign: 'middle',
    margin: 0,
    ...(look.tint === undefined
      ? {}
      : { shape: 'roundRect' as const, rectRadius: place.h / 2, fill: { color: look.tint.slice(1) } }),
    objectName: look.name,
  })
}

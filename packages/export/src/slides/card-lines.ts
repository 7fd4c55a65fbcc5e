import type { BulletBody, BulletCard } from '@cg/charts/model'
import { statusMarks } from '@cg/charts/theme'
import type { Frame } from './layout.ts'
import { textInches } from './layout.ts'
import type { Slide } from './library.ts'
import { theme } from './native.ts'
import { word } from './words.ts'

const points = 14
const numberPoints = 16
const gap = 0.2
/** Lines further apart than this belong together no more. */
const highest = 0.5

/** Cards as lines of name, number, target and state, where half of a slide has no room for cards that can be read. */
export function drawCardLines(slide: Slide, { cards }: BulletBody, room: Frame): void {
  const height = Math.min(highest, room.h / Math.max(1, cards.length))
  const columns = columnsOf(cards, room)
  for (const [at, card] of cards.entries()) {
    const y = room.y + height * (at + 0.5)
    drawLine(slide, card, { y, room, columns })
    if (at === cards.length - 1) continue
    const line = { color: theme.line.slice(1), width: 0.75 }
    slide.addShape('line', { x: room.x, y: room.y + height * (at + 1), w: room.w, h: 0, line, objectName: '分隔线' })
  }
}

type Columns = {
  /** Right edges of number and target, left edge of the state; null: no room for the target, which the notes have. */
  readonly number: number
  readonly target: number | null
  readonly state: number
}

function columnsOf(cards: readonly BulletCard[], room: Frame): Columns {
  const widest = (texts: readonly string[], size: number): number =>
    Math.max(0, ...texts.map((text) => textInches(text, size))) * 1.06
  const state = room.x + room.w - widest(cards.map(stateText), points)
  const target = widest(
    cards.map((card) => card.target?.text ?? ''),
    points,
  )
  const names = widest(
    cards.map(({ name }) => name),
    points,
  )
  const numbers = widest(cards.map(numberText), numberPoints)
  const isRoomy = room.x + names + gap + numbers + gap + target + gap <= state
  return isRoomy && target > 0
    ? { number: state - gap - target - gap, target: state - gap, state }
    : { number: state - gap, target: null, state }
}

function numberText({ number, unit }: BulletCard): string {
  return `${number}${unit}`
}

function stateText({ light }: BulletCard): string {
  return light === null ? '' : `${statusMarks[light].glyph} ${statusMarks[light].word}`
}

type Placed = { readonly y: number; readonly room: Frame; readonly columns: Columns }

function drawLine(slide: Slide, card: BulletCard, { y, room, columns }: Placed): void {
  word(slide, { text: card.name, x: room.x, y, points, colour: theme.ink2, name: `名称 ${card.name}` })
  word(slide, {
    text: numberText(card),
    x: columns.number,
    y,
    points: numberPoints,
    colour: card.figure.value === null ? theme.ink3 : theme.ink,
    bold: true,
    align: 'right',
    name: `数值 ${card.name}`,
  })
  if (columns.target !== null && card.target !== null)
    word(slide, {
      text: card.target.text,
      x: columns.target,
      y,
      points,
      colour: theme.ink3,
      align: 'right',
      name: `目标 ${card.name}`,
    })
  if (card.light === null) return
  const colour = theme.status[card.light].ink
  word(slide, { text: stateText(card), x: columns.state, y, points, colour, bold: true, name: `状态 ${card.name}` })
}

import type { BulletCard } from '@cg/charts/model'
import type { Frame } from './layout.ts'
import type { Slide } from './library.ts'
import { freeform } from './library.ts'
import { theme } from './native.ts'
import { drawDiamond } from './outside.ts'

export type Track = {
  /** A place on the scale, inches from the slide's left edge. */
  readonly toX: (value: number) => number
  readonly bar: (x: number, w: number, colour: string, objectName: string, over?: number) => void
}

/** The track of a bullet with the bar of its figure; what it draws further marks with. */
export function drawTrack(slide: Slide, { name, scale, figure }: Bullet, box: Frame): Track {
  const toX = (value: number): number => box.x + (box.w * (value - scale.from)) / (scale.to - scale.from)
  const bar: Track['bar'] = (x, w, colour, objectName, over = 0) =>
    void slide.addShape('rect', {
      x,
      y: box.y - over,
      w,
      h: box.h + 2 * over,
      fill: { color: colour.slice(1) },
      objectName,
    })
  bar(box.x, box.w, theme.track, `底条 ${name}`)
  if (figure.value !== null) {
    const [zero, end] = [toX(Math.max(0, scale.from)), toX(figure.value)]
    bar(Math.min(zero, end), Math.max(0.01, Math.abs(end - zero)), theme.primary, `条 ${name} ${figure.text}`)
  }
  return { toX, bar }
}

type Bullet = Pick<BulletCard, 'name' | 'scale' | 'figure'>

/** The bar of a card with its base and its target. */
export function drawBullet(slide: Slide, card: BulletCard, box: Frame): void {
  const { toX, bar } = drawTrack(slide, card, box)
  const { value } = card.figure
  if (card.baseline !== null) {
    const isCovered = value !== null && card.baseline.value < value
    bar(toX(card.baseline.value) - 0.012, 0.024, isCovered ? theme.card : theme.ink3, `基期刻线 ${card.baseline.text}`)
  }
  if (card.target !== null) bar(toX(card.target.value) - 0.015, 0.03, theme.ink, `目标刻线 ${card.target.text}`, 0.06)
  for (const { value: outside, text } of card.outside)
    drawDiamond(slide, toX(outside), box.y + box.h / 2, box.h * 0.42, `${card.name} ${text}`)
}

/** The last quarters as a line, a dot on the last; a quarter without a number breaks it. */
export function drawSpark(slide: Slide, card: BulletCard, box: Frame): void {
  const known = card.spark.filter((value) => value !== null)
  if (known.length < 2) return
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const points = card.spark.map((value, at) =>
    value === null
      ? null
      : {
          x: (box.w * at) / (card.spark.length - 1),
          y: high === low ? box.h / 2 : box.h * (1 - (value - low) / (high - low)),
        },
  )
  slide.addShape(freeform, {
    ...box,
    points: points.flatMap((point, at) =>
      point === null ? [] : [{ ...point, moveTo: at === 0 || points[at - 1] === null }],
    ),
    line: { color: theme.primary.slice(1), width: 1.75 },
    objectName: `走势 ${card.name}`,
  })
  const last = points.findLast((point) => point !== null)
  if (last === undefined || last === null) return
  const radius = 0.05
  slide.addShape('ellipse', {
    x: box.x + last.x - radius,
    y: box.y + last.y - radius,
    w: 2 * radius,
    h: 2 * radius,
    fill: { color: theme.primary.slice(1) },
    objectName: `走势末点 ${card.name}`,
  })
}

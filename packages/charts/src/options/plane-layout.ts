import { must } from '@cg/domain/must'
import type { PlaneBody, PlaneDot } from '../model.ts'
import { shareOn } from '../scale.ts'
import { textWidth } from '../text-layout.ts'
import type { Box } from './settings.ts'

/* Where everything on a plane stands, in any unit of length: pixels of a picture, inches of a slide. */

export type PlacedDot = { readonly dot: PlaneDot; readonly x: number; readonly y: number; readonly r: number }
export type PlacedName = {
  readonly dot: PlaneDot
  readonly text: string
  readonly x: number
  readonly y: number
  readonly align: 'left' | 'right'
}
export type PlaneLayout = {
  readonly grid: Box
  readonly rowHeight: number
  readonly xOf: (value: number) => number
  readonly yOf: (value: number) => number
  readonly dots: readonly PlacedDot[]
  readonly names: readonly PlacedName[]
}

/** `em`: height of a letter. */
export function planeLayout(body: PlaneBody, box: Box, em: number): PlaneLayout {
  const grid = gridBox(body, box, em)
  const rowHeight = grid.height / Math.max(1, body.rows.length)
  const xOf = (value: number): number => grid.left + grid.width * shareOn(body.x, value)
  const scale = body.y
  const yOf = (value: number): number =>
    scale === null ? grid.top + rowHeight * (value + 0.5) : grid.top + grid.height * (1 - shareOn(scale, value))
  const dots =
    scale === null
      ? body.rows.flatMap((_, row) => swarmRow(body, row, { em, rowHeight, x: xOf, y: yOf(row) }))
      : body.dots.map((dot) => ({ dot, x: xOf(dot.x), y: yOf(dot.y), r: em * 0.34 }))
  const names = scale === null ? swarmNames(dots, grid, em) : curveNames(dots, grid, em)
  return { grid, rowHeight, xOf, yOf, dots, names }
}

function gridBox(body: PlaneBody, box: Box, em: number): Box {
  const words =
    body.y === null ? body.rows.flatMap(({ name, note }) => [name, note]) : body.y.ticks.map(({ text }) => text)
  const left = Math.min(box.width * 0.3, Math.max(0, ...words.map((word) => textWidth(word))) * em + em)
  const [top, bottom] = [body.y === null ? em * 0.3 : em * 1.7, em * 3.1]
  const height = box.height - top - bottom
  // A curve is read against its diagonal: neither far wider than high nor the other way round.
  const width = body.y === null ? box.width - left - em : Math.min(box.width - left - lastName(body) * em, height * 1.7)
  return { left: box.left + left, top: box.top + top, width, height }
}

/** The last dot lies in the corner: its name stands beside the grid. */
function lastName({ dots }: PlaneBody): number {
  const last = dots.at(-1)
  return last?.isNamed === true ? textWidth(last.name) + 1.2 : 2
}

type Swarm = {
  readonly em: number
  readonly rowHeight: number
  readonly x: (value: number) => number
  readonly y: number
}

/** Each dot as near to the middle of its row as those before it let it. */
function swarmRow({ dots }: PlaneBody, row: number, { em, rowHeight, x, y }: Swarm): PlacedDot[] {
  const placed: PlacedDot[] = []
  const own = dots.filter((dot) => dot.y === row).toSorted((left, right) => left.x - right.x)
  for (const dot of own) {
    const r = Math.min(rowHeight / 5, em * (dot.weight === null ? 0.5 : 0.35 + 0.55 * Math.sqrt(dot.weight)))
    const isFree = (at: number): boolean =>
      placed.every((other) => Math.hypot(other.x - x(dot.x), other.y - at) >= other.r + r + em * 0.06)
    const limit = rowHeight / 2 - r
    const tries = Array.from({ length: 40 }, (_, step) => Math.ceil(step / 2) * (step % 2 === 0 ? 1 : -1) * em * 0.3)
    const offset = tries.find((one) => Math.abs(one) <= limit && isFree(y + one)) ?? 0
    placed.push({ dot, x: x(dot.x), y: y + offset, r })
  }
  return placed
}

/** Outwards of the ends, and above where the grid ends there; of a unit in focus on the side where there is room. */
function swarmNames(dots: readonly PlacedDot[], grid: Box, em: number): PlacedName[] {
  const middles = Map.groupBy(dots, ({ dot }) => dot.y)
  return dots.flatMap(({ dot, x, y, r }): PlacedName[] => {
    if (!dot.isNamed) return []
    const row = must(middles.get(dot.y)).map((one) => one.x)
    const isLeft = x < (Math.min(...row) + Math.max(...row)) / 2
    const width = textWidth(dot.name) * em + em * 0.4
    const hasRoom = isLeft ? x - r - width >= grid.left : x + r + width <= grid.left + grid.width + em
    const align = isLeft === hasRoom ? 'right' : 'left'
    const side = align === 'right' ? -1 : 1
    const place = hasRoom ? { x: x + side * (r + em * 0.3), y } : { x: x - side * r, y: y - r - em * 0.7 }
    return [{ dot, text: dot.name, ...place, align }]
  })
}

/**
 * Below and right of the curve, where nothing else is drawn. Where dots lie too close for all their names, those of units
 * in focus come first, then the least served: a name is never moved away from its dot.
 */
function curveNames(dots: readonly PlacedDot[], grid: Box, em: number): PlacedName[] {
  const bottom = grid.top + grid.height - em * 0.6
  const asked = dots.filter(({ dot }) => dot.isNamed)
  const order = [...asked.filter(({ dot }) => dot.tone === 'focus'), ...asked.filter(({ dot }) => dot.tone !== 'focus')]
  const kept: PlacedName[] = []
  for (const { dot, x, y } of order) {
    const name: PlacedName = { dot, text: dot.name, x: x + em * 0.6, y: Math.min(y + em * 0.75, bottom), align: 'left' }
    const isFree = kept.every(
      (other) =>
        Math.abs(other.y - name.y) >= em * 1.15 ||
        other.x + textWidth(other.text) * em + em * 0.3 <= name.x ||
        name.x + textWidth(name.text) * em + em * 0.3 <= other.x,
    )
    const isClear = dots.every(
      (other) =>
        Math.abs(other.y - name.y) >= em * 0.5 + other.r ||
        other.x + other.r <= name.x ||
        other.x - other.r >= name.x + textWidth(name.text) * em,
    )
    if (dot.tone === 'focus' || (isFree && isClear)) kept.push(name)
  }
  return kept
}

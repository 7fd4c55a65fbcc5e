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
  const rows = { grid, rowHeight, xOf, yOf }
  const names = scale === null ? swarmNames(body, dots, rows, em) : curveNames(dots, grid, em)
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
function swarmRow({ dots, rows }: PlaneBody, row: number, { em, rowHeight, x, y }: Swarm): PlacedDot[] {
  const placed: PlacedDot[] = []
  // The words of the row's mark keep its upper edge.
  const hasWords = (rows[row]?.mark ?? null) !== null
  const headroom = hasWords ? rowHeight * (0.5 - markReach) + em * 1.25 : 0
  const own = dots.filter((dot) => dot.y === row).toSorted((left, right) => left.x - right.x)
  for (const dot of own) {
    const r = Math.min(rowHeight / 5, em * (dot.weight === null ? 0.5 : 0.35 + 0.55 * Math.sqrt(dot.weight)))
    const isFree = (at: number): boolean =>
      placed.every((other) => Math.hypot(other.x - x(dot.x), other.y - at) >= other.r + r + em * 0.06)
    const [low, high] = [headroom - rowHeight / 2 + r, rowHeight / 2 - r]
    const tries = Array.from({ length: 40 }, (_, step) => Math.ceil(step / 2) * (step % 2 === 0 ? 1 : -1) * em * 0.3)
    const offset = tries.find((one) => one >= low && one <= high && isFree(y + one)) ?? 0
    placed.push({ dot, x: x(dot.x), y: y + offset, r })
  }
  return placed
}

type Rows = Pick<PlaneLayout, 'grid' | 'rowHeight' | 'xOf' | 'yOf'>
export type PlacedMark = {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly align: 'left' | 'right'
  readonly line: { readonly top: number; readonly bottom: number }
}

/** A line across a row, its words at the row's upper edge on the side that has room; null without one. */
export function rowMark(
  { rows }: Pick<PlaneBody, 'rows'>,
  row: number,
  { grid, rowHeight, xOf, yOf }: Rows,
  em: number,
): (PlacedMark & { readonly at: number }) | null {
  const mark = rows[row]?.mark ?? null
  if (mark === null) return null
  const [at, y] = [xOf(mark.value), yOf(row)]
  const isRight = at > grid.left + grid.width / 2
  const line = { top: y - rowHeight * markReach, bottom: y + rowHeight * markReach }
  const x = at + em * (isRight ? -0.4 : 0.4)
  return { text: mark.text, at, x, y: line.top + em * 0.6, align: isRight ? 'right' : 'left', line }
}

/** Of a row's height, how far its mark reaches to either side. */
const markReach = 0.46

type Rect = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }

function rectOf({ text, x, y, align }: Pick<PlacedName, 'text' | 'x' | 'y' | 'align'>, em: number): Rect {
  const width = textWidth(text) * em
  const left = align === 'left' ? x : x - width
  return { left, right: left + width, top: y - em * 0.6, bottom: y + em * 0.6 }
}

function overlap(one: Rect, other: Rect): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
}

function isUnder({ left, right, top, bottom }: Rect, { x, y, r }: PlacedDot): boolean {
  const [nearX, nearY] = [Math.min(Math.max(x, left), right), Math.min(Math.max(y, top), bottom)]
  return Math.hypot(x - nearX, y - nearY) < r
}

/**
 * Beside its dot, outwards of the row first, else above or below it. A name lies on no dot, on no other name and not on
 * the row's mark: where there is no such place it is left out (the dot tells it), but for the unit in focus.
 */
function swarmNames(body: PlaneBody, dots: readonly PlacedDot[], rows: Rows, em: number): PlacedName[] {
  const marks = body.rows.flatMap((_, row): Rect[] => {
    const mark = rowMark(body, row, rows, em)
    return mark === null
      ? []
      : [rectOf(mark, em), { left: mark.at - em * 0.1, right: mark.at + em * 0.1, ...mark.line }]
  })
  const asked = dots.filter(({ dot }) => dot.isNamed)
  const order = [...asked.filter(({ dot }) => dot.tone === 'focus'), ...asked.filter(({ dot }) => dot.tone !== 'focus')]
  const kept: PlacedName[] = []
  for (const one of order) {
    const places = namePlaces(one, dots, em).filter((place) => isWithin(rectOf(place, em), one, rows, em))
    const free = places.find((place) => {
      const rect = rectOf(place, em)
      const taken = [...marks, ...kept.map((other) => rectOf(other, em))]
      return !taken.some((other) => overlap(rect, other)) && !dots.some((other) => isUnder(rect, other))
    })
    const chosen = free ?? (one.dot.tone === 'focus' ? places[0] : undefined)
    if (chosen !== undefined) kept.push(chosen)
  }
  return kept
}

/** Where a name could stand, best first: outwards, inwards, above and below from the dot's own edge or its middle. */
function namePlaces(one: PlacedDot, dots: readonly PlacedDot[], em: number): PlacedName[] {
  const { dot, x, y, r } = one
  const row = dots.filter((other) => other.dot.y === dot.y).map((other) => other.x)
  const isLeft = x < (Math.min(...row) + Math.max(...row)) / 2
  const [out, back] = isLeft ? (['right', 'left'] as const) : (['left', 'right'] as const)
  const beside = (align: 'left' | 'right') => ({ x: x + (align === 'left' ? 1 : -1) * (r + em * 0.3), y, align })
  const over = (align: 'left' | 'right', at: number) => ({ x: x + (align === 'left' ? -r : r), y: at, align })
  const [above, below] = [y - r - em * 0.7, y + r + em * 0.7]
  return [beside(out), over(out, above), over(out, below), beside(back), over(back, above), over(back, below)].map(
    (place) => ({ dot, text: dot.name, ...place }),
  )
}

/** Within the grid, or a letter beyond where it ends, and within the dot's own row. */
function isWithin({ left, right, top, bottom }: Rect, { dot }: PlacedDot, rows: Rows, em: number): boolean {
  const { grid, rowHeight, yOf } = rows
  const [middle, half] = [yOf(dot.y), rowHeight / 2]
  const isAcross = left >= grid.left && right <= grid.left + grid.width + em
  return isAcross && top >= middle - half && bottom <= middle + half
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

import type { AreaPolygons } from '../model.ts'

/** From x to x on one line. */
type Span = readonly [from: number, to: number]

/** Where a line at this height runs inside the rings, from left to right. */
export function spansAt(polygons: AreaPolygons, y: number): Span[] {
  const crossings: number[] = []
  for (const polygon of polygons)
    for (const ring of polygon)
      for (let at = 0; at < ring.length; at += 2) {
        const next = at + 2 < ring.length ? at + 2 : 0
        const [x1, y1, x2, y2] = [ring[at] ?? 0, ring[at + 1] ?? 0, ring[next] ?? 0, ring[next + 1] ?? 0]
        if (y1 <= y !== y2 <= y) crossings.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1))
      }
  crossings.sort((left, right) => left - right)
  return crossings.flatMap((from, at) => (at % 2 === 0 ? [[from, crossings[at + 1] ?? from] as const] : []))
}

/** What both lists of spans hold. */
function both(left: readonly Span[], right: readonly Span[]): Span[] {
  return left.flatMap(([from, to]) =>
    right.flatMap(([start, end]): Span[] => {
      const span: Span = [Math.max(from, start), Math.min(to, end)]
      return span[1] > span[0] ? [span] : []
    }),
  )
}

/** What is left of the spans without the others. */
function without(spans: readonly Span[], others: readonly Span[]): Span[] {
  return others.reduce<Span[]>(
    (left, [start, end]) =>
      left.flatMap(([from, to]): Span[] => {
        if (end <= from || start >= to) return [[from, to]]
        return [...(start > from ? [[from, start] as const] : []), ...(end < to ? [[end, to] as const] : [])]
      }),
    [...spans],
  )
}

type Bounds = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

/** The rectangle around all rings. */
export function boundsOf(polygons: AreaPolygons): Bounds {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  for (const polygon of polygons)
    for (const ring of polygon)
      for (let at = 0; at < ring.length; at += 2) {
        const [x, y] = [ring[at] ?? 0, ring[at + 1] ?? 0]
        box.left = Math.min(box.left, x)
        box.right = Math.max(box.right, x)
        box.top = Math.min(box.top, y)
        box.bottom = Math.max(box.bottom, y)
      }
  return box
}

/**
 * The middle of a rectangle of this size that lies inside the rings and outside of what covers them: where there is
 * most room to its sides, near the middle of the area if there is as much. Null where it fits nowhere.
 */
export function roomFor(
  polygons: AreaPolygons,
  covers: readonly AreaPolygons[],
  width: number,
  height: number,
): { readonly x: number; readonly y: number } | null {
  const { top, bottom } = boundsOf(polygons)
  const free = (y: number) => covers.reduce((spans, cover) => without(spans, spansAt(cover, y)), spansAt(polygons, y))
  let best: { x: number; y: number; worth: number } | null = null
  const step = Math.max(2, height / 4)
  for (let y = top + height / 2; y <= bottom - height / 2; y += step) {
    const spans = [-0.5, -0.25, 0, 0.25, 0.5].map((share) => free(y + share * height)).reduce(both)
    for (const [from, to] of spans) {
      if (to - from < width) continue
      const worth = Math.min(to - from, width * 1.6) - Math.abs(y - (top + bottom) / 2) * 0.25
      if (best === null || worth > best.worth) best = { x: (from + to) / 2, y, worth }
    }
  }
  return best === null ? null : { x: best.x, y: best.y }
}

/** Slanting lines inside the rings, each as x1, y1, x2, y2: what a place without a figure is filled with. */
export function hatchLines(
  polygons: AreaPolygons,
  gap: number,
): readonly (readonly [number, number, number, number])[] {
  const turned = polygons.map((polygon) => polygon.map((ring) => turnedRing(ring)))
  const { top, bottom } = boundsOf(turned)
  const lines: [number, number, number, number][] = []
  for (let y = Math.ceil(top / gap) * gap + gap / 2; y < bottom; y += gap)
    for (const [from, to] of spansAt(turned, y)) lines.push([...turnedBack(from, y), ...turnedBack(to, y)])
  return lines
}

const half = Math.SQRT1_2

function turnedRing(ring: readonly number[]): number[] {
  return ring.map((value, at) => {
    const other = ring[at % 2 === 0 ? at + 1 : at - 1] ?? 0
    return at % 2 === 0 ? (value - other) * half : (other + value) * half
  })
}

function turnedBack(x: number, y: number): [number, number] {
  return [tenth((x + y) * half), tenth((y - x) * half)]
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}

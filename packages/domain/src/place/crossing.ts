import { must } from '../must.ts'

type Point = readonly [number, number]

type Segment = {
  readonly at: number
  readonly from: Point
  readonly to: Point
  readonly west: number
  readonly east: number
}

/**
 * Where a closed ring crosses itself, the westernmost such place; null when it does not. A ring that touches itself in a
 * point, or goes back the way it came, crosses nothing: files have such seams, and they fill as one expects.
 */
export function findCrossing(ring: readonly Point[]): Point | null {
  const segments = segmentsOf(ring).toSorted((left, right) => left.west - right.west)
  let open: Segment[] = []
  for (const segment of segments) {
    open = open.filter((other) => other.east >= segment.west)
    for (const other of open) {
      const found = crossingOf(other, segment)
      if (found !== null) return found
    }
    open.push(segment)
  }
  return null
}

function segmentsOf(ring: readonly Point[]): Segment[] {
  return ring.slice(1).map((to, at): Segment => {
    const from = must(ring[at])
    return { at, from, to, west: Math.min(from[0], to[0]), east: Math.max(from[0], to[0]) }
  })
}

/** Twice the signed area of three points: on which side of the line the third lies. */
function side([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
}

function crossingOf(one: Segment, other: Segment): Point | null {
  if (Math.max(one.from[1], one.to[1]) < Math.min(other.from[1], other.to[1])) return null
  if (Math.max(other.from[1], other.to[1]) < Math.min(one.from[1], one.to[1])) return null
  const [first, second] = [side(one.from, one.to, other.from), side(one.from, one.to, other.to)]
  if (first * second >= 0) return null
  if (side(other.from, other.to, one.from) * side(other.from, other.to, one.to) >= 0) return null
  const share = first / (first - second)
  return [other.from[0] + share * (other.to[0] - other.from[0]), other.from[1] + share * (other.to[1] - other.from[1])]
}

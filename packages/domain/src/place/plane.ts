import type { UnitOutline } from './match.ts'
import type { Polygon } from './geojson.ts'

/** A point of the plane: x to the right, y down, whole numbers. */
export type GridPoint = readonly [x: number, y: number]
export type GridPolygon = readonly (readonly GridPoint[])[]

export type PlaneOutline = { readonly code: string; readonly polygons: readonly GridPolygon[] }

/** Outlines on one grid; points that were the same in the file are the same here. */
export type Plane = { readonly width: number; readonly height: number; readonly outlines: readonly PlaneOutline[] }

/** Steps of the longer side: a quarter of a pixel on a picture 4000 px wide. */
export const gridSteps = 16_384

/**
 * Equirectangular at the mean latitude of the outlines: true to scale in the middle of a city, and within a province by
 * a few parts in a hundred. Rings keep their order of points; those that the grid swallows become a square of two steps,
 * so that no island is lost.
 */
export function onPlane(outlines: readonly UnitOutline[]): Plane {
  const box = boxOf(outlines.flatMap((outline) => outline.polygons))
  const squeeze = Math.cos((((box.south + box.north) / 2) * Math.PI) / 180)
  const across = (box.east - box.west) * squeeze
  const down = box.north - box.south
  const step = Math.max(across, down) / gridSteps
  const place = ([longitude, latitude]: readonly [number, number]): GridPoint => [
    Math.round(((longitude - box.west) * squeeze) / step),
    Math.round((box.north - latitude) / step),
  ]
  return {
    width: Math.round(across / step),
    height: Math.round(down / step),
    outlines: outlines.map(({ code, polygons }) => ({
      code,
      polygons: polygons.map((polygon) => onGrid(polygon, place)),
    })),
  }
}

function onGrid(polygon: Polygon, place: (point: readonly [number, number]) => GridPoint): GridPolygon {
  return polygon.flatMap((ring, at) => {
    const points = withoutRepeats(ring.map(place))
    if (signedArea(points) !== 0) return [wound(points, at === 0)]
    return at === 0 ? [smallest(points[0] ?? [0, 0])] : []
  })
}

function withoutRepeats(ring: readonly GridPoint[]): GridPoint[] {
  return ring.filter(([x, y], at) => at === 0 || x !== ring[at - 1]?.[0] || y !== ring[at - 1]?.[1])
}

/** Twice the area of a closed ring; its sign says which way round it goes. */
export function signedArea(ring: readonly GridPoint[]): number {
  return ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y]
    return sum + x * nextY - nextX * y
  }, 0)
}

/** Outer rings one way round, holes the other: a hole stays one under either rule of filling. */
function wound(ring: readonly GridPoint[], isOuter: boolean): readonly GridPoint[] {
  return signedArea(ring) > 0 === isOuter ? ring : ring.toReversed()
}

function smallest([x, y]: GridPoint): GridPoint[] {
  return [
    [x, y],
    [x + 2, y],
    [x + 2, y + 2],
    [x, y + 2],
    [x, y],
  ]
}

function boxOf(polygons: readonly Polygon[]): { west: number; east: number; south: number; north: number } {
  const box = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity }
  for (const polygon of polygons)
    for (const ring of polygon)
      for (const [x, y] of ring) {
        box.west = Math.min(box.west, x)
        box.east = Math.max(box.east, x)
        box.south = Math.min(box.south, y)
        box.north = Math.max(box.north, y)
      }
  return box
}

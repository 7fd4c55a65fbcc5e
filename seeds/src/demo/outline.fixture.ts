import { must } from '@cg/domain/must'

/** A square of the tile map that becomes a district's outline. */
export type Tile = { readonly name: string; readonly row: number; readonly column: number }

type Point = readonly [number, number]

/** Pieces of a border between two corners: 2 to the power of this. */
const halvings = 5
const cellDegrees = 0.32
const [west, north] = [104, 31]

/**
 * Outlines of a city that does not exist, as a GeoJSON file: its tiles with moved corners and crooked borders. A border
 * is made from its two corners alone, so that neighbours share it to the last digit. The same tiles give the same bytes.
 */
export function fictionalOutline(tiles: readonly Tile[]): string {
  const features = tiles.map(({ name, row, column }) => {
    const corners: Point[] = [
      [column, row],
      [column + 1, row],
      [column + 1, row + 1],
      [column, row + 1],
    ]
    const ring = corners.flatMap((corner, at) => border(corner, must(corners[(at + 1) % 4])).slice(0, -1))
    const closed = [...ring, must(ring[0])].map(toDegrees)
    return { type: 'Feature', properties: { name }, geometry: { type: 'Polygon', coordinates: [closed] } }
  })
  const lines = features.map((feature) => JSON.stringify(feature)).join(',\n')
  return `{"type":"FeatureCollection","name":"fictional","features":[\n${lines}\n]}\n`
}

/** From corner to corner; the same points whichever of the two neighbours asks. */
function border(from: Point, to: Point): Point[] {
  const isForward = from[0] < to[0] || (from[0] === to[0] && from[1] < to[1])
  const [first, last] = isForward ? [from, to] : [to, from]
  const seed = first[0] * 7_919 + first[1] * 104_729 + (first[0] === last[0] ? 1 : 2)
  const points = bent(moved(first), moved(last), halvings, seed)
  return isForward ? points : points.toReversed()
}

function bent(from: Point, to: Point, depth: number, seed: number): Point[] {
  if (depth === 0) return [from, to]
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const push = (share(seed) - 0.5) * 0.3
  const middle: Point = [(from[0] + to[0]) / 2 - dy * push, (from[1] + to[1]) / 2 + dx * push]
  return [...bent(from, middle, depth - 1, seed * 2 + 1), ...bent(middle, to, depth - 1, seed * 2 + 3).slice(1)]
}

/** A corner of the grid, up to a quarter of a square off its place. */
function moved([x, y]: Point): Point {
  return [x + (share(x * 613 + y * 1_013) - 0.5) * 0.5, y + (share(x * 2_029 + y * 331 + 7) - 0.5) * 0.5]
}

function toDegrees([x, y]: Point): Point {
  const places = 100_000
  return [
    Math.round((west + x * cellDegrees * 1.15) * places) / places,
    Math.round((north - y * cellDegrees) * places) / places,
  ]
}

/** A number in [0, 1) that depends on the seed alone. */
function share(seed: number): number {
  const mixed = Math.sin(seed * 12.9898) * 43_758.5453
  return mixed - Math.floor(mixed)
}

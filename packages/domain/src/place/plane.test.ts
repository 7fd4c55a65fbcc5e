import { expect, test } from 'vitest'
import { gridSteps, onPlane, signedArea } from './plane.ts'

const box = (west: number, south: number, side: number): [number, number][] => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
]

test('a degree of longitude is shorter by the cosine of the latitude, and north is up', () => {
  const { width, height, outlines } = onPlane([{ code: 'A', polygons: [[box(104, 59.5, 1)]] }])
  expect([width / height, height]).toEqual([expect.closeTo(0.5, 2), gridSteps])
  const ring = outlines[0]?.polygons[0]?.[0] ?? []
  expect(ring.find(([x, y]) => x === 0 && y === 0)).toBeDefined()
})

test('neighbours keep the points they share, outer rings and holes go round opposite ways', () => {
  const { outlines } = onPlane([
    { code: 'A', polygons: [[box(104, 30, 1), box(104.4, 30.4, 0.2)]] },
    { code: 'B', polygons: [[box(105, 30, 1).toReversed()]] },
  ])
  const [outer = [], hole = []] = outlines[0]?.polygons[0] ?? []
  const next = outlines[1]?.polygons[0]?.[0] ?? []
  expect([signedArea(outer) > 0, signedArea(hole) < 0, signedArea(next) > 0]).toEqual([true, true, true])
  const shared = outer.filter(([x, y]) => next.some((other) => other[0] === x && other[1] === y))
  expect(new Set(shared.map(String)).size).toBe(2)
})

test('an island smaller than a step of the grid is still drawn', () => {
  const { outlines } = onPlane([{ code: 'A', polygons: [[box(104, 30, 1)], [box(105, 30, 0.000_001)]] }])
  expect(outlines[0]?.polygons.map((polygon) => Math.abs(signedArea(polygon[0] ?? [])) > 0)).toEqual([true, true])
})

import { expect, test } from 'vitest'
import { findCrossing } from './crossing.ts'
import type { Point } from './geojson.ts'

test('a bow tie crosses itself in its knot, whichever way it is written', () => {
  const tie: Point[] = [
    [0, 0],
    [2, 2],
    [2, 0],
    [0, 2],
    [0, 0],
  ]
  expect(findCrossing(tie)).toEqual([1, 1])
  expect(findCrossing(tie.toReversed())).toEqual([1, 1])
})

test('a ring that touches itself in a point, or runs back along itself, crosses nothing', () => {
  const pinched: Point[] = [
    [0, 0],
    [2, 0],
    [1, 1],
    [2, 2],
    [0, 2],
    [1, 1],
    [0, 0],
  ]
  const spike: Point[] = [
    [0, 0],
    [2, 0],
    [2, 2],
    [4, 2],
    [2, 2],
    [0, 2],
    [0, 0],
  ]
  expect([findCrossing(pinched), findCrossing(spike)]).toEqual([null, null])
})

test('a coast of a hundred thousand points is looked through in a moment, and one loop in it is found', () => {
  const coast = Array.from({ length: 100_000 }, (_, at): Point => {
    const turn = (at / 100_000) * 2 * Math.PI
    const far = 1 + 0.1 * Math.sin(40 * turn) + 0.001 * Math.sin(3000 * turn)
    return [far * Math.cos(turn), far * Math.sin(turn)]
  })
  const closed = [...coast, coast[0]] as Point[]
  const before = process.cpuUsage()
  expect(findCrossing(closed)).toBeNull()
  const { user } = process.cpuUsage(before)
  expect(user / 1000).toBeLessThan(5000)
  const [here, next] = [closed[70_000], closed[70_003]]
  const looped = closed.with(70_000, next as Point).with(70_003, here as Point)
  expect(findCrossing(looped)).not.toBeNull()
})

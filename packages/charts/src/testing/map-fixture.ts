import type { MapSheet } from '@cg/contract/map'
import { must } from '@cg/domain/must'
import { units } from './fixtures.ts'

const cell = 4_000

/** A corner of the tiles, moved by what depends on its place alone: neighbours share it. */
function corner(x: number, y: number): [number, number] {
  return [x * cell + ((x * 7 + y * 13) % 9) * 120 + 400, y * cell + ((x * 11 + y * 5) % 7) * 150 + 400]
}

/** A small square in the middle of a tile: a town's core that its county surrounds. */
function core(x: number, y: number): number[] {
  const [left, top] = corner(x, y)
  const [near, far] = [1_700, 2_350]
  return [
    left + near,
    top + near,
    left + far,
    top + near,
    left + far,
    top + far,
    left + near,
    top + far,
    left + near,
    top + near,
  ]
}

/** Outlines of the invented city: 高新区 lies over others and has none, 临港区 is a hole in 河西区 too small for its name, 江北区 has an island. */
export function mapSheet(change: Partial<MapSheet> = {}): MapSheet {
  const outlined = units.code.flatMap((code, at) => {
    const [y, x] = [units.tileRow[at] ?? 0, units.tileColumn[at] ?? 0]
    if (code === 'YC05') return []
    if (code === 'YC03') return [{ code, polygons: [[core(0, 1)]] }]
    const ring = [corner(x, y), corner(x + 1, y), corner(x + 1, y + 1), corner(x, y + 1), corner(x, y)].flat()
    if (code === 'YC04')
      return [
        {
          code,
          polygons: [
            [
              ring,
              core(0, 1)
                .toReversed()
                .map((_, place, list) => must(list[place % 2 === 0 ? place + 1 : place - 1])),
            ],
          ],
        },
      ]
    const island = [300, 150, 900, 150, 900, 380, 300, 150]
    return [{ code, polygons: code === 'YC01' ? [[ring], [island]] : [[ring]] }]
  })
  return {
    id: 1,
    approvalNo: '演示S(2026)0001号',
    maker: '云川市自然资源局',
    appliesFrom: '2021Q4',
    outline: { width: 17_500, height: 13_500, units: outlined },
    ...change,
  }
}

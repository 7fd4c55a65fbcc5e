import { expect, test } from 'vitest'
import type { CatalogueUnit } from '../catalogue/read.ts'
import { collection, east, feature, mapInput, mapUnits, west, wholeMap } from './map.fixture.ts'
import { readMapFile } from './read-file.ts'

const now = new Date('2026-11-27T00:00:00Z')
const ground = {
  units: mapUnits.filter((unit) => unit.validTo === null).map((unit): CatalogueUnit => ({ ...unit, isDemo: false })),
  isDemo: true,
}
const trial = (change: Parameters<typeof mapInput>[0] = {}, isDemo = true) =>
  readMapFile(mapInput(change), { ...ground, isDemo }, now)

test('a whole map is simplified, its neighbours stay joined, and what lies over others stands beside', () => {
  const { faults, outline, points, beside, approvalNo, key } = trial()
  expect([faults, beside, approvalNo, key]).toEqual([[], ['高新区'], '演示S(2026)0001号', 'name'])
  const [left, right] = (outline?.units ?? []).map(({ polygons }) => pairsOf(polygons[0]?.[0] ?? []))
  expect(points.given).toBe(808)
  expect(points.kept).toBeLessThan(200)
  const shared = left?.filter((point) => right?.includes(point)) ?? []
  expect(shared.length).toBeGreaterThan(12)
  // Every point of the border that is left is a point of both: no gap and no overlap.
  const onBorder = (list: readonly string[] | undefined) =>
    list?.filter((point) => !isCorner(point, outline?.width ?? 0))
  expect(new Set(onBorder(left))).toEqual(new Set(onBorder(right)))
})

function pairsOf(ring: readonly number[]): string[] {
  return ring.flatMap((x, at) => (at % 2 === 0 ? [`${x},${ring[at + 1]}`] : []))
}

function isCorner(point: string, width: number): boolean {
  const [x] = point.split(',').map(Number)
  return x === 0 || x === width
}

test('an island and an enclave outlive the simplification', () => {
  const islet: [number, number][] = [
    [105.9, 30.962],
    [105.900_02, 30.962],
    [105.900_02, 30.962_02],
    [105.9, 30.962_02],
  ]
  const enclave: [number, number][] = [
    [104.6, 30.8],
    [104.601, 30.8],
    [104.601, 30.801],
    [104.6, 30.8],
  ]
  const { outline, faults } = trial({
    file: collection(
      {
        type: 'Feature',
        properties: { name: 'AP' },
        geometry: { type: 'MultiPolygon', coordinates: [[west, enclave]] },
      },
      {
        type: 'Feature',
        properties: { name: 'BS' },
        geometry: { type: 'MultiPolygon', coordinates: [[east], [islet], [enclave]] },
      },
    ),
  })
  expect(faults).toEqual([])
  expect(outline?.units.map(({ polygons }) => polygons.map((polygon) => polygon.length))).toEqual([[2], [1, 1, 1]])
  for (const ring of outline?.units.flatMap(({ polygons }) => polygons.flat()) ?? [])
    expect(new Set(pairsOf(ring)).size).toBeGreaterThan(2)
})

test.each([
  [{ approvalNo: ' ' }, '没有填写审图号'],
  [{ approvalNo: '无' }, '“无”不像审图号'],
  [{ maker: '' }, '没有填写制图单位'],
  [{ file: '{' }, '不是完整的 JSON'],
  [{ file: collection(feature({ name: 'AP' }, west)) }, '缺少北山县的轮廓'],
  [
    {
      file: collection(feature({ name: 'AP' }, west), feature({ name: 'BS' }, east), feature({ name: '旧城区' }, east)),
    },
    '第3个要素（旧城区）不是2025年第一季度在用的报送单位',
  ],
  [{ file: `${wholeMap}${' '.repeat(4 * 1024 * 1024)}` }, '文件超过4MB'],
])('%.50j is refused: %s', (change, words) => {
  const { faults, outline } = trial(change)
  expect(faults.join('\n')).toContain(words)
  expect(faults).toHaveLength(1)
  expect(outline === null).toBe(!('approvalNo' in change) && !('maker' in change))
})

test('a made-up number is for the demo city alone', () => {
  expect(trial({}, false).faults).toEqual(['“演示S(2026)0001号”是演示用的编号，正式城市不能使用。请填写地图的审图号。'])
  expect(trial({ approvalNo: '川S【2024】00012号' }, false).faults).toEqual([])
})

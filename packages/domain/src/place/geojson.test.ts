import { expect, test } from 'vitest'
import { outlineLimits, readGeojson } from './geojson.ts'

const square = [
  [104, 30],
  [105, 30],
  [105, 31],
  [104, 31],
]
const closed = [...square, square[0]]

function file(...features: unknown[]): string {
  return JSON.stringify({ type: 'FeatureCollection', features })
}

function feature(geometry: unknown, properties: unknown = { name: '东湾区' }): unknown {
  return { type: 'Feature', properties, geometry }
}

const polygon = (...rings: unknown[]) => ({ type: 'Polygon', coordinates: rings })

test('a file of polygons is read with its properties; an open ring is closed and altitudes go', () => {
  const read = readGeojson(
    `\uFEFF${file(
      feature(polygon(square.map(([x, y]) => [x, y, 800]))),
      feature({ type: 'MultiPolygon', coordinates: [[closed], [closed, closed]] }, { code: 7, note: null }),
    )}`,
  )
  expect(read.faults).toEqual([])
  expect(read.features.map(({ at, polygons }) => [at, polygons.map((rings) => rings.length)])).toEqual([
    [1, [1]],
    [2, [1, 2]],
  ])
  expect(read.features[0]?.polygons[0]?.[0]).toEqual(closed)
  expect([...(read.features[1]?.properties ?? [])]).toEqual([['code', '7']])
  expect(read.points).toBe(20)
})

test.each([
  ['{"type":"FeatureColl', /不是完整的 JSON/],
  ['[]', /不是 GeoJSON 要素集/],
  ['{"type":"Topology","arcs":[]}', /不是 GeoJSON 要素集/],
  [file(), /文件里没有要素/],
  [`${'['.repeat(30)}${']'.repeat(30)}`, /层次过深/],
  [file(...Array.from({ length: outlineLimits.features + 1 }, () => null)), /有3001个要素，最多3000个/],
  [file({ type: 'Point' }), /第1个要素不是 GeoJSON 要素/],
  [file(feature(null)), /第1个要素（东湾区）没有图形/],
  [file(feature({ type: 'Point', coordinates: [104, 30] })), /第1个要素（东湾区）是点，不是面/],
  [file(feature({ type: 'MultiLineString', coordinates: [closed] })), /是线，不是面/],
  [file(feature({ type: 'Circle' })), /是不认识的图形，不是面/],
  [file(feature({ type: 'MultiPolygon', coordinates: [] })), /没有坐标/],
  [
    file(feature(polygon(closed), {}), feature(polygon([['a', 30]]), { NAME: '西屏区' })),
    /第2个要素（西屏区）的坐标读不出来/,
  ],
  [file(feature(polygon([[104, null]]))), /的坐标读不出来/],
  [file(feature(polygon())), /的坐标读不出来/],
  [
    file(
      feature(
        polygon([
          [104, 30],
          [105, 30],
          [104, 30],
        ]),
      ),
    ),
    /有一圈轮廓不足三个点/,
  ],
  [
    file(feature(polygon([[380_000, 3_400_000], ...closed]))),
    /（380000, 3400000）超出经纬度的范围，像是以米计的投影坐标/,
  ],
])('%.60s… is refused in words that name the remedy', (text, words) => {
  const { faults } = readGeojson(text)
  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatch(words)
  expect(faults[0]).toMatch(/请.+。$/)
})

test('more points than are read within a second are refused with both numbers', () => {
  const long = Array.from({ length: outlineLimits.points + 1 }, (_, at) => [
    104 + (at % 1000) / 1000,
    30 + (at % 7) / 10,
  ])
  expect(readGeojson(file(feature(polygon(long)))).faults[0]).toMatch(/共有15000\d个坐标点，最多150000个/)
})

test('brackets in names are not taken for depth', () => {
  expect(readGeojson(file(feature(polygon(closed), { name: '[[[[[[[[[[[[[[[[[[[[[[[[[[\\"{' }))).faults).toEqual([])
})

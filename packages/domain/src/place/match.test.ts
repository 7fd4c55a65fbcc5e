import { expect, test } from 'vitest'
import type { OutlineFeature } from './geojson.ts'
import { matchOutlines } from './match.ts'

const units = [
  { code: 'GX', name: '云川高新技术产业开发区', shortName: '高新区', isOverlaid: true },
  { code: 'DW', name: '云川市东湾区', shortName: '东湾区', isOverlaid: false },
  { code: 'XP', name: '云川市西屏区', shortName: '西屏区', isOverlaid: false },
]

const features = (...properties: Record<string, string>[]): OutlineFeature[] =>
  properties.map((one, at) => ({
    at: at + 1,
    properties: new Map(Object.entries(one)),
    polygons: [
      [
        [
          [at, 0],
          [at, 1],
          [at + 1, 1],
          [at, 0],
        ],
      ],
    ],
  }))

const match = (...properties: Record<string, string>[]) =>
  matchOutlines(features(...properties), units, '2026年第三季度')

test('units are known by code, full name or short name, whatever the property is called', () => {
  const read = match({ 名称: '西屏区', id: '1' }, { 名称: 'DW', id: '2' }, { 名称: '云川高新技术产业开发区', id: '3' })
  expect([read.key, read.faults, read.beside]).toEqual(['名称', [], []])
  expect(read.outlines.map(({ code }) => code)).toEqual(['DW', 'XP', 'GX'])
})

test('a zone that lies over others may stand beside the map', () => {
  const read = match({ name: '西屏区' }, { name: '东湾区' })
  expect([read.faults, read.beside]).toEqual([[], ['GX']])
})

test.each([
  [
    [{ name: '甲' }, { name: '乙' }],
    ['文件的属性里找不到单位。请给每个要素写上单位的代码、全称或简称，例如 "name": "高新区"。'],
  ],
  [
    [{ name: '西屏区' }, { name: '东湾区' }, { name: '旧城区' }],
    [
      '第3个要素（旧城区）不是2026年第三季度在用的报送单位。请核对名称，或从文件中删去这个要素；已撤并、更名的单位请改为现在的单位。',
    ],
  ],
  [
    [{ name: '西屏区' }, { name: '东湾区' }, { name: 'XP' }],
    ['西屏区有2个轮廓（第1、3个要素）。请在制图软件中合并成一个要素后重新导出。'],
  ],
  [[{ name: '西屏区' }], ['缺少东湾区的轮廓。请补齐后重新上传，缺一个单位便不能成图。']],
])('%j is refused', (given, faults) => {
  expect(match(...given).faults).toEqual(faults)
})

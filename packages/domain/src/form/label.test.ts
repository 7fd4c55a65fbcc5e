import { expect, test } from 'vitest'
import {
  isOtherScale,
  isTotalLabel,
  labelUnit,
  namedQuarter,
  nameReader,
  tidyLabel,
  unknownLabelWords,
} from './label.ts'

test('a label is compared without spaces, numbering, 其中 and its unit of measure', () => {
  expect(
    ['1．产业工人总数（人）', '（二）产业工人 总数', '其中：产业工人总数(万人)', '产业工人总数'].map(tidyLabel),
  ).toEqual(Array.from({ length: 4 }, () => '产业工人总数'))
  expect(tidyLabel('党员人数（不含离退休）')).toBe('党员人数（不含离退休）')
})

test('the unit of measure is read from the brackets', () => {
  expect(
    ['产业工人总数（万人）', '覆盖率(%)', '培训 人次（百人次）', '总数', '人数（不含离退休）'].map(labelUnit),
  ).toEqual(['万人', '%', '百人次', '', ''])
})

test('places are known by their names, their short names and without their kind, as long as one alone bears it', () => {
  const read = nameReader([
    ['东湾区'],
    ['云川经济技术开发区', '经开区'],
    ['青禾县'],
    ['青禾市'],
    ['云岭满族自治县', '云岭县'],
  ])
  expect(['东湾区', ' 东 湾', '经开', '云川经济技术开发区', '云岭', '云岭县'].map(read)).toEqual([0, 0, 1, 1, 4, 4])
  expect(['青禾', '合计', '', '东', '95'].map(read)).toEqual([null, null, null, null, null])
  expect(['青禾县', '青禾市'].map(read)).toEqual([2, 3])
})

test('items are known without how far back they are counted, unless that tells two apart', () => {
  const read = nameReader([
    ['取得职称人数（累计）'],
    ['宣讲场次（本季）'],
    ['宣讲场次（累计）'],
    ['党员人数（不含离退休）'],
  ])
  expect(
    ['取得职称人数', '取得职称人数（累计）（百人）', '宣讲场次（累计）', '宣讲场次', '党员人数'].map(read),
  ).toEqual([0, 0, 2, null, null])
})

test('units of one kind are told from units of another', () => {
  const pairs = [
    ['万人', '人'],
    ['百人次', '人次'],
    ['元', '万元'],
    ['人', '人'],
    ['人', '人次'],
    ['家', '人'],
  ] as const
  expect(pairs.map(([written, unit]) => isOtherScale(written, unit))).toEqual([true, true, true, false, false, false])
})

test('the quarter of a title is read in both ways of writing it', () => {
  expect([namedQuarter('云川市2026年第二季度 技能培训情况表')?.period, namedQuarter('2025年 4 季度')?.period]).toEqual([
    '2026Q2',
    '2025Q4',
  ])
  expect([namedQuarter('2026年1—6月'), namedQuarter('技能培训情况表')]).toEqual([null, null])
})

test('a line that an office adds up by hand is known by its name', () => {
  expect([unknownLabelWords('合计', '单位'), unknownLabelWords(' 退休人数', '指标')]).toEqual([
    '“合计”由系统计算',
    '“退休人数”不是本表的指标',
  ])
  expect(['合 计', '全市', '小计', '合计企业数', '东湾区'].map(isTotalLabel)).toEqual([true, true, true, false, false])
})

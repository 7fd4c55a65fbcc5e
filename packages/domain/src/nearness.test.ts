import { expect, it } from 'vitest'
import { nearness } from './nearness.ts'

it.each([
  ['技能培训人次', '职业技能培训人次', 0.875],
  ['工匠人数', '全市工匠人数', 0.75],
  ['高技能人才数', '高技能人才总量', 0.73],
  ['工匠人数', '工匠数量', 1],
  ['省赛二等奖数', '地区生产总值', 0],
])('of %s and %s is %d', (one, other, share) => {
  expect(nearness(one, other)).toBeCloseTo(share, 2)
  expect(nearness(other, one)).toBeCloseTo(share, 2)
})

it('is none where nothing is said', () => {
  expect(nearness('', '工匠')).toBe(0)
  expect(nearness('人数', '人数')).toBe(0)
  expect(nearness('甲', '乙')).toBe(0)
})

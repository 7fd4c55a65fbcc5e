import fc from 'fast-check'
import { expect, it } from 'vitest'
import { conversionOf } from './conversion.ts'

const converted = (from: string, to: string, value: number, factor: number | null = null) => {
  const found = conversionOf(from, to, factor)
  return found.ok ? found.convert(value) : found.message
}

it.each([
  ['人', '万人', 123_456, 12.3456],
  ['人', '人', 7, 7],
  ['名', '人', 7, 7],
  ['万元', '元', 1.005, 10_050],
  ['万元', '亿元', 123_450_000, 12_345],
  ['亿元', '万元', 2.35, 23_500],
  ['人次', '万人次', 5, 0.0005],
  ['家', '百家', 250, 2.5],
  ['%', '％', 85.1, 85.1],
  ['百分点', '个百分点', 1.2, 1.2],
  ['元', '千元', 1_001, 1.001],
])('%s in %s: %d is %d', (from, to, value, expected) => {
  expect(converted(from, to, value)).toBe(expected)
})

it.each([
  ['%', '百分点'],
  ['人', '人次'],
  ['人', '万元'],
  ['百分点', '分点人'],
])('takes no %s for a %s without a factor that somebody typed', (from, to) => {
  expect(converted(from, to, 1)).toContain('不能自动换算')
  expect(converted(from, to, 3, 2)).toBe(6)
})

it('refuses a factor that the names of the units contradict, and says the right one', () => {
  expect(converted('人', '万人', 1, 10_000)).toBe('由“人”换成“万人”的换算系数应为 10000 分之一（0.0001），现填 10000')
  expect(converted('万元', '元', 1, 0.0001)).toContain('应为 10000，现填 0.0001')
  expect(converted('人', '万人', 50_000, 0.0001)).toBe(5)
  expect(converted('元', '亿元', 1, 1)).toContain('（0.00000001）')
  expect(converted('人', '', 1)).toBe('没有填写省里的计量单位')
})

it('loses nothing on the way there and back', () => {
  const pairs = [['人', '万人'] as const, ['元', '亿元'] as const, ['人次', '千人次'] as const]
  fc.assert(
    fc.property(fc.constantFrom(...pairs), fc.integer({ min: 0, max: 999_999_999 }), ([from, to], value) => {
      const there = converted(from, to, value)
      expect(typeof there === 'number' ? converted(to, from, there) : there).toBe(value)
    }),
  )
})

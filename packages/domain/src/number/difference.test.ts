import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changeWords, differenceOf } from './difference.ts'
import { formatValue } from './number-format.ts'

describe('changes', () => {
  test.each([
    [95.14, 94.56, '%', 1, '提高0.5个百分点', 0.5],
    [95.1, 94.6, '%', 1, '提高0.5个百分点', 0.5],
    [80, 81.25, '%', 1, '下降1.3个百分点', -1.3],
    [80.04, 79.96, '%', 1, '持平', 0],
    [12.5, 11.3, '人/万人', 1, '提高1.2人/万人', 1.2],
    [1.05, 1.1, '倍', 2, '下降0.05倍', -0.05],
    [1035, 1000, '人', 0, '增长3.5%', 3.5],
    [900, 1000, '人', 0, '下降10.0%', -10],
    [100_049, 100_000, '人', 0, '持平', 0],
    [0, 0, '人', 0, '持平', 0],
    [7, 14, '起', 0, '由14起减至7起', -7],
    [21, 14, '起', 0, '由14起增至21起', 7],
    [5, 0, '起', 0, '由0起增至5起', 5],
    [300, 49, '人', 0, '由49人增至300人', 251],
    [0, 49, '人', 0, '由49人减至0人', -49],
    [14, 14, '起', 0, '持平', 0],
    [51, 50, '人', 0, '增长2.0%', 2],
    [33, 30, '亿元', 1, '增长10.0%', 10],
    [87, 240, '人', 0, '下降63.8%', -63.8],
    [23_000, 1000, '人', 0, '增长2,200.0%', 2200],
  ])('%d after %d %s with %d decimals: %s', (now, before, unit, decimals, text, amount) => {
    expect(changeWords(now, before, { unit, decimals })).toBe(text)
    expect(differenceOf(now, before, { unit, decimals })?.size).toBe(amount)
  })

  test.each([
    [-5, 0],
    [5, -3],
    [null, 3],
    [3, null],
  ])('%j after %j has no percentage', (now, before) => {
    expect(differenceOf(now, before, { unit: '人', decimals: 0 })).toBeNull()
    expect(changeWords(now, before, { unit: '人', decimals: 0 })).toBe('—')
  })

  test('a difference of rates is what a reader gets from the printed values', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (now, before) => {
          const format = { unit: '%', decimals: 1 }
          const byHand = Number(formatValue(now, format)) - Number(formatValue(before, format))
          expect(differenceOf(now, before, format)?.size).toBeCloseTo(byHand, 9)
        },
      ),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { parsePeriod } from '../period.ts'
import { claimYardstick, yardstickWords } from './yardstick.ts'
import type { YardstickFacts } from './yardstick.ts'

const facts: YardstickFacts = {
  subject: '全市集体合同签订率',
  value: 92.4,
  name: '全省平均',
  yard: 91.2,
  direction: 'higher',
  format: { unit: '%', decimals: 1 },
  decimals: 1,
  observed: null,
  period: parsePeriod('2026Q2'),
  yardPeriod: parsePeriod('2026Q2'),
}

function words(change: Partial<YardstickFacts> = {}): string | null {
  const claim = claimYardstick({ ...facts, ...change })
  return claim === null ? null : yardstickWords(claim)
}

describe('the city beside a figure from outside', () => {
  it('is above, below or level by the printed figures', () => {
    expect(words()).toBe('全市集体合同签订率高于全省平均1.2个百分点')
    expect(words({ value: 90.04 })).toBe('全市集体合同签订率低于全省平均1.2个百分点')
    expect(words({ value: 91.24 })).toBe('全市集体合同签订率与全省平均持平')
    expect(words({ value: 91.25 })).toBe('全市集体合同签订率高于全省平均0.1个百分点')
  })

  it('says which way is better where lower is', () => {
    expect(words({ direction: 'lower' })).toBe('全市集体合同签订率高于全省平均1.2个百分点（该指标数值越低越好）')
  })

  it('is not finer than the outside figure was published', () => {
    expect(words({ yard: 91, decimals: 0 })).toBe('全市集体合同签订率高于全省平均约1个百分点')
    expect(words({ yard: 92, decimals: 0 })).toBe('全市集体合同签订率与全省平均大体持平')
  })

  it('of another quarter says which, and not who is ahead', () => {
    expect(words({ yardPeriod: parsePeriod('2025Q4') })).toBe(
      '全省平均为91.2%（2025年第四季度），与全市集体合同签订率不是同一期，不作高低比较',
    )
    // A carried figure is of the quarter it was measured in.
    expect(words({ yardPeriod: parsePeriod('2025Q4'), observed: parsePeriod('2025Q4') })).toBe(
      '2025年第四季度，全市集体合同签订率高于全省平均1.2个百分点',
    )
    expect(words({ observed: parsePeriod('2025Q4') })).toContain('不作高低比较')
  })

  it('is nothing without a figure of the whole city, and for totals', () => {
    expect(words({ value: null })).toBeNull()
    expect(words({ format: { unit: '人', decimals: 0 } })).toBeNull()
  })
})

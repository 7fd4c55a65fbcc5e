import { expect, it } from 'vitest'
import { meanRuleWords, meanWords } from './mean.ts'

it('says of how many scores a mean is made, and that it is no sum', () => {
  expect(meanRuleWords(null)).toBe('全市为各区县得分的算术平均，不是合计')
  expect(meanRuleWords('产业工人总数')).toBe('全市为各区县得分的加权平均（权数：产业工人总数），不是合计')
  expect(meanWords({ scored: 12, due: 12 }, null)).toBe('全市为12个区县得分的算术平均，不是合计')
  expect(meanWords({ scored: 9, due: 12 }, null)).toBe('12个区县中9个有得分，全市为这9个得分的算术平均，不是合计')
})

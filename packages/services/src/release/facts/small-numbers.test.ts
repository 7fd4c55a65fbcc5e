import { expect, it } from 'vitest'
import { smallNumberWords } from './small-numbers.ts'

it('small numbers are spoken of only where there are some: nobody is counted as 0个单位', () => {
  expect(smallNumberWords({ within: 0, small: 0 })).toBe('')
  expect(smallNumberWords({ within: 0, small: 2 })).toBe('小样本提示：2个单位的分母不足10。')
  expect(smallNumberWords({ within: 3, small: 0 })).toBe(
    '小样本提示：3个单位与全市的差异在随机波动范围内，不宜当作高低。',
  )
  expect(smallNumberWords({ within: 3, small: 2 })).toBe(
    '小样本提示：3个单位与全市的差异在随机波动范围内，不宜当作高低；2个单位的分母不足10。',
  )
})

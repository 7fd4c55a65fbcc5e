import { expect, it } from 'vitest'
import { scoreSpread } from '../statistics/score-spread.ts'
import { must } from '../must.ts'
import { appraisalReason, scaleWords, spreadWords } from './appraisal.ts'

const scale = [
  { points: 90, words: '制度健全并落实' },
  { points: 75, words: '有制度，部分落实' },
  { points: 60, words: '没有制度' },
]

it('says how many scored, the mean, the ends and the deviation', () => {
  expect(spreadWords(must(scoreSpread([60, 75, 75, 90, 90], 15)))).toBe(
    '5名评分人平均78.0分，最低60分，最高90分，标准差12.5分',
  )
  expect(spreadWords(must(scoreSpread([75, 75, 75], 15)))).toBe('3名评分人平均75.0分，都评75分，标准差0.0分')
  expect(spreadWords(must(scoreSpread([7.5], 1)), 2)).toBe('1名评分人平均7.50分')
})

it('names count, spread, round and scale in the reason of the figure', () => {
  const spread = must(scoreSpread([75, 90, 90], 15))
  expect(appraisalReason(spread, { scale, round: 2, decimals: 1 })).toBe(
    '定性评分（第2轮）：3名评分人平均85.0分，最低75分，最高90分，标准差8.7分。评分标准——90分：制度健全并落实；75分：有制度，部分落实；60分：没有制度',
  )
  expect(scaleWords(scale.slice(0, 1))).toBe('90分：制度健全并落实')
})

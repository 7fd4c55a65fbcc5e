import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { PassportScoring } from '@cg/contract/release/passport'
import { PassportScorings } from './passport-scorings.tsx'

const given = {
  by: '吴国平',
  points: 60,
  reason: '查阅制度文本',
  evidence: '制度汇编',
  round: 1,
  at: '2026-10-02T02:00:00.000Z',
  isApart: true,
}
const scoring: PassportScoring = {
  item: 'OWN_D001',
  itemName: '制度建设评分',
  period: '2026Q3',
  round: 2,
  reason: '产改办〔2026〕9号',
  writtenAt: '2026-10-03T02:00:00.000Z',
  scale: [
    { points: 90, words: '健全并落实' },
    { points: 60, words: '有制度未落实' },
  ],
  units: [
    { unit: 'AP', unitName: '安平区', words: '3名评分人平均80.0分，最低60分，最高90分，标准差17.3分', scores: [given] },
    { unit: 'BS', unitName: '北山区', words: '3名评分人平均90.0分，都评90分，标准差0.0分', scores: [] },
  ],
}

it('tells of a scored figure the scale, the spread of each unit, and each score to whom it was sent', () => {
  render(<PassportScorings scorings={[scoring]} />)
  expect(screen.getByRole('heading').textContent).toBe('制度建设评分：2026年第三季度定性评分')
  expect(screen.getByText(/^共2轮/).textContent).toBe(
    '共2轮 ｜ 评分依据：产改办〔2026〕9号 ｜ 2026年10月3日 10:00写入报表',
  )
  expect(screen.getByText('60分：有制度未落实')).toBeTruthy()
  expect(screen.getByText('安平区：3名评分人平均80.0分，最低60分，最高90分，标准差17.3分')).toBeTruthy()
  expect(screen.getAllByText('逐份评分、理由和依据')).toHaveLength(1)
  expect(screen.getByText(/^吴国平/).textContent).toBe(
    '吴国平 60分（第1轮），与其他评分人的中位数相差超过一档：查阅制度文本；依据：制度汇编',
  )
})

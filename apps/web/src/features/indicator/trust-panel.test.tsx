import { indicatorFacts } from '@cg/charts/testing/fixtures'
import { render, screen } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { TrustPanel } from './trust-panel.tsx'

const plain = indicatorFacts()
const rates = {
  due: 2,
  onTime: 1,
  clean: 2,
  timeliness: 0.5,
  completeness: 0.975,
  firstPassRate: 1,
  revisionRate: null,
}
const trend = {
  verdict: 'improving',
  name: '明显改善',
  points: 8,
  isSameQuarter: false,
  from: '2024Q4',
  to: '2026Q3',
  p: 0.0001,
  words: '2024年第四季度—2026年第三季度的8期数据总体向好。',
  method: '走势按曼-肯德尔检验判断，p<0.001。',
} as const

describe('走势与可信度', () => {
  test('says what the release says, leaves out what it does not, and names the doubts', () => {
    const suspicions = [{ unit: 'YC01', kind: 'denominator_jump', words: '江东区：分母较上季增长30.0%。' } as const]
    render(
      <TrustPanel
        facts={{ ...plain, trend, forecast: null, quality: { ...plain.quality, suspicions, reporting: rates } }}
      />,
    )
    expect(screen.getByText('2024年第四季度—2026年第三季度的8期数据总体向好。')).toBeTruthy()
    expect(screen.queryByText('推算')).toBeNull()
    expect(screen.getByText('应报2张，及时率50.0%，完整率97.5%，一次通过率100.0%。')).toBeTruthy()
    expect(screen.getByText('江东区：分母较上季增长30.0%。')).toBeTruthy()
    expect(screen.queryByText('未发现异常。')).toBeNull()
  })

  test('says so when nothing is to be doubted', () => {
    render(<TrustPanel facts={{ ...plain, trend, quality: { ...plain.quality, suspicions: [] } }} />)
    expect(screen.getByText('未发现异常。')).toBeTruthy()
  })

  test('is not there for a release that was published before these were computed', () => {
    const { container } = render(<TrustPanel facts={plain} />)
    expect(container.textContent).toBe('')
  })
})

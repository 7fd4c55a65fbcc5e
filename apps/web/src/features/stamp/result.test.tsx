import type { StampAnswer } from '@cg/contract/stamp'
import { render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { StampResult } from './result.tsx'

vi.mock('@tanstack/react-router', () => ({
  Link: ({ children }: { children: unknown }) => <a href="/x">{children as string}</a>,
}))

const file = {
  code: 'KRNQCWMRFC',
  kind: 'chart',
  format: 'pptx',
  title: '安平县居首',
  release: 'CG-2026Q2-01',
  period: '2026Q2',
  firstAt: '2026-07-20T08:00:00.000Z',
} as const

const plain: StampAnswer = {
  verdict: 'original',
  sentence: '这是本平台生成的原件，未经改动。它取自 CG-2026Q2-01，是2026年第二季度的现行数据。',
  file,
  standing: 'current',
  correction: null,
  laterQuarter: null,
  changes: [],
  changesTotal: 0,
  texts: null,
  faults: [],
}

const side = { state: 'reported', rank: 1, light: null, carriedFrom: null } as const
const changed = {
  indicator: 'RATE',
  indicatorName: '培训覆盖率',
  measureUnit: '%',
  decimals: 1,
  unit: 'A',
  unitName: '安平县',
  from: { ...side, value: 95 },
  to: { ...side, value: 90 },
  absent: null,
  unlike: null,
} as const

test('the original of a current release: a sentence, what it is, its code as it is printed', () => {
  render(<StampResult answer={plain} />)
  expect(screen.getByRole('heading', { name: '是原件，数据现行' })).toBeDefined()
  expect(screen.getByText(/未经改动/)).toBeDefined()
  expect(screen.getByText('KRNQC-WMRFC')).toBeDefined()
  expect(screen.queryByRole('table')).toBeNull()
})

test('a corrected figure stands with what it was and what it is', () => {
  const answer: StampAnswer = {
    ...plain,
    standing: 'superseded',
    correction: 'CG-2026Q2-02',
    changes: [changed],
    changesTotal: 1,
  }
  render(<StampResult answer={answer} />)
  expect(screen.getByRole('heading', { name: '是原件，数据已被更正' })).toBeDefined()
  const row = screen.getByRole('row', { name: /安平县/ })
  expect(row.textContent).toBe('培训覆盖率%安平县95.0 · 第1位90.0 · 第1位')
  expect(screen.getByText('看更正后的 CG-2026Q2-02 →', { exact: false })).toBeDefined()
})

test('what was changed in a file stands beside what the original said', () => {
  const texts = { missing: ['95.0'], added: ['99.0'], total: 2 }
  render(<StampResult answer={{ ...plain, verdict: 'altered', texts }} />)
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['95.0', '99.0'])
})

test('a file of nobody has no links and no facts', () => {
  render(
    <StampResult answer={{ ...plain, verdict: 'unmarked', file: null, standing: null, sentence: '没有核验码。' }} />,
  )
  expect(screen.queryByRole('link')).toBeNull()
})

test('an archive that was changed says what is not as it was published', () => {
  const archive = { ...file, kind: 'archive', format: 'zip', title: '' } as const
  const faults = ['data.csv 与清单不符，被改动过。']
  render(<StampResult answer={{ ...plain, verdict: 'altered', file: archive, faults }} />)
  expect(screen.getByText('存档与发布时不一致之处')).toBeDefined()
  expect(screen.getByText('data.csv 与清单不符，被改动过。')).toBeDefined()
  expect(screen.getByText('发布存档，ZIP')).toBeDefined()
})

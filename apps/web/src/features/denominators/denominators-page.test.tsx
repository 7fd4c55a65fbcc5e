import type { DenominatorBook, DenominatorInfo } from '@cg/contract/denominator'
import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { me } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const info: DenominatorInfo = {
  item: 'W_TOTAL',
  name: '产业工人总数（期末）',
  unit: '人',
  decimals: 0,
  definition: '季度末在岗的产业工人',
  ownerName: '市统计局',
  formName: '产业工人与企业基本情况表',
  indicators: [{ code: 'JN03', name: '技能培训覆盖率' }],
  latest: { period: '2026Q2', value: 60_000, isPartial: true },
  jumps: 1,
}
const book: DenominatorBook = {
  info,
  units: [
    { code: 'A', shortName: '东湾区', countsInParent: true },
    { code: 'B', shortName: '西屏区', countsInParent: true },
    { code: 'C', shortName: '高新区', countsInParent: false },
  ],
  quarters: [
    {
      period: '2026Q3',
      release: null,
      against: '2026Q2',
      state: ['reported', 'not_reported', null],
      value: [61_000, null, null],
      isJump: [false, false, false],
      city: null,
    },
    {
      period: '2026Q2',
      release: 'CG-2026Q2-01',
      against: '2026Q1',
      state: ['reported', 'not_applicable', 'withheld'],
      value: [60_000, null, null],
      isJump: [true, false, false],
      city: { value: 60_000, isPartial: true },
    },
    {
      period: '2026Q1',
      release: 'CG-2026Q1-01',
      against: null,
      state: ['reported', 'reported', 'not_available'],
      value: [40_000, 0, null],
      isJump: [false, false, false],
      city: { value: 40_000, isPartial: false },
    },
  ],
  limit: '与上季相比变动超过 10%（相差不到 10 的除外）',
  form: { period: '2026Q3', form: 'TJJ-BASE', reporter: 'TJJ', mayFill: true },
  unreadable: [],
}

function serve(items: readonly DenominatorInfo[] = [info]) {
  return serveFixtures(({ path }) => {
    if (path === '/api/v1/session') return { body: me() }
    if (path === '/api/v1/denominators') return { body: { items } }
    if (path === '/api/v1/denominators/W_TOTAL') return { body: book }
    return undefined
  })
}

it('shows a denominator by unit and quarter: 0 and the ways of having no number apart, jumps marked', async () => {
  serve()
  renderApp('/denominators')
  await screen.findByRole('heading', { level: 1, name: '1个分母，最近一季有1个超出变动限度' })
  const table = within(await screen.findByRole('table', { name: '产业工人总数（期末），各单位各季度' }))
  const cells = (name: string) =>
    within(table.getByRole('rowheader', { name }).closest('tr') ?? document.body)
      .getAllByRole('cell')
      .map((cell) => cell.textContent?.trim())
  expect(cells('全市')).toEqual(['—', '60,000（部分）', '40,000'])
  expect(cells('东湾区')).toEqual(['61,000', '60,000增长50.0%', '40,000'])
  expect(cells('西屏区')).toEqual(['未报', '不适用', '0'])
  expect(cells('高新区（不计入全市）')).toEqual(['—', '不公布', '无法提供'])
  table.getByText('未发布')
  for (const code of ['CG-2026Q2-01', 'CG-2026Q1-01']) screen.getByText(code)
  expect(screen.getByRole('link', { name: '打开本季报表 →' }).getAttribute('href')).toBe('/fill/2026Q3/TJJ-BASE/TJJ')
  expect(screen.getByRole('link', { name: '技能培训覆盖率' }).getAttribute('href')).toBe('/i/JN03')
})

it('without one says what would make one', async () => {
  serve([])
  renderApp('/denominators')
  await screen.findByText('还没有用到分母的指标')
})

it('claims nothing of changes while nothing is published, or nothing stands before it', async () => {
  serve([{ ...info, latest: null, jumps: null }])
  renderApp('/denominators')
  await screen.findByRole('heading', { level: 1, name: '1个分母，还没有已发布的数' })
  cleanup()
  serve([{ ...info, jumps: null }])
  renderApp('/denominators')
  await screen.findByRole('heading', { level: 1, name: '1个分母，还没有可比的上期数' })
})

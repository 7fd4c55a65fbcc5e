import { screen, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { indicatorFacts } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'

afterEach(() => vi.unstubAllGlobals())

const patience = { timeout: 20_000 }
const plain = indicatorFacts()

async function historyOf(facts: typeof plain, address: string) {
  serveFixtures(({ path }) => (path.includes('/indicators/') ? { body: facts } : undefined))
  renderApp(address)
  return screen.findByRole('table', { name: /历期数据/ }, patience)
}

test('the history marks the unit in focus', async () => {
  const table = await historyOf(plain, '/i/JN03?focus=YC09')
  const marked = within(table)
    .getAllByRole('row')
    .filter((row) => row.classList.contains('is-selected'))
  expect(marked.map((row) => within(row).getByRole('rowheader').textContent)).toEqual(['安平县'])
})

test('what is counted for the city alone has one row, no list of units, and names who is missing', async () => {
  const none = plain.units.code.map(() => 'not_applicable' as const)
  const facts = indicatorFacts({
    city: { ...plain.city, value: null, state: 'uncomputable', light: null, missing: ['YC11'] },
    current: { ...plain.current, value: none.map(() => null), state: none, light: none.map(() => null) },
    unitSeries: plain.unitSeries.map(({ value }) => ({
      value: value.map(() => null),
      state: value.map(() => 'not_applicable' as const),
    })),
    breakdowns: [],
  })
  const table = await historyOf(facts, '/i/JN03')
  expect(
    within(table)
      .getAllByRole('rowheader')
      .map((cell) => cell.textContent),
  ).toEqual(['全市'])
  expect(screen.queryByText('本期没有可画的数据')).toBeNull()
  expect(screen.getByText('尚缺').nextElementSibling?.textContent).toBe('丰泽县')
  // 不可计算 because of a unit, never 未报: the city owes nothing itself.
  expect(screen.getAllByText('不可计算').length).toBeGreaterThan(0)
  expect(screen.queryByText('未报')).toBeNull()
})

test('a quarter whose city figure lacks a unit names it beside the number and under the drawing', async () => {
  const last = plain.periods.length - 1
  const { citySeries } = plain
  const facts = indicatorFacts({
    citySeries: {
      ...citySeries,
      state: citySeries.state.map((own, at) => (at === last ? 'partial' : own)),
      lacking: citySeries.lacking.map((own, at) => (at === last ? ['丰泽县'] : own)),
    },
  })
  const table = await historyOf(facts, '/i/JN03')
  const city = within(table).getByRole('rowheader', { name: '全市' }).closest('tr')
  expect(city?.textContent).toContain('82.6（缺丰泽县）')
  expect(screen.getByText('26Q3缺丰泽县（◇，虚线）')).toBeTruthy()
})

test('a half-yearly figure shows no carried quarter', async () => {
  const table = await historyOf(indicatorFacts({ indicator: { ...plain.indicator, frequency: 'H' } }), '/i/JN03')
  const heads = within(table)
    .getAllByRole('columnheader')
    .map((cell) => cell.textContent)
  expect(heads.slice(1).every((head) => /Q[24]/.test(head ?? ''))).toBe(true)
})

test('a merged unit marks its quarters reckoned again, a new one was not there, and the footnote says why', async () => {
  const first = plain.periods.length - 1
  const from = plain.periods[first] ?? ''
  const [merged = '', young = ''] = plain.units.code
  const words = '经开区2026年第二季度及以前按合并前的甲区、乙区合计重算，不参与当时的排名'
  const facts = indicatorFacts({
    unitSeries: plain.unitSeries.map((series, unit) => {
      if (unit === 0) return { ...series, restated: series.value.map((_, at) => at < first) }
      if (unit !== 1) return series
      return {
        value: series.value.map((value, at) => (at < first ? null : value)),
        state: series.state.map((state, at) => (at < first ? ('not_established' as const) : state)),
      }
    }),
    pasts: [
      { unit: merged, from, isRestated: true, words },
      { unit: young, from, isRestated: false, words: '新区2026年第三季度起设立，此前没有数据' },
    ],
  })
  const table = await historyOf(facts, '/i/JN03')
  const rowOf = (name: string) => within(table).getByRole('rowheader', { name }).closest('tr')
  const marked = rowOf(plain.units.shortName[0] ?? '')?.textContent ?? ''
  expect(marked.split('□')).toHaveLength(first + 1)
  const other = rowOf(plain.units.shortName[1] ?? '')?.textContent ?? ''
  expect(other.split('当时未设立')).toHaveLength(first + 1)
  expect(other).not.toContain('未报')
  expect(screen.getByText(new RegExp(`${words}（□）；新区2026年第三季度起设立，此前没有数据`))).toBeTruthy()
})

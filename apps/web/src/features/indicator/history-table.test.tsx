import { screen, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { indicatorFacts } from '../../testing/fixtures.ts'
import { renderApp } from '../../testing/render-app.tsx'
import { serveFixtures } from '../../testing/server.ts'

afterEach(() => vi.unstubAllGlobals())

const patience = { timeout: 8000 }
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

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
    city: { ...plain.city, value: null, state: 'not_reported', light: null, missing: ['YC11'] },
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
})

test('a half-yearly figure shows no carried quarter', async () => {
  const table = await historyOf(indicatorFacts({ indicator: { ...plain.indicator, frequency: 'H' } }), '/i/JN03')
  const heads = within(table)
    .getAllByRole('columnheader')
    .map((cell) => cell.textContent)
  expect(heads.slice(1).every((head) => /Q[24]/.test(head ?? ''))).toBe(true)
})

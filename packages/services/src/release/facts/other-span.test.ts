import { expect, test } from 'vitest'
import type { Figures } from '../compute/figures.ts'
import { otherSpanFact } from './other-span.ts'

type Shown = Parameters<typeof otherSpanFact>[2]

function factOf(
  kind: Shown['indicator']['span']['kind'],
  periodKind: string,
  formula: string,
  series: Shown['citySeries'],
  frequency = 'Q',
) {
  const figures = {
    basis: { indicators: [{ formula: { kind: formula }, periodKind, frequency }] },
  } as unknown as Figures
  const shown = {
    indicator: { span: { kind } },
    periods: ['2026Q1', '2026Q2', '2026Q3'],
    citySeries: series,
    unitSeries: [series],
  } as unknown as Shown
  return otherSpanFact(figures, 0, shown)
}

const none = [null, null, null]
const series = (value: (number | null)[], state: Shown['citySeries']['state']): Shown['citySeries'] => ({
  value,
  state,
  numerator: none,
  denominator: none,
  expected: none,
  lacking: state.map((one) => (one === 'partial' ? ['岚谷县'] : [])),
})

test('a count by quarter has the year so far beside it, incomplete from the first incomplete quarter on', () => {
  const fact = factOf('quarter', 'FLOW_Q', 'sum', series([2, 3, 4], ['reported', 'partial', 'reported']))
  expect([fact?.kind, fact?.city]).toEqual([
    'yearToDate',
    { value: [2, 5, 9], state: ['reported', 'partial', 'partial'], lacking: [[], ['岚谷县'], ['岚谷县']] },
  ])
  expect(fact?.units).toEqual([{ value: fact?.city.value, state: fact?.city.state }])
})

test('a running count has the quarter beside it, but no difference between figures of different units', () => {
  const fact = factOf('yearToDate', 'YTD_CUM', 'sum', series([2, 3, 4], ['reported', 'partial', 'reported']))
  expect([fact?.kind, fact?.city]).toEqual([
    'quarter',
    { value: [2, null, null], state: ['reported', 'not_available', 'not_available'], lacking: [[], [], []] },
  ])
})

test('a rate, people counted once a year and what stands at a moment have no other span', () => {
  const whole = series([2, 3, 4], ['reported', 'reported', 'reported'])
  expect(factOf('quarter', 'FLOW_Q', 'quotient', whole)).toBeNull()
  expect(factOf('yearToDate', 'YTD_UNIQUE', 'sum', whole)).toBeNull()
  expect(factOf('stock', 'STOCK_EOQ', 'sum', whole)).toBeNull()
})

test('what is measured every half year has no quarter of its own: the figure in between is one carried from last year', () => {
  const halves = series([668, 332, 332], ['reported', 'reported', 'reported'])
  expect(factOf('yearToDate', 'YTD_CUM', 'sum', halves, 'H')).toBeNull()
})

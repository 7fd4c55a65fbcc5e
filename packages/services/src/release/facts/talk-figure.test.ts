import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { describe, expect, test } from 'vitest'
import { talkFigure } from './talk-figure.ts'

const periods = ['2024Q3', '2024Q4', '2025Q1', '2025Q2', '2025Q3', '2025Q4', '2026Q1', '2026Q2']
const terms = { basePeriod: '2024Q4', areas: { centre: '中心城区', suburb: '近郊', remote: '偏远地区' } }
const whole = periods.map(() => [] as string[])
const reported = periods.map(() => 'reported' as const)

/** An answer as far as the page reads it: three units, of which the last lies inside another. */
function factsOf(change: Record<string, unknown> = {}): IndicatorFacts {
  const value = [1, 2, 3, 4, 5, 6, 7, 8]
  return {
    release: { period: '2026Q2' },
    indicator: {
      code: 'N',
      name: '培训场次',
      unit: '场',
      decimals: 0,
      direction: 'higher',
      leadDepartment: '市人社局',
      span: { kind: 'stock' },
    },
    periods,
    breaks: [],
    city: { value: 8, carriedFrom: null, target: 9, light: 'near', baseline: 0, baselinePeriod: '2021Q4' },
    citySeries: { value, state: reported, lacking: whole },
    targets: [
      { year: 2026, value: 9, source: '' },
      { year: 2027, value: 10, source: '' },
    ],
    units: {
      code: ['A', 'B', 'C'],
      shortName: ['甲区', '乙区', '丙园'],
      areaType: ['centre', 'centre', 'centre'],
      countsInParent: [true, true, false],
    },
    unitSeries: [1, 2, 3].map((unit) => ({ value: value.map((one) => one * unit), state: reported })),
    current: { value: [8, 16, 24] },
    breakdowns: [],
    otherSpan: null,
    ...change,
  } as unknown as IndicatorFacts
}

const figure = (change?: Record<string, unknown>, measure = {}) =>
  talkFigure({ indicator: 'N', ...measure }, factsOf(change), undefined, terms)

describe('a figure beside the time of the speech', () => {
  test('holds a stock of today against the end of that year, and names the ends of the units', () => {
    const { value, base, compared, obstacle, highest, lowest, lastTarget } = figure()
    expect([value, base, compared, obstacle]).toEqual([
      8,
      { period: '2024Q4', value: 2 },
      { period: '2026Q2', value: 8 },
      null,
    ])
    expect([highest, lowest]).toEqual([
      { value: 24, units: ['丙园'] },
      { value: 8, units: ['甲区'] },
    ])
    expect(lastTarget).toEqual({ year: 2027, value: 10 })
  })

  test('shows the year so far of what is counted anew each quarter, and compares years that are over', () => {
    const city = { value: [30, 40, 10, 20, 30, 44, 11, 23], state: reported, lacking: whole }
    const { span, value, compared } = figure({ otherSpan: { kind: 'yearToDate', city, units: [] } })
    expect([span, value, compared]).toEqual(['yearToDate', 23, { period: '2025Q4', value: 44 }])
  })

  test('shows the quarter alone of what was not asked in the quarters before', () => {
    const city = { value: periods.map(() => null), state: periods.map(() => 'not_available'), lacking: whole }
    const { span, value, state } = figure({ otherSpan: { kind: 'yearToDate', city, units: [] } })
    expect([span, value, state]).toEqual(['stock', 8, 'reported'])
  })

  test('compares nothing across a new definition, with units missing, before a year is over, or without a figure', () => {
    const lacking = periods.map((period) => (period > '2024Q4' ? ['甲区'] : []))
    const value = [1, null, 3, 4, 5, 6, 7, 8]
    const running = { kind: 'yearToDate', city: { value: [1, 2], state: reported, lacking: whole }, units: [] }
    const young = { periods: ['2024Q4', '2025Q1'], release: { period: '2025Q1' }, otherSpan: running }
    expect([
      figure({ breaks: ['2025Q3'] }).obstacle,
      figure({ citySeries: { value: factsOf().citySeries.value, state: reported, lacking } }).obstacle,
      figure(young).obstacle,
      figure({ citySeries: { value, state: reported, lacking: whole } }).obstacle,
    ]).toEqual(['break', 'partial', 'year_open', 'no_base'])
  })

  test('holds the newest quarter that lacks nobody against it, where the quarter itself is not whole', () => {
    const lacking = periods.map((period) => (period === '2026Q2' ? ['甲区'] : []))
    const citySeries = { value: factsOf().citySeries.value, state: reported, lacking }
    expect(figure({ citySeries }).compared).toEqual({ period: '2026Q1', value: 7 })
  })

  test('adds up the units of an area that count in the city, and says whom the sum lacks', () => {
    const { name, value, base, compared } = figure({}, { area: 'centre' })
    expect([name, value, base, compared]).toEqual([
      '中心城区培训场次',
      24,
      { period: '2024Q4', value: 6 },
      { period: '2026Q2', value: 24 },
    ])
    const silent = { value: [1, 2, 3, 4, 5, 6, 7, null], state: reported }
    const part = figure({ unitSeries: [silent, factsOf().unitSeries[1], silent] }, { area: 'centre' })
    expect([part.value, part.state, part.lacking, part.obstacle]).toEqual([16, 'partial', ['甲区'], null])
    const nobody = figure({ unitSeries: [silent, silent, silent] }, { area: 'centre' })
    expect([nobody.value, nobody.state]).toEqual([null, 'not_reported'])
    expect(figure({}, { area: 'remote' }).value).toBeNull()
  })

  test('shows a group without a past, and the base of the targets where the speech means that', () => {
    const groups = [{ key: 'cluster:auto', name: '汽车', value: 5, state: 'reported', carriedFrom: null }]
    const group = figure({ breakdowns: [{ groups }] }, { group: 'cluster:auto', said: 6 })
    expect([group.name, group.value, group.said, group.base]).toEqual(['培训场次（汽车）', 5, 6, null])
    expect(figure({}, { against: 'baseline' }).base).toEqual({ period: '2021Q4', value: 0 })
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeIndex } from './method.ts'
import { arithmetic, checkMethod, type IndexMethod } from './definition.ts'
import type { IndexTable } from './columns.ts'
import { must } from '../must.ts'
import { roundHalfAway } from '../number/round.ts'

const goalposts = (low: number, high: number) => ({ kind: 'goalposts', low, high, scale: 1 }) as const

/** UNDP, Human Development Report 2023/24, technical note 1. */
const hdi: IndexMethod = {
  indicators: [
    { code: 'life', parent: 'health', weight: 1, direction: 'higher', normaliser: goalposts(20, 85) },
    { code: 'expected', parent: 'education', weight: 1, direction: 'higher', normaliser: goalposts(0, 18) },
    { code: 'mean', parent: 'education', weight: 1, direction: 'higher', normaliser: goalposts(0, 15) },
    { code: 'income', parent: 'living', weight: 1, direction: 'higher', log: true, normaliser: goalposts(100, 75_000) },
  ],
  groups: [
    { code: 'hdi', parent: null, weight: 1, aggregate: { kind: 'power', p: 0, epsilon: 0 } },
    { code: 'health', parent: 'hdi', weight: 1 },
    { code: 'education', parent: 'hdi', weight: 1 },
    { code: 'living', parent: 'hdi', weight: 1 },
  ],
  normaliser: { kind: 'min_max' },
  aggregate: arithmetic,
  availability: 1,
  decimals: 3,
  rankRule: 'competition',
}

describe('the Human Development Index of 2022', () => {
  const table: IndexTable = {
    units: ['Switzerland', 'Norway', 'China'],
    columns: {
      life: [84.3, 83.4, 78.6],
      expected: [16.6, 18.6, 15.2],
      mean: [13.9, 13.1, 8.1],
      income: [69_433, 69_190, 18_025],
    },
  }

  test('comes out as published, from the published components', () => {
    expect(computeIndex(hdi, table).index.map((value) => roundHalfAway(must(value), 3))).toEqual([0.967, 0.966, 0.788])
  })

  test('scores one country alone as among others, because goalposts are fixed', () => {
    const alone = {
      units: ['China'],
      columns: Object.fromEntries(Object.entries(table.columns).map(([code, column]) => [code, column.slice(2)])),
    }
    expect(computeIndex(hdi, alone).index[0]).toBe(computeIndex(hdi, table).index[2])
  })

  test('has no value for a country that lacks a component', () => {
    const gap = { ...table, columns: { ...table.columns, mean: [13.9, null, 8.1] } }
    const { index, ranking } = computeIndex(hdi, gap)
    expect(index[1]).toBeNull()
    expect(ranking.rows.at(-1)).toMatchObject({ unit: 'Norway', overall: null })
  })
})

const flat: IndexMethod = {
  indicators: ['p', 'q'].map((code) => ({ code, parent: 'root', weight: 50, direction: 'higher' })),
  groups: [{ code: 'root', parent: null, weight: 1 }],
  normaliser: { kind: 'goalposts', low: 0, high: 100 },
  aggregate: arithmetic,
  availability: 0,
  decimals: 2,
  rankRule: 'competition',
}

const withIndicator = (change: Partial<IndexMethod['indicators'][number]>): IndexMethod => ({
  ...flat,
  indicators: flat.indicators.map((indicator) => (indicator.code === 'p' ? { ...indicator, ...change } : indicator)),
})

describe('a method', () => {
  const table: IndexTable = { units: ['a', 'b'], columns: { p: [90, 90], q: [20, null] } }

  test('fault B4: shows the weights a unit really had when a value is missing', () => {
    const { index, unitWeights, weights } = computeIndex(flat, table)
    expect(index).toEqual([55, 90])
    expect(unitWeights['p']).toEqual([0.5, 1])
    expect(unitWeights['q']).toEqual([0.5, 0])
    expect(weights).toMatchObject({ p: 0.5, q: 0.5, root: 1 })
  })

  test('leaves a unit without score below the availability threshold, whatever applies to it', () => {
    expect(computeIndex({ ...flat, availability: 2 / 3 }, table).index).toEqual([55, null])
    const notApplicable = { ...table, columns: { ...table.columns, q: [20, 'not_applicable' as const] } }
    expect(computeIndex({ ...flat, availability: 2 / 3 }, notApplicable).index).toEqual([55, 90])
  })

  test.each([
    ['zero', [55, 45]],
    ['block', [55, null]],
    ['impute_median', [55, 55]],
    ['redistribute', [55, 90]],
  ] as const)('treats a missing value by %s', (missing, expected) => {
    const method = { ...flat, indicators: flat.indicators.map((indicator) => ({ ...indicator, missing })) }
    expect(computeIndex(method, table).index).toEqual(expected)
  })

  test('fault B2: a zero denominator spoils its own unit only', () => {
    const method = withIndicator({ denominator: 'd', perUnits: 100, normaliser: { kind: 'min_max' } })
    const { scores, notices } = computeIndex(method, {
      units: ['a', 'b', 'c'],
      columns: { p: [1, 2, 3], d: [0, 10, 10], q: [1, 1, 1] },
    })
    expect(scores['p']).toEqual([null, 0, 100])
    expect(notices).toContainEqual({ kind: 'indicator', indicator: 'p', code: 'zero_denominator' })
  })

  test('fault B3: a constant indicator is dropped with a notice and its weight shown gone, or scores neutral', () => {
    const method = { ...flat, normaliser: { kind: 'min_max' } as const }
    const constant = { units: ['a', 'b'], columns: { p: [7, 7], q: [0, 10] } }
    const dropped = computeIndex(method, constant)
    expect(dropped.index).toEqual([0, 100])
    expect(dropped.unitWeights['p']).toEqual([0, 0])
    expect(dropped.notices).toContainEqual({ kind: 'indicator', indicator: 'p', code: 'dropped' })
    expect(computeIndex({ ...method, neutral: 50 }, constant).index).toEqual([25, 75])
  })

  test('imputes within groups and says so', () => {
    const method: IndexMethod = { ...flat, impute: 'group_mean' }
    const grouped = {
      units: ['a', 'b', 'c', 'd'],
      groups: ['x', 'x', 'y', 'y'],
      columns: { p: [10, 10, 10, 10], q: [20, null, 80, null] },
    }
    const { index, notices } = computeIndex(method, grouped)
    expect(index).toEqual([15, 15, 45, 45])
    expect(notices).toContainEqual({ kind: 'indicator', indicator: 'q', code: 'imputed' })
  })

  test('screens out units with too few values', () => {
    const { index, notices } = computeIndex({ ...flat, screen: { availability: 0.9 } }, table)
    expect(index).toEqual([55, null])
    expect(notices).toContainEqual({ kind: 'unit', unit: 'b', code: 'screened_out' })
  })

  test('multiplies weights down the tree and says where they were rescaled', () => {
    const nested: IndexMethod = {
      ...flat,
      groups: [
        { code: 'root', parent: null, weight: 1 },
        { code: 'left', parent: 'root', weight: 3 },
        { code: 'right', parent: 'root', weight: 1 },
      ],
      indicators: [
        { code: 'p', parent: 'left', weight: 0.5, direction: 'higher' },
        { code: 'q', parent: 'left', weight: 0.5, direction: 'higher' },
        { code: 'r', parent: 'right', weight: 1, direction: 'higher' },
      ],
    }
    const { index, weights, notices } = computeIndex(nested, { units: ['a'], columns: { p: [40], q: [60], r: [90] } })
    expect(index).toEqual([60])
    expect(weights).toMatchObject({ p: 0.375, q: 0.375, r: 0.25 })
    expect(notices).toEqual([{ kind: 'group', group: 'root', code: 'weights_rescaled' }])
  })

  test('reports every unit whose geometric mean epsilon has touched', () => {
    const method: IndexMethod = { ...flat, aggregate: { kind: 'power', p: 0, epsilon: 1 } }
    const { index, notices } = computeIndex(method, { units: ['a', 'b'], columns: { p: [0, 4], q: [100, 25] } })
    expect(index.map((value) => roundHalfAway(must(value), 6))).toEqual([10, 10])
    expect(notices).toEqual([
      {
        kind: 'epsilon',
        group: 'root',
        unit: 'a',
        atTenth: expect.closeTo(Math.sqrt(10), 12),
        atTenfold: expect.closeTo(Math.sqrt(1000), 12),
      },
    ])
  })

  test('refuses numbers that are none', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, JSON.parse('"12"') as number]) {
      expect(() => computeIndex(flat, { units: ['a'], columns: { p: [bad], q: [1] } })).toThrow('column p, unit a')
    }
  })

  test.each([
    ['several_roots', { groups: [...flat.groups, { code: 'other', parent: null, weight: 1 }] }],
    ['no_root', { groups: [] }],
    ['unknown_parent', { indicators: [{ ...must(flat.indicators[0]), parent: 'nowhere' }] }],
    ['repeated_code', { indicators: [must(flat.indicators[0]), must(flat.indicators[0])] }],
    ['weight_negative', { indicators: [{ ...must(flat.indicators[0]), weight: -1 }] }],
    ['weights_sum_to_zero', { indicators: [{ ...must(flat.indicators[0]), weight: 0 }] }],
    ['goalposts_equal', { normaliser: { kind: 'goalposts', low: 1, high: 1 } as const }],
    ['availability_out_of_range', { availability: 2 }],
    ['epsilon_negative', { aggregate: { kind: 'power', p: 0, epsilon: -1 } as const }],
    [
      'cycle',
      { groups: [...flat.groups, { code: 'x', parent: 'y', weight: 1 }, { code: 'y', parent: 'x', weight: 1 }] },
    ],
  ])('with the fault %s is refused', (code, change) => {
    const method = { ...flat, ...change }
    expect(checkMethod(method).map((fault) => fault.code)).toContain(code)
    expect(() => computeIndex(method, table)).toThrow('faults')
  })
})

const cell = fc.option(fc.double({ min: 0, max: 1e4, noNaN: true }), { nil: null })
const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 10 })
const methods: readonly IndexMethod[] = [
  flat,
  { ...flat, normaliser: { kind: 'min_max' } },
  { ...flat, normaliser: { kind: 'z' } },
  { ...flat, normaliser: { kind: 'percentile_rank' }, aggregate: { kind: 'copeland' } },
  { ...flat, normaliser: { kind: 'min_max' }, impute: 'mean', treat: { skewness: 2, kurtosis: 3.5, maxPoints: 5 } },
  { ...flat, normaliser: { kind: 'min_max', low: 1 }, aggregate: { kind: 'power', p: 0, epsilon: 1 } },
  { ...flat, normaliser: { kind: 'min_max' }, aggregate: { kind: 'mazziotta_pareto', penalty: 'subtract' } },
]

describe('whatever the table', () => {
  const tableOf = (list: readonly (readonly [number | null, number | null])[], prefix = 'u'): IndexTable => ({
    units: list.map((_, at) => `${prefix}${at}`),
    columns: { p: list.map(([p]) => p), q: list.map(([, q]) => q) },
  })

  test('reversed rows give bit-identical scores, and names do not matter', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(...methods), (list, method) => {
        const { index } = computeIndex(method, tableOf(list))
        expect(computeIndex(method, tableOf(list.toReversed(), 'v')).index).toEqual(index.toReversed())
        expect(index.every((value) => value === null || Number.isFinite(value))).toBe(true)
      }),
    )
  })

  test('fixed goalposts score a unit the same whoever else is there', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const { index } = computeIndex(flat, tableOf(list))
        expect(computeIndex(flat, tableOf(list.slice(0, 1))).index[0]).toBe(index[0])
      }),
    )
  })
})

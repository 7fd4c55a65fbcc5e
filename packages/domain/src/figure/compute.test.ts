import { describe, expect, test } from 'vitest'
import { city, district, indicator, quotient, term, unit } from '../city.fixture.ts'

const rate = indicator('rate', {})

describe('a unit', () => {
  test.each([
    ['x = 0 is a value', 0, 10, 'reported', 0],
    ['0 of 0 has no value', 0, 0, 'zero_denominator', null],
    ['people out of nobody are invalid', 3, 0, 'invalid', null],
    ['a proportion above 1 is invalid', 11, 10, 'invalid', null],
    ['a negative count is invalid', -1, 10, 'invalid', null],
    ['a negative denominator is invalid', 1, -10, 'invalid', null],
    ['all of them is 100 %', 10, 10, 'reported', 100],
  ] as const)('%s', (_, x, n, state, value) => {
    const result = city({ indicators: [rate], cells: { 'x a 2026Q1': x, 'n a 2026Q1': n } }).at('rate', 'a', '2026Q1')
    expect(result).toMatchObject({ state, value })
  })

  test.each(['not_reported', 'not_applicable', 'not_available', 'withheld'] as const)(
    'whose numerator is %s says so and has no value',
    (state) => {
      const result = city({ indicators: [rate], cells: { 'x a 2026Q1': state, 'n a 2026Q1': 10 } })
      expect(result.at('rate', 'a', '2026Q1')).toMatchObject({ state, value: null })
    },
  )

  test('may report a ratio above 100 % where the indicator allows it', () => {
    const input = { indicators: [{ ...rate, mayExceed: true }], cells: { 'x a 2026Q1': 11, 'n a 2026Q1': 10 } }
    expect(city(input).at('rate', 'a', '2026Q1').value).toBeCloseTo(110, 12)
  })

  test('may shrink: growth is negative without being invalid, and without a base it has no value', () => {
    const growth = indicator('growth', { formula: quotient([term('x'), term('n', -1)], [term('n')]) })
    const cells = { 'x a 2026Q1': 8, 'n a 2026Q1': 10, 'x b 2026Q1': 8, 'n b 2026Q1': 0 }
    const { at } = city({ indicators: [growth], cells })
    expect(at('growth', 'a', '2026Q1').value).toBeCloseTo(-20, 12)
    expect(at('growth', 'b', '2026Q1').state).toBe('zero_denominator')
  })

  test('of which more than the whole is missing is invalid: checked minus found below 0', () => {
    const offered = indicator('offered', { formula: quotient([term('n'), term('x', -1)], [term('n')]) })
    const { at } = city({ indicators: [offered], cells: { 'x a 2026Q1': 12, 'n a 2026Q1': 10 } })
    expect(at('offered', 'a', '2026Q1').state).toBe('invalid')
  })
})

describe('a city', () => {
  const full = { 'x a 2026Q1': 95_000, 'n a 2026Q1': 100_000, 'x b 2026Q1': 2_800, 'n b 2026Q1': 4_000 }

  test('is Σ numerators ÷ Σ denominators, never the mean of the rates', () => {
    const result = city({ indicators: [rate], cells: full }).at('rate', 'city', '2026Q1')
    expect(result).toMatchObject({
      state: 'reported',
      numerator: 97_800,
      denominator: 104_000,
      coverage: 1,
      possibleDoubleCount: false,
    })
    expect(result.value).toBeCloseTo(94.03846153846153, 12)
  })

  test('takes both sides from the same children and says which share of the denominator reported', () => {
    const cells = { 'x a 2026Q1': 50, 'n a 2026Q1': 100, 'n b 2026Q1': 300 }
    const result = city({ indicators: [rate], cells }).at('rate', 'city', '2026Q1')
    expect(result).toMatchObject({ state: 'partial', value: 50, denominator: 100, coverage: 0.25 })
    expect(result).toMatchObject({ unitsReported: 1, unitsExpected: 2 })
  })

  test('does not know its coverage when a missing child has no denominator either', () => {
    const result = city({ indicators: [rate], cells: { 'x a 2026Q1': 50, 'n a 2026Q1': 100 } }).at(
      'rate',
      'city',
      '2026Q1',
    )
    expect(result).toMatchObject({ state: 'partial', value: 50, coverage: null })
  })

  test('never mixes a numerator of one child with a denominator of another', () => {
    const result = city({ indicators: [rate], cells: { 'x a 2026Q1': 50, 'n b 2026Q1': 100 } }).at(
      'rate',
      'city',
      '2026Q1',
    )
    expect(result).toMatchObject({ state: 'not_reported', value: null })
  })

  test('leaves children out to whom the indicator does not apply, without becoming partial', () => {
    const cells = { 'x a 2026Q1': 50, 'n a 2026Q1': 100, 'x b 2026Q1': 'not_applicable', 'n b 2026Q1': 300 } as const
    const result = city({ indicators: [rate], cells }).at('rate', 'city', '2026Q1')
    expect(result).toMatchObject({ state: 'reported', value: 50, coverage: 1, unitsExpected: 1 })
  })

  test('keeps an invalid child out and shows the rest as partial', () => {
    const cells = { 'x a 2026Q1': 50, 'n a 2026Q1': 100, 'x b 2026Q1': 400, 'n b 2026Q1': 300 }
    const { at } = city({ indicators: [rate], cells })
    expect(at('rate', 'city', '2026Q1')).toMatchObject({ state: 'partial', value: 50, coverage: 0.25 })
    expect(at('rate', 'a', '2026Q1')).toMatchObject({ state: 'reported', value: 50 })
  })

  test('counts a county that reports for itself as one of one, though its towns have no figures', () => {
    const units = [unit('city', null), district('a'), district('k'), unit('t1', 'k'), unit('t2', 'k')]
    const cells = { 'x a 2026Q1': 50, 'n a 2026Q1': 100, 'x k 2026Q1': 30, 'n k 2026Q1': 300 }
    const count = indicator('count', { formula: { kind: 'sum', terms: [term('x')], multiplier: 1 } })
    for (const code of ['rate', 'count']) {
      const { at } = city({ units, indicators: [rate, count], cells })
      expect(at(code, 'k', '2026Q1')).toMatchObject({ coverage: 1, unitsReported: 1, unitsExpected: 1 })
      const whole = { state: 'reported', coverage: 1, unitsReported: 2, unitsExpected: 2 }
      expect(at(code, 'city', '2026Q1')).toMatchObject(whole)
    }
  })

  test('knows the share that is missing when such a county owes its numerator', () => {
    const units = [unit('city', null), district('a'), district('k'), unit('t1', 'k'), unit('t2', 'k')]
    const cells = { 'x a 2026Q1': 50, 'n a 2026Q1': 100, 'n k 2026Q1': 300 }
    const result = city({ units, indicators: [rate], cells }).at('rate', 'city', '2026Q1')
    expect(result).toMatchObject({ state: 'partial', coverage: 0.25, unitsReported: 1, unitsExpected: 2 })
  })

  test('adds a child with 0 of 0 as nothing', () => {
    const cells = { 'x a 2026Q1': 50, 'n a 2026Q1': 100, 'x b 2026Q1': 0, 'n b 2026Q1': 0 }
    const { at } = city({ indicators: [rate], cells })
    expect(at('rate', 'city', '2026Q1')).toMatchObject({ state: 'reported', value: 50 })
    expect(at('rate', 'b', '2026Q1')).toMatchObject({ state: 'zero_denominator', value: null })
  })

  test('counts an overlapping zone once', () => {
    const units = [unit('city', null), district('a'), unit('zone', 'city', { countsInParent: false })]
    const cells = { 'x a 2026Q1': 50, 'n a 2026Q1': 100, 'x zone 2026Q1': 40, 'n zone 2026Q1': 40 }
    const { at } = city({ units, indicators: [rate], cells })
    expect(at('rate', 'city', '2026Q1')).toMatchObject({ denominator: 100, value: 50 })
    expect(at('rate', 'zone', '2026Q1').value).toBe(100)
  })

  test('rolls up over three levels as over two', () => {
    const units = [unit('city', null), district('a'), unit('t1', 'a'), unit('t2', 'a')]
    const cells = { 'x t1 2026Q1': 1, 'n t1 2026Q1': 2, 'x t2 2026Q1': 1, 'n t2 2026Q1': 8 }
    const { at } = city({ units, indicators: [rate], cells })
    expect(at('rate', 'a', '2026Q1').value).toBe(20)
    expect(at('rate', 'city', '2026Q1')).toMatchObject({ value: 20, coverage: 1 })
  })

  test('uses its own cells where no child was asked', () => {
    const cells = { 'x city 2026Q1': 30, 'n a 2026Q1': 60, 'n b 2026Q1': 40 }
    expect(city({ indicators: [rate], cells }).at('rate', 'city', '2026Q1')).toMatchObject({
      state: 'reported',
      value: 30,
    })
  })

  test('is 不适用 when the indicator applies to none of its children', () => {
    const cells = { 'x a 2026Q1': 'not_applicable', 'x b 2026Q1': 'not_applicable' } as const
    expect(city({ indicators: [rate], cells }).at('rate', 'city', '2026Q1').state).toBe('not_applicable')
  })

  test('adds up sums and says how many units are in', () => {
    const count = indicator('count', { formula: { kind: 'sum', terms: [term('x')], multiplier: 1 } })
    const { at } = city({ indicators: [count], cells: { 'x a 2026Q1': 7 } })
    expect(at('count', 'city', '2026Q1')).toMatchObject({ state: 'partial', value: 7, coverage: 0.5 })
  })
})

describe('distinct people', () => {
  const trained = indicator('trained', { formula: quotient([term('u')], [term('n')]), periodKind: 'YTD_UNIQUE' })
  const items = { u: 'YTD_UNIQUE', n: 'STOCK_EOQ' } as const
  const children = { 'u a 2026Q1': 50, 'n a 2026Q1': 100, 'u b 2026Q1': 30, 'n b 2026Q1': 100 }

  test("take the city's own count, with the sum of the districts beside it", () => {
    const { at } = city({ items, indicators: [trained], cells: { ...children, 'u city 2026Q1': 70 } })
    expect(at('trained', 'city', '2026Q1')).toMatchObject({ value: 35, childSum: 80, possibleDoubleCount: false })
  })

  test('are marked as possibly counted twice when the city has no count of its own', () => {
    const { at } = city({ items, indicators: [trained], cells: children })
    expect(at('trained', 'city', '2026Q1')).toMatchObject({ value: 40, childSum: null, possibleDoubleCount: true })
    expect(at('trained', 'a', '2026Q1').possibleDoubleCount).toBe(false)
  })

  test('of a county that counts them itself are one report of one, though its towns have no figures', () => {
    const units = [unit('city', null), district('a'), district('k'), unit('t1', 'k'), unit('t2', 'k')]
    const cells = { 'u a 2026Q1': 50, 'n a 2026Q1': 100, 'u k 2026Q1': 30, 'n k 2026Q1': 300 }
    const { at } = city({ units, items, indicators: [trained], cells })
    expect(at('trained', 'k', '2026Q1')).toMatchObject({ value: 10, unitsReported: 1, unitsExpected: 1 })
    const whole = { value: 20, coverage: 1, unitsReported: 2, unitsExpected: 2 }
    expect(at('trained', 'city', '2026Q1')).toMatchObject(whole)
  })
})

describe('surveys and weights', () => {
  test('a pooled survey adds responses and samples', () => {
    const pooled = indicator('pooled', { formula: { ...quotient([term('x')], [term('n')]), kind: 'pooled' } })
    const cells = { 'x a 2026Q1': 9, 'n a 2026Q1': 10, 'x b 2026Q1': 10, 'n b 2026Q1': 90 }
    expect(city({ indicators: [pooled], cells }).at('pooled', 'city', '2026Q1')).toMatchObject({
      value: 19,
      denominator: 100,
    })
  })

  test('a weighted mean weighs the quotients of the units', () => {
    const gap = indicator('gap', {
      formula: {
        kind: 'weightedMean',
        numerator: [term('hi'), term('lo', -1)],
        denominator: [term('lo')],
        weight: term('w').item,
        multiplier: 100,
      },
    })
    const items = { hi: 'SURVEY', lo: 'SURVEY', w: 'SURVEY' } as const
    const cells = {
      'hi a 2026Q1': 150,
      'lo a 2026Q1': 100,
      'w a 2026Q1': 30,
      'hi b 2026Q1': 120,
      'lo b 2026Q1': 100,
      'w b 2026Q1': 10,
    }
    const { at } = city({ items, indicators: [gap], cells })
    expect(at('gap', 'a', '2026Q1').value).toBeCloseTo(50, 12)
    expect(at('gap', 'city', '2026Q1').value).toBeCloseTo(42.5, 12)
  })

  test('a weighted mean without a denominator weighs the amounts of the units, and never adds them', () => {
    const formula = { numerator: [term('hi'), term('lo', -1)], denominator: [], weight: term('w').item, multiplier: 1 }
    const more = indicator('more', { formula: { kind: 'weightedMean', ...formula }, mayBeNegative: true })
    const items = { hi: 'SURVEY', lo: 'SURVEY', w: 'SURVEY' } as const
    const cells = {
      'hi a 2026Q1': 9000,
      'lo a 2026Q1': 5000,
      'w a 2026Q1': 30,
      'hi b 2026Q1': 8000,
      'lo b 2026Q1': 6000,
      'w b 2026Q1': 10,
    }
    const { at } = city({ items, indicators: [more], cells })
    expect(at('more', 'a', '2026Q1').value).toBe(4000)
    expect(at('more', 'city', '2026Q1').value).toBe(3500)
  })
})

describe('city-only and derived indicators', () => {
  const units = [unit('city', null), district('a', 'centre'), district('b', 'remote'), district('c', 'remote')]

  test('the area ratio divides sums and does not exist for a district', () => {
    const ratio = indicator('ratio', {
      formula: { kind: 'areaRatio', item: term('x').item, numerator: 'remote', denominator: 'centre', multiplier: 100 },
    })
    const { at } = city({ units, indicators: [ratio], cells: { 'x a 2026Q1': 80, 'x b 2026Q1': 30, 'x c 2026Q1': 10 } })
    expect(at('ratio', 'city', '2026Q1')).toMatchObject({ state: 'reported', value: 50 })
    expect(at('ratio', 'a', '2026Q1').state).toBe('not_applicable')
  })

  test('the area ratio of a remote county without numerator is not a small ratio but none, and names the county', () => {
    const ratio = indicator('ratio', {
      formula: { kind: 'areaRatio', item: term('x').item, numerator: 'remote', denominator: 'centre', multiplier: 100 },
    })
    const cells = { 'x a 2026Q1': 80, 'x b 2026Q1': 30 } as const
    const at = (more: Record<string, number | 'withheld' | 'not_applicable'>) =>
      city({ units, indicators: [ratio], cells: { ...cells, ...more } }).at('ratio', 'city', '2026Q1')
    expect(at({})).toMatchObject({ state: 'uncomputable', value: null, numerator: null, missing: [3] })
    expect(at({ 'x c 2026Q1': 'withheld' })).toMatchObject({ state: 'uncomputable', value: null, missing: [3] })
    expect(at({ 'x c 2026Q1': 'not_applicable' })).toMatchObject({ state: 'reported', value: 37.5, missing: [] })
  })

  test('the area gap never mixes quarters: the last whole one is carried, with its date', () => {
    const yearly = { ...rate, frequency: 'H' as const }
    const gap = indicator('gap', {
      formula: { kind: 'areaGap', indicator: rate.code, minuend: 'centre', subtrahend: 'remote' },
      frequency: 'H',
    })
    const all = (period: string, x: number) => ({
      [`x a ${period}`]: x,
      [`n a ${period}`]: 100,
      [`x b ${period}`]: x - 20,
      [`n b ${period}`]: 100,
      [`x c ${period}`]: x - 20,
      [`n c ${period}`]: 100,
    })
    const { [`x c 2026Q2`]: _late, ...without } = all('2026Q2', 80)
    const { at } = city({ units, indicators: [yearly, gap], cells: { ...all('2025Q4', 60), ...without } })
    expect(at('gap', 'city', '2026Q1')).toMatchObject({ value: 20, carriedFrom: '2025Q4', missing: [] })
    expect(at('gap', 'city', '2026Q2')).toMatchObject({ value: 20, carriedFrom: '2025Q4', missing: [] })
  })

  test('the area gap compares Σ ÷ Σ of both areas and has no value while a district owes its figure', () => {
    const gap = indicator('gap', {
      formula: { kind: 'areaGap', indicator: rate.code, minuend: 'centre', subtrahend: 'remote' },
    })
    const cells = { 'x a 2026Q1': 80, 'n a 2026Q1': 100, 'x b 2026Q1': 30, 'n b 2026Q1': 100 }
    const missing = city({ units, indicators: [rate, gap], cells })
    expect(missing.at('gap', 'city', '2026Q1')).toMatchObject({ state: 'uncomputable', value: null, missing: [3] })
    const whole = city({ units, indicators: [rate, gap], cells: { ...cells, 'x c 2026Q1': 150, 'n c 2026Q1': 300 } })
    expect(whole.at('gap', 'city', '2026Q1')).toMatchObject({ state: 'reported', value: 35 })
  })

  test('a derived indicator divides two on the same unit', () => {
    const other = indicator('other', { formula: quotient([term('y')], [term('n')]) })
    const parity = indicator('parity', {
      formula: { kind: 'derived', numerator: rate.code, denominator: other.code, multiplier: 1 },
    })
    const items = { x: 'STOCK_EOQ', y: 'STOCK_EOQ', n: 'STOCK_EOQ' } as const
    const cells = {
      'x a 2026Q1': 10,
      'y a 2026Q1': 40,
      'n a 2026Q1': 100,
      'x b 2026Q1': 10,
      'y b 2026Q1': 0,
      'n b 2026Q1': 100,
    }
    const { at } = city({ items, indicators: [rate, other, parity], cells })
    expect(at('parity', 'a', '2026Q1').value).toBeCloseTo(0.25, 12)
    expect(at('parity', 'b', '2026Q1').state).toBe('zero_denominator')
    expect(at('parity', 'city', '2026Q1').value).toBeCloseTo(0.5, 12)
  })

  test('a derived figure of the city needs the same units on both sides', () => {
    const other = indicator('other', { formula: quotient([term('y')], [term('n')]) })
    const parity = indicator('parity', {
      formula: { kind: 'derived', numerator: rate.code, denominator: other.code, multiplier: 1 },
    })
    const items = { x: 'STOCK_EOQ', y: 'STOCK_EOQ', n: 'STOCK_EOQ' } as const
    const cells = { 'x a 2026Q1': 10, 'y a 2026Q1': 40, 'n a 2026Q1': 100, 'x b 2026Q1': 30, 'n b 2026Q1': 100 }
    const { at } = city({ items, indicators: [rate, other, parity], cells })
    expect(at('parity', 'city', '2026Q1')).toMatchObject({ value: null, state: 'uncomputable', missing: [2] })
    const less = city({ items, indicators: [rate, other, parity], cells: { ...cells, 'x b 2026Q1': 'not_reported' } })
    expect(less.at('parity', 'city', '2026Q1')).toMatchObject({ value: 0.25, state: 'partial', missing: [] })
  })
})

describe('time', () => {
  test('plan completion sums the quarters of the year over the plan carried through it', () => {
    const plan = indicator('plan', { formula: quotient([term('f')], [term('p')]), periodKind: 'YTD_SUM_OVER_ANNUAL' })
    const cells = {
      'f a 2026Q1': 30,
      'f a 2026Q2': 40,
      'f a 2026Q3': 50,
      'p a 2026Q1': 100,
      'p a 2025Q1': 1,
      'f a 2027Q1': 9,
    }
    const { at } = city({ items: { f: 'FLOW_Q', p: 'ANNUAL' }, indicators: [plan], cells })
    expect(at('plan', 'a', '2026Q2')).toMatchObject({ value: 70, denominator: 100, carriedFrom: null })
    expect(at('plan', 'a', '2026Q3')).toMatchObject({ state: 'reported', value: 120 })
    expect(at('plan', 'a', '2026Q4').state).toBe('not_reported')
    expect(at('plan', 'a', '2027Q1').state).toBe('not_reported')
  })

  test('accidents of the year so far enter over the workforce at its end (decision 10)', () => {
    const accidents = indicator('acc', {
      formula: quotient([term('f')], [term('n')], 10_000),
      periodKind: 'FLOW_Q',
      flowForm: 'ytd',
    })
    const cells = { 'f a 2026Q1': 1, 'f a 2026Q2': 2, 'n a 2026Q1': 9_000, 'n a 2026Q2': 10_000 }
    const { at } = city({ items: { f: 'FLOW_Q', n: 'STOCK_EOQ' }, indicators: [accidents], cells })
    expect(at('acc', 'a', '2026Q2').value).toBe(3)
    expect(at('acc', 'a', '2026Q2', 'quarter').value).toBe(2)
  })

  test('a half-yearly survey carries its last wave with its date, unit by unit', () => {
    const survey = indicator('survey', {
      formula: { ...quotient([term('x')], [term('n')]), kind: 'pooled' },
      periodKind: 'SURVEY',
      frequency: 'H',
    })
    const cells = {
      'x a 2026Q2': 20,
      'n a 2026Q2': 100,
      'x a 2025Q4': 60,
      'n a 2025Q4': 100,
      'x b 2025Q4': 40,
      'n b 2025Q4': 100,
    }
    const { at } = city({ items: { x: 'SURVEY', n: 'SURVEY' }, indicators: [survey], cells })
    expect(at('survey', 'a', '2026Q2')).toMatchObject({ value: 20, carriedFrom: null })
    expect(at('survey', 'a', '2026Q3')).toMatchObject({ value: 20, carriedFrom: '2026Q2' })
    expect(at('survey', 'b', '2026Q3')).toMatchObject({ value: 40, carriedFrom: '2025Q4' })
    expect(at('survey', 'city', '2026Q3')).toMatchObject({ state: 'partial', value: 20, carriedFrom: '2026Q2' })
    expect(at('survey', 'b', '2028Q1').state).toBe('not_reported')
  })

  test('a corrected first quarter flows into every later running total', () => {
    const flow = indicator('flow', {
      formula: { kind: 'sum', terms: [term('f')], multiplier: 1 },
      periodKind: 'FLOW_Q',
    })
    const items = { f: 'FLOW_Q' } as const
    const cells = { 'f a 2026Q1': 10, 'f a 2026Q2': 20, 'f a 2026Q3': 30 }
    const before = city({ items, indicators: [flow], cells })
    const after = city({ items, indicators: [flow], cells: { ...cells, 'f a 2026Q1': 12 } })
    expect(before.at('flow', 'a', '2026Q3', 'ytd').value).toBe(60)
    expect(after.at('flow', 'a', '2026Q3', 'ytd').value).toBe(62)
    expect(before.at('flow', 'a', '2026Q3', 'ytd').value).toBe(60)
  })

  test('a year-to-date rate is a quotient of sums, not a mean of quarters', () => {
    const flow = indicator('ok', { formula: quotient([term('f')], [term('g')]), periodKind: 'FLOW_Q' })
    const cells = { 'f a 2026Q1': 9, 'g a 2026Q1': 10, 'f a 2026Q2': 10, 'g a 2026Q2': 90 }
    const { at } = city({ items: { f: 'FLOW_Q', g: 'FLOW_Q' }, indicators: [flow], cells })
    expect(at('ok', 'a', '2026Q2', 'ytd').value).toBe(19)
  })

  test('year-to-date entries are differenced for 本季, totals since the start for both forms', () => {
    const ytd = indicator('ytd', { formula: { kind: 'sum', terms: [term('y')], multiplier: 1 }, periodKind: 'YTD_CUM' })
    const since = indicator('since', {
      formula: { kind: 'sum', terms: [term('s')], multiplier: 1 },
      periodKind: 'SINCE_BASE',
    })
    const cells = { 'y a 2026Q1': 5, 'y a 2026Q2': 12, 's a 2025Q4': 10, 's a 2026Q1': 11, 's a 2026Q2': 14 }
    const { at } = city({ items: { y: 'YTD_CUM', s: 'SINCE_BASE' }, indicators: [ytd, since], cells })
    expect(at('ytd', 'a', '2026Q1', 'quarter').value).toBe(5)
    expect(at('ytd', 'a', '2026Q2', 'quarter').value).toBe(7)
    expect(at('since', 'a', '2026Q2').value).toBe(14)
    expect(at('since', 'a', '2026Q2', 'quarter').value).toBe(3)
    expect(at('since', 'a', '2026Q2', 'ytd').value).toBe(4)
  })

  test('a missing quarter makes the running total missing, never smaller', () => {
    const flow = indicator('flow', {
      formula: { kind: 'sum', terms: [term('f')], multiplier: 1 },
      periodKind: 'FLOW_Q',
    })
    const { at } = city({ items: { f: 'FLOW_Q' }, indicators: [flow], cells: { 'f a 2026Q2': 20 } })
    expect(at('flow', 'a', '2026Q2', 'ytd')).toMatchObject({ state: 'not_reported', value: null })
  })
})

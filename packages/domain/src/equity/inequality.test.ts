import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resourceConcentration } from './concentration.ts'
import { convergenceOf, convergenceOfBoth } from './convergence.ts'
import { decomposeGini, decomposeMeanLogDeviation, decomposeTheilT, type GroupedHolding } from './decomposition.ts'
import {
  atkinson,
  gapBetween,
  generalEntropy,
  gini,
  type Holding,
  type Inequality,
  meanLogDeviation,
  measureInequality,
  ratioBetween,
  theilT,
  valueRange,
  valueRatio,
  variationCoefficient,
  weightedDeviation,
} from './inequality.ts'
import { must } from '../must.ts'

const of = (...values: number[]): Holding[] => values.map((value) => ({ value }))
const valueOf = ({ value }: Inequality): number => must(value)

const relativeMeasures = {
  gini,
  theilT,
  meanLogDeviation,
  variationCoefficient,
  atkinson: (holdings: readonly Holding[]) => atkinson(holdings, 0.5),
  entropy: (holdings: readonly Holding[]) => generalEntropy(holdings, 2),
}

describe('measures of inequality', () => {
  test('fault B14: zeros keep their population: half with nothing has T = ln 2 (PySAL), not 0 (R ineq, dineq)', () => {
    const holdings = of(0, 0, 0, 10, 10, 10)
    expect(valueOf(theilT(holdings))).toBeCloseTo(Math.LN2, 12)
    expect(valueOf(gini(holdings))).toBeCloseTo(0.5, 12)
    expect(meanLogDeviation(holdings)).toEqual({ value: null, reason: 'zero_values' })
    expect(atkinson(holdings, 1)).toEqual({ value: 1, reason: 'zero_values' })
    expect(valueOf(atkinson(holdings, 0.5))).toBeCloseTo(0.5, 12)
    expect(generalEntropy(holdings, -1)).toEqual({ value: null, reason: 'zero_values' })
  })

  test('fault B15: negatives are refused and all zeros are undefined, both with the reason', () => {
    for (const measure of Object.values(relativeMeasures)) {
      expect(measure(of(-1, 2, 3))).toEqual({ value: null, reason: 'negative' })
      expect(measure(of(0, 0, 0))).toEqual({ value: null, reason: 'all_zero' })
      expect(measure([])).toEqual({ value: null, reason: 'no_units' })
    }
    expect(() => gini(of(1, Number.NaN))).toThrow('finite')
    expect(() => gini([{ value: 1, population: -2 }])).toThrow('negative')
  })

  test('one unit alone: Gini 0, corrected undefined', () => {
    expect(gini(of(5))).toEqual({ value: 0, reason: null })
    expect(gini(of(5), { corrected: true })).toEqual({ value: null, reason: 'one_unit' })
    expect(theilT(of(5))).toEqual({ value: 0, reason: null })
  })

  test("have the closed forms of 1, 2, 3, 4 (Gini 1/4, corrected 1/3; PySAL's formula)", () => {
    const holdings = of(3, 1, 4, 2)
    expect(valueOf(gini(holdings))).toBeCloseTo(0.25, 12)
    expect(valueOf(gini(holdings, { corrected: true }))).toBeCloseTo(1 / 3, 12)
    const t = [1, 2, 3, 4].reduce((sum, x) => sum + (x / 10) * Math.log((4 * x) / 10), 0)
    expect(valueOf(theilT(holdings))).toBeCloseTo(t, 12)
    expect(valueOf(meanLogDeviation(holdings))).toBeCloseTo(Math.log(2.5) - Math.log(24) / 4, 12)
    expect(valueOf(atkinson(holdings, 1))).toBeCloseTo(1 - 24 ** 0.25 / 2.5, 12)
    expect(valueOf(atkinson(holdings, 2))).toBeCloseTo(1 - 4 / (1 + 1 / 2 + 1 / 3 + 1 / 4) / 2.5, 12)
    expect(valueOf(variationCoefficient(holdings))).toBeCloseTo(Math.sqrt(1.25) / 2.5, 12)
    expect(valueOf(weightedDeviation(holdings))).toBeCloseTo(Math.sqrt(1.25), 12)
    expect(valueOf(generalEntropy(holdings, 2))).toBeCloseTo(0.5 * (1.25 / 6.25), 12)
    expect(valueOf(valueRange(holdings))).toBe(3)
    expect(valueOf(valueRatio(holdings))).toBe(4)
  })

  test('general entropy passes through Theil T at 1 and the mean log deviation at 0', () => {
    const holdings = of(3, 1, 4, 2)
    expect(generalEntropy(holdings, 1)).toEqual(theilT(holdings))
    expect(valueOf(generalEntropy(holdings, 1 + 1e-6))).toBeCloseTo(valueOf(theilT(holdings)), 6)
    expect(valueOf(generalEntropy(holdings, 1e-6))).toBeCloseTo(valueOf(meanLogDeviation(holdings)), 6)
  })

  test('gap and ratio between two areas', () => {
    expect(gapBetween(80, 65)).toBe(15)
    expect(gapBetween(null, 65)).toBeNull()
    expect(ratioBetween(80, 64)).toEqual({ value: 1.25, reason: null })
    expect(ratioBetween(80, 0)).toEqual({ value: null, reason: 'zero_base' })
    expect(ratioBetween(80, -1)).toEqual({ value: null, reason: 'negative' })
    expect(ratioBetween(null, 1).value).toBeNull()
    expect(valueRatio(of(0, 1))).toEqual({ value: null, reason: 'zero_base' })
  })

  test('always come in both families', () => {
    const { absolute, relative } = measureInequality(of(1, 3))
    expect(absolute.range.value).toBe(2)
    expect(relative.gini.value).toBeCloseTo(0.25, 12)
  })

  const holding = fc.record({
    value: fc.double({ min: 0.01, max: 1000, noNaN: true }),
    population: fc.integer({ min: 1, max: 500 }),
  })
  const many = fc.array(holding, { minLength: 1, maxLength: 12 })

  test('do not depend on the order of rows, on the scale, or on cutting a unit in two', () => {
    fc.assert(
      fc.property(many, (holdings) => {
        for (const measure of Object.values(relativeMeasures)) {
          const value = valueOf(measure(holdings))
          expect(measure(holdings.toReversed()).value).toBeCloseTo(value, 12)
          expect(measure(holdings.map((one) => ({ ...one, value: one.value * 7 }))).value).toBeCloseTo(value, 11)
          const cut = holdings.flatMap((one) => [one, one].map((half) => ({ ...half, population: one.population / 2 })))
          expect(measure(cut).value).toBeCloseTo(value, 11)
        }
      }),
    )
  })

  test('are 0 when all are equal, within their bounds, and fall when a rich unit gives to a poor one', () => {
    fc.assert(
      fc.property(many, fc.double({ min: 0.01, max: 0.4, noNaN: true }), (holdings, moved) => {
        const equal = holdings.map((one) => ({ ...one, value: 5 }))
        for (const measure of Object.values(relativeMeasures)) expect(valueOf(measure(equal))).toBeCloseTo(0, 7)
        const populations = holdings.map((one) => one.population)
        const least = Math.min(...populations) / populations.reduce((sum, next) => sum + next, 0)
        expect(valueOf(theilT(holdings))).toBeLessThanOrEqual(-Math.log(least) + 1e-12)
        expect(valueOf(gini(holdings))).toBeLessThan(1)
        const even = holdings.map((one) => ({ ...one, population: 1 })).toSorted((a, b) => a.value - b.value)
        const [poor, rich] = [must(even[0]), must(even.at(-1))]
        const gift = moved * (rich.value - poor.value)
        if (even.length < 2 || gift < 1e-3) return
        const after = [{ value: poor.value + gift }, ...even.slice(1, -1), { value: rich.value - gift }]
        for (const measure of Object.values(relativeMeasures)) {
          expect(valueOf(measure(after))).toBeLessThan(valueOf(measure(even)))
        }
      }),
    )
  })

  test('weights are repetitions', () => {
    const weighted: Holding[] = [
      { value: 2, population: 3 },
      { value: 9, population: 1 },
      { value: 4, population: 0 },
    ]
    for (const measure of Object.values(relativeMeasures)) {
      expect(measure(weighted).value).toBeCloseTo(valueOf(measure(of(2, 2, 2, 9))), 12)
    }
  })
})

describe('decompositions', () => {
  const grouped = fc.array(
    fc.record({
      value: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 500, noNaN: true })),
      population: fc.integer({ min: 1, max: 300 }),
      group: fc.constantFrom('centre', 'suburb', 'remote'),
    }),
    { minLength: 1, maxLength: 15 },
  )

  test('add up to 1e-12, zeros and all-zero groups included', () => {
    fc.assert(
      fc.property(grouped, (holdings) => {
        for (const decompose of [decomposeTheilT, decomposeMeanLogDeviation]) {
          const { total, between, within, groups } = decompose(holdings)
          if (total === null) continue
          expect(Math.abs(total - must(between) - must(within))).toBeLessThan(1e-12 * Math.max(1, total))
          expect(must(between)).toBeGreaterThan(-1e-12)
          expect(groups.reduce((sum, group) => sum + group.populationShare, 0)).toBeCloseTo(1, 12)
          expect(groups.reduce((sum, group) => sum + group.valueShare, 0)).toBeCloseTo(1, 12)
        }
        const { total, between, within, overlap } = decomposeGini(holdings)
        if (total === null) return
        expect(must(between) + must(within) + must(overlap)).toBeCloseTo(total, 12)
        expect(must(overlap)).toBeGreaterThan(-1e-12)
      }),
    )
  })

  test('agree with a calculation by hand', () => {
    const holdings: GroupedHolding[] = [
      { value: 1, group: 'a' },
      { value: 3, group: 'a' },
      { value: 2, group: 'b' },
      { value: 6, group: 'b' },
    ]
    const inside = 0.25 * Math.log(0.5) + 0.75 * Math.log(1.5)
    const t = decomposeTheilT(holdings)
    expect(t.between).toBeCloseTo((1 / 3) * Math.log(2 / 3) + (2 / 3) * Math.log(4 / 3), 12)
    expect(t.within).toBeCloseTo(inside, 12)
    const g = decomposeGini(holdings)
    expect(g.between).toBeCloseTo(1 / 6, 12)
    // Both groups have a Gini of 1/4: ½·⅓·¼ + ½·⅔·¼.
    expect(g.within).toBeCloseTo(1 / 8, 12)
    expect(g.total).toBeCloseTo(1 / 3, 12)
    expect(g.overlap).toBeCloseTo(1 / 3 - 1 / 6 - 1 / 8, 12)
  })

  test('groups that do not overlap leave no overlap term, and refusals keep their reason', () => {
    const apart: GroupedHolding[] = [
      { value: 1, group: 'a' },
      { value: 2, group: 'a' },
      { value: 5, group: 'b' },
      { value: 9, group: 'b' },
    ]
    expect(decomposeGini(apart).overlap).toBeCloseTo(0, 12)
    expect(decomposeGini([{ value: -1, group: 'a' }])).toMatchObject({ total: null, reason: 'negative', overlap: null })
    expect(
      decomposeMeanLogDeviation([
        { value: 0, group: 'a' },
        { value: 1, group: 'b' },
      ]),
    ).toMatchObject({
      total: null,
      reason: 'zero_values',
    })
  })
})

describe('resource against need', () => {
  const measured = (allotments: Parameters<typeof resourceConcentration>[0]) => {
    const found = resourceConcentration(allotments)
    if (found.kind === 'undefined') throw new Error(found.reason)
    return found
  }

  test('is 0 when everybody gets by need, and ln 2 when half of the need gets everything', () => {
    const even = measured([
      { unit: 'a', resource: 10, need: 100 },
      { unit: 'b', resource: 30, need: 300 },
    ])
    expect([even.theil, even.dissimilarity]).toEqual([0, 0])
    const half = measured([
      { unit: 'a', resource: 8, need: 50 },
      { unit: 'b', resource: 0, need: 50 },
    ])
    expect(half.theil).toBeCloseTo(Math.LN2, 12)
    expect(half.dissimilarity).toBeCloseTo(0.5, 12)
    expect(half.parts[1]).toEqual({ unit: 'b', resourceShare: 0, needShare: 0.5, ratio: 0, part: 0 })
  })

  test('levels of centre and remote, then districts, add up to the whole', () => {
    const count = fc.integer({ min: 0, max: 50 })
    const allotment = fc.record({
      unit: fc.string({ minLength: 1, maxLength: 3 }),
      resource: count,
      need: fc.integer({ min: 1, max: 900 }),
      path: fc.constantFrom(['centre', 'x'], ['centre', 'y'], ['remote', 'x'], ['remote', 'z']),
    })
    fc.assert(
      fc.property(fc.array(allotment, { minLength: 2, maxLength: 12 }), (allotments) => {
        const found = resourceConcentration(allotments)
        if (found.kind === 'undefined') return
        expect(found.levels).toHaveLength(3)
        expect(Math.abs(found.levels.reduce((sum, level) => sum + level, 0) - found.theil)).toBeLessThan(1e-12)
        for (const level of found.levels) expect(level).toBeGreaterThan(-1e-12)
        expect(found.dissimilarity).toBeLessThanOrEqual(1)
      }),
    )
    const two = measured([
      { unit: 'a', resource: 3, need: 1, path: ['centre'] },
      { unit: 'b', resource: 1, need: 1, path: ['remote'] },
      { unit: 'c', resource: 0, need: 2, path: ['remote'] },
    ])
    expect(two.levels[0]).toBeCloseTo(0.75 * Math.log(3) + 0.25 * Math.log(1 / 3), 12)
  })

  test.each([
    ['resource_without_need', [1, 1], [0, 1]],
    ['no_resource', [0, 0], [1, 1]],
    ['no_need', [1, 0], [0, 0]],
    ['negative', [-1, 2], [1, 1]],
  ] as const)('says %s', (reason, [r1, r2], [n1, n2]) => {
    const found = resourceConcentration([
      { unit: 'a', resource: r1, need: n1 },
      { unit: 'b', resource: r2, need: n2 },
    ])
    expect(found).toEqual({ kind: 'undefined', reason })
  })
})

describe('convergence', () => {
  const series = (values: readonly number[]) => values.map((value, time) => ({ time, value }))

  test.each([
    ['converging', [9, 8, 7, 6, 5]],
    ['diverging', [5, 6, 7, 8, 9]],
    ['no_clear_change', [5, 6, 5.5, 6.1, 5.2]],
    ['too_few', [9, 8, 7, 6]],
  ] as const)('is %s', (verdict, values) => {
    const found = convergenceOf(series(values))
    expect(found.verdict).toBe(verdict)
    expect(Math.sign(must(found.line).slope)).toBe(Math.sign(found.test.s))
  })

  test('takes both families, and says so when they disagree', () => {
    const [falling, rising, flat] = [
      [9, 8, 7, 6, 5],
      [5, 6, 7, 8, 9],
      [5, 6, 5.5, 6.1, 5.2],
    ].map(series)
    const both = (one = falling, two = falling) => convergenceOfBoth(must(one), must(two)).verdict
    expect(both()).toBe('converging')
    expect(both(falling, flat)).toBe('converging')
    expect(both(flat, rising)).toBe('diverging')
    expect(both(falling, rising)).toBe('mixed')
    expect(both(falling, series([1, 2]))).toBe('too_few')
  })
})

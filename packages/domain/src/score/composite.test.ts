import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indicatorCode, unitCode } from '../city.fixture.ts'
import { type Composite, computeComposite, type ScoreFigure, type ScoreUnit } from './composite.ts'
import { must } from '../must.ts'
import { rankIntervals } from './score-bounds.ts'
import { scoreCity } from '../testing/score-city.ts'
import { checkScheme, defaultMissingPolicy, type SchemeBody, targetRatioScheme } from './scheme.ts'

const codes = ['p', 'q', 'r'].map(indicatorCode)
const indicators = new Map(codes.map((code) => [code, { direction: 'higher', decimals: 1 } as const]))
const scheme = targetRatioScheme(new Map(codes.map((code, at) => [code, [50, 30, 20][at] ?? 0])))

type Entry = number | 'not_reported' | 'not_applicable' | 'no_target'

function figure(entry: Entry): ScoreFigure {
  if (entry === 'no_target') return { state: 'reported', value: 50, target: null }
  return typeof entry === 'number'
    ? { state: 'reported', value: entry, target: 100 }
    : { state: entry, value: null, target: 100 }
}

function score(rows: Readonly<Record<string, readonly Entry[]>>, body: SchemeBody = scheme): Composite {
  const units = Object.entries(rows).map(([code, entries], at): ScoreUnit => ({
    unit: unitCode(code),
    group: 'g',
    protocolOrder: at,
    figures: entries.map(figure),
  }))
  return computeComposite({ scheme: body, indicators, units })
}

const totals = (composite: Composite): (number | null)[] => composite.scores.map((one) => one.total)

describe('the composite', () => {
  test('is the weighted mean of attainments capped at 100', () => {
    expect(totals(score({ a: [80, 120, 50] }))).toEqual([80])
  })

  test('of an exact half is no float below it, so that equal totals print equal', () => {
    // 15 × 1.1 + 20 × 53.3 + 5 × 50.5 is 1335, of 40; added up in floats 33.37499999999999.
    const weights = [15, 20, 5]
    expect(totals(computeComposite(scoreCity({ rows: { a: [1.1, 53.3, 50.5] }, weights })))).toEqual([33.375])
  })

  test('gives 0 points for 未报 and says so', () => {
    const [one] = score({ a: [80, 100, 'not_reported'] }).scores
    expect(one?.total).toBe(70)
    expect(one?.parts[2]).toMatchObject({ action: 'zero', reason: 'not_reported', points: 0, effectiveWeight: 0.2 })
  })

  test('gives the weight of 不适用 and of items without target to the others', () => {
    const [one, other] = score({ a: [80, 'not_applicable', 50], b: [80, 50, 'no_target'] }).scores
    expect(one?.total).toBeCloseTo((50 * 80 + 20 * 50) / 70, 12)
    expect(one?.parts[1]).toMatchObject({ points: null, effectiveWeight: 0, contribution: 0, action: 'redistribute' })
    expect(other?.total).toBeCloseTo((50 * 80 + 30 * 50) / 80, 12)
  })

  test('does not rank a unit under two thirds of the weight, and does not make it 0 either', () => {
    const { scores, ranking } = score({ a: [80, 90, 50], b: ['not_reported', 100, 100] })
    expect(scores[1]).toMatchObject({ total: 50, availability: 0.5, noPlace: 'insufficient_data' })
    expect(ranking.rows.find((row) => row.unit === 'b')).toMatchObject({
      overall: null,
      unrankedReason: 'insufficient_data',
    })
  })

  test('does not count 不适用 against the availability', () => {
    expect(score({ a: ['not_applicable', 100, 100] }).scores[0]).toMatchObject({
      availability: 1,
      noPlace: null,
      total: 100,
    })
  })

  test('has no score where nothing applies', () => {
    const [one] = score({ a: ['not_applicable', 'not_applicable', 'no_target'] }).scores
    expect(one).toMatchObject({ total: null, noPlace: 'nothing_to_score' })
  })

  test('contributions add up to the total', () => {
    const [one] = score({ a: [81.3, 'not_applicable', 47.7] }).scores
    const sum = (one?.parts ?? []).reduce((total, part) => total + part.contribution, 0)
    expect(sum).toBeCloseTo(one?.total ?? Number.NaN, 12)
  })

  test('blocks, imputes and carries forward where the item says so', () => {
    const withPolicy = (missing: SchemeBody['missing']['not_reported']): SchemeBody => ({
      ...scheme,
      missing: { ...defaultMissingPolicy, not_reported: missing },
    })
    const rows = { a: [80, 100, 'not_reported'], b: [50, 50, 60], c: [50, 50, 20] } as const
    expect(score(rows, withPolicy({ kind: 'block' })).scores[0]).toMatchObject({ total: null, noPlace: 'blocked' })
    expect(score(rows, withPolicy({ kind: 'impute_median' })).scores[0]?.total).toBeCloseTo(78, 12)
    expect(score(rows, withPolicy({ kind: 'carry_forward', maxAge: 2 })).scores[0]?.parts[2]).toMatchObject({
      points: 0,
    })
    const old = { state: 'not_reported', value: null, target: 100, earlier: { value: 60, ageQuarters: 2 } } as const
    const units = [{ unit: unitCode('a'), group: null, protocolOrder: 1, figures: [figure(80), figure(100), old] }]
    const carried = computeComposite({ scheme: withPolicy({ kind: 'carry_forward', maxAge: 2 }), indicators, units })
    expect(carried.scores[0]?.parts[2]).toMatchObject({ points: 60, action: 'carry_forward' })
    const tooOld = computeComposite({ scheme: withPolicy({ kind: 'carry_forward', maxAge: 1 }), indicators, units })
    expect(tooOld.scores[0]?.parts[2]).toMatchObject({ points: 0, action: 'zero' })
  })

  test('a figure carried from an earlier year earns nothing from this year’s target, and its weight goes to the others', () => {
    const old = { ...figure(100), isOfEarlierYear: true }
    const units = [{ unit: unitCode('a'), group: null, protocolOrder: 1, figures: [figure(80), figure(60), old] }]
    const [one] = computeComposite({ scheme, indicators, units }).scores
    expect(one?.parts[2]).toMatchObject({ points: null, action: 'redistribute', reason: 'carried', effectiveWeight: 0 })
    expect(one).toMatchObject({ availability: 1, noPlace: null })
    const strict = { ...scheme, missing: { ...defaultMissingPolicy, carried: { kind: 'zero' } } } as const
    expect(computeComposite({ scheme: strict, indicators, units }).scores[0]?.parts[2]).toMatchObject({
      points: 0,
      action: 'zero',
    })
  })

  test('fault B4: dropping a weak indicator is reported as paying, with bounds and effective weights', () => {
    const lenient = {
      ...scheme,
      availability: 0,
      missing: { ...defaultMissingPolicy, not_reported: { kind: 'redistribute' } },
    } as const
    const { scores } = score({ a: [90, 20, 'not_applicable'], b: [90, 'not_reported', 'not_applicable'] }, lenient)
    expect(scores[0]?.bounds?.silencePays).toEqual(['q'])
    expect(scores[1]?.total).toBe(90)
    expect(scores[1]?.bounds).toMatchObject({ raisedByMissing: ['q'], pessimistic: 56.25, optimistic: 93.75 })
    expect(scores[1]?.parts.map((part) => part.effectiveWeight)).toEqual([1, 0, 0])
    expect(score({ a: [90, 20, 50] }).scores[0]?.bounds?.silencePays).toEqual([])
  })

  test('a veto takes the place, a deduction stops at 0, a gated bonus needs its gate', () => {
    const adjustments = [
      { kind: 'bonus', fact: 'honour', perUnit: 0.3, cap: 0.5, gate: [{ indicator: 'p', points: 80 }] },
      { kind: 'deduction', fact: 'late', perUnit: 1, cap: 200 },
      { kind: 'veto', fact: 'accident', effect: 'unranked' },
    ] as const
    const units = (facts: Record<string, number>, p: number): ScoreUnit[] => [
      { unit: unitCode('a'), group: null, protocolOrder: 1, figures: [figure(p), figure(90), figure(90)], facts },
    ]
    const run = (facts: Record<string, number>, p: number) =>
      must(computeComposite({ scheme: { ...scheme, adjustments }, indicators, units: units(facts, p) }).scores[0])
    expect(run({ honour: 2 }, 90).total).toBeCloseTo(90.5, 12)
    expect(run({ honour: 2 }, 70).total).toBeCloseTo(80, 12)
    expect(run({ late: 150 }, 90).total).toBe(0)
    expect(run({ accident: 1 }, 90).noPlace).toBe('vetoed')
  })

  test('rank intervals tell what owed figures could change', () => {
    const bounds = (pessimistic: number, optimistic: number) => ({ bounds: { pessimistic, optimistic } })
    const intervals = rankIntervals(
      [
        { unit: unitCode('a'), ...bounds(80, 80) },
        { unit: unitCode('b'), ...bounds(60, 90) },
        { unit: unitCode('c'), ...bounds(50, 50) },
      ],
      2,
    )
    expect([...intervals.values()]).toEqual([
      { best: 1, worst: 2 },
      { best: 1, worst: 2 },
      { best: 3, worst: 3 },
    ])
  })

  test('an owed figure leaves open all the points that its rule can give, also more than a hundred', () => {
    const body = (cap: number): SchemeBody => ({
      ...scheme,
      items: scheme.items.map((item) => ({ ...item, rule: { kind: 'target_ratio', cap } })),
    })
    const rows = { a: [100, 100, 100], b: [120, 108, 'not_reported'], c: [10, 10, 10] } as const
    const [, owing] = score(rows, body(1.2)).scores
    expect(owing?.bounds?.pessimistic).toBeCloseTo(0.5 * 120 + 0.3 * 108, 12)
    expect(owing?.bounds?.optimistic).toBeCloseTo(0.5 * 120 + 0.3 * 108 + 0.2 * 120, 12)
    expect(score(rows, body(0.8)).scores[1]?.bounds?.optimistic).toBeCloseTo(80, 12)
  })

  test('a relative rule may take its minimum and maximum from all periods', () => {
    const rule = { kind: 'normalise', normaliser: { kind: 'min_max' } } as const
    const relative = { ...scheme, items: [{ indicator: must(codes[0]), weight: 1, rule }] }
    const units = [40, 60].map((value, at) => ({
      unit: unitCode(`u${at}`),
      group: null,
      protocolOrder: at,
      figures: [figure(value)],
    }))
    const input = { scheme: relative, indicators, units }
    expect(totals(computeComposite(input))).toEqual([0, 100])
    expect(totals(computeComposite({ ...input, pools: new Map([[must(codes[0]), [0, 100, 40]]]) }))).toEqual([40, 60])
  })

  test('a scheme with faults says which', () => {
    const bad = { ...scheme, items: [...scheme.items, { ...must(scheme.items[0]), weight: -1 }] }
    expect(checkScheme(scheme)).toEqual([])
    expect(checkScheme(bad)).toEqual([
      { code: 'repeated_indicator', indicator: 'p' },
      { code: 'weight_not_positive', indicator: 'p' },
    ])
    expect(checkScheme({ ...scheme, items: [] })).toEqual([{ code: 'no_items' }])
  })
})

const entry = fc.oneof(
  fc.double({ min: 0, max: 150, noNaN: true }),
  fc.constantFrom('not_reported' as const, 'not_applicable' as const),
)
const rowsOf = fc.array(fc.tuple(entry, entry, entry), { minLength: 1, maxLength: 8 })
const named = (rows: readonly (readonly Entry[])[]): Record<string, readonly Entry[]> =>
  Object.fromEntries(rows.map((row, at) => [`u${at}`, row]))

describe('whatever the figures', () => {
  test('the order of rows changes no score and no place', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const forward = score(named(rows))
        const backward = computeComposite({
          scheme,
          indicators,
          units: rows
            .map((row, at) => ({ unit: unitCode(`u${at}`), group: 'g', protocolOrder: at, figures: row.map(figure) }))
            .reverse(),
        })
        expect(backward.ranking).toEqual(forward.ranking)
        expect(backward.scores.toReversed()).toEqual(forward.scores)
      }),
    )
  })

  test('scaled weights change nothing', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const scaled = { ...scheme, items: scheme.items.map((item) => ({ ...item, weight: item.weight * 8 })) }
        expect(totals(score(named(rows), scaled))).toEqual(totals(score(named(rows))))
      }),
    )
  })

  test('a unit that is better everywhere is never behind', () => {
    fc.assert(
      fc.property(
        fc.tuple(
          fc.double({ min: 0, max: 150, noNaN: true }),
          fc.double({ min: 0, max: 150, noNaN: true }),
          fc.double({ min: 0, max: 150, noNaN: true }),
        ),
        fc.double({ min: 1e-6, max: 20, noNaN: true }),
        (row, more) => {
          const { ranking } = score({ a: row, b: row.map((value) => value + more) })
          const place = (code: string) => ranking.rows.find((one) => one.unit === code)?.overall?.rank ?? 0
          expect(place('b')).toBeLessThanOrEqual(place('a'))
        },
      ),
    )
  })

  test('a missing figure never has points of a 0 unless the policy says 0', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        for (const { parts } of score(named(rows)).scores) {
          for (const part of parts) {
            if (part.reason === 'not_applicable') expect(part.points).toBeNull()
            if (part.reason !== null) expect(part.value).toBeNull()
          }
        }
      }),
    )
  })

  test('effective weights of a scored unit sum to one, and totals lie within their bounds', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        for (const one of score(named(rows)).scores) {
          if (one.total === null || one.bounds === null) continue
          expect(one.parts.reduce((sum, part) => sum + part.effectiveWeight, 0)).toBeCloseTo(1, 12)
          expect(one.total).toBeGreaterThanOrEqual(one.bounds.pessimistic - 1e-9)
          expect(one.total).toBeLessThanOrEqual(one.bounds.optimistic + 1e-9)
        }
      }),
    )
  })
})

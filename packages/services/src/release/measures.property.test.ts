import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { IndicatorFacts as IndicatorSchema } from '@cg/contract/release/indicator'
import type { QualityFacts } from '@cg/contract/release/quality'
import type { UnitCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import { parsePeriod, periodRange } from '@cg/domain/period'
import fc from 'fast-check'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BasisUnit, ReleaseBasis } from './stored/basis.ts'
import { cellTable } from './stored/cell-table.ts'
import type { ReleasedCell } from './stored/cell-table.ts'
import { computeFigures, seriesOf } from './compute/figures.ts'
import { releaseHead } from './stored/head.ts'
import type { EarlierQuarter } from './input/input.ts'
import { loadInput } from './input/load-input.ts'
import { enter, openCity, plainQuarter, setForm, served } from './release.fixture.ts'
import type { TestCity } from './release.fixture.ts'
import { renderAnswers } from './facts/answers.ts'

/* The pure core over made-up cells: whatever is reported, every answer keeps to the contract and to arithmetic. */

const periods = periodRange(parsePeriod('2025Q1'), parsePeriod('2026Q3'))
const units = ['A', 'B', 'C', 'D', 'Z'] as const
let city: TestCity
let basis: ReleaseBasis

beforeAll(async () => {
  city = await openCity()
  await enter(city, '2026Q3', plainQuarter)
  await setForm(city, '2026Q3', 'accepted')
  basis = (await city.store.read((db) => loadInput(db, parsePeriod('2026Q3'), '2026-11-01T00:00:00Z'))).basis
})
afterAll(() => city.close())

type Pair = { readonly x: number; readonly n: number } | 'not_reported' | 'not_applicable' | 'withheld'

function cellsOf(pairs: Readonly<Record<string, Pair>>): ReleasedCell[] {
  return Object.entries(pairs).flatMap(([unit, pair]) => {
    const own = { unit, breakdown: '', version: 1 }
    if (typeof pair === 'string') {
      return ['X', 'N'].map((item): ReleasedCell => ({ ...own, item, state: pair, value: null }))
    }
    const number = { ...own, state: 'reported' } as const
    return [
      { ...number, item: 'X', value: pair.x },
      { ...number, item: 'N', value: pair.n },
    ]
  })
}

/** The last quarter's answers, each earlier one published before. */
function answersOf(start: ReleaseBasis, quarters: readonly Readonly<Record<string, Pair>>[]): Map<string, Buffer> {
  const earlier: EarlierQuarter[] = []
  let answers = new Map<string, Buffer>()
  for (const [at, pairs] of quarters.entries()) {
    const period = must(periods[at + periods.length - quarters.length])
    const bases = earlier.map((one) => ({ period: one.period, code: one.code, hash: '' }))
    const now: ReleaseBasis = { ...start, period, bases, corrects: null }
    const cells = cellTable(
      start.units.map((unit) => unit.code),
      cellsOf(pairs),
    )
    const figures = computeFigures({ basis: now, cells, earlier: [...earlier], corrected: null })
    const preparation = { sequence: 1, preparedAt: '2026-10-20T02:00:00.000Z', reason: null }
    if (at === quarters.length - 1) answers = renderAnswers(releaseHead(now, preparation, null), figures)
    earlier.push({
      period,
      code: `CG-${period}-01`,
      cells,
      restated: null,
      series: seriesOf(figures),
      forms: [],
      matters: [],
    })
  }
  return answers
}

function read<T>(answers: ReadonlyMap<string, Buffer>, name: string): T {
  return JSON.parse(served(answers, name).toString('utf8')) as T
}

const pair: fc.Arbitrary<Pair> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(fc.nat({ max: 3000 }), fc.nat({ max: 3000 })).map(([x, more]) => ({ x, n: x + more })),
  },
  { weight: 1, arbitrary: fc.constantFrom('not_reported' as const, 'not_applicable' as const, 'withheld' as const) },
)
const quarter = fc.record(Object.fromEntries(units.map((unit) => [unit, pair])))

describe('whatever units report', () => {
  it('the answer keeps to the contract: a number is a number, and missing is null', () => {
    fc.assert(
      fc.property(fc.array(quarter, { minLength: 1, maxLength: 7 }), (quarters) => {
        const facts = read<IndicatorFacts>(answersOf(basis, quarters), 'indicator/RATE')
        expect([...Value.Errors(IndicatorSchema, facts)]).toEqual([])
        expectSound(facts)
      }),
      { numRuns: 60 },
    )
  })
})

function expectSound({
  trend,
  forecast,
  changeSplit,
  inequality,
  intervals,
  quality,
  current,
  units: shown,
}: IndicatorFacts) {
  const hasValue = (at: number): boolean => current.value[at] !== null
  for (const at of shown.code.keys()) {
    const [low, high, value] = [intervals?.low[at] ?? null, intervals?.high[at] ?? null, current.value[at] ?? null]
    expect([low === null, high === null]).toEqual([value === null, value === null])
    if (value !== null) expect((low ?? 101) <= value + 1e-9 && (high ?? -1) >= value - 1e-9).toBe(true)
  }
  if (trend?.verdict === 'too_few') expect([trend.p, forecast]).toEqual([null, null])
  if (forecast) expect(0 <= forecast.low && forecast.low <= forecast.high && forecast.high <= 100).toBe(true)
  if (changeSplit) expect(changeSplit.rateEffect + changeSplit.mixEffect).toBeCloseTo(changeSplit.change, 9)
  const inside = shown.code.filter((code, at) => hasValue(at) && code !== 'Z').length
  expect(inequality === null).toBe(inside < 3)
  if (inequality?.theil && inequality.between !== null && inequality.within !== null) {
    expect(inequality.between + inequality.within).toBeCloseTo(inequality.theil, 12)
  }
  // A denominator that fell to 0 leaves no value, and is the one to ask about.
  for (const { unit, kind } of quality.suspicions ?? []) {
    const at = shown.code.indexOf(unit)
    const isAsked = kind === 'denominator_jump' && current.state[at] === 'zero_denominator'
    expect([unit, kind, hasValue(at) || isAsked]).toEqual([unit, kind, true])
  }
}

describe('found by it', () => {
  it('a denominator that fell to 0 is asked about, although it leaves no value', () => {
    const one = (b: Pair) =>
      ({ A: 'not_reported', B: b, C: 'not_reported', D: 'not_reported', Z: 'not_reported' }) as const
    const facts = read<IndicatorFacts>(answersOf(basis, [one({ x: 0, n: 3 }), one({ x: 0, n: 0 })]), 'indicator/RATE')
    const at = facts.units.code.indexOf('B')
    expect([facts.current.value[at], facts.current.state[at]]).toEqual([null, 'zero_denominator'])
    expect(facts.quality.suspicions).toMatchObject([{ unit: 'B', kind: 'denominator_jump' }])
    expectSound(facts)
  })
})

describe('a nation', () => {
  it('has no lists by unit, but keeps what is said of the whole', () => {
    const many = Array.from({ length: 201 }, (_, at): BasisUnit => {
      return { ...must(basis.units[1]), code: `U${at}` as UnitCode, shortName: `U${at}`, protocolOrder: at }
    })
    const form = must(basis.forms[0])
    const nation: ReleaseBasis = {
      ...basis,
      units: [must(basis.units[0]), ...many],
      targets: {},
      baselines: {},
      scheme: null,
      forms: many.map((unit) => ({ ...form, reporter: unit.code, reporterName: unit.name, filledBy: 'unit' })),
    }
    const pairs = Object.fromEntries(many.map((unit, at) => [unit.code, { x: 50 + (at % 40), n: 100 }]))
    const answers = answersOf(nation, [pairs])
    const facts = read<IndicatorFacts>(answers, 'indicator/RATE')
    expect([facts.intervals, facts.quality.suspicions]).toEqual([null, undefined])
    expect(facts.inequality?.units).toBe(201)
    const quality = read<QualityFacts>(answers, 'quality')
    expect([quality.units, quality.overall.due]).toEqual([null, 201])
    expect(quality.notes.join('')).toContain('填报单位共201个，只列合计')
  })
})

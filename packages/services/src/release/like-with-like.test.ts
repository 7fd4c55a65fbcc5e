import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { sinceSpan } from '@cg/contract/claims/unit'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { baseline, target } from '@cg/db/schema'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeSetting } from '../settings.ts'
import { preparePreview } from './publish/prepare.ts'
import { publishPreview } from './publish/publish.ts'
import { renderAgain } from './publish/verify.ts'
import { readAnswer } from './read/releases.ts'
import { enter, openCity, plainQuarter, served, setForm } from './release.fixture.ts'
import type { Entries, TestCity } from './release.fixture.ts'

/* Figures are compared only where both cover the same units, and judged only where enough is behind them. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function publish(period: string, entries: Entries): Promise<string> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period })
  return (await publishPreview(city.as('second'), { id: preview.id, version: preview.version })).head.code
}

async function answer<T>(code: string, name: Parameters<typeof readAnswer>[2]): Promise<T> {
  const { body } = await readAnswer(city.as('leader'), code, name)
  return JSON.parse(body.toString('utf8')) as T
}

const overview = (code: string) => answer<OverviewFacts>(code, 'overview')
const indicator = (code: string, name: string) => answer<IndicatorFacts>(code, `indicator/${name}`)

const ranking = (code: string, name: string) => answer<RankingFacts>(code, `ranking/${name}`)

/** A column by unit code. */
function byUnit<T>(facts: RankingFacts, column: readonly T[]): Record<string, T> {
  return Object.fromEntries(facts.units.code.map((code, at) => [code, column[at] as T]))
}

describe('a gap of which one side lacks a unit', () => {
  it('is no gap between areas: no value, no alert, no trend, and the unit is named', async () => {
    await publish('2026Q2', plainQuarter)
    const code = await publish('2026Q3', { ...plainQuarter, 'X D': 'not_reported', 'X C': 5_000 })
    const { gaps, alerts } = await overview(code)
    const area = gaps.find((gap) => gap.name === '中心城区—偏远地区')
    expect(area).toMatchObject({ high: null, low: null, gap: null, before: null, trend: null, missing: ['D'] })
    expect(alerts.filter((alert) => alert.kind === 'gap')).toEqual([])
    const { city: total, citySeries } = await indicator(code, 'RATE')
    expect(total).toMatchObject({ state: 'partial', missing: ['D'] })
    expect(citySeries.lacking).toEqual([[], [expect.any(String)]])
  })

  it('is no gap between sizes of firm either', async () => {
    const sizes = Object.fromEntries(
      ['A', 'B', 'C', 'D'].flatMap((unit) => [
        [`X ${unit} size:above`, 90],
        [`N ${unit} size:above`, 100],
        [`X ${unit} size:msme`, 60],
        [`N ${unit} size:msme`, 100],
      ]),
    )
    const sizeGap = async (code: string) => (await overview(code)).gaps.find((gap) => gap.name === '规上—中小微')
    const whole = await publish('2026Q2', { ...plainQuarter, ...sizes })
    expect(await sizeGap(whole)).toMatchObject({ high: 90, low: 60, gap: 30, missing: [] })
    const lacking = await publish('2026Q3', { ...plainQuarter, ...sizes, 'X C size:msme': 'not_reported' })
    expect(await sizeGap(lacking)).toMatchObject({ high: null, low: null, gap: null, before: null, missing: ['C'] })
  })

  it('names the gap before that it is compared with', async () => {
    await publish('2026Q2', plainQuarter)
    const { gaps } = await overview(await publish('2026Q3', { ...plainQuarter, 'X C': 5_000 }))
    expect(gaps[0]?.before).toEqual({
      against: 'lastQuarter',
      period: '2026Q2',
      high: expect.closeTo(94.04, 2),
      low: 75,
      gap: 19,
    })
  })
})

describe('a figure carried from an earlier quarter', () => {
  const asked = (value: number) => ({ 'SURV A': value, 'SURV B': value, 'SURV C': value, 'SURV D': value })

  beforeEach(async () => {
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      for (const [unitCode, value] of [
        ['A', 100],
        ['CITY', 400],
      ] as const) {
        await tx.insert(target).values({ indicatorCode: 'SURV', unitCode, year: 2026, value, source: '方案' })
        await tx
          .insert(baseline)
          .values({ indicatorCode: 'SURV', unitCode, period: '2025Q4', value: 0, source: '基期统计' })
      }
    })
  })

  it('of an earlier year gets no light and no pace from this year’s target, and is not said to be unreported', async () => {
    await publish('2025Q4', { ...plainQuarter, ...asked(99) })
    const code = await publish('2026Q1', plainQuarter)
    const { city: total, current } = await indicator(code, 'SURV')
    expect(total).toMatchObject({ value: 396, carriedFrom: '2025Q4', light: null, progress: null, target: 400 })
    // Of this quarter, a quarter of the way to this year's target; not what was expected when it was measured.
    expect([total.expected, current.expected[0]]).toEqual([100, 25])
    expect([current.value[0], current.light[0], current.progress[0]]).toEqual([99, null, null])
    expect((await overview(code)).lights.unlit).toEqual([{ standing: 'not_judged', count: 1 }])
  })

  it('of this year is judged by what was expected in the quarter it was measured', async () => {
    await publish('2026Q2', { ...plainQuarter, ...asked(60) })
    const { city: total, current } = await indicator(await publish('2026Q3', plainQuarter), 'SURV')
    // Half of the way to 100 by the second quarter, three quarters by the third.
    expect(total).toMatchObject({ value: 240, carriedFrom: '2026Q2', expected: 200, light: 'met' })
    expect([current.light[0], current.expected[0]]).toEqual(['met', 50])
  })
})

describe('a city of which too little reported', () => {
  it('keeps its value and coverage and gets no light, pace, trend or spread', async () => {
    const code = await publish('2026Q3', { ...plainQuarter, 'X A': 'not_reported' })
    const { city: total, current, trend, forecast, inequality, intervals } = await indicator(code, 'RATE')
    // 24,000 of 124,000 workers.
    expect(total.value).toBeCloseTo(74.17, 2)
    expect(total.coverage).toBeCloseTo(24 / 124, 6)
    expect([total.light, total.progress, trend, forecast, inequality]).toEqual([null, null, null, null, null])
    expect(intervals?.funnel.every((place) => place === null)).toBe(true)
    expect(current.light[1]).not.toBeNull()
    expect((await overview(code)).alerts.filter(({ kind }) => kind === 'late' || kind === 'near')).toEqual([])
  })

  it('is judged again when the limit says so, which is frozen with the release', async () => {
    await city.store.write({ unaudited: 'fixture' }, (tx) => writeSetting(tx, 'coverageLimit', 0.1))
    const code = await publish('2026Q3', { ...plainQuarter, 'X A': 'not_reported' })
    expect((await indicator(code, 'RATE')).city.light).toBe('late')
    const again = await renderAgain(city.as('auditor'), { code })
    await city.store.write({ unaudited: 'fixture' }, (tx) => writeSetting(tx, 'coverageLimit', 0.9))
    const { body } = await readAnswer(city.as('leader'), code, 'indicator/RATE')
    expect(served(again, 'indicator/RATE').equals(body)).toBe(true)
  })
})

describe('the city beside an earlier quarter', () => {
  it('is compared over the units of both, with the names of those left out, and never with another set of units', async () => {
    await publish('2026Q2', plainQuarter)
    const { city: total } = await indicator(
      await publish('2026Q3', { ...plainQuarter, 'X D': 'not_reported', 'X A': 96_000 }),
      'RATE',
    )
    expect([total.previous, total.missing]).toEqual([null, ['D']])
    const { span } = total.compared
    // Without D: 105,800 and 104,800 of 114,000.
    expect(span).toMatchObject({
      against: 'lastQuarter',
      period: '2026Q2',
      now: expect.closeTo(92.807, 3),
      before: expect.closeTo(91.93, 3),
      missingNow: ['D'],
      missingBefore: [],
      without: ['D'],
      isWhole: false,
    })
    expect(span?.covered).toBeCloseTo(114 / 124, 6)
  })

  it('has no verdict on a change that less than two thirds of it stand behind', async () => {
    await publish('2026Q2', plainQuarter)
    const code = await publish('2026Q3', { ...plainQuarter, 'X A': 'not_reported' })
    expect((await indicator(code, 'RATE')).city.compared).toEqual({ span: null, year: null })
  })

  it('has last quarter’s published value beside it where both are whole', async () => {
    await publish('2026Q2', plainQuarter)
    const { city: total } = await indicator(await publish('2026Q3', { ...plainQuarter, 'X A': 96_000 }), 'RATE')
    expect(total.previous).toBeCloseTo(90.968, 3)
    expect(total.compared.span).toMatchObject({ isWhole: true, without: [], covered: 1 })
  })

  it('is compared, as a running total, with the same quarter of the year before only', async () => {
    await publish('2025Q4', plainQuarter)
    await publish('2026Q1', plainQuarter)
    const facts = await ranking(await publish('2026Q2', plainQuarter), 'ACCR')
    expect([facts.city.previous, facts.compared]).toEqual([null, null])
    expect(facts.previousRank.every((rank) => rank === null)).toBe(true)
  })
})

describe('a place', () => {
  it('gained only because another unit left is no gain', async () => {
    await publish('2026Q2', plainQuarter)
    // A led with 95 %; the others stand as before, one place further up.
    const facts = await ranking(await publish('2026Q3', { ...plainQuarter, 'X A': 'not_reported' }), 'RATE')
    expect(facts.compared).toMatchObject({ against: 'lastQuarter', period: '2026Q2', entered: [], left: ['A'] })
    expect(byUnit(facts, facts.rank)).toEqual({ A: null, B: 3, C: 3, D: 2, Z: 1 })
    expect(byUnit(facts, facts.previousRank)).toEqual(byUnit(facts, facts.rankAmongCommon))
  })

  it('of a share of a handful is marked: neither its change nor its step is told, and last quarter’s figure is kept', async () => {
    await publish('2026Q2', { ...plainQuarter, 'X D': 4, 'N D': 8 })
    const code = await publish('2026Q3', { ...plainQuarter, 'X D': 30, 'N D': 40 })
    const facts = await ranking(code, 'RATE')
    const few = facts.compared?.few.map((at) => facts.units.code[at])
    expect(few).toEqual(['D'])
    expect(byUnit(facts, facts.previous)['D']).toBe(50)
    const at = facts.units.code.indexOf('D')
    expect([sinceSpan(facts, at), sinceSpan(facts, 0) === null]).toEqual([null, false])
    const matrix = await answer<MatrixFacts>(code, 'matrix')
    const row = matrix.indicators.findIndex((one) => one.code === 'RATE')
    expect(matrix.beside?.compared[row]?.few).toEqual([at])
  })

  it('of a carried figure is no move, and it is compared with nothing', async () => {
    const asked = { 'SURV A': 30, 'SURV B': 20, 'SURV C': 10, 'SURV D': 5 }
    await publish('2025Q4', { ...plainQuarter, ...asked })
    await publish('2026Q1', plainQuarter)
    const facts = await ranking(await publish('2026Q2', plainQuarter), 'SURV')
    expect(byUnit(facts, facts.carriedFrom)['A']).toBe('2025Q4')
    expect(facts.compared?.rankThen.every((rank) => rank === null)).toBe(true)
    expect(facts.city.compared).toEqual({ span: null, year: null })
  })

  it('of a survey is held against the survey before', async () => {
    const asked = (first: number) => ({ 'SURV A': first, 'SURV B': 20, 'SURV C': 10, 'SURV D': 5 })
    await publish('2025Q4', { ...plainQuarter, ...asked(7) })
    await publish('2026Q1', plainQuarter)
    const facts = await ranking(await publish('2026Q2', { ...plainQuarter, ...asked(30) }), 'SURV')
    expect(facts.compared).toMatchObject({ against: 'lastSurvey', period: '2025Q4' })
    expect(byUnit(facts, facts.compared?.rankThen ?? [])).toEqual({ A: 3, B: 1, C: 2, D: 4, Z: null })
    expect(byUnit(facts, facts.compared?.rankNow ?? [])).toEqual({ A: 1, B: 2, C: 3, D: 4, Z: null })
    expect(facts.city.compared.span).toMatchObject({ against: 'lastSurvey', now: 65, before: 42 })
  })
})

describe('the composite score', () => {
  it('is none of the city: the units’ median and range stand beside it, with those that overlap', async () => {
    const facts = await ranking(await publish('2026Q3', plainQuarter), 'score')
    expect(facts.city).toMatchObject({ value: null, state: 'not_applicable', previous: null })
    const totals = facts.value.filter((value) => value !== null).toSorted((left, right) => left - right)
    expect(facts.spread).toEqual({
      median: totals[2],
      low: totals[0],
      high: totals[4],
      units: 5,
      overlapping: ['Z'],
    })
  })

  it('keeps 未报 apart from 0 in its parts, marks the unit, and says what reporting would reach', async () => {
    const code = await publish('2026Q1', { ...plainQuarter, 'ACC D': 'not_reported', 'ACC C': 'withheld' })
    const facts = await ranking(code, 'score')
    expect(facts.parts.map((part) => part.code)).toEqual(['RATE', 'ACCR'])
    const accidents = facts.partState[1] ?? []
    expect(byUnit(facts, accidents)).toMatchObject({ A: 'reported', C: 'withheld', D: 'not_reported' })
    expect(byUnit(facts, facts.contributions[1] ?? [])).toMatchObject({ C: null, D: 0 })
    expect(byUnit(facts, facts.zeroItems)).toMatchObject({ A: [], C: [], D: ['ACCR'] })
    const why = byUnit(facts, facts.explanations ?? [])
    expect(why['A']?.unreported).toBeNull()
    const own = byUnit(facts, facts.value)['D'] ?? 0
    expect(why['D']?.unreported).toMatchObject({ items: ['ACCR'], total: expect.closeTo(own + 25, 9) })
    const reachable = facts.value.filter((value) => (value ?? 0) > own + 25).length + 1
    expect(why['D']?.unreported?.reachable).toBe(reachable)
  })
})

describe('what small numbers cannot carry', () => {
  const handful: Entries = {
    'X A': 3, 'X B': 2, 'X C': 1, 'X D': 0, 'X Z': 1, 'N A': 5, 'N B': 5, 'N C': 4, 'N D': 4, 'N Z': 2,
  } // prettier-ignore

  it('is the change of a share of a handful of things', async () => {
    await publish('2026Q2', handful)
    const code = await publish('2026Q3', { ...handful, 'X C': 4 })
    const { city: total, claims } = await indicator(code, 'RATE')
    expect(total.denominator).toBe(18)
    expect(total.compared.span).toBeNull()
    expect(total.baseline).toBeNull()
    expect(claims.filter((claim) => claim.kind === 'change')).toEqual([])
  })

  it('is one area above another where a unit of each cannot be told apart', async () => {
    const told = async (period: string, scale: number): Promise<boolean> => {
      const entries = { 'X A': 80, 'X B': 78, 'X C': 70, 'X D': 69, 'X Z': 30, 'N A': 100, 'N B': 100, 'N C': 100, 'N D': 100, 'N Z': 40 } // prettier-ignore
      const scaled = Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, value * scale]))
      const { claims } = await ranking(await publish(period, scaled), 'RATE')
      return claims.some((claim) => claim.kind === 'areas')
    }
    expect(await told('2026Q2', 1)).toBe(false)
    expect(await told('2026Q3', 1000)).toBe(true)
  })
})

import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { ProfileFacts } from '@cg/contract/release/profile'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { mergeUnits, publishQuarter, setUpUnit, splitUnit } from '../catalogue/succeed-units.fixture.ts'
import type { PublicAnswer } from './facts/answers.ts'
import { verifyRelease } from './publish/verify.ts'
import { readPassport } from './read/passport.ts'
import { readAnswer } from './read/releases.ts'
import { openCity, plainQuarter } from './release.fixture.ts'
import type { Entries, TestCity } from './release.fixture.ts'

/*
 * Quarters before units were merged, split or set up. By hand, in the plain quarter: C 7 000 of 10 000 with 2 accidents,
 * D 8 000 of 10 000 with 1, the city 112 800 of 124 000.
 */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function page<T>(code: string, answer: PublicAnswer): Promise<T> {
  return JSON.parse((await readAnswer(city.as('leader'), code, answer)).body.toString()) as T
}

const { 'X C': _x, 'N C': _n, 'ACC C': _a, ...withoutC } = plainQuarter
const { 'X D': _y, 'N D': _m, 'ACC D': _b, ...withoutBoth } = withoutC
const mergedQuarter: Entries = { ...withoutBoth, 'X M': 16_000, 'N M': 20_000, 'ACC M': 3 }

async function mergeAfter(first: Entries): Promise<string> {
  await publishQuarter(city, '2026Q1', first)
  await mergeUnits(city)
  return publishQuarter(city, '2026Q2', mergedQuarter)
}

it('reckons the quarters before a merge from what the predecessors had, and says so', async () => {
  const code = await mergeAfter(plainQuarter)
  const rate = await page<IndicatorFacts>(code, 'indicator/RATE')
  const at = rate.units.code.indexOf('M')
  // (7 000 + 8 000) ÷ 20 000, never (70 % + 80 %) ÷ 2 by luck of equal parts: see accidents.
  expect(rate.unitSeries[at]).toEqual({
    value: [75, 80],
    state: ['reported', 'reported'],
    restated: [true, false],
  })
  expect(rate.pasts).toEqual([
    {
      unit: 'M',
      from: '2026Q2',
      isRestated: true,
      words: '丙丁2026年第一季度及以前按合并前的C、D合计重算，不参与当时的排名',
    },
  ])
  expect(rate.unitSeries.filter((_, unit) => unit !== at).every(({ restated }) => restated === undefined)).toBe(true)
  const accidents = await page<IndicatorFacts>(code, 'indicator/ACCR')
  // 3 accidents of 20 000 then; through the year 3 + 3.
  expect(accidents.unitSeries[at]?.value).toEqual([1.5, 3])
  const profile = await page<ProfileFacts>(code, 'unit/M')
  expect(profile.origin).toBe(
    '2026年第二季度由C、D合并成立；此前各季，能相加的指标按合并前各单位合计重算，不参与当时的排名。',
  )
  expect((await page<ProfileFacts>(code, 'unit/A')).origin).toBeUndefined()
  expect((await verifyRelease(city.as('auditor'), { code })).isSound).toBe(true)
})

it('weighs the predecessors by their denominators', async () => {
  const code = await mergeAfter({ ...plainQuarter, 'X C': 9_000, 'N C': 10_000, 'X D': 5_000, 'N D': 90_000 })
  // 14 000 ÷ 100 000; the mean of 90 % and 5.6 % would be 47.8 %.
  const rate = await page<IndicatorFacts>(code, 'indicator/RATE')
  expect(rate.unitSeries[rate.units.code.indexOf('M')]?.value[0]).toBe(14)
})

it('never ranks what was reckoned again', async () => {
  const code = await mergeAfter(plainQuarter)
  const ranking = await page<RankingFacts>(code, 'ranking/RATE')
  const at = ranking.units.code.indexOf('M')
  expect(ranking.history.rank.map((row) => row[at] ?? null)).toEqual([null, 3])
  expect(ranking.history.value.map((row) => row[at] ?? null)).toEqual([null, 80])
  expect(ranking.compared).toMatchObject({ entered: ['M'], left: ['C', 'D'] })
  expect(ranking.compared?.value[at]).toBeNull()
  const score = await page<RankingFacts>(code, 'ranking/score')
  expect(score.history.rank.map((row) => row[at] ?? null)[0]).toBeNull()
  expect(score.history.value.map((row) => row[at] ?? null)[0]).toBeNull()
})

it("says the city's change across a merge: it is the same ground", async () => {
  const code = await mergeAfter(plainQuarter)
  const { city: own } = await page<IndicatorFacts>(code, 'indicator/RATE')
  // 113 800 of 124 000 now, 112 800 then.
  expect(own.compared.span).toMatchObject({ period: '2026Q1', isWhole: true, without: [], covered: 1 })
  expect(own.compared.span?.now).toBeCloseTo(91.774, 3)
  expect(own.compared.span?.before).toBeCloseTo(90.968, 3)
})

it('reckons nothing where a predecessor had not reported, and names it', async () => {
  const code = await mergeAfter({ ...plainQuarter, 'X D': 'not_reported' })
  const rate = await page<IndicatorFacts>(code, 'indicator/RATE')
  const at = rate.units.code.indexOf('M')
  expect(rate.unitSeries[at]).toEqual({ value: [null, 80], state: ['not_reported', 'reported'] })
  expect(rate.pasts?.[0]?.words).toBe(
    '丙丁2026年第二季度由C、D合并成立，2026年第一季度D未报，不能重算，2026年第一季度及以前没有可比数据',
  )
  expect(rate.citySeries.lacking[0]).toEqual(['D'])
  // Of the accidents all is there.
  expect((await page<IndicatorFacts>(code, 'indicator/ACCR')).unitSeries[at]?.value[0]).toBe(1.5)
})

it('names the one quarter of several that cannot be reckoned', async () => {
  await publishQuarter(city, '2025Q4', plainQuarter)
  const code = await mergeAfter({ ...plainQuarter, 'X D': 'not_available' })
  const rate = await page<IndicatorFacts>(code, 'indicator/RATE')
  const series = rate.unitSeries[rate.units.code.indexOf('M')]
  expect(series).toEqual({
    value: [75, null, 80],
    state: ['reported', 'not_available', 'reported'],
    restated: [true, false, false],
  })
  expect(rate.pasts?.[0]?.words).toBe(
    '丙丁2026年第一季度及以前按合并前的C、D合计重算，不参与当时的排名，其中2026年第一季度D无法提供，不重算',
  )
})

it('holds back the sum of a figure that was not published', async () => {
  // Two of 10 000: withheld of D, and the sum would give it away beside C.
  const code = await mergeAfter({ ...plainQuarter, 'X D': 2 })
  const rate = await page<IndicatorFacts>(code, 'indicator/RATE')
  expect(rate.unitSeries[rate.units.code.indexOf('M')]).toMatchObject({
    value: [null, 80],
    state: ['withheld', 'reported'],
  })
  expect(rate.pasts?.[0]?.words).toMatch('2026年第一季度D不公布，不能重算')
})

it('gives units of a split no past, and does not call their silence 未报', async () => {
  await publishQuarter(city, '2026Q1', plainQuarter)
  await splitUnit(city)
  const parts = { 'X S': 3_000, 'N S': 4_000, 'ACC S': 1, 'X T': 5_000, 'N T': 6_000, 'ACC T': 0 }
  const code = await publishQuarter(city, '2026Q2', { ...withoutC, ...parts })
  const rate = await page<IndicatorFacts>(code, 'indicator/RATE')
  const series = rate.unitSeries[rate.units.code.indexOf('S')]
  expect(series).toEqual({ value: [null, 75], state: ['not_established', 'reported'] })
  expect(rate.pasts?.map(({ words }) => words)).toEqual([
    'S2026年第二季度由C析出，此前没有自己的数据',
    'T2026年第二季度由C析出，此前没有自己的数据',
  ])
  // 113 800 of 124 000: the city is the same ground here too.
  expect(rate.city.compared.span).toMatchObject({ isWhole: true, without: [] })
  const { gaps } = await page<OverviewFacts>(code, 'overview')
  expect(gaps.find(({ indicator }) => indicator === 'RATE')?.before).toBeNull()
})

it('says of a unit that was set up that it was not there, and misses it nowhere', async () => {
  await publishQuarter(city, '2026Q1', { ...plainQuarter, 'X C': 'not_reported' })
  await setUpUnit(city)
  const code = await publishQuarter(city, '2026Q2', { ...plainQuarter, 'X N': 50, 'N N': 100, 'ACC N': 0 })
  const rate = await page<IndicatorFacts>(code, 'indicator/RATE')
  expect(rate.unitSeries[rate.units.code.indexOf('N')]).toEqual({
    value: [null, 50],
    state: ['not_established', 'reported'],
  })
  expect(rate.pasts?.map(({ words }) => words)).toEqual(['新区2026年第二季度起设立，此前没有数据'])
  expect(rate.citySeries.lacking).toEqual([['C'], []])
  const score = await page<RankingFacts>(code, 'ranking/score')
  expect(score.history.value.map((row) => row[score.units.code.indexOf('N')] ?? null)[0]).toBeNull()
})

it('holds a gap of areas against that of before a merge within one area', async () => {
  const code = await mergeAfter(plainQuarter)
  const { gaps } = await page<OverviewFacts>(code, 'overview')
  const gap = gaps.find(({ indicator, lowName }) => indicator === 'RATE' && lowName === '偏远地区')
  // Centre 97 800 of 104 000 in both; remote 15 000 of 20 000, then 16 000.
  expect([gap?.high, gap?.low]).toEqual([expect.closeTo(94.038, 3), 80])
  expect(gap?.before).toMatchObject({ period: '2026Q1', low: 75 })
})

it('shows in the passport of a running total whose cells it adds up, the small ones hidden as they were', async () => {
  const code = await mergeAfter({ ...plainQuarter, 'N D': 2, 'X D': 1 })
  const passport = await readPassport(city.as('leader'), { code, indicator: 'ACCR', unit: 'M' })
  const cells = passport.cells.map(({ item, unitName, period, state, value }) => [item, unitName, period, state, value])
  expect(cells.filter(([item]) => item === 'ACC')).toEqual([
    ['ACC', 'C', '2026Q1', 'reported', 2],
    ['ACC', 'D', '2026Q1', 'reported', 1],
    ['ACC', '丙丁', '2026Q2', 'reported', 3],
  ])
  // Two people of D.
  const people = cells.filter(([item, , period]) => item === 'N' && period === '2026Q1')
  expect(people).toContainEqual(['N', 'D', '2026Q1', 'withheld', null])
  expect(passport.past).toMatch('2026年第一季度D不公布，不能重算')
})

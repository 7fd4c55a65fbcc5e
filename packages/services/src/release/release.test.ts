import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { EquityFacts } from '@cg/contract/release/equity'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { IndicatorFacts as IndicatorSchema } from '@cg/contract/release/indicator'
import { MatrixFacts as MatrixSchema } from '@cg/contract/release/matrix'
import { OverviewFacts as OverviewSchema } from '@cg/contract/release/overview'
import { RankingFacts as RankingSchema } from '@cg/contract/release/ranking'
import { setting, target } from '@cg/db/schema'
import { eq } from 'drizzle-orm'
import { Value } from 'typebox/value'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeSetting } from '../settings.ts'
import { preparePreview } from './publish/prepare.ts'
import { publishPreview } from './publish/publish.ts'
import { listReleases, readAnswer } from './read/releases.ts'
import { enter, openCity, plainQuarter, setForm } from './release.fixture.ts'
import type { Entries, TestCity } from './release.fixture.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function publish(period: string, entries: Entries, reason?: string): Promise<string> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period, reason })
  const done = await publishPreview(city.as('second'), { id: preview.id, version: preview.version })
  return done.head.code
}

async function answer<T>(code: string, name: Parameters<typeof readAnswer>[2]): Promise<T> {
  const { body } = await readAnswer(city.as('leader'), code, name)
  return JSON.parse(body.toString('utf8')) as T
}

const ranking = (code: string, measure = 'RATE') => answer<RankingFacts>(code, `ranking/${measure}`)
const indicator = (code: string, name = 'RATE') => answer<IndicatorFacts>(code, `indicator/${name}`)

/** A column by unit code. */
function byUnit<T>(facts: RankingFacts, column: readonly T[]): Record<string, T> {
  return Object.fromEntries(facts.units.code.map((code, at) => [code, column[at] as T]))
}

describe('a release', () => {
  it('answers every question in the shapes of the contract', async () => {
    const code = await publish('2026Q3', plainQuarter)
    expect(code).toBe('CG-2026Q3-01')
    const checks = [
      [OverviewSchema, await answer<OverviewFacts>(code, 'overview')],
      [RankingSchema, await ranking(code)],
      [RankingSchema, await ranking(code, 'score')],
      [IndicatorSchema, await indicator(code, 'ACCR')],
      [MatrixSchema, await answer<MatrixFacts>(code, 'matrix')],
    ] as const
    for (const [schema, facts] of checks) expect([...Value.Errors(schema, facts)]).toEqual([])
    const { items } = await listReleases(city.as('leader'))
    expect(items.map((item) => [item.head.code, item.isCurrent])).toEqual([['CG-2026Q3-01', true]])
  })

  it('gives the city Σ ÷ Σ, with the mean of the rates beside it, and counts a zone inside a district once', async () => {
    const code = await publish('2026Q3', {
      'X A': 95_000,
      'N A': 100_000,
      'X B': 2_800,
      'N B': 4_000,
      'X Z': 500,
      'N Z': 1_000,
    })
    const { city: total } = await indicator(code)
    expect(total.numerator).toBe(97_800)
    expect(total.denominator).toBe(104_000)
    expect(total.value).toBeCloseTo(94.038, 3)
    expect(total.naiveMean).toBe(82.5)
    expect(total.state).toBe('partial')
  })

  it('keeps zero, 未报, 不适用, 无法提供, 不公布 and a zero denominator apart', async () => {
    const code = await publish('2026Q3', {
      'X A': 0,
      'N A': 100,
      'X B': 'not_applicable',
      'N B': 'not_applicable',
      'X C': 'not_available',
      'N C': 100,
      'X D': 'withheld',
      'N D': 100,
      'X Z': 0,
      'N Z': 0,
    })
    const facts = await ranking(code)
    expect(byUnit(facts, facts.state)).toEqual({
      A: 'reported',
      B: 'not_applicable',
      C: 'not_available',
      D: 'withheld',
      Z: 'zero_denominator',
    })
    expect(byUnit(facts, facts.value)).toEqual({ A: 0, B: null, C: null, D: null, Z: null })
    const matrix = await answer<MatrixFacts>(code, 'matrix')
    expect(matrix.state[0]).toEqual(facts.state)
    expect(facts.notRanked).toBe('有数据的单位不足3个，只列数值，不排名。')
  })

  it('ranks what prints equal equal, and names why a unit has no place', async () => {
    const code = await publish('2026Q3', {
      ...plainQuarter,
      'X A': 80_010,
      'X D': 8_000,
      'X B': 'not_reported',
    })
    const facts = await ranking(code)
    expect(byUnit(facts, facts.rank)).toEqual({ A: 2, B: null, C: 4, D: 2, Z: 1 })
    expect(byUnit(facts, facts.isTied)).toMatchObject({ A: true, D: true, C: false })
    expect(byUnit(facts, facts.groupRank)).toMatchObject({ A: 1, D: 1, C: 3, Z: 1 })
    expect(byUnit(facts, facts.unrankedReason)['B']).toBe('未报，不参与排名')
    expect(facts.notes.join()).toContain('未报：B')
    expect(facts.notes.join()).toMatch(/全市数据按已报单位汇总，不含B，已报部分占分母的\d+\.\d%/)
  })

  it('lists a neutral indicator without ranking it', async () => {
    const facts = await ranking(await publish('2026Q3', plainQuarter), 'HEADS')
    expect(facts.rank.every((place) => place === null)).toBe(true)
    expect(facts.notRanked).toContain('没有优劣方向')
  })

  it('gives light and target only where a target is set', async () => {
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.delete(target)
      await tx.insert(target).values({ indicatorCode: 'RATE', unitCode: 'CITY', year: 2026, value: 90, source: '方案' })
    })
    const facts = await ranking(await publish('2026Q3', plainQuarter))
    expect(facts.light.every((light) => light === null)).toBe(true)
    expect(facts.city.target).toBe(90)
    expect(facts.city.light).toBe('met')
    const { lights } = await answer<OverviewFacts>('CG-2026Q3-01', 'overview')
    expect(lights).toEqual({ met: 1, near: 0, late: 0, unlit: [], withoutTarget: 3 })
  })

  it('scores against what is expected today and says how each indicator contributes', async () => {
    const facts = await ranking(await publish('2026Q1', plainQuarter), 'score')
    const total = byUnit(facts, facts.value)
    for (const [u, code] of facts.units.code.entries()) {
      const parts = facts.contributions.map((column) => column[u] ?? 0)
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(total[code] ?? Number.NaN, 9)
    }
    expect(facts.parts.map((part) => part.weight)).toEqual([75, 25])
    expect(total['A']).toBe(100)
    const dimensions = facts.dimensions ?? []
    expect(dimensions.reduce((sum, block) => sum + block.weight, 0)).toBe(100)
    for (const [u, code] of facts.units.code.entries()) {
      const points = dimensions.reduce((sum, block) => sum + (block.points[u] ?? 0), 0)
      expect(points).toBeCloseTo(total[code] ?? Number.NaN, 9)
    }
    for (const block of dimensions) expect(block.rank.filter((rank) => rank !== null)).toContain(1)
  })

  it('sums the year’s accidents over the quarters as they were published', async () => {
    await publish('2026Q1', plainQuarter)
    await publish('2026Q2', { ...plainQuarter, 'ACC A': 7 })
    const facts = await ranking(await publish('2026Q3', { ...plainQuarter, 'ACC A': 1 }), 'ACCR')
    expect(byUnit(facts, facts.numerator)['A']).toBe(13)
  })

  it('gives no running total when a quarter of the year is missing', async () => {
    await publish('2026Q1', plainQuarter)
    const facts = await ranking(await publish('2026Q3', plainQuarter), 'ACCR')
    expect(facts.state.every((state) => state === 'not_reported')).toBe(true)
  })

  it('carries a half-yearly figure with its date', async () => {
    await publish('2026Q2', { ...plainQuarter, 'SURV A': 31, 'SURV B': 20, 'SURV C': 10 })
    const facts = await indicator(await publish('2026Q3', plainQuarter), 'SURV')
    expect(facts.current.value[0]).toBe(31)
    expect(facts.current.carriedFrom[0]).toBe('2026Q2')
  })

  it('shows trend, previous place and history from the releases it builds on', async () => {
    await publish('2026Q2', { ...plainQuarter, 'X A': 50_000 })
    const code = await publish('2026Q3', plainQuarter)
    const facts = await ranking(code)
    expect(byUnit(facts, facts.previous)['A']).toBe(50)
    expect(byUnit(facts, facts.previousRank)['A']).toBe(5)
    expect(facts.history.periods).toEqual(['2026Q2', '2026Q3'])
    const trend = await indicator(code)
    expect(trend.periods).toEqual(['2026Q2', '2026Q3'])
    expect(trend.citySeries.value[1]).toBe(trend.city.value)
  })

  it('gives the place by score of the quarter before, as it was published then', async () => {
    await publish('2026Q1', { ...plainQuarter, 'ACC C': 0, 'ACC D': 9 })
    const before = await ranking(await publish('2026Q2', { ...plainQuarter, 'X A': 50_000 }), 'score')
    const now = await ranking(await publish('2026Q3', plainQuarter), 'score')
    expect(byUnit(now, now.previousRank)).toEqual(byUnit(before, before.rank))
    expect(byUnit(now, now.previous)).toEqual(byUnit(before, before.value))
    expect(byUnit(now, now.previousRank)).toEqual({ A: 5, B: 1, C: 1, D: 4, Z: 3 })
    expect(now.rank).not.toEqual(now.previousRank)
  })

  it('holds each unit in the matrix against what its ranking holds it against', async () => {
    await publish('2026Q2', { ...plainQuarter, 'X A': 70_000, 'X B': 'not_reported' })
    const code = await publish('2026Q3', plainQuarter)
    const [matrix, facts] = [await answer<MatrixFacts>(code, 'matrix'), await ranking(code)]
    const row = matrix.indicators.findIndex((one) => one.code === facts.measure.code)
    expect(facts.compared?.period).toBe('2026Q2')
    expect(matrix.beside?.compared[row]).toEqual(facts.compared)
    expect(matrix.beside?.target[row]).toEqual(facts.target)
    expect(matrix.beside?.expected[row]).toEqual(facts.expected)
  })

  it('gives no place by score before the quarter before was published', async () => {
    await publish('2026Q1', plainQuarter)
    const facts = await ranking(await publish('2026Q3', plainQuarter), 'score')
    expect(facts.previousRank).toEqual([null, null, null, null, null])
  })

  it('tells the gap between areas and sizes of firm from printed values, and whether it widened', async () => {
    await publish('2026Q2', plainQuarter)
    const code = await publish('2026Q3', { ...plainQuarter, 'X C': 5_000 })
    const { gaps, alerts } = await answer<OverviewFacts>(code, 'overview')
    const [area] = gaps
    // Centre (95,000 + 2,800) ÷ 104,000 = 94.0 %; remote 13,000 ÷ 20,000 = 65.0 %, was 75.0 %.
    expect(area).toMatchObject({ name: '中心城区—偏远地区', indicator: 'RATE', gap: 29, previousGap: 19 })
    expect(alerts.map((alert) => alert.title)).toContain(
      '中心城区与偏远地区的指标RATE差距扩大至29.0个百分点，较上季扩大10.0个百分点',
    )
  })

  it('makes no point of a gap in a quarter in which a unit is missing, and names it', async () => {
    await publish('2026Q2', { ...plainQuarter, 'X D': 'not_reported' })
    const { gaps } = await answer<EquityFacts>(await publish('2026Q3', plainQuarter), 'equity')
    const area = gaps.find((gap) => gap.indicator === 'RATE' && gap.name === '中心城区—偏远地区')
    expect(area?.periods).toEqual(['2026Q2', '2026Q3'])
    expect(area?.high[0]).toBeNull()
    expect(area?.gap).toEqual([null, 19])
    expect(area?.missing).toEqual([['D'], []])
    expect(area?.trend).toBeNull()
  })

  it('takes cards, pairs and people from the catalogue’s own guide, and names a pair’s measure without its subject', async () => {
    const code = await publish('2026Q2', { ...plainQuarter, 'X B': 'not_reported', 'X D': 'not_reported' })
    const { release, cards, gaps, alerts } = await answer<OverviewFacts>(code, 'overview')
    expect(release.unbroken?.slice(0, 8)).toEqual([
      '指标',
      '中心城区',
      '近郊',
      '偏远地区',
      '产业基础较强地区',
      '产业基础薄弱地区',
      'A区',
      'A',
    ])
    expect(cards.map((card) => card.indicator.code)).toEqual(['RATE', 'ACCR'])
    expect(gaps.find((gap) => gap.name === '培训—反映')).toMatchObject({
      indicator: 'SURV',
      highName: '受训人员',
      lowName: '受访人员',
      measureName: '反映率',
    })
    // By people and silent indicators, not in protocol order: A 100,000 × 1, D 10,000 × 2, C 10,000 × 1, B 4,000 × 2.
    expect(alerts.filter((alert) => alert.kind === 'not_reported').map((alert) => alert.unit)).toEqual([
      'A',
      'D',
      'C',
      'B',
      'Z',
    ])
  })

  it('without a guide shows the heaviest indicators and watches no pair', async () => {
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.delete(setting).where(eq(setting.key, 'catalogueGuide'))
    })
    const { cards, gaps } = await answer<OverviewFacts>(await publish('2026Q2', plainQuarter), 'overview')
    expect(cards[0]?.indicator.code).toBe('RATE')
    expect(gaps.map((gap) => gap.name)).not.toContain('培训—反映')
  })

  it('tells how forms came in, and lists a unit’s silence as something to see to', async () => {
    const code = await publish('2026Q1', { ...plainQuarter, 'X D': 'not_reported', 'ACC D': 'not_reported' })
    const { reporting, alerts } = await answer<OverviewFacts>(code, 'overview')
    expect(reporting).toEqual({ due: 1, accepted: 1, late: 0, missing: 0, overdue: [], open: [] })
    expect(alerts.find((alert) => alert.kind === 'not_reported')).toMatchObject({
      unit: 'D',
      title: 'D有2项考核指标未报',
    })
  })

  it('holds every alert, with who must act and which units it is about', async () => {
    await publish('2026Q2', plainQuarter)
    const silent = {
      'X B': 'not_reported',
      'X C': 'not_reported',
      'X D': 'not_reported',
      'X Z': 'not_reported',
    } as const
    const code = await publish('2026Q3', { ...plainQuarter, ...silent, 'X A': 10_000 })
    const { alerts, owners } = await answer<OverviewFacts>(code, 'overview')
    expect(alerts.length).toBeGreaterThan(5)
    for (const alert of alerts) expect(alert.owners.length).toBeGreaterThan(0)
    expect(alerts.find((alert) => alert.unit === 'B' && alert.kind === 'not_reported')).toMatchObject({
      owners: ['RSJ'],
      units: ['B'],
    })
    expect(owners.map((owner) => owner.code)).toContain('RSJ')
  })

  it('counts who reported among the units it lists', async () => {
    const code = await publish('2026Q3', { ...plainQuarter, 'X B': 'not_reported', 'X C': 'not_applicable' })
    const { units, quality } = await answer<IndicatorFacts>(code, 'indicator/RATE')
    expect(units.code).toHaveLength(5)
    expect(quality).toMatchObject({ unitsDue: 4, unitsReported: 3 })
  })

  it('breaks the city’s value down where the items have groups', async () => {
    const code = await publish('2026Q3', {
      ...plainQuarter,
      'X A size:above': 900,
      'N A size:above': 1000,
      'X B size:above': 50,
      'N B size:above': 100,
      'X A size:msme': 1,
      'N A size:msme': 2,
    })
    const [size] = (await indicator(code)).breakdowns
    expect(size?.groups.map(({ name, value, state }) => [name, value, state])).toEqual([
      ['规上企业', (950 / 1100) * 100, 'partial'],
      ['中小微企业', null, 'withheld'],
    ])
  })
})

describe('small cells', () => {
  it('withholds a unit’s figure that rests on one or two people, with the parts it could be reckoned from', async () => {
    const code = await publish('2026Q3', { ...plainQuarter, 'X B': 2 })
    const facts = await ranking(code)
    const b = facts.units.code.indexOf('B')
    expect([facts.value[b], facts.state[b], facts.numerator[b], facts.denominator[b]]).toEqual([
      null,
      'withheld',
      null,
      null,
    ])
    expect(facts.unrankedReason[b]).toBe('样本过少，不予公布')
    expect(facts.city.numerator).toBe(95_000 + 2 + 7_000 + 8_000)
    expect((await indicator(code)).unitSeries[b]?.value).toEqual([null])
  })

  it('withholds a rate of one or two people, whatever its numerator, and a rate per person of cases too', async () => {
    const code = await publish('2026Q1', { ...plainQuarter, 'X B': 0, 'N B': 2 })
    for (const measure of ['RATE', 'ACCR', 'HEADS']) {
      const facts = await ranking(code, measure)
      const b = facts.units.code.indexOf('B')
      const shown = [facts.value[b], facts.state[b], facts.numerator[b], facts.denominator[b]]
      expect(shown, measure).toEqual([null, 'withheld', null, null])
      expect(byUnit(facts, facts.state), measure).toMatchObject({ A: 'reported', C: 'withheld', D: 'reported' })
    }
    expect((await indicator(code)).unitSeries[1]?.value).toEqual([null])
  })

  it('shows small counts of what the city has declared public, in numerator and denominator', async () => {
    await city.store.write({ unaudited: 'fixture' }, (tx) => writeSetting(tx, 'smallCellExempt', ['X', 'N']))
    const facts = await ranking(await publish('2026Q3', { ...plainQuarter, 'X B': 1, 'N B': 2 }))
    expect(byUnit(facts, facts.value)).toMatchObject({ B: 50 })
  })

  it('shows zero people, and follows the limit that is set', async () => {
    await city.store.write({ unaudited: 'fixture' }, (tx) => writeSetting(tx, 'smallCellLimit', 6))
    const facts = await ranking(await publish('2026Q3', { ...plainQuarter, 'X B': 0, 'X C': 5, 'X D': 5 }))
    expect(byUnit(facts, facts.state)).toMatchObject({ A: 'reported', B: 'reported', C: 'withheld', D: 'withheld' })
  })

  it('withholds the smallest other too, where the city’s sum would give a small count away', async () => {
    const facts = await ranking(await publish('2026Q3', { ...plainQuarter, 'X B': 2 }))
    expect(byUnit(facts, facts.state)).toMatchObject({ A: 'reported', B: 'withheld', C: 'withheld', D: 'reported' })
    expect(facts.city.numerator).not.toBeNull()
  })

  it('withholds no accidents, which are not people', async () => {
    const facts = await ranking(await publish('2026Q1', plainQuarter), 'ACCR')
    expect(byUnit(facts, facts.numerator)).toMatchObject({ C: 2, D: 1 })
  })
})

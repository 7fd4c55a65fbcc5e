import { unitIndustrialBase } from '@cg/db/schema'
import type { EquityFacts } from '@cg/contract/release/equity'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { sentence } from '@cg/domain/claim/claim'
import { must } from '@cg/domain/must'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { preparePreview } from '../publish/prepare.ts'
import { publishPreview } from '../publish/publish.ts'
import { readAnswer } from '../read/releases.ts'
import { enter, openCity, plainQuarter, setForm } from '../release.fixture.ts'
import type { Entries, TestCity } from '../release.fixture.ts'

/* Forms handed out (the resource) against people, among A, B in the centre and C, D far out; Z lies inside another. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function publish(period: string, entries: Entries): Promise<EquityFacts> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period })
  const { head } = await publishPreview(city.as('second'), { id: preview.id, version: preview.version })
  const { body } = await readAnswer(city.as('leader'), head.code, 'equity')
  return JSON.parse(body.toString('utf8')) as EquityFacts
}

/** What is said of a unit from a quarter on. */
async function call(unitCode: string, base: 'strong' | 'weak' | null, validFrom: string): Promise<void> {
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.insert(unitIndustrialBase).values({ unitCode, base, validFrom, source: '划分表' })
  })
}

/** RATE of a side of the plain quarter, by hand. */
function sideOf(units: readonly string[]): number {
  const sum = (item: string): number =>
    units.reduce((all, unit) => all + Number(plainQuarter[`${item} ${unit}` as keyof typeof plainQuarter]), 0)
  return (100 * sum('X')) / sum('N')
}

const people = {
  'N A': 4_000,
  'N B': 3_000,
  'N C': 2_000,
  'N D': 1_000,
  'X A': 900,
  'X B': 800,
  'X C': 700,
  'X D': 600,
}
const asked = { 'SURV A': 60, 'SURV B': 30, 'SURV C': 5, 'SURV D': 5 }

describe('a resource against its need', () => {
  it('is measured over the units that count in the city, by hand', async () => {
    const { resources, claims } = await publish('2025Q4', { ...plainQuarter, ...people, ...asked })
    const [fact] = resources
    expect(must(fact).units.map(({ code }) => code)).toEqual(['A', 'B', 'C', 'D'])
    expect([must(fact).resource.value, must(fact).need.value]).toEqual([
      [60, 30, 5, 5],
      [4_000, 3_000, 2_000, 1_000],
    ])
    // ½ (20 + 0 + 15 + 5): a fifth would have to move, three quarters of it to C.
    const short = /^按产业工人分布，20\.0%的问卷份数需要调整；.+产业工人占全市20\.0%，问卷份数占5\.0%$/u
    expect(sentence(must(must(fact).claim))).toMatch(short)
    expect(claims.some((claim) => claim.kind === 'resource')).toBe(true)
    const y = [0.6, 0.3, 0.05, 0.05]
    const p = [0.4, 0.3, 0.2, 0.1]
    const theil = y.reduce((sum, share, at) => sum + share * Math.log(share / must(p[at])), 0)
    expect(must(fact).theil).toBeCloseTo(theil, 12)
    expect(must(must(fact).between) + must(must(fact).within)).toBeCloseTo(theil, 12)
  })

  it('names the unit without a figure and measures nothing', async () => {
    const { resources } = await publish('2025Q4', { ...plainQuarter, ...people, ...asked, 'SURV D': 'not_reported' })
    const [fact] = resources
    expect(must(fact)).toMatchObject({ units: [], missingCount: 1, theil: null, gini: null, claim: null })
    expect(must(fact).missing).toHaveLength(1)
  })

  it('is not made of a figure carried from an earlier quarter', async () => {
    await publish('2025Q4', { ...plainQuarter, ...people, ...asked })
    const { resources } = await publish('2026Q1', { ...plainQuarter, ...people })
    expect(resources).toEqual([])
  })
})

describe('the slope index', () => {
  it('is, of two kinds of area, twice what lies between them: their middles are half the people apart', async () => {
    await publish('2026Q3', { ...plainQuarter, ...people })
    const { body } = await readAnswer(city.as('leader'), 'CG-2026Q3-01', 'indicator/RATE')
    const { inequality } = JSON.parse(body.toString('utf8')) as IndicatorFacts
    // Centre 1,700 of 7,000, remote 1,300 of 3,000.
    expect(must(inequality).slope).toBeCloseTo(2 * (100 * (1_700 / 7_000) - 100 * (1_300 / 3_000)), 9)
  })
})

describe('the other parts of the answer', () => {
  it('say which units stand on either side of a gap of areas, and none for groups', async () => {
    const { gaps } = await publish('2026Q3', plainQuarter)
    const areas = must(gaps.find(({ name }) => name === '中心城区—偏远地区'))
    expect(areas.sides).toEqual({ high: ['A', 'B'], low: ['C', 'D'] })
    expect(gaps.filter(({ sides }) => sides === null).every(({ name }) => name !== areas.name)).toBe(true)
  })

  it('hold units with a strong industrial base against those with a weak one, as they are called in the quarter', async () => {
    await call('A', 'strong', '2021Q1')
    await call('B', 'strong', '2026Q1')
    await call('B', 'weak', '2026Q4')
    await call('D', 'weak', '2025Q1')
    const { gaps } = await publish('2026Q3', plainQuarter)
    const bases = gaps.filter(({ name }) => name === '产业基础强—弱')
    expect(bases.map(({ sides }) => sides)).toEqual(bases.map(() => ({ high: ['A', 'B'], low: ['D'] })))
    const rate = must(bases.find(({ indicator }) => indicator === 'RATE'))
    expect([rate.high.at(-1), rate.low.at(-1)]).toEqual([sideOf(['A', 'B']), sideOf(['D'])])
    expect(rate.gap.at(-1)).toBeCloseTo(
      Math.round(sideOf(['A', 'B']) * 10) / 10 - Math.round(sideOf(['D']) * 10) / 10,
      9,
    )
    expect(rate.members).toBe(
      '产业基础较强地区为A、B，产业基础薄弱地区为D；按2026年第三季度的划分，此前各季按同一批单位比较',
    )
    expect(gaps.find(({ name }) => name === '中心城区—偏远地区')?.members).toBe(null)
  })

  it('say nothing of an industrial base that the city says of nobody, or of one side alone', async () => {
    await call('A', 'strong', '2021Q1')
    await call('D', 'weak', '2021Q1')
    await call('D', null, '2026Q3')
    const { gaps } = await publish('2026Q3', plainQuarter)
    expect(gaps.filter(({ name }) => name.includes('产业基础'))).toEqual([])
  })

  it('lay kinds of enterprise beside each other with what stands behind each value', async () => {
    const { swarm, units } = await publish('2026Q3', { ...plainQuarter, 'X B': 'not_reported' })
    // Nobody reported what the other kind is measured by.
    expect(swarm.map(({ name }) => name)).toEqual(['重点企业'])
    const b = units.findIndex(({ code }) => code === 'B')
    const [key] = swarm
    expect([must(key).value[b], must(key).base[b], must(key).state[b]]).toEqual([null, null, 'not_reported'])
    expect(must(key).base.filter((base) => base === null)).toHaveLength(1)
  })
})

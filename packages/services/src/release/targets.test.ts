import { findClaim } from '@cg/contract/claims'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { TargetRow, TargetsFacts } from '@cg/contract/release/targets'
import { TargetsFacts as TargetsSchema } from '@cg/contract/release/targets'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { indicatorVersion, target } from '@cg/db/schema'
import { sentence } from '@cg/domain/claim/claim'
import { must } from '@cg/domain/must'
import { eq } from 'drizzle-orm'
import { Value } from 'typebox/value'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { preparePreview } from './publish/prepare.ts'
import { publishPreview } from './publish/publish.ts'
import { readAnswer } from './read/releases.ts'
import { enter, openCity, plainQuarter, setForm, units } from './release.fixture.ts'
import type { Entries, TestCity } from './release.fixture.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
  await aim({ 2025: 85, 2027: 95 })
})
afterEach(() => city.close())

/** Further year-end targets of RATE, for the city and every unit; 2026 is 90 and the baseline of 2021 is 60. */
async function aim(years: Readonly<Record<number, number>>): Promise<void> {
  const rows = ['CITY', ...units].flatMap((unitCode) =>
    Object.entries(years).map(([year, value]) => ({
      indicatorCode: 'RATE',
      unitCode,
      year: Number(year),
      value,
      source: '实施方案',
    })),
  )
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.insert(target).values(rows)
  })
}

/** The indicator becomes the remote areas' trained people ÷ those of the centre, of the city alone, with a target. */
async function makeRatioOfAreas(code: string): Promise<void> {
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    const [version] = await tx.select().from(indicatorVersion).where(eq(indicatorVersion.indicatorCode, code))
    const formula = { kind: 'areaRatio', item: 'X', numerator: 'remote', denominator: 'centre', multiplier: 100 }
    const more = { formula, unit: '%', decimals: 1, periodKind: 'STOCK_EOQ', frequency: 'Q', isCityOnly: true }
    const body = JSON.stringify({ ...JSON.parse(must(version).body), ...more })
    await tx.update(indicatorVersion).set({ body }).where(eq(indicatorVersion.indicatorCode, code))
    await tx.insert(target).values({ indicatorCode: code, unitCode: 'CITY', year: 2026, value: 20, source: '方案' })
  })
}

async function publish(period: string, entries: Entries): Promise<string> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period, reason: undefined })
  return (await publishPreview(city.as('second'), { id: preview.id, version: preview.version })).head.code
}

async function answer<T>(code: string, name: Parameters<typeof readAnswer>[2]): Promise<T> {
  return JSON.parse((await readAnswer(city.as('leader'), code, name)).body.toString('utf8')) as T
}
const targets = (code: string) => answer<TargetsFacts>(code, 'targets')

function rowIn(facts: TargetsFacts, code = 'RATE'): TargetRow {
  return must(facts.rows.find((row) => row.indicator.code === code))
}
const said = ({ claims }: { claims: TargetRow['claims'] }): string[] => claims.map(sentence)

/** 91.0 % of the city, over all of 2025 and 2026 but where a test says otherwise. */
const good = plainQuarter
/** 85.3 %: (88,000 + 2,800 + 7,000 + 8,000) ÷ 124,000. */
const worse = { ...plainQuarter, 'X A': 88_000 }

describe('the commitments of a release', () => {
  it('stand in the shape of the contract, with each year judged by its own figure', async () => {
    await publish('2025Q4', good)
    const facts = await targets(await publish('2026Q3', worse))
    expect([...Value.Errors(TargetsSchema, facts)]).toEqual([])
    expect(facts.years).toEqual([2025, 2026, 2027])
    expect(facts.rows.map((row) => row.indicator.code)).toEqual(['RATE', 'ACCR'])
    expect(facts.departments).toEqual([{ code: 'RSJ', name: '市人社局' }])
    const { years, expected, baseline, baselinePeriod } = rowIn(facts)
    expect({ expected, baseline, baselinePeriod }).toEqual({ expected: 88.75, baseline: 60, baselinePeriod: '2021Q4' })
    expect(
      years.map(({ year, target: aimed, period, light, standing }) => [year, aimed, period, light, standing]),
    ).toEqual([
      [2025, 85, '2025Q4', 'met', 'met'],
      [2026, 90, '2026Q3', 'near', 'near'],
      [2027, 95, null, null, 'not_due'],
    ])
    expect(years.map(({ value }) => value && Math.round(value * 10) / 10)).toEqual([91, 85.3, null])
  })

  it('say what must be gained per quarter, and what was met and lost', async () => {
    await publish('2026Q1', good)
    const row = rowIn(await targets(await publish('2026Q3', worse)))
    expect(said(row)).toEqual([
      '指标RATE为85.3%，低于时序目标88.8%，差3.5个百分点',
      '指标RATE2026年第一季度曾达标，此后由91.0%降至85.3%，低于时序目标88.8%',
      '指标RATE要达到2026年目标90.0%，还需提高4.7个百分点，只余1个季度',
      '指标RATE要达到2027年目标95.0%，还需提高9.7个百分点，其余5个季度每季至少提高2.0个百分点',
    ])
  })

  it('hold last year beside the way left where both cover the same units', async () => {
    await publish('2025Q4', good)
    const row = rowIn(await targets(await publish('2026Q4', worse)))
    expect(said(row)).toContain(
      '指标RATE要达到2027年目标95.0%，还需提高9.7个百分点，其余4个季度每季至少提高2.5个百分点；过去一年共下降5.7个百分点',
    )
    expect(said(row).join()).not.toContain('2026年目标90.0%，还需')
  })

  it('of a unit are its own, and a unit that is silent owes a figure', async () => {
    const code = await publish('2026Q3', { ...plainQuarter, 'X B': 'not_reported' })
    const own = await answer<TargetsFacts>(code, 'targets/C')
    expect([own.unit, rowIn(own).light, rowIn(own).coverage]).toEqual([
      { code: 'C', name: 'C区', shortName: 'C' },
      'late',
      null,
    ])
    expect(said(rowIn(own))).toContain('指标RATE要达到2026年目标90.0%，还需提高20.0个百分点，只余1个季度')
    const silent = rowIn(await answer<TargetsFacts>(code, 'targets/B'))
    expect(silent.years.map(({ standing }) => standing)).toEqual(['not_published', 'not_reported', 'not_due'])
    expect(silent.claims).toEqual([])
    await expect(answer(code, 'targets/NO')).rejects.toThrow('单位 NO 的目标')
  })

  it('say nothing of the way left for a city of which a unit is missing', async () => {
    await publish('2026Q1', good)
    const row = rowIn(await targets(await publish('2026Q3', { ...worse, 'X B': 'not_reported' })))
    expect([row.state, row.light]).toEqual(['partial', 'near'])
    expect(findClaim(row.claims, 'need')).toBeNull()
    expect(findClaim(row.claims, 'slipped')?.fell).toBe(false)
  })

  it('judge no city with too little behind it', async () => {
    const row = rowIn(await targets(await publish('2026Q3', { ...plainQuarter, 'X A': 'not_reported' })))
    expect([row.light, must(row.years[1]).standing]).toEqual([null, 'not_judged'])
    expect(row.claims).toEqual([])
  })

  it('give a figure carried from the year before no light, no way left and no place in the history', async () => {
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      for (const unitCode of ['CITY', ...units])
        for (const [year, value] of [
          [2025, 40],
          [2026, 50],
        ] as const)
          await tx.insert(target).values({ indicatorCode: 'SURV', unitCode, year, value, source: '实施方案' })
    })
    const survey = { 'SURV A': 20, 'SURV B': 20, 'SURV C': 5, 'SURV D': 5, 'SURV Z': 1 }
    await publish('2025Q4', { ...good, ...survey })
    const row = rowIn(await targets(await publish('2026Q1', good)), 'SURV')
    expect([row.value, row.carriedFrom, row.light]).toEqual([50, '2025Q4', null])
    expect(row.years.map(({ standing }) => standing)).toEqual(['met', 'not_judged', 'no_target'])
    expect(row.history.light).toEqual(['met', null])
    expect(row.claims).toEqual([])
  })

  it('judge the quarters before as they judge this one', async () => {
    for (const period of ['2025Q4', '2026Q1', '2026Q2']) await publish(period, period === '2026Q2' ? worse : good)
    const facts = await targets(await publish('2026Q3', { ...worse, 'X B': 'not_reported' }))
    expect(facts.periods).toEqual(['2025Q4', '2026Q1', '2026Q2', '2026Q3'])
    expect(rowIn(facts).history.light).toEqual(['met', 'met', 'near', 'near'])
    for (const row of facts.rows)
      expect([row.indicator.code, row.history.light.at(-1)]).toEqual([row.indicator.code, row.light])
    const before = rowIn(await targets('CG-2026Q2-01'))
    expect(before.history.light.at(-1)).toBe(before.light)
  })

  it('count like the cockpit', async () => {
    await publish('2025Q4', good)
    const code = await publish('2026Q3', worse)
    const [facts, { lights }] = [await targets(code), await answer<OverviewFacts>(code, 'overview')]
    const count = (...of: string[]) => facts.rows.filter((row) => of.includes(must(row.years[1]).standing)).length
    const counted = { met: count('met'), near: count('near'), late: count('late') }
    expect(lights).toMatchObject({ ...counted, unlit: [{ standing: 'not_reported', count: count('not_reported') }] })
    expect(counted.near).toBe(1)
  })

  it('of a ratio of areas that lacks a unit are 不可计算, and not counted as unreported anywhere', async () => {
    await makeRatioOfAreas('SURV')
    const code = await publish('2026Q3', { ...worse, 'X D': 'not_reported' })
    const [facts, { lights }] = [await targets(code), await answer<OverviewFacts>(code, 'overview')]
    const row = rowIn(facts, 'SURV')
    expect([row.value, row.state, row.missing]).toEqual([null, 'uncomputable', ['D']])
    expect(row.years.map(({ year, standing }) => [year, standing])).toContainEqual([2026, 'uncomputable'])
    expect(said(row)).toEqual(['缺D数据，指标SURV本季不可计算'])
    // ACCR lacks a quarter of the year and is 未报.
    expect(lights.unlit).toEqual([
      { standing: 'not_reported', count: 1 },
      { standing: 'uncomputable', count: 1 },
    ])
    const { city: total } = await answer<IndicatorFacts>(code, 'indicator/SURV')
    expect(total).toMatchObject({ state: 'uncomputable', missing: ['D'] })
  })

  it('keep what is not provided and what is not published apart from what is not reported', async () => {
    const all = (state: 'not_available' | 'withheld' | 'not_reported') =>
      Object.fromEntries(units.map((unit) => [`X ${unit}`, state]))
    const unlit = async (period: string, state: Parameters<typeof all>[0]) => {
      const code = await publish(period, { ...worse, ...all(state) })
      return (await answer<OverviewFacts>(code, 'overview')).lights.unlit
    }
    expect(await unlit('2026Q1', 'not_available')).toEqual([{ standing: 'not_available', count: 1 }])
    expect(await unlit('2026Q2', 'withheld')).toEqual([{ standing: 'withheld', count: 1 }])
    expect(await unlit('2026Q3', 'not_reported')).toEqual([{ standing: 'not_reported', count: 1 }])
  })

  it('stand in a matrix of units, for this year and the years that are over', async () => {
    await publish('2025Q4', good)
    const { matrix, rows } = await targets(
      await publish('2026Q3', { ...worse, 'X B': 'not_applicable', 'N B': 'not_applicable' }),
    )
    const { units: columns, years } = must(matrix ?? undefined)
    const rate = rows.findIndex((row) => row.indicator.code === 'RATE')
    expect(columns.code).toEqual(['A', 'B', 'C', 'D', 'Z'])
    expect(years.map(({ year, period, light }) => [year, period, light[rate]])).toEqual([
      [2025, '2025Q4', ['met', 'late', 'late', 'late', 'met']],
      [2026, '2026Q3', ['near', null, 'late', 'late', 'met']],
    ])
    expect(must(years[1]).state[rate]?.[1]).toBe('not_applicable')
  })

  it('say when a baseline was beyond the last target already', async () => {
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.update(target).set({ value: 58 }).where(eq(target.year, 2027))
    })
    const row = rowIn(await targets(await publish('2026Q3', good)))
    expect(said(row)).toContain('指标RATE2021年基期为60.0%，已高于2027年目标58.0%')
  })

  it('are said together: how many are met, and whose the late ones are', async () => {
    const facts = await targets(await publish('2026Q1', { ...plainQuarter, 'X A': 80_000 }))
    expect(said(facts)).toEqual(['2026年目标2项：达标1项、滞后1项；滞后的1项由市人社局牵头'])
    const accidents = rowIn(facts, 'ACCR')
    expect(said(accidents)).toContain(
      '指标ACCR要控制在2026年全年目标4.00起/万人以内，年内其余3个季度合计不超过3.35起/万人，每季不超过1.11起/万人',
    )
    const unit = await answer<TargetsFacts>('CG-2026Q1-01', 'targets/C')
    expect(said(unit)).toEqual(['C2026年目标2项：滞后2项；滞后的2项均由市人社局牵头'])
  })

  it('are none without a target', async () => {
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.delete(target)
    })
    const facts = await targets(await publish('2026Q3', good))
    expect([facts.years, facts.rows, facts.claims]).toEqual([[], [], []])
  })
})

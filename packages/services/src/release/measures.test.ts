import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { EquityFacts as EquitySchema } from '@cg/contract/release/equity'
import type { EquityFacts } from '@cg/contract/release/equity'
import type { OverviewFacts } from '@cg/contract/release/overview'
import { IndicatorFacts as IndicatorSchema } from '@cg/contract/release/indicator'
import { OverviewFacts as OverviewSchema } from '@cg/contract/release/overview'
import type { QualityFacts } from '@cg/contract/release/quality'
import { QualityFacts as QualitySchema } from '@cg/contract/release/quality'
import { cell, cellRevision, period as periodTable, submission, submissionEvent, target } from '@cg/db/schema'
import { sentence } from '@cg/domain/claim/claim'
import { parsePeriod, periodEnd, periodRange } from '@cg/domain/period'
import { and, eq } from 'drizzle-orm'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reopenForCorrection } from './publish/correct.ts'
import { preparePreview } from './publish/prepare.ts'
import { publishPreview } from './publish/publish.ts'
import { readAnswer } from './read/releases.ts'
import { enter, openCity, plainQuarter, served, setForm } from './release.fixture.ts'
import type { Entries, TestCity } from './release.fixture.ts'
import { renderAgain } from './publish/verify.ts'

/*
 * One city with seven published quarters, read by all tests: the rate rises a point a quarter in A (a fifth of the last
 * one's step in C, so that the areas part), and in the last quarter D's workforce doubles.
 */

let city: TestCity
const periods = periodRange(parsePeriod('2025Q1'), parsePeriod('2026Q3'))
const last = 'CG-2026Q3-01'

function quarterAt(step: number): Entries {
  return {
    ...plainQuarter,
    'X A': 80_000 + 1_000 * step,
    'X C': 7_000 - 20 * step,
    'N D': step === 6 ? 20_000 : 10_000,
    ...(step % 2 === 1 ? { 'SURV A': 30 + step, 'SURV B': 20, 'SURV C': 10, 'SURV D': 5 } : {}),
  }
}

async function publish(period: string, entries: Entries, reason?: string): Promise<string> {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period, reason })
  return (await publishPreview(city.as('second'), { id: preview.id, version: preview.version })).head.code
}

async function answer<T>(name: Parameters<typeof readAnswer>[2], code = last): Promise<T> {
  const { body } = await readAnswer(city.as('leader'), code, name)
  return JSON.parse(body.toString('utf8')) as T
}

/** A's X as entry changes it, at a time of its own. */
async function change(period: string, { value, at }: { value: number; at: string }): Promise<void> {
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    const place = and(eq(cell.period, period), eq(cell.itemCode, 'X'), eq(cell.unitCode, 'A'), eq(cell.breakdown, ''))
    const [row] = await tx.update(cell).set({ value, version: 2 }).where(place).returning()
    await tx.insert(cellRevision).values({
      cellId: row?.id ?? 0,
      version: 2,
      newState: 'reported',
      newValue: value,
      reason: '漏填了两家企业',
      source: 'grid',
      changedBy: 5,
      changedAt: at,
    })
  })
}

const rate = (code = last) => answer<IndicatorFacts>('indicator/RATE', code)

beforeAll(async () => {
  city = await openCity()
  await city.store.write({ unaudited: 'fixture' }, async (tx) => {
    for (const code of periods) {
      const row = {
        code,
        opensAt: `${periodEnd(code)}T16:00:00.000Z`,
        dueAt: '2026-10-15T10:00:00.000Z',
        closesAt: '2027-03-02T10:00:00.000Z',
        state: 'open',
      } as const
      await tx.insert(periodTable).values(row).onConflictDoUpdate({ target: periodTable.code, set: row })
    }
    await tx.insert(target).values({ indicatorCode: 'RATE', unitCode: 'CITY', year: 2027, value: 90, source: '方案' })
  })
  for (const [step, period] of periods.entries()) await publish(period, quarterAt(step))
})
afterAll(() => city.close())

describe('the answers of a release', () => {
  it('keep to the contract, and come out again byte for byte', async () => {
    const checks = [
      [OverviewSchema, await answer<OverviewFacts>('overview')],
      [EquitySchema, await answer<EquityFacts>('equity')],
      [QualitySchema, await answer<QualityFacts>('quality')],
      ...(await Promise.all(
        ['RATE', 'HEADS', 'ACCR', 'SURV'].map(
          async (code) => [IndicatorSchema, await answer<IndicatorFacts>(`indicator/${code}`)] as const,
        ),
      )),
    ] as const
    for (const [schema, facts] of checks) expect([...Value.Errors(schema, facts)]).toEqual([])
    const again = await renderAgain(city.as('auditor'), { code: last })
    for (const name of ['quality', 'overview', 'indicator/RATE', 'indicator/ACCR'] as const) {
      const { body } = await readAnswer(city.as('leader'), last, name)
      expect([name, served(again, name).equals(body)]).toEqual([name, true])
    }
  })
})

describe('a trend', () => {
  it('is judged by the exact test in the indicator’s direction, from five quarters on', async () => {
    const { trend: early } = await rate('CG-2025Q4-01')
    expect(early).toMatchObject({ verdict: 'too_few', points: 4, p: null })
    expect(early?.words).toBe('可比数据仅4期，不足5期，不作走势判断。')
    const { trend: fifth } = await rate('CG-2026Q1-01')
    // Five rising values: S = 10, two-sided p = 2 ÷ 5!.
    expect(fifth).toMatchObject({ verdict: 'improving', points: 5, isSameQuarter: false, from: '2025Q1', to: '2026Q1' })
    expect(fifth?.p).toBeCloseTo(2 / 120, 12)
    expect(fifth?.words).toContain('总体向好')
  })

  it('takes of a running total only the same quarter of each year', async () => {
    const { trend, forecast } = await answer<IndicatorFacts>('indicator/ACCR')
    expect(trend).toMatchObject({ verdict: 'too_few', points: 2, isSameQuarter: true, from: '2025Q3', to: '2026Q3' })
    expect(forecast).toBeNull()
  })

  it('takes of a half-yearly figure only what was observed', async () => {
    const { trend } = await answer<IndicatorFacts>('indicator/SURV')
    // Observed in 2025Q2, 2025Q4 and 2026Q2; carried in between.
    expect(trend).toMatchObject({ verdict: 'too_few', points: 3, from: '2025Q2', to: '2026Q2' })
  })

  it('only rises or falls where no direction is better', async () => {
    const { trend, forecast, inequality, intervals, changeSplit } = await answer<IndicatorFacts>('indicator/HEADS')
    expect(trend?.verdict).toBe('no_clear_change')
    expect([forecast, inequality, intervals, changeSplit]).toEqual([null, null, null, null])
  })
})

describe('a forecast', () => {
  it('leads to the end of the last target year, stays below 100 %, and says when it is too wide to tell', async () => {
    const { forecast } = await rate()
    expect(forecast).toMatchObject({ targetYear: 2027, target: 90, isMet: false })
    const { value = 0, low = 0, high = 0, periods: ahead = [], values = [], words = '' } = forecast ?? {}
    // Seven quarters leave too wide a range two years ahead for a line to be drawn.
    expect([ahead, values]).toEqual([[], []])
    expect(low < high && low <= value && value <= high && high <= 100).toBe(true)
    expect(words).toBe('按最近7期走势，2027年末能否达到目标90.0%尚不足以判断。')
  })

  it('looks no further ahead than its history is long, and names no percentage that nothing was held back for', async () => {
    // Six quarters to the end of 2027, five since 2025Q1.
    expect((await rate('CG-2026Q2-01')).forecast).toBeNull()
    const { forecast } = await rate()
    expect(forecast?.confidence).toBeNull()
    expect(forecast?.words).not.toContain('90%的可能')
  })

  it('is not given without a target or below five quarters', async () => {
    expect((await rate('CG-2025Q4-01')).forecast).toBeNull()
    expect((await answer<IndicatorFacts>('indicator/SURV')).forecast).toBeNull()
  })
})

describe('the change against last year', () => {
  it('is split into the units’ own changes and their weights, which add up', async () => {
    const facts = await rate()
    const split = facts.changeSplit
    expect(split).toMatchObject({ period: '2025Q3', simpson: null })
    expect(split?.after).toBeCloseTo(facts.city.value ?? Number.NaN, 9)
    expect((split?.rateEffect ?? 0) + (split?.mixEffect ?? 0)).toBeCloseTo(split?.change ?? Number.NaN, 9)
    // D fell from 80 to 40 %, and counts for more.
    expect(split?.rateEffect).toBeLessThan(0)
    expect(split?.mixEffect).toBeLessThan(0)
    expect(split?.words).toMatch(/^较上年同期变化−.*其中各单位自身变化−.*单位结构变化−/)
  })

  it('is not split where last year was not published', async () => {
    expect((await rate('CG-2025Q4-01')).changeSplit).toBeNull()
  })
})

it('freezes the claim behind every sentence, so that it can be asked again', async () => {
  const { trend, forecast, changeSplit, inequality } = await rate()
  for (const fact of [trend, forecast, changeSplit, inequality]) {
    expect(fact?.claim === undefined ? null : sentence(fact.claim)).toBe(fact?.words)
  }
  expect([trend, forecast, changeSplit, inequality].map((fact) => fact?.claim?.kind)).toEqual([
    'trend',
    'forecast',
    'split',
    'spread',
  ])
})

describe('inequality and intervals', () => {
  it('measures the units that count in the city, with between and within adding up', async () => {
    const { inequality } = await rate()
    expect(inequality).toMatchObject({ units: 4, isWeighted: true })
    const { between, within, theil, gini, range } = inequality ?? {}
    expect((between ?? 0) + (within ?? 0)).toBeCloseTo(theil ?? Number.NaN, 12)
    expect(range).toBeCloseTo(86 - 40, 9)
    expect(gini).toBeGreaterThan(0)
    expect(inequality?.words).toContain(
      '4个单位（不含与行政区重叠的Z）中最高的是A（86.0%），最低的是D（40.0%），相差46.0个百分点',
    )
  })

  it('puts an interval around every share, and each unit inside or outside the funnel', async () => {
    const { intervals, units: shown, current } = await rate()
    expect(intervals?.label).toBe('小样本提示')
    for (const [at, value] of current.value.entries()) {
      const [low, high] = [intervals?.low[at] ?? Number.NaN, intervals?.high[at] ?? Number.NaN]
      expect([shown.code[at], low <= (value ?? Number.NaN), high >= (value ?? Number.NaN)]).toEqual([
        shown.code[at],
        true,
        true,
      ])
    }
    expect(intervals?.funnel[3]).toBe('alarm')
    expect(intervals?.side[3]).toBe('worse')
  })

  it('gives accidents per ten thousand no interval of a share', async () => {
    expect((await answer<IndicatorFacts>('indicator/ACCR')).intervals).toBeNull()
  })
})

describe('what to doubt', () => {
  it('names the unit whose workforce jumped, in a sentence', async () => {
    const { quality } = await rate()
    const doubts = (quality.suspicions ?? []).filter((one) => one.unit === 'D')
    expect(doubts.map((one) => one.kind)).toContain('denominator_jump')
    expect(doubts.find((one) => one.kind === 'denominator_jump')?.words).toBe(
      'D：指标RATE的分母较上季增长100.0%，请核对口径是否变化。',
    )
    const { quality: before } = await rate('CG-2026Q2-01')
    // A rises a point a quarter while the others stand still.
    expect(before.suspicions?.map((one) => [one.unit, one.kind])).toEqual([['A', 'peers']])
  })
})

describe('gaps', () => {
  it('are said to widen or close from five quarters on', async () => {
    const { gaps: early } = await answer<OverviewFacts>('overview', 'CG-2025Q4-01')
    expect(early[0]?.trend).toBeNull()
    const { gaps } = await answer<OverviewFacts>('overview')
    expect(gaps[0]).toMatchObject({ indicator: 'RATE' })
    expect(gaps[0]?.trend).toMatchObject({
      claim: { kind: 'gap_trend', verdict: 'diverging' },
      verdict: 'diverging',
      name: '2025年第一季度以来差距扩大',
      points: 7,
      from: '2025Q1',
      to: '2026Q3',
    })
  })
})

describe('reporting quality', () => {
  it('counts forms and cells of each reporter, Σ ÷ Σ, as they stood when the release was prepared', async () => {
    const { overall, departments, units: own } = await answer<QualityFacts>('quality')
    // Four items, two of them with two sizes, for five units: 40 cells; X, N and ACC of each were entered.
    expect(overall).toEqual({
      due: 1,
      onTime: 1,
      clean: 1,
      timeliness: 1,
      completeness: 15 / 40,
      firstPassRate: 1,
      revisionRate: 0,
    })
    expect(departments.map(({ code, name, rates }) => [code, name, rates])).toEqual([['RSJ', '市人社局', overall]])
    expect(own).toEqual([])
    expect((await rate()).quality.reporting).toEqual(overall)
  })

  it('counts what was corrected after acceptance, and a late and returned form, in the correcting release', async () => {
    const at = '2026-10-20T02:00:00.000Z'
    await reopenForCorrection(city.as('reviewer'), {
      period: '2026Q3',
      form: 'F1',
      reporter: 'RSJ',
      reasonClass: 'error',
      reason: '漏填了两家企业',
      cells: [{ item: 'X', unit: 'A' }],
    })
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      const place = and(eq(submission.period, '2026Q3'), eq(submission.formCode, 'F1'))
      const [row] = await tx.update(submission).set({ firstSubmittedAt: at }).where(place).returning()
      const id = row?.id ?? 0
      const event = { submissionId: id, fromState: 'submitted', toState: 'returned', round: 1, actorId: 1, at }
      await tx.insert(submissionEvent).values({ ...event, action: 'return' })
      await tx.update(submission).set({ state: 'accepted', firstSubmittedAt: at }).where(place)
    })
    await change('2026Q3', { value: 86_500, at })
    const preview = await preparePreview(city.as('publisher'), { period: '2026Q3', reason: '漏填了两家企业' })
    const done = await publishPreview(city.as('second'), { id: preview.id, version: preview.version })
    const { overall } = await answer<QualityFacts>('quality', done.head.code)
    expect(overall).toMatchObject({ due: 1, onTime: 0, clean: 0, timeliness: 0, firstPassRate: 0 })
    expect(overall.revisionRate).toBeCloseTo(1 / 15, 12)
    const again = await renderAgain(city.as('auditor'), { code: done.head.code })
    const { body } = await readAnswer(city.as('leader'), done.head.code, 'quality')
    expect(served(again, 'quality').equals(body)).toBe(true)
    expect((await answer<QualityFacts>('quality')).overall.revisionRate).toBe(0)
  })
})

describe('gaps over time', () => {
  it('hold both sides and their printed difference quarter by quarter, with the verdict and what may be said', async () => {
    const { gaps, claims } = await answer<EquityFacts>('equity')
    const area = gaps.find((gap) => gap.indicator === 'RATE' && gap.name === '中心城区—偏远地区')
    expect(area?.periods).toEqual(['2025Q1', '2025Q2', '2025Q3', '2025Q4', '2026Q1', '2026Q2', '2026Q3'])
    expect(area?.trend?.verdict).toBe('diverging')
    expect(area?.missingCount).toEqual([0, 0, 0, 0, 0, 0, 0])
    const { gaps: now } = await answer<OverviewFacts>('overview')
    expect([area?.high.at(-1), area?.low.at(-1), area?.gap.at(-1)]).toEqual([now[0]?.high, now[0]?.low, now[0]?.gap])
    expect(area?.gap).toEqual([...(area?.gap ?? [])].toSorted((left, right) => (left ?? 0) - (right ?? 0)))
    expect(claims.map((claim) => claim.kind)).toContain('gap')
  })
})

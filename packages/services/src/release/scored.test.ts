import type { CatalogueChangeInput } from '@cg/contract/catalogue-change'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { appraisal, appraisalScore, appraisalScorer, appraisalStep } from '@cg/db/schema'
import { tidyColumns } from '@cg/contract/release/tidy'
import type { TidyColumnKey } from '@cg/contract/release/tidy'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decideCatalogueChange } from '../tailor/decide.ts'
import { proposeCatalogueChange, checkCatalogueChange } from '../tailor/propose.ts'
import { preparePreview } from './publish/prepare.ts'
import { publishPreview } from './publish/publish.ts'
import { readPassport } from './read/passport.ts'
import { readAnswer } from './read/releases.ts'
import { readTidy } from './read/tidy.ts'
import { enter, openCity, plainQuarter, setForm } from './release.fixture.ts'
import type { Entries, Person, TestCity } from './release.fixture.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

async function apply(change: CatalogueChangeInput): Promise<void> {
  const { digest, refusals } = await checkCatalogueChange(city.as('second'), change)
  expect(refusals).toEqual([])
  const { proposals } = await proposeCatalogueChange(city.as('second'), { change, reason: '市里要求', seen: digest })
  await decideCatalogueChange(city.as('publisher'), {
    id: proposals[0]?.id ?? 0,
    action: 'confirm',
    note: '',
    version: 1,
  })
}

async function define(): Promise<void> {
  await apply({
    kind: 'item',
    from: '2026Q3',
    body: {
      name: '制度建设评分',
      definition: '按评分标准评定',
      unit: '分',
      decimals: 1,
      periodKind: 'STOCK_EOQ',
      asked: 'every',
      department: 'RSJ',
      form: 'F1',
      breakdowns: [],
      hasCityTotal: false,
      mayBeNegative: false,
    },
  })
  await apply({
    kind: 'indicator',
    from: '2026Q3',
    body: {
      name: '制度建设得分',
      definition: '制度建设评分',
      dimension: 'DRIVE',
      department: 'RSJ',
      measure: 'score',
      numerator: ['OWN_D001'],
      denominator: [],
      unit: '分',
      decimals: 1,
      direction: 'higher',
      isAssessed: true,
    },
  })
}

async function publish(period: string, entries: Entries) {
  await enter(city, period, entries)
  await setForm(city, period, 'accepted')
  const preview = await preparePreview(city.as('publisher'), { period })
  return (await publishPreview(city.as('second'), preview)).head.code
}
const read = async <T>(code: string, name: string): Promise<T> =>
  JSON.parse((await readAnswer(city.as('leader'), code, name as never)).body.toString())

type Scores = Readonly<Partial<Record<'A' | 'B' | 'C' | 'D' | 'Z', number>>>
const scored = (scores: Scores): Entries =>
  Object.fromEntries(Object.entries(scores).map(([unit, points]) => [`OWN_D001 ${unit}`, points]))
const third: Scores = { A: 80, B: 78, C: 60, D: 70, Z: 50 }

describe('a mean of scores', () => {
  beforeEach(() => define())

  it('is published as the mean of the units that count, and ranked; a zone inside a unit has a place and is not in it', async () => {
    const code = await publish('2026Q3', { ...plainQuarter, ...scored(third) })
    const { city: whole, notes, indicator, quality } = await read<IndicatorFacts>(code, 'indicator/OWN_I001')
    // (80 + 78 + 60 + 70) ÷ 4; the sum would be 288.
    expect(whole).toMatchObject({ value: 72, state: 'reported', coverage: 1, numerator: null, denominator: null })
    expect(whole.naiveMean).toBeNull()
    expect(indicator.formula).toBe('制度建设评分；全市为各区县得分的算术平均，不是合计')
    expect(notes).toEqual(['全市为4个区县得分的算术平均，不是合计。', 'Z位于其他区县内，不另计入全市。'])
    expect(quality).toMatchObject({ unitsDue: 5, unitsReported: 5 })
    const ranking = await read<RankingFacts>(code, 'ranking/OWN_I001')
    expect(ranking.value).toEqual([80, 78, 60, 70, 50])
    expect(ranking.rank).toEqual([1, 2, 4, 3, 5])
    const none = [null, null, null, null, null]
    expect(ranking).toMatchObject({ numerator: none, denominator: none, low: none, high: none, closeRule: null })
  })

  it('says how many were scored, and moves over the units of both quarters', async () => {
    await publish('2026Q3', { ...plainQuarter, ...scored(third) })
    const code = await publish('2026Q4', { ...plainQuarter, ...scored({ A: 90, B: 78, C: 60.5, Z: 95 }) })
    const { city: whole, notes } = await read<IndicatorFacts>(code, 'indicator/OWN_I001')
    // (90 + 78 + 60.5) ÷ 3
    expect(whole.value).toBeCloseTo(76.16666666666667, 12)
    expect(whole).toMatchObject({ state: 'partial', coverage: 0.75, missing: ['D'] })
    // Then, of the same three: (80 + 78 + 60) ÷ 3
    expect(whole.compared.span?.before).toBeCloseTo(72.66666666666667, 12)
    expect(whole.compared.span).toMatchObject({ without: ['D'], isWhole: false, covered: 0.75 })
    expect(notes).toContain('4个区县中3个有得分，全市为这3个得分的算术平均，不是合计；没有得分的是D。')
    const { unrankedReason } = await read<RankingFacts>(code, 'ranking/OWN_I001')
    expect(unrankedReason[3]).toBe('未报，不参与排名')
  })

  it('owed nothing in quarters before it was there: they are no 未报', async () => {
    await publish('2026Q2', plainQuarter)
    const code = await publish('2026Q3', { ...plainQuarter, ...scored(third) })
    const { periods, citySeries, unitSeries } = await read<IndicatorFacts>(code, 'indicator/OWN_I001')
    expect(periods).toEqual(['2026Q2', '2026Q3'])
    for (const { state } of [citySeries, ...unitSeries]) expect(state).toEqual(['not_established', 'reported'])
  })

  it('leaves as a row without 分子 and 分母, and its passport says what it is made of', async () => {
    const code = await publish('2026Q3', { ...plainQuarter, ...scored(third) })
    const { rows } = await readTidy(city.as('leader'), { code })
    const at = (name: TidyColumnKey) => tidyColumns.indexOf(name)
    const found = rows.filter((row) => row[at('indicatorCode')] === 'OWN_I001')
    expect(found.map((row) => [row[at('value')], row[at('numerator')], row[at('denominator')]])).toContainEqual([
      72,
      null,
      null,
    ])
    const passport = await readPassport(city.as('leader'), { code, indicator: 'OWN_I001' })
    expect(passport.working).toBe('全市为4个区县得分的算术平均，不是合计')
    const own = await readPassport(city.as('leader'), { code, indicator: 'OWN_I001', unit: 'B' })
    expect(own.working).toBe('78.0 分')
    expect(own.scorings).toEqual([])
  })
})

describe('a passport of a scored figure', () => {
  beforeEach(() => define())

  /** One scoring in two rounds, the second after the release. */
  async function score(): Promise<void> {
    const [opened, given, written, again, later] = [1, 2, 3, 25, 26].map(
      (day) => `2026-10-${String(day).padStart(2, '0')}T02:00:00.000Z`,
    ) as [string, string, string, string, string]
    await city.store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.insert(appraisal).values({
        id: 1,
        period: '2026Q3',
        formCode: 'F1',
        itemCode: 'OWN_D001',
        scale: JSON.stringify([
          { points: 90, words: '健全并落实' },
          { points: 60, words: '有制度未落实' },
        ]),
        least: 3,
        reason: '产改办〔2026〕9号',
        state: 'written',
        round: 2,
        openedBy: 1,
        openedAt: opened,
      })
      await tx.insert(appraisalScorer).values([4, 5, 7].map((userId) => ({ appraisalId: 1, userId })))
      const one = (scorerId: number, points: number, round: number, at: string) => ({
        appraisalId: 1,
        round,
        unitCode: 'A',
        scorerId,
        points,
        reason: '查阅台账',
        evidence: '制度汇编',
        at,
      })
      await tx
        .insert(appraisalScore)
        .values([one(4, 90, 1, given), one(5, 90, 1, given), one(7, 60, 1, given), one(7, 90, 2, later)])
      const steps = [
        ['open', opened],
        ['shut', given],
        ['write', written],
        ['again', again],
        ['shut', later],
        ['write', later],
      ] as const
      await tx.insert(appraisalStep).values(steps.map(([action, at]) => ({ appraisalId: 1, action, actorId: 1, at })))
    })
  }

  it('ends at the scoring as it was at the release: scale and spread for all, each score for the office', async () => {
    await score()
    const code = await publish('2026Q3', { ...plainQuarter, ...scored({ ...third, A: 80 }) })
    const seen = async (who: Person) => {
      const { scorings } = await readPassport(city.as(who), { code, indicator: 'OWN_I001', unit: 'A' })
      return scorings
    }
    const [told] = await seen('publisher')
    expect(told).toMatchObject({
      itemName: '制度建设评分',
      period: '2026Q3',
      round: 1,
      reason: '产改办〔2026〕9号',
      scale: [{ points: 90 }, { points: 60, words: '有制度未落实' }],
    })
    // (90 + 90 + 60) ÷ 3
    expect(told?.units.map(({ unit, words }) => [unit, words])).toContainEqual([
      'A',
      '3名评分人平均80.0分，最低60分，最高90分，标准差17.3分',
    ])
    expect(told?.units[0]?.scores).toMatchObject([
      { by: 'leader甲', points: 90, evidence: '制度汇编' },
      { by: 'filler甲', points: 90 },
      { by: 'admin甲', points: 60 },
    ])
    for (const who of ['leader', 'filler'] as const) {
      const [other] = await seen(who)
      expect(other?.units[0]?.words, who).toBe('3名评分人平均80.0分，最低60分，最高90分，标准差17.3分')
      expect(other?.units[0]?.scores, who).toEqual([])
    }
    const guest = { ...city.as('publisher'), token: { id: 1, name: 'x', scopes: [] } as never }
    const blind = await readPassport(guest, { code, indicator: 'OWN_I001', unit: 'A' })
    expect(blind.scorings[0]?.units[0]?.scores).toEqual([])
  })
})

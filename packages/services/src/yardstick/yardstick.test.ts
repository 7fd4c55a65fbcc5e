import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { YardstickRow } from '@cg/contract/yardstick'
import { sentence } from '@cg/domain/claim/claim'
import { must } from '@cg/domain/must'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import { readAnswer } from '../release/read/releases.ts'
import { enter, openCity, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { listYardsticks } from './list.ts'
import { loadYardsticks } from './load.ts'
import { withdrawYardstick } from './withdraw.ts'

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const row: YardstickRow = {
  indicator: 'RATE',
  period: '2025Q4',
  name: '全省平均',
  value: '91.2',
  numerator: '',
  denominator: '',
  source: '省统计公报',
  publishedOn: '2026-02-10',
}

const load = (change: Partial<YardstickRow> = {}) =>
  loadYardsticks(city.as('publisher'), { rows: [{ ...row, ...change }] })

describe('loading an outside figure', () => {
  it('keeps it as its source prints it, with who loaded it', async () => {
    const { items } = await load({ period: '2025年第四季度', name: '全省', value: '90%' })
    expect(items).toMatchObject([
      {
        indicator: 'RATE',
        kind: 'province',
        name: '全省平均',
        period: '2025Q4',
        value: 90,
        decimals: 0,
        numerator: null,
        source: '省统计公报',
        publishedOn: '2026-02-10',
        loadedBy: 'publisher甲',
        withdrawn: null,
      },
    ])
  })

  it('takes numerator and denominator, and holds the rate against them', async () => {
    const { items } = await load({ value: '', numerator: '912', denominator: '1000' })
    expect(items[0]).toMatchObject({ value: 91.2, numerator: 912, denominator: 1000, decimals: 1 })
    await expect(load({ name: '甲市', value: '90', numerator: '912', denominator: '1000' })).rejects.toThrow(
      /数值：与分子÷分母（91.2）不符/,
    )
  })

  it.each([
    [{ indicator: 'NOPE' }, /指标：目录中没有指标“NOPE”/],
    [{ indicator: 'HEADS' }, /指标：.*是总量/],
    [{ value: '101' }, /数值：101% 超出 0—100%/],
    [{ value: '-3' }, /数值：.*超出/],
    [{ value: '0.912' }, /数值：0.912 可能是百分比格式的单元格/],
    [{ value: '约九成' }, /数值：/],
    [{ value: '' }, /数值：没有数值/],
    [{ source: '' }, /来源：没有写明来源/],
    [{ publishedOn: '2098-01-01' }, /公布日期：.*晚于今天/],
    [{ publishedOn: '2025-12-01' }, /公布日期：.*早于2025年第四季度结束/],
    [{ publishedOn: '2026-02-31' }, /公布日期：没有2026年2月31日这一天：这个月只有28天，请核对“2026-02-31”/],
    [{ publishedOn: '3/2/2026' }, /公布日期：.*分不清哪个是年、月、日/],
    [{ publishedOn: '' }, /公布日期：没有写明公布日期/],
    [{ period: '2098Q1' }, /期次：2098年第一季度尚未结束/],
    [{ period: '去年' }, /期次：“去年”不是期次/],
    [{ name: ' ' }, /参照：没有写明参照/],
    [{ numerator: '5' }, /分母：填了分子而没有分母/],
    [{ numerator: '9', denominator: '5', value: '' }, /分子：分子应在0与分母之间/],
  ])('refuses %o and names the cell', async (change, words) => {
    await expect(load(change)).rejects.toThrow(words)
    expect((await listYardsticks(city.as('publisher'))).items).toEqual([])
  })

  it('loads all rows of a file or none, and says where each fault stands', async () => {
    const rows = [row, { ...row, name: '甲市', value: '200' }, row]
    const placeOf = (at: number, field: string): string => `参照!${field}${at + 2}`
    await expect(loadYardsticks(city.as('admin'), { rows, placeOf })).rejects.toThrow(
      '什么也没有装入。参照!value3：200% 超出 0—100%，请核对；参照!name4：',
    )
    expect((await listYardsticks(city.as('admin'))).items).toEqual([])
  })

  it('is refused a second time, until the first one is withdrawn with a reason', async () => {
    const { items } = await load()
    await expect(load({ value: '92' })).rejects.toThrow(/已有一条，如需更换请先撤回/)
    const { id } = must(items[0])
    await expect(withdrawYardstick(city.as('publisher'), { id, reason: ' ' })).rejects.toThrow('请写明撤回的原因')
    const after = await withdrawYardstick(city.as('publisher'), { id, reason: '来源更正' })
    expect(after.items[0]?.withdrawn).toMatchObject({ by: 'publisher甲', reason: '来源更正' })
    await expect(withdrawYardstick(city.as('publisher'), { id, reason: '再次' })).rejects.toThrow('已经撤回')
    expect((await load({ value: '92' })).items).toHaveLength(2)
  })

  it('takes four names an indicator at most', async () => {
    for (const name of ['全省平均', '甲市', '乙市', '丙市']) await load({ name })
    await expect(load({ name: '丁市' })).rejects.toThrow(/参照已有4种/)
  })

  it('is for a publisher or an administrator of the whole city', async () => {
    for (const who of ['reviewer', 'leader', 'filler', 'auditor'] as const) {
      await expect(loadYardsticks(city.as(who), { rows: [row] })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(withdrawYardstick(city.as(who), { id: 1, reason: '一' })).rejects.toMatchObject({
        code: 'forbidden',
      })
    }
  })

  it('never changes in the database', async () => {
    await load()
    const touch = (sql: string) => city.store.write({ unaudited: 'fixture' }, async (tx) => void (await tx.run(sql)))
    const says = (words: string) => (error: Error) => `${error.message} ${String(error.cause)}`.includes(words)
    await expect(touch('UPDATE yardstick SET value = 1')).rejects.toSatisfy(says('never changes'))
    await expect(touch('DELETE FROM yardstick')).rejects.toSatisfy(says('never deleted'))
  })
})

describe('a release', () => {
  async function published(): Promise<{ code: string }> {
    const preview = await preparePreview(city.as('publisher'), { period: '2026Q1' })
    return (await publishPreview(city.as('second'), preview)).head
  }

  it('holds the figures that were there when it was made, draws the newest of each name, and says only what compares', async () => {
    await enter(city, '2026Q1', plainQuarter)
    await setForm(city, '2026Q1', 'accepted')
    await load({ period: '2024Q4', publishedOn: '2025-02-10', value: '80' })
    await load()
    await load({ name: '甲市', period: '2026Q1', publishedOn: '2026-04-05', value: '70' })
    const { code } = await published()
    await load({ name: '全国', period: '2026Q1', publishedOn: '2026-04-05' })
    const indicator: IndicatorFacts = JSON.parse(
      (await readAnswer(city.as('leader'), code, 'indicator/RATE')).body.toString(),
    )
    expect(indicator.yardsticks?.map(({ name, period }) => [name, period])).toEqual([
      ['全省平均', '2024Q4'],
      ['全省平均', '2025Q4'],
      ['甲市', '2026Q1'],
    ])
    expect(indicator.city.yardsticks?.map(({ name, value }) => [name, value])).toEqual([
      ['全省平均', 91.2],
      ['甲市', 70],
    ])
    const said = indicator.claims.filter(({ kind }) => kind === 'yardstick').map(sentence)
    expect(said).toEqual([
      expect.stringMatching(/^全省平均为91.2%（2025年第四季度），与.+不是同一期，不作高低比较$/),
      expect.stringMatching(/^.+(高于|低于)甲市约\d+个百分点$/),
    ])
    const overview: OverviewFacts = JSON.parse((await readAnswer(city.as('leader'), code, 'overview')).body.toString())
    expect(overview.cards.map(({ indicator: { code: own }, fact }) => [own, fact.yardsticks?.length ?? 0])).toEqual([
      ['RATE', 2],
      ['ACCR', 0],
    ])
  })

  it('prepared before a figure was loaded is not published behind its maker’s back', async () => {
    await enter(city, '2026Q1', plainQuarter)
    await setForm(city, '2026Q1', 'accepted')
    const preview = await preparePreview(city.as('publisher'), { period: '2026Q1' })
    await load()
    await expect(publishPreview(city.as('second'), preview)).rejects.toMatchObject({ code: 'stale' })
  })

  it('leaves places alone', async () => {
    await enter(city, '2026Q1', plainQuarter)
    await setForm(city, '2026Q1', 'accepted')
    const placesOf = async () => {
      const preview = await preparePreview(city.as('publisher'), { period: '2026Q1' })
      const { body } = await readAnswer(city.as('publisher'), preview.head.code, 'ranking/RATE')
      const { rank, units } = JSON.parse(body.toString())
      return { rank, units }
    }
    const before = await placesOf()
    await load()
    expect(await placesOf()).toEqual(before)
  })
})

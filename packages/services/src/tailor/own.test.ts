import type { CatalogueChangeInput } from '@cg/contract/catalogue-change'
import { spanWords } from '@cg/contract/catalogue-change'
import { catalogueImpactWords } from '@cg/contract/catalogue-impact'
import type { OwnIndicatorInput, OwnItemInput } from '@cg/contract/catalogue-own'
import { dataItem, indicator } from '@cg/db/schema'
import { removeDemoRows } from '@cg/db/remove-demo'
import { parsePeriod } from '@cg/domain/period'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadDefinitions } from '../catalogue/read.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { planOf } from '../entry/form/plan.ts'
import { preparePreview } from '../release/publish/prepare.ts'
import { publishPreview } from '../release/publish/publish.ts'
import { readAnswer } from '../release/read/releases.ts'
import { enter, openCity, plainQuarter, setForm } from '../release/release.fixture.ts'
import type { Entries, TestCity } from '../release/release.fixture.ts'
import { loadFrozenResults } from '../release/stored/frozen-rows.ts'
import { loadRelease } from '../release/stored/release-row.ts'
import { decideCatalogueChange } from './decide.ts'
import { readCatalogueBoard } from './list.ts'
import { checkCatalogueChange, proposeCatalogueChange } from './propose.ts'

/* What a city adds to the shipped catalogue: items that are asked and indicators that are computed. */

let city: TestCity
beforeEach(async () => {
  city = await openCity()
})
afterEach(() => city.close())

const crafts: OwnItemInput = {
  name: '工匠人数',
  definition: '季末在册的市级以上工匠人数',
  unit: '人',
  decimals: 0,
  periodKind: 'STOCK_EOQ',
  asked: 'every',
  department: 'RSJ',
  form: 'F1',
  breakdowns: ['size'],
  hasCityTotal: false,
  mayBeNegative: false,
}
const share: OwnIndicatorInput = {
  name: '工匠占比',
  definition: '工匠人数 ÷ 数据项N',
  dimension: 'SKILLS',
  department: 'RSJ',
  measure: 'percent',
  numerator: ['OWN_D001'],
  denominator: ['N'],
  unit: '%',
  decimals: 1,
  direction: 'higher',
  isAssessed: true,
}

const points: Partial<OwnItemInput> = { name: '制度建设评分', unit: '分', decimals: 1, breakdowns: [] }

const item = (from: string, more: Partial<OwnItemInput> = {}): CatalogueChangeInput => ({
  kind: 'item',
  from,
  body: { ...crafts, ...more },
})
const own = (from: string, more: Partial<OwnIndicatorInput> = {}): CatalogueChangeInput => ({
  kind: 'indicator',
  from,
  body: { ...share, ...more },
})

const checked = (change: CatalogueChangeInput) => checkCatalogueChange(city.as('second'), change)

async function apply(change: CatalogueChangeInput): Promise<void> {
  const { digest, refusals } = await checked(change)
  expect(refusals).toEqual([])
  const { proposals } = await proposeCatalogueChange(city.as('second'), {
    change,
    reason: '市里要求',
    seen: digest,
    isDistinct: true,
  })
  const [{ id } = { id: 0 }] = proposals
  await decideCatalogueChange(city.as('publisher'), { id, action: 'confirm', note: '', version: 1 })
}

async function asked(period: string): Promise<string[]> {
  const meaning = await city.store.read((db) => meaningOf(city.store, db, period))
  const rows = planOf(meaning, 'F1', 'RSJ')?.rows ?? []
  return rows.flatMap(({ item: { code, name }, breakdown }) => (code === 'OWN_D001' ? [`${name}|${breakdown}`] : []))
}

const definitions = (period: string) => city.store.read((db) => loadDefinitions(db, parsePeriod(period)))

describe('an own item', () => {
  it('is asked from its quarter on, with its groups, and is not known before', async () => {
    const before = (await definitions('2026Q3')).catalogueHash
    await apply(item('2026Q4'))
    expect(await asked('2026Q3')).toEqual([])
    expect(await asked('2026Q4')).toEqual(['工匠人数|', '工匠人数|size:above', '工匠人数|size:msme'])
    expect((await definitions('2026Q3')).catalogueHash).toBe(before)
  })

  it('says before what it is and reaches', async () => {
    const { lines, impact } = await checked(item('2026Q4'))
    expect(lines).toEqual([
      '数据项“工匠人数”，计量单位：人，0 位小数',
      '口径：季末在册的市级以上工匠人数',
      '季末时点数，每季填报',
      '列入《劳动关系表》，提供部门：市人社局',
      '按企业规模分组',
    ])
    expect(catalogueImpactWords(impact, 'item')).toEqual([
      '影响 1 张报表、0 个指标，其中 0 个计分指标；还没有已发布的期次。',
      '报表增加填报这个数据项：《劳动关系表》。',
    ])
  })

  it('is switched off like a shipped one', async () => {
    await apply(item('2026Q4'))
    await apply({ kind: 'switch', from: '2027Q1', body: { isOn: false, indicators: [], items: ['OWN_D001'] } })
    expect(await asked('2026Q4')).toHaveLength(3)
    expect(await asked('2027Q1')).toEqual([])
  })

  it('is refused where the number is asked already, or its form was sent', async () => {
    expect((await checked(item('2026Q4', { name: '数据项N' }))).refusals).toEqual([
      '已有数据项“数据项N”。同一个数不重复填报，请直接使用它，或换一个名称。',
    ])
    await setForm(city, '2026Q4', 'submitted')
    expect((await checked(item('2026Q4'))).refusals).toEqual([
      '2026年第四季度的《劳动关系表》已经报送，不能再增加数据项。请改从2027年第一季度起，或先退回这张报表。',
    ])
    expect((await checked(item('2027Q1', { form: 'NOPE', breakdowns: ['age'] }))).refusals).toEqual([
      '没有这张报表。请重新选报表。',
      '没有分组维度 age。请重新选分组。',
    ])
  })
})

describe('an own indicator', () => {
  it('is computed from its quarter on as Σ ÷ Σ, and stands in the release; the release before does not know it', async () => {
    await apply(item('2026Q3'))
    await apply(own('2026Q4'))
    const crafted = (factor: number): Entries =>
      Object.fromEntries(['A', 'B', 'C', 'D', 'Z'].map((unit) => [`OWN_D001 ${unit}`, factor]))
    const publish = async (period: string, entries: Entries) => {
      await enter(city, period, entries)
      await setForm(city, period, 'accepted')
      const preview = await preparePreview(city.as('publisher'), { period })
      return (await publishPreview(city.as('second'), preview)).head.code
    }
    const third = await publish('2026Q3', { ...plainQuarter, ...crafted(100) })
    const fourth = await publish('2026Q4', { ...plainQuarter, ...crafted(200) })
    await expect(readAnswer(city.as('leader'), third, 'indicator/OWN_I001')).rejects.toThrow()
    const { body } = await readAnswer(city.as('leader'), fourth, 'indicator/OWN_I001')
    expect(body.toString()).toContain('工匠占比')
    const rows = await city.store.read(async (db) => [
      ...(await loadFrozenResults(db, (await loadRelease(db, fourth)).id)),
    ])
    const ofOwn = rows.filter((row) => row.indicatorCode === 'OWN_I001' && row.breakdown === '')
    const found = new Map(ofOwn.map(({ unitCode, value }) => [unitCode, value]))
    // Z lies inside A: the city is the four districts, 800 of 124,000.
    expect(found.get('CITY')).toBeCloseTo((800 / 124_000) * 100, 9)
    expect(found.get('B')).toBeCloseTo(5, 9)
  })

  it('says before what it is and reaches', async () => {
    await apply(item('2026Q3'))
    const { lines, impact } = await checked(own('2026Q4'))
    expect(lines).toEqual([
      '指标“工匠占比”（技能提升），计量单位：%，1 位小数',
      '口径：工匠人数 ÷ 数据项N',
      '百分比：分子 ÷ 分母 × 100%',
      '分子：“工匠人数”；分母：“数据项N”',
      '越高越好，参加评价',
      '牵头部门：市人社局',
    ])
    expect(catalogueImpactWords(impact, 'indicator')).toContain(
      '新增计算、排名（计分须另在计分方案中加入）：工匠占比。',
    )
  })

  it.each<[string, Partial<OwnIndicatorInput>, string]>([
    ['of unknown items', { numerator: ['OWN_D009'] }, '2026年第四季度还没有数据项OWN_D009。请改选数据项或季度。'],
    [
      'without a denominator',
      { numerator: ['X'], denominator: [] },
      '还没有选分母的数据项。请至少选一项，或改为“总数”。',
    ],
    [
      'of a total with one',
      { numerator: ['X'], measure: 'count', unit: '人' },
      '“总数”没有分母。请去掉分母，或改选表示方式。',
    ],
    [
      'of a sum of what is not of one time',
      { numerator: ['X', 'ACC'] },
      '分子里有季末数和当季数，不能相加。请只选时间口径相同的数据项。',
    ],
    [
      'of a stock divided by a flow',
      { numerator: ['X'], denominator: ['ACC'] },
      '分子是季末数，分母是当季数，时间口径不同，不能相除。分母请选季末数。',
    ],
    [
      'of surveys',
      { numerator: ['SURV'], measure: 'count', denominator: [], unit: '份' },
      '“数据项SURV”是抽样调查数，不能用来自设指标。请改选数据项。',
    ],
    ['of a name that is there', { numerator: ['X'], name: '指标RATE' }, '已有指标“指标RATE”。请换一个名称。'],
  ])('is refused %s', async (_case, more, words) => {
    expect((await checked(own('2026Q4', more))).refusals).toEqual([words])
  })

  it('is refused of points that are added or divided', async () => {
    await apply(item('2026Q4', points))
    expect((await checked(own('2026Q4'))).refusals).toEqual([
      '“制度建设评分”以分为单位，得分不能相加、相除。请把表示方式改为“得分”，或改选数据项。',
    ])
    expect((await checked(own('2026Q4', { measure: 'count', denominator: [], unit: '分' }))).refusals).toEqual([
      '“制度建设评分”以分为单位，得分不能相加、相除。请把表示方式改为“得分”，或改选数据项。',
    ])
  })

  it('is refused of an item that is switched off', async () => {
    await apply({ kind: 'switch', from: '2026Q4', body: { isOn: false, indicators: [], items: ['X'] } })
    expect((await checked(own('2026Q4', { numerator: ['X'] }))).refusals).toEqual([
      '数据项“数据项X”在2026年第四季度已停用。请先恢复它，或改选数据项。',
    ])
  })
})

describe('an own score', () => {
  const score = (more: Partial<OwnIndicatorInput> = {}) =>
    own('2026Q4', { name: '制度建设得分', measure: 'score', denominator: [], unit: '', ...more })

  it('says before that the city’s is a mean', async () => {
    await apply(item('2026Q4', points))
    expect((await checked(score())).lines).toEqual([
      '指标“制度建设得分”（技能提升），计量单位：分，1 位小数',
      '口径：工匠人数 ÷ 数据项N',
      '得分：全市取各区县得分的平均，不合计',
      '各区县得分：“制度建设评分”；全市：有得分的区县的算术平均',
      '越高越好，参加评价',
      '牵头部门：市人社局',
    ])
    const weighted = await checked(score({ denominator: ['N'] }))
    expect(weighted.lines).toContain('各区县得分：“制度建设评分”；全市：有得分的区县按“数据项N”加权平均')
  })

  it.each<[string, Partial<OwnIndicatorInput>, string]>([
    ['of no item', { numerator: [] }, '还没有选评分的数据项。请选一项。'],
    ['of two items', { numerator: ['OWN_D001', 'X'] }, '“得分”只能来自一个数据项，几项评分不能相加。请只选一项。'],
    ['of people', { numerator: ['X'] }, '“数据项X”的计量单位是人。“得分”请选以分为单位的数据项。'],
    ['with two weights', { denominator: ['X', 'N'] }, '权数只能有一个。请只选一项，或不选权数。'],
    [
      'weighed by itself',
      { denominator: ['OWN_D001'] },
      '“制度建设评分”是得分，不能作权数。请改选人数、企业数等，或不选权数。',
    ],
    [
      'weighed by a flow',
      { denominator: ['ACC'] },
      '权数“数据项ACC”是当季数，评分是季末数，时间口径不同。请选季末数，或不选权数。',
    ],
  ])('is refused %s', async (_case, more, words) => {
    await apply(item('2026Q4', points))
    expect((await checked(score(more))).refusals).toEqual([words])
  })

  it('comes of an item that has no groups, no total and no running sum', async () => {
    const wrong: Partial<OwnItemInput> = { ...points, periodKind: 'FLOW_Q', breakdowns: ['size'], hasCityTotal: true }
    expect((await checked(item('2026Q4', wrong))).refusals).toEqual([
      '以分为单位的数据项不能累计。时间口径请选“季末时点数”。',
      '以分为单位的数据项按区县评分，不分组。请去掉分组。',
      '得分不相加，全市没有合计。请去掉全市合计；全市得分由“得分”指标按平均计算。',
    ])
  })
})

it('codes are given once, and the list marks what is the city’s own', async () => {
  await apply(item('2026Q4'))
  await apply(item('2026Q4', { name: '首席技师人数' }))
  await apply(own('2026Q4'))
  const { items, indicators, choices } = await readCatalogueBoard(city.as('admin'))
  expect(items.filter(({ isOwn }) => isOwn).map(({ spans }) => spanWords(spans))).toEqual([
    '2026年第四季度起使用',
    '2026年第四季度起使用',
  ])
  expect(items.flatMap(({ code, isOwn }) => (isOwn ? [code] : []))).toEqual(['OWN_D001', 'OWN_D002'])
  expect(indicators.flatMap(({ code, isOwn }) => (isOwn ? [code] : []))).toEqual(['OWN_I001'])
  expect(choices.forms).toEqual([{ code: 'F1', name: '劳动关系表', department: 'RSJ', isByUnits: false }])
})

it('leaves with the demo city', async () => {
  await apply(item('2026Q4'))
  await apply(own('2026Q4'))
  await city.store.write({ unaudited: 'fixture' }, (tx) => removeDemoRows(tx))
  const codes = await city.store.read(async (db) => [
    ...(await db.select({ code: dataItem.code }).from(dataItem)),
    ...(await db.select({ code: indicator.code }).from(indicator)),
  ])
  expect(codes.filter(({ code }) => code.startsWith('OWN_'))).toEqual([])
  expect(codes).toHaveLength(8)
})

import type { CatalogueChangeInput } from '@cg/contract/catalogue-change'
import { catalogueImpactWords } from '@cg/contract/catalogue-impact'
import type { OwnIndicatorInput, OwnItemInput } from '@cg/contract/catalogue-own'
import { parsePeriod } from '@cg/domain/period'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadAuditNames } from '../admin/audit-words.ts'
import { loadDefinitions } from '../catalogue/read.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { planOf } from '../entry/form/plan.ts'
import { enter, openCity, setForm } from '../release/release.fixture.ts'
import type { TestCity } from '../release/release.fixture.ts'
import { decideCatalogueChange } from './decide.ts'
import { readCatalogueBoard } from './list.ts'
import { readProposal } from './proposals.ts'
import { checkCatalogueChange, proposeCatalogueChange } from './propose.ts'

/* What a city has added is changed from a quarter on; the quarters before keep what they asked. */

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

const item = (from: string): CatalogueChangeInput => ({ kind: 'item', from, body: crafts })
const edit = (from: string, more: Partial<OwnItemInput>): CatalogueChangeInput => ({
  kind: 'itemEdit',
  from,
  body: { code: 'OWN_D001', item: { ...crafts, ...more } },
})
const indicator = (from: string): CatalogueChangeInput => ({ kind: 'indicator', from, body: share })
const editIndicator = (from: string, more: Partial<OwnIndicatorInput>): CatalogueChangeInput => ({
  kind: 'indicatorEdit',
  from,
  body: { code: 'OWN_I001', indicator: { ...share, ...more } },
})
const groups = (from: string, code: string, breakdowns: string[]): CatalogueChangeInput => ({
  kind: 'groups',
  from,
  body: { code, breakdowns },
})

const checked = (change: CatalogueChangeInput) => checkCatalogueChange(city.as('second'), change)

async function apply(change: CatalogueChangeInput): Promise<void> {
  const { digest, refusals } = await checked(change)
  expect(refusals).toEqual([])
  const reason = '市里要求'
  const { proposals } = await proposeCatalogueChange(city.as('second'), { change, reason, seen: digest })
  const [{ id } = { id: 0 }] = proposals
  await decideCatalogueChange(city.as('publisher'), { id, action: 'confirm', note: '', version: 1 })
}

async function asked(period: string, code: string): Promise<string[]> {
  const meaning = await city.store.read((db) => meaningOf(city.store, db, period))
  const rows = planOf(meaning, 'F1', 'RSJ')?.rows ?? []
  return rows.flatMap((row) => (row.item.code === code ? [`${row.item.name}|${row.breakdown}`] : []))
}

const definitions = (period: string) => city.store.read((db) => loadDefinitions(db, parsePeriod(period)))

describe('an own item that is changed', () => {
  beforeEach(() => apply(item('2026Q3')))

  it('is asked by the new words and groups from its quarter on, and by the old ones before', async () => {
    await apply(edit('2026Q4', { name: '市级工匠人数', definition: '季末在册的市级工匠人数', breakdowns: [] }))
    expect(await asked('2026Q3', 'OWN_D001')).toEqual(['工匠人数|', '工匠人数|size:above', '工匠人数|size:msme'])
    expect(await asked('2026Q4', 'OWN_D001')).toEqual(['市级工匠人数|'])
  })

  it('is told of by its new name in the trail', async () => {
    await apply(edit('2026Q4', { name: '市级工匠人数' }))
    const names = await city.store.read((db) => loadAuditNames(db))
    expect(names('item', 'OWN_D001')).toBe('市级工匠人数')
  })

  it('says before and afterwards what is other than it was', async () => {
    const change = edit('2026Q4', { decimals: 1, breakdowns: [] })
    const lines = [
      '原来：数据项“工匠人数”，计量单位：人，0 位小数',
      '原来：按企业规模分组',
      '改为：数据项“工匠人数”，计量单位：人，1 位小数',
      '改为：不分组',
    ]
    const { lines: before, impact } = await checked(change)
    expect(before).toEqual(lines)
    expect(impact.forms).toEqual(['《劳动关系表》'])
    await apply(change)
    const { proposals, items } = await readCatalogueBoard(city.as('publisher'))
    expect(proposals[0]?.lines).toEqual(lines)
    expect(items.find(({ code }) => code === 'OWN_D001')?.own).toMatchObject({ decimals: 1, breakdowns: [] })
  })

  it('keeps its unit once a figure is filed in it; before it may have another', async () => {
    expect((await checked(edit('2026Q4', { unit: '名' }))).refusals).toEqual([])
    await enter(city, '2026Q3', { 'OWN_D001 A': 3 })
    expect((await checked(edit('2026Q4', { unit: '名' }))).refusals).toEqual([
      '2026年第三季度已有填报的数，计量单位不能再改：新旧的数不能相比。请新增一个数据项，再停用“工匠人数”。',
    ])
    expect((await checked(edit('2026Q4', { name: '工匠数' }))).refusals).toEqual([])
  })

  it('is not changed in a form that was sent, nor under what is computed of it', async () => {
    await setForm(city, '2026Q4', 'submitted')
    expect((await checked(edit('2026Q4', { breakdowns: [] }))).refusals).toEqual([
      '2026年第四季度的《劳动关系表》已经报送，不能再改填报内容。请改从2027年第一季度起，或先退回这张报表。',
    ])
    await apply(indicator('2026Q4'))
    expect((await checked(edit('2027Q1', { asked: 'year' }))).refusals).toEqual([
      '指标“工匠占比”按它现在的时间口径和填报频率计算，不能改。请新增一个数据项，或先停用这些指标。',
    ])
  })

  it('is refused where nothing is other, of a shipped item, and before a later change', async () => {
    expect((await checked(edit('2026Q4', {}))).refusals).toEqual(['没有修改。请先修改。'])
    const shipped: CatalogueChangeInput = { kind: 'itemEdit', from: '2026Q4', body: { code: 'N', item: crafts } }
    expect((await checked(shipped)).refusals).toEqual(['“数据项N”不是本市自设的数据项，名称和口径不能改。'])
    await apply(edit('2027Q1', { decimals: 1 }))
    expect((await checked(edit('2026Q4', { decimals: 2 }))).refusals).toEqual([
      '已有从2027年第一季度起的修改。请选2027年第一季度或以后的季度。',
    ])
  })
})

describe('an own indicator that is changed', () => {
  beforeEach(async () => {
    await apply(item('2026Q3'))
    await apply(indicator('2026Q4'))
  })

  it('is judged and printed anew from its quarter on, and breaks there', async () => {
    await apply(editIndicator('2027Q1', { decimals: 2, direction: 'neutral', isAssessed: false }))
    const [before, after] = [await definitions('2026Q4'), await definitions('2027Q1')]
    expect(before.indicators.get('OWN_I001' as never)).toMatchObject({ decimals: 1, direction: 'higher', breaks: [] })
    expect(after.indicators.get('OWN_I001' as never)).toMatchObject({
      decimals: 2,
      direction: 'neutral',
      isAssessed: false,
      breaks: ['2027Q1'],
    })
  })

  it('called or printed otherwise goes on as the same, until it is judged otherwise', async () => {
    const rewording = editIndicator('2027Q1', { name: '工匠比重', definition: '工匠人数与数据项N之比', decimals: 2 })
    const { impact } = await checked(rewording)
    expect([impact.anew, impact.indicators, impact.reworded]).toEqual([[], [], ['工匠比重']])
    expect(catalogueImpactWords(impact, 'indicatorEdit')).toContain(
      '只改名称、说明、小数位等，算法不变，与此前各季照常比较：工匠比重。',
    )
    await apply(rewording)
    const found = async (period: string) => (await definitions(period)).indicators.get('OWN_I001' as never)
    expect(await found('2027Q1')).toMatchObject({
      name: '工匠比重',
      decimals: 2,
      breaks: [],
      earlier: [{ decimals: 1 }],
    })
    const judged = editIndicator('2027Q2', { name: '工匠比重', decimals: 2, direction: 'neutral', isAssessed: false })
    expect((await checked(judged)).impact).toMatchObject({ anew: ['工匠比重'], reworded: [] })
    await apply(judged)
    expect(await found('2027Q2')).toMatchObject({ breaks: ['2027Q2'] })
  })

  it('changed again before its first quarter begins as it was changed, without a break', async () => {
    await apply(editIndicator('2026Q4', { decimals: 2 }))
    const found = (await definitions('2026Q4')).indicators.get('OWN_I001' as never)
    expect(found).toMatchObject({ decimals: 2, breaks: [], earlier: [] })
  })

  it('keeps its formula, and is shown by groups only of items that are asked by them', async () => {
    expect((await checked(editIndicator('2027Q1', { numerator: ['N'], denominator: ['OWN_D001'] }))).refusals).toEqual([
      '维度和计算公式不能改。要另一种算法的，请新增一个指标，再停用这一个。',
    ])
    await apply(groups('2026Q4', 'N', []))
    expect((await checked(editIndicator('2027Q1', { breakdowns: ['size'] }))).refusals).toEqual([
      '数据项“数据项N”没有按企业规模填报，指标不能按它分组。请先给数据项加上这一分组，或去掉它。',
    ])
    await apply(groups('2027Q1', 'N', ['size']))
    await apply(editIndicator('2027Q1', { breakdowns: ['size'] }))
    expect((await definitions('2027Q1')).indicators.get('OWN_I001' as never)?.breakdowns).toEqual(['size'])
    expect((await checked(groups('2027Q2', 'N', []))).refusals).toEqual([
      '指标“工匠占比”按企业规模分组，用到它。请先去掉这个指标的企业规模分组。',
    ])
  })
})

describe('groups of a shipped item', () => {
  it('are asked from a quarter on, after its total, and no more when they are taken away', async () => {
    await apply(groups('2026Q4', 'ACC', ['size']))
    await apply(groups('2027Q1', 'ACC', []))
    expect(await asked('2026Q3', 'ACC')).toEqual(['数据项ACC|'])
    expect(await asked('2026Q4', 'ACC')).toEqual(['数据项ACC|', '数据项ACC|size:above', '数据项ACC|size:msme'])
    expect(await asked('2027Q1', 'ACC')).toEqual(['数据项ACC|'])
  })

  it('taken away are shown of no indicator any more, and nothing else of the indicator changes', async () => {
    const shown = async (period: string) => (await definitions(period)).indicators.get('RATE' as never)?.breakdowns
    await apply(groups('2026Q4', 'X', []))
    expect([await shown('2026Q3'), await shown('2026Q4')]).toEqual([['size'], []])
  })

  it('stay in a quarter in which they are filled in', async () => {
    await apply(groups('2026Q4', 'ACC', ['size']))
    await enter(city, '2026Q4', { 'ACC A size:above': 3 })
    expect((await checked(groups('2026Q4', 'ACC', []))).refusals).toEqual([
      '2026年第四季度的报表已按企业规模填了这个数据项。请改从2027年第一季度起。',
    ])
  })
})

describe('what is near to something that is there', () => {
  const alike: CatalogueChangeInput = {
    kind: 'item',
    from: '2026Q4',
    body: { ...crafts, name: '全市工匠人数', definition: '在册的工匠' },
  }

  it('is named with its form, and proposed only by who says that it is another number', async () => {
    await apply(item('2026Q3'))
    const { near, digest } = await checked(alike)
    expect(near).toEqual([
      '“全市工匠人数”与数据项“工匠人数”相近（已在《劳动关系表》中填报）。它的口径：季末在册的市级以上工匠人数。',
    ])
    const proposing = { change: alike, reason: '市里要求', seen: digest }
    await expect(proposeCatalogueChange(city.as('second'), proposing)).rejects.toMatchObject({
      detail: { reason: 'catalogue.near' },
    })
    const { proposals } = await proposeCatalogueChange(city.as('second'), { ...proposing, isDistinct: true })
    const { near: told } = await readProposal(city.as('publisher'), { id: proposals[0]?.id ?? 0 })
    expect(told).toEqual(near)
  })

  it('is not asked of an item whose words stay', async () => {
    await apply(item('2026Q3'))
    expect((await checked(edit('2026Q4', { decimals: 1 }))).near).toEqual([])
  })
})

describe('several changes in one proposal', () => {
  const bundle = (from: string, parts: (CatalogueChangeInput & { from: string })[]): CatalogueChangeInput => ({
    kind: 'bundle',
    from,
    body: { parts: parts.map(({ from: _from, ...part }) => part) as never },
  })

  it('are confirmed as one, each with its own code and line', async () => {
    const other: CatalogueChangeInput = {
      kind: 'item',
      from: '2026Q4',
      body: { ...crafts, name: '劳模宣讲', definition: '年内宣讲的场次', unit: '场', breakdowns: [] },
    }
    const change = bundle('2026Q4', [
      item('2026Q4') as never,
      other as never,
      groups('2026Q4', 'ACC', ['size']) as never,
    ])
    const { lines } = await checked(change)
    expect(lines).toHaveLength(3)
    expect(lines[2]).toBe('修改数据项的分组：数据项“数据项ACC”原来不分组；改为按企业规模分组')
    await apply(change)
    expect(await asked('2026Q4', 'OWN_D002')).toEqual(['劳模宣讲|'])
    expect(await asked('2026Q4', 'ACC')).toHaveLength(3)
    const { proposals } = await readCatalogueBoard(city.as('publisher'))
    expect(proposals[0]?.parts.map(({ title, codes }) => [title, codes])).toEqual([
      ['2026年第四季度起新增数据项“工匠人数”', ['OWN_D001', 'F1']],
      ['2026年第四季度起新增数据项“劳模宣讲”', ['OWN_D002', 'F1']],
      ['2026年第四季度起修改数据项的分组', ['ACC']],
    ])
    expect(proposals[0]).toMatchObject({ title: 'Excel 导入：2026年第四季度起变更 3 处', act: 'bundle' })
    expect((await checked({ ...item('2026Q4'), body: { ...crafts, name: '另一项' } } as never)).refusals).toEqual([])
  })

  it('say of each indicator what becomes of it, and of the scored ones what follows', async () => {
    const define: CatalogueChangeInput = {
      kind: 'definition',
      from: '2026Q4',
      body: { code: 'RATE', name: '指标RATE', definition: '按年末数' },
    }
    const stop: CatalogueChangeInput = {
      kind: 'switch',
      from: '2026Q4',
      body: { isOn: false, indicators: ['SURV'], items: ['ACC'] },
    }
    const { impact } = await checked(bundle('2026Q4', [define as never, stop as never]))
    expect(catalogueImpactWords(impact, 'bundle').slice(2)).toEqual([
      '不再计算、排名：指标ACCR、指标SURV。',
      '从这一季起按新口径计算，此前各季按旧口径，前后不作比较：指标RATE。',
      '不再计分：指标ACCR；其权重由其他指标按比例分摊。',
      '指标RATE参加计分，综合得分从这一季起不与此前各季比较。',
      '其中指标ACCR缺少停用的数据项，无法计算，一并停用。',
      '仍在填报、但不再用于任何指标的数据项：数据项SURV。不需要的可以一并停用。',
    ])
  })

  it('are refused with the name of the change that cannot be, or of two that collide', async () => {
    const change = bundle('2026Q4', [item('2026Q4') as never, item('2026Q4') as never])
    expect((await checked(change)).refusals).toEqual(['这次变更中有两个数据项都叫“工匠人数”。请改其中一个的名称。'])
    const bad = bundle('2026Q4', [groups('2026Q4', 'ACC', ['nothing']) as never])
    expect((await checked(bad)).refusals).toEqual(['修改数据项的分组：没有分组维度 nothing。请重新选分组。'])
  })

  it('the same change is not put forward twice', async () => {
    const { digest } = await checked(item('2026Q4'))
    await proposeCatalogueChange(city.as('second'), { change: item('2026Q4'), reason: '市里要求', seen: digest })
    expect((await checked(item('2026Q4'))).refusals).toEqual([
      '第 1 号变更与这次的完全相同，正待确认。请等它办理，不必再提。',
    ])
  })
})
